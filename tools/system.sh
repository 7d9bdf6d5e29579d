#!/bin/sh
# What Python and Node packages cannot bring along.
#
#   tools/system.sh install venv       the venv module, where a distribution splits it off
#   tools/system.sh install pdf        TeX with the book's fonts, and a converter of pictures
#   tools/system.sh install chromium   the browser that `make test` drives
#   tools/system.sh install checkers   what `make test` reads PDF and EPUB with
#   tools/system.sh install firefox    another browser that it drives
#   tools/system.sh install webkit     and one more, with a screen that nobody sees
#   tools/system.sh install nginx      a server as strangers run it
#   tools/system.sh where ...          print the paths of what is there, or fail
#
# Installs where a known package manager and the rights allow it (root, or sudo that asks for no
# password); otherwise prints the one command to run and fails.
set -eu

say() { printf '%s\n' "$*" >&2; }

where_chromium() {
    for name in ${CHROMIUM:+"$CHROMIUM"} chromium-headless-shell chromium chromium-browser google-chrome-stable google-chrome \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        command -v "$name" && return
    done
    return 1
}

where_firefox() {
    for name in ${FIREFOX:+"$FIREFOX"} firefox-esr firefox "/Applications/Firefox.app/Contents/MacOS/firefox"; do
        command -v "$name" && return
    done
    return 1
}

# Its driver, its browser for trials, a screen for it.
where_webkit() {
    command -v WebKitWebDriver || return 1
    for name in /usr/lib/*/webkit2gtk-4.1/MiniBrowser /usr/lib*/webkit2gtk-4.1/MiniBrowser \
        /usr/libexec/webkit2gtk-4.1/MiniBrowser; do
        if [ -x "$name" ]; then
            echo "$name"
            command -v Xvfb
            return
        fi
    done
    return 1
}

where_nginx() {
    command -v nginx || command -v /usr/sbin/nginx # which is on root's PATH alone
}

where_all() { # command...
    for name; do
        command -v "$name" || return 1
    done
}

where() { # tool
    case "$1" in
        chromium | firefox | webkit | nginx) "where_$1" ;;
        pdf) where_all latexmk xelatex rsvg-convert ;;
        checkers) where_all epubcheck pdftotext zbarimg ;;
    esac
}

manager() {
    for name in apt-get dnf brew; do
        if command -v "$name" >/dev/null; then
            echo "$name"
            return
        fi
    done
}

# Debian has a Chromium that never opens a window: the same pages at a third of the cost of a tab.
knows_headless() {
    apt-cache show chromium-headless-shell >/dev/null 2>&1
}

gains_by_headless() { # tool
    [ "$1:${CHROMIUM-}" = chromium: ] && knows_headless && allowed apt-get &&
        ! command -v chromium-headless-shell >/dev/null
}

# The packages that bring a tool: the managers name them differently.
package() { # manager tool
    case "$1:$2" in
        apt-get:venv) echo "python${PYTHON_VERSION:-3}-venv" ;;
        dnf:venv) echo "python${PYTHON_VERSION:-3}" ;;
        brew:venv) echo "python@${PYTHON_VERSION:-3.13}" ;;
        brew:chromium) echo "google-chrome" ;; # Homebrew's own Chromium is not signed
        apt-get:chromium) if knows_headless; then echo "chromium-headless-shell"; else echo "chromium"; fi ;;
        *:chromium) echo "chromium" ;;
        apt-get:firefox) echo "firefox-esr" ;;
        *:firefox) echo "firefox" ;;
        apt-get:webkit) echo "webkit2gtk-driver xvfb" ;;
        dnf:webkit) echo "webkit2gtk4.1 webkit2gtk-driver xorg-x11-server-Xvfb" ;;
        apt-get:nginx) echo "nginx-light" ;;
        *:nginx) echo "nginx" ;;
        apt-get:pdf) echo "latexmk texlive-xetex texlive-fonts-recommended fonts-texgyre" \
            "fonts-texgyre-math fonts-dejavu-core librsvg2-bin" ;;
        dnf:pdf) echo "latexmk texlive-xetex texlive-collection-latexrecommended texlive-tex-gyre" \
            "texlive-tex-gyre-math dejavu-sans-mono-fonts librsvg2-tools" ;;
        brew:pdf) echo "mactex-no-gui font-dejavu librsvg" ;;
        brew:checkers) echo "epubcheck poppler zbar" ;;
        dnf:checkers) echo "epubcheck poppler-utils zbar" ;;
        *:checkers) echo "epubcheck poppler-utils zbar-tools" ;;
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
        command=$(command_for "$manager" "$1")
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
    where:chromium | where:firefox | where:webkit | where:nginx | where:pdf | where:checkers) where "$2" ;;
    install:chromium | install:firefox | install:webkit | install:nginx | install:pdf | install:checkers)
        if [ "$2:$(manager)" = webkit:brew ]; then
            say "Homebrew has no WebKitGTK: its tests are left out."
            exit
        fi
        where "$2" >/dev/null || install "$2"
        ! gains_by_headless "$2" || install "$2" || true # what is there will do
        where "$2" >/dev/null || {
            case "$2" in
                chromium) say "There is still no Chromium or Chrome to be found; set CHROMIUM to its path." ;;
                *) say "Something of '$2' is still missing: open a new terminal, or look at the PATH." ;;
            esac
            exit 1
        }
        ;;
    install:venv) install venv ;;
    *)
        say "usage: tools/system.sh install venv|pdf|chromium|checkers, or where in place of install"
        exit 2
        ;;
esac
