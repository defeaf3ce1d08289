# Sourced by run-sample and run-tests: make the virtual environment $VENV (.venv) and install the program into it.
#   PYTHON=python3.12  picks another Python;  VENV=dir  puts the environment elsewhere.

VENV=${VENV:-.venv}

fits() { # is this a Python that the program runs on?
    "$1" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.10 python}; do
        if fits "$candidate"; then
            echo "$candidate"
            return 0
        fi
    done
    echo "No Python from 3.10 to 3.13 was found${PYTHON:+ ($PYTHON does not fit)}. On Debian: apt-get install python3 python3-venv" >&2
    return 1
}

make_venv() { # the venv module; where Debian has left it out, virtualenv by pip; where that is missing too, apt-get
    "$1" -m venv "$VENV" >/dev/null 2>&1 && return 0
    rm -rf "$VENV"
    echo "$1 has no working venv module (Debian: package python3-venv); trying virtualenv" >&2
    if "$1" -m pip install --quiet --target "$VENV.tool" virtualenv >/dev/null 2>&1 &&
        PYTHONPATH="$VENV.tool" "$1" -m virtualenv --quiet "$VENV"; then
        rm -rf "$VENV.tool"
        return 0
    fi
    rm -rf "$VENV" "$VENV.tool"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "no virtualenv either; installing Debian's python3-venv" >&2
        version=$("$1" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        { apt-get update && { apt-get install -y "$version-venv" || apt-get install -y python3-venv; }; } >/dev/null 2>&1
        "$1" -m venv "$VENV" && return 0
        rm -rf "$VENV"
    fi
    echo "Cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2
    return 1
}

install_program() { # $1: "" or "[dev]"
    if ! [ -x "$VENV/bin/python" ] || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
        rm -rf "$VENV"
        python=$(find_python) || exit 1
        make_venv "$python" || exit 1
    fi
    echo "Installing into $VENV ($("$VENV/bin/python" --version)) …" >&2
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --editable ".$1" || exit 1
}

install_debian() { # install Debian packages that are not there yet; without apt-get or the right, say what is missing and go on
    missing=""
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    if command -v apt-get >/dev/null; then
        if [ "$(id -u)" = 0 ]; then
            echo "Installing$missing …" >&2
            export DEBIAN_FRONTEND=noninteractive
            # shellcheck disable=SC2086  # a list of packages
            { apt-get update -qq && apt-get install -qq -y --no-install-recommends $missing; } >/dev/null 2>&1 && return 0
        fi
        echo "Not installed:$missing (apt-get install$missing); what needs them is left out" >&2
    fi
}
