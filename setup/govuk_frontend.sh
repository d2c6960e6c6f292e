#!/usr/bin/env bash
# Take GOV.UK Frontend's style and script from npm, of the version that govuk-frontend-jinja was made for.
# Left out: the font GDS Transport and the crest, which only the central government may use.
set -euo pipefail
version=6.3.0
target="$(cd "$(dirname "$0")/.." && pwd)/feedback_api/web/static/govuk"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent "govuk-frontend@$version" > /dev/null && tar -xzf ./*.tgz)
mkdir -p "$target"
# The house's own typefaces stand in for the font.
faces='system-ui,-apple-system,"Segoe UI",Roboto,arial,sans-serif'
sed -E -e 's/@font-face\{[^}]*\}//g' -e "s/GDS Transport,arial,sans-serif/$faces/g" -e 's/url\([^)]*govuk-crest\.svg\)/none/g' \
  -e 's!/\*# sourceMappingURL.*!!' "$work/package/dist/govuk/govuk-frontend.min.css" > "$target/govuk-frontend.min.css"
sed -e 's!//# sourceMappingURL.*!!' "$work/package/dist/govuk/govuk-frontend.min.js" > "$target/govuk-frontend.min.js"
echo "GOV.UK Frontend $version is in $target"
