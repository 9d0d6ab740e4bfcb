# Sourced by bin/test: the parts of a machine that only tests need. Each is looked for, then fetched, then given up.

# Run a command with the rights to install packages; fails at once when there are none, and never asks.
as_installer() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null && sudo -n "$@"
    fi
}

may_install() { command -v apt-get >/dev/null 2>&1 && as_installer true; }

apt_install() {
    may_install || return 1
    say "Installing $* ..."
    export DEBIAN_FRONTEND=noninteractive
    as_installer apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return
    as_installer apt-get update -qq >/dev/null 2>&1 || return 1
    as_installer apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

# Ubuntu's package is a script that only points to a snap, so each is asked whether it runs.
chromium_here() {
    for name in ${UNKNOT_CHROMIUM:+"$UNKNOT_CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 || continue
        "$name" --version >/dev/null 2>&1 || continue
        command -v "$name"
        return
    done
    own=$("$venv/bin/python" -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)' 2>/dev/null) || return 1
    [ -x "$own" ] && "$own" --version >/dev/null 2>&1 && printf '%s\n' "$own"
}

# Prints the path of a Chromium, or nothing.
bring_chromium() {
    chromium_here && return
    apt_install chromium fonts-dejavu-core && chromium_here && return
    say "Fetching Playwright's Chromium ..."
    if may_install; then
        as_installer "$venv/bin/python" -m playwright install-deps chromium >/dev/null 2>&1 || :
    fi
    "$venv/bin/python" -m playwright install chromium >/dev/null 2>&1 && chromium_here && return
    say "No Chromium can be had, so tests in a browser are skipped: apt install chromium"
}

have_postgresql() {
    "$venv/bin/python" - "$1" <<'PYTHON'
import os
import sys

from unknot.config.cluster import binaries

sys.exit(sys.argv[1] not in {str(source.major) for source in binaries.sources(os.environ)})
PYTHON
}

bring_postgresql_15() {
    have_postgresql 15 && return
    may_install || return 0
    # Debian would make and run a cluster of its own; only the programs are wanted.
    own=/etc/postgresql-common/createcluster.d/unknot.conf
    as_installer mkdir -p "${own%/*}"
    echo "create_main_cluster = false" | as_installer tee "$own" >/dev/null
    apt_install postgresql-15 || say "PostgreSQL 15 can't be installed here"
    as_installer rm -f "$own"
}
