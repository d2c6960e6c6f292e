#!/usr/bin/env bash
# What the tests need of the machine: Chromium, PostgreSQL, Redis, and iproute2 to make a second machine of namespaces; the system's, else from the distribution's packages.
set -euo pipefail
cd "$(dirname "$0")/.."

. setup/common.sh
install() { say "Installing $1 from the distribution's packages."; as_admin apt-get update -qq && DEBIAN_FRONTEND=noninteractive as_admin apt-get install -y -qq "$@" >/dev/null; }

has_chromium() {
    local name
    for name in chromium chromium-browser google-chrome; do
        # Ubuntu's chromium-browser may be a stub that only names the snap, so it must answer.
        if command -v $name >/dev/null && $name --version >/dev/null 2>&1; then return 0; fi
    done
    [ -n "$(find "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}" -maxdepth 1 -name 'chromium-*' 2>/dev/null)" ]
}
has_postgresql() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

has_chromium || { install chromium || true; has_chromium; } || { as_admin .venv/bin/playwright install --with-deps chromium >/dev/null && has_chromium; } ||
    fail "Chromium is missing. Type: sudo apt-get install chromium"
has_postgresql || { install postgresql || true; has_postgresql; } || fail "PostgreSQL is missing. Type: sudo apt-get install postgresql"
has_redis() { command -v redis-server >/dev/null; }
has_redis || { install redis-server || true; has_redis; } || fail "Redis is missing. Type: sudo apt-get install redis-server"
command -v ip >/dev/null || install iproute2 || true
command -v ip >/dev/null || fail "The command ip is missing. Type: sudo apt-get install iproute2"
