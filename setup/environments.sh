#!/usr/bin/env bash
# Makes both environments from the one requirements.txt, finding or installing the two Pythons. Quick when nothing changed.
set -euo pipefail
cd "$(dirname "$0")/.."

. setup/common.sh
# The version of a Python that really runs (a pyenv shim may not), as "3.12".
version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true; }

# Every Python within reach: on the PATH, then in pyenv.
candidates() {
    local root minor name
    root=$(pyenv root 2>/dev/null || echo "${PYENV_ROOT:-$HOME/.pyenv}")
    for minor in 12 13 11 10; do
        for name in "$(command -v python3.$minor 2>/dev/null || true)" "$root"/versions/3.$minor.*/bin/python3.$minor; do
            if [ -n "$name" ] && [ -x "$name" ]; then echo "$name"; fi
        done
    done
    command -v python3 2>/dev/null || true
}
# The first Python of one of the versions given.
find_python() {
    local python wanted
    while read -r python; do
        for wanted in "$@"; do
            if [ "$(version_of "$python")" = "$wanted" ]; then echo "$python"; return 0; fi
        done
    done < <(candidates)
    return 1
}

# uv, pinned in requirements.txt like everything else, in a small environment of its own.
uv_block=$(awk '/^uv==/ { inside = 1 } inside { print } inside && !/\\$/ { exit }' requirements.txt)
uv=.tools/bin/uv
if ! { [ -x $uv ] && [ "$(cat .tools/stamp 2>/dev/null)" = "$uv_block" ]; }; then
    any=$(find_python 3.12 3.13 3.11 3.10 3.14 3.9 || true)
    if [ -z "$any" ]; then
        say "Installing Python from the distribution's packages."
        { as_admin apt-get update -qq && as_admin apt-get install -y -qq python3 python3-venv >/dev/null; } ||
            fail "Python 3 is missing. Type: sudo apt-get install python3 python3-venv"
        any=$(find_python 3.12 3.13 3.11 3.10 3.14) || fail "Python 3.10 or newer is missing. Type: sudo apt-get install python3 python3-venv"
    fi
    rm -rf .tools
    if ! "$any" -m venv .tools 2>/dev/null; then
        { as_admin apt-get update -qq && as_admin apt-get install -y -qq python3-venv >/dev/null; } ||
            fail "Python's venv module is missing. Type: sudo apt-get install python3-venv"
        rm -rf .tools
        any=$(find_python 3.12 3.13 3.11 3.10 3.14)
        "$any" -m venv .tools
    fi
    printf '%s\n' "$uv_block" >.tools/requirements.txt
    say "Installing uv."
    .tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .tools/requirements.txt
    printf '%s' "$uv_block" >.tools/stamp
fi

# environment FOLDER INTERPRETER: everything of requirements.txt that its markers give this Python.
environment() {
    local folder=$1 python=$2 stamp
    stamp=$(cat requirements.txt pyproject.toml | sha256sum)" $(version_of "$python")"
    if [ -x "$folder/bin/python" ] && [ "$(cat "$folder/stamp" 2>/dev/null)" = "$stamp" ]; then return; fi
    say "Making $folder with Python $(version_of "$python") (a few minutes the first time)."
    [ "$(version_of "$folder/bin/python")" = "$(version_of "$python")" ] || { rm -rf "$folder"; $uv venv --quiet --python "$python" "$folder"; }
    $uv pip sync --quiet --python "$folder/bin/python" --require-hashes requirements.txt
    if [ "$folder" = .venv ]; then
        # The project itself, for its command `ourvoices`.
        $uv pip install --quiet --python "$folder/bin/python" --no-deps --no-build-isolation --editable .
    fi
    printf '%s' "$stamp" >"$folder/stamp"
}
# A Python on this machine, else one that uv installs.
python_for() {
    local wanted=$1; shift
    find_python "$@" || { $uv python install --quiet "$wanted" && $uv python find "$wanted"; } ||
        fail "Python $wanted is missing and could not be installed. With pyenv, type: pyenv install $wanted"
}

environment .venv "$(python_for 3.12 3.12 3.13 3.11)"
environment .venv-rasa "$(python_for 3.10 3.10)"
