# Sets up everything Inglenook needs, saying what it does.  Sourced by run.sh and test.sh:
#   prepare          what the app needs        prepare --dev     and what its tests need
# INGLENOOK_GPU=cpu|vulkan|cuda|metal overrides the choice of a GPU back end.

say() { printf 'inglenook: %s\n' "$1" >&2; }
die() { say "$1"; exit 1; }

find_python() {
    for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

install_line() {
    if command -v apt-get >/dev/null 2>&1; then echo "apt-get install -y $1"
    elif command -v dnf >/dev/null 2>&1; then echo "dnf install -y $1"
    elif command -v pacman >/dev/null 2>&1; then echo "pacman -S --needed --noconfirm $1"
    elif command -v zypper >/dev/null 2>&1; then echo "zypper --non-interactive install $1"
    else echo ""; fi
}

install_packages() {
    line=$(install_line "$1")
    [ -n "$line" ] || die "please install these system packages and run this again: $1"
    if [ "$(id -u)" = 0 ]; then
        say "installing system packages: $1"
        case $line in apt-get*) apt-get update -q >/dev/null || true ;; esac
        DEBIAN_FRONTEND=noninteractive $line >/dev/null || die "this did not work: $line"
        return
    fi
    say "these system packages are missing: $1"
    say "this line installs them:  sudo $line"
    if [ -t 0 ] && command -v sudo >/dev/null 2>&1; then
        printf 'Run it now? [y/N] ' >&2
        read -r answer
        case $answer in
            y | Y | yes) sudo $line || die "this did not work: sudo $line"; return ;;
        esac
    fi
    die "run that line, then start this again."
}

install_system_packages() {
    case $(uname -s) in
        Linux)
            missing=$("$PYTHON" packaging/needs.py)
            [ -z "$missing" ] || install_packages "$missing"
            ;;
        Darwin)
            xcode-select -p >/dev/null 2>&1 ||
                die "a C++ compiler is missing. Run this line, then start this again:  xcode-select --install"
            ;;
    esac
}

find_uv() {
    if command -v uv >/dev/null 2>&1; then
        UV=uv
    else
        UV=build/uv/bin/uv
        if ! [ -x "$UV" ]; then
            say "installing uv into build/uv"
            "$PYTHON" -m venv build/uv && build/uv/bin/python -m pip install --quiet "uv>=0.9" ||
                die "uv could not be installed; check the network connection and try again."
        fi
    fi
}

choose_gpu() {
    GPU=${INGLENOOK_GPU:-auto}
    if [ "$GPU" = auto ]; then
        case $(uname -s) in
            Darwin) GPU=metal ;;
            *) GPU=$("$PYTHON" packaging/needs.py --gpu) ;;
        esac
    fi
    case $GPU in
        # Metal is what a plain build on a Mac already is.
        metal | cpu) BUILD="" ;;
        vulkan) BUILD="llama-cpp-python:cmake.define.GGML_VULKAN=ON" ;;
        cuda) BUILD="llama-cpp-python:cmake.define.GGML_CUDA=ON" ;;
        *) die "INGLENOOK_GPU must be cpu, vulkan, cuda or metal, not $GPU." ;;
    esac
}

prepare() {
    PYTHON=$(find_python) ||
        die "Python 3.11 to 3.14 is needed. Debian and Ubuntu: sudo apt-get install python3 python3-venv"
    install_system_packages
    find_uv
    choose_gpu
    extra="--no-dev"
    [ "${1:-}" != "--dev" ] || extra="--dev"
    built=$(cat .venv/inglenook-gpu 2>/dev/null || echo none)
    rebuild=""
    if [ "$built" != "$GPU" ]; then
        say "setting up; llama.cpp is compiled for this machine ($GPU), which takes some minutes the first time"
        [ "$built" = none ] || rebuild="--reinstall-package llama-cpp-python"
    fi
    # --inexact keeps what tests need when only the app is set up.
    # shellcheck disable=SC2086
    "$UV" sync --locked --inexact --quiet --python "$PYTHON" $extra $rebuild \
        ${BUILD:+--config-settings-package "$BUILD"} ||
        die "setting up failed; what went wrong stands above."
    printf '%s\n' "$GPU" >.venv/inglenook-gpu
}
