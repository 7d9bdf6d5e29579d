#!/bin/sh
# The two things that Python and Node packages cannot bring along.
#
#   tools/system.sh install venv       the venv module, where a distribution splits it off
#   tools/system.sh install chromium   the browser that `make test` drives
#   tools/system.sh where chromium     print the browser's path, or fail
#
# Installs where a known package manager and the rights allow it (root, or sudo that asks for no
# password); otherwise prints the one command to run and fails.
set -eu

say() { printf '%s\n' "$*" >&2; }

where_chromium() {
    for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome-stable google-chrome \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        command -v "$name" && return
    done
    return 1
}

manager() {
    for name in apt-get dnf brew; do
        if command -v "$name" >/dev/null; then
            echo "$name"
            return
        fi
    done
}

# The package that brings a tool: the managers name them differently.
package() { # manager tool
    case "$1:$2" in
        apt-get:venv) echo "python${PYTHON_VERSION:-3}-venv" ;;
        dnf:venv) echo "python${PYTHON_VERSION:-3}" ;;
        brew:venv) echo "python@${PYTHON_VERSION:-3.13}" ;;
        brew:chromium) echo "google-chrome" ;; # Homebrew's own Chromium is not signed
        *:chromium) echo "chromium" ;;
    esac
}

# Homebrew refuses to run as root; the other two need it.
prefix() { # manager
    if [ "$1" = brew ] || [ "$(id -u)" = 0 ]; then
        echo ""
    else
        echo "sudo "
    fi
}

command_for() { # manager tool
    case "$1" in
        apt-get) echo "$(prefix "$1")apt-get install --yes --no-install-recommends $(package "$1" "$2")" ;;
        dnf) echo "$(prefix "$1")dnf install --assumeyes $(package "$1" "$2")" ;;
        brew) echo "brew install $(package "$1" "$2")" ;;
    esac
}

allowed() { # manager
    [ -z "$(prefix "$1")" ] || sudo -n true 2>/dev/null
}

install() { # tool
    manager=$(manager)
    if [ -z "$manager" ]; then
        say "Please install '$1' with your system's package manager, then run make again."
        return 1
    fi
    command=$(command_for "$manager" "$1")
    if allowed "$manager"; then
        say "Installing $(package "$manager" "$1") with $manager ..."
        # A package list that is missing or old is the usual reason for "not found".
        [ "$manager" != apt-get ] || sh -c "$(prefix "$manager")apt-get update" >/dev/null 2>&1 || true
        if DEBIAN_FRONTEND=noninteractive sh -c "$command" </dev/null >/dev/null 2>&1; then
            return 0
        fi
        say "That did not work."
    fi
    say "Please run this command, then make again:"
    say "    $command"
    return 1
}

case "${1-}:${2-}" in
    where:chromium) where_chromium ;;
    install:chromium)
        where_chromium >/dev/null || install chromium
        where_chromium >/dev/null || {
            say "There is still no Chromium or Chrome to be found; set CHROMIUM to its path."
            exit 1
        }
        ;;
    install:venv) install venv ;;
    *)
        say "usage: tools/system.sh install venv|chromium, or tools/system.sh where chromium"
        exit 2
        ;;
esac
