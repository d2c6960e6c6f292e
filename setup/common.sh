# What both scripts of this folder use.
say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
# May this user install packages of the distribution, without being asked for a password?
as_admin() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi; }
