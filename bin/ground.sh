# Sourced by bin/demo, bin/test and bin/check. Sets $checkout and offers bring_venv.

checkout=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
venv=$checkout/.venv
stamp=$venv/unknot.stamp

say() { printf '%s\n' "$*" >&2; }

refuse() {
    say "$(basename -- "$0"): $*"
    exit 2
}

# A Python that is new enough and can make virtual environments; $PYTHON comes first when it is set.
find_python() {
    seen=
    for name in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 python; do
        command -v "$name" >/dev/null 2>&1 || continue
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        seen=$name
        "$name" -c 'import ensurepip, venv' 2>/dev/null || continue
        printf '%s' "$name"
        return
    done
    [ -z "$seen" ] || refuse "$seen has no venv module; on Debian or Ubuntu: apt install python3-venv"
    refuse "Python 3.11 or newer is missing; on Debian or Ubuntu: apt install python3 python3-venv"
}

# A virtual environment of this path whose Python still is the one it was made with.
venv_is_sound() {
    grep -qF "$venv" "$venv/bin/activate" 2>/dev/null || return 1
    "$venv/bin/python" -c '
import pathlib, sys
said = pathlib.Path(sys.prefix, "pyvenv.cfg").read_text()
minor = "{}.{}.".format(*sys.version_info)
sys.exit(sys.version_info < (3, 11) or not any(
    line.partition("=")[0].strip() == "version" and line.partition("=")[2].strip().startswith(minor)
    for line in said.splitlines()
))' 2>/dev/null && "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

# bring_venv LOCK: .venv with everything of requirements/LOCK.lock and this checkout, quickly when nothing has changed.
bring_venv() {
    lock=$checkout/requirements/$1.lock
    wanted="$1 $(cat "$lock" "$checkout/pyproject.toml" | cksum) $venv"
    if [ -x "$venv/bin/unknot" ] && grep -qxF "$wanted" "$stamp" 2>/dev/null && "$venv/bin/python" -c '' 2>/dev/null; then
        return
    fi
    if ! venv_is_sound; then
        python=$(find_python) || exit 2
        say "Making a virtual environment in .venv ..."
        "$python" -m venv --clear "$venv" || refuse "$python could not make $venv"
    fi
    say "Installing what is needed (only when it has changed) ..."
    # Without compiling: most modules are never imported. The stamp goes first, so that a half-done work is redone.
    touch "$stamp"
    grep -v "^$1 " "$stamp" >"$stamp.new" || :
    mv "$stamp.new" "$stamp"
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile --require-hashes -r "$lock" ||
        refuse "the packages could not be installed; is the package index within reach?"
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile --no-deps --no-build-isolation \
        -e "$checkout" || refuse "this checkout could not be installed into .venv"
    printf '%s\n' "$wanted" >>"$stamp"
}
