# Sets up everything Inglenook needs, saying what it does.  Sourced by run.sh and test.sh:
#   prepare          what the app needs        prepare --dev     and what its tests need
# INGLENOOK_GPU=cpu|vulkan|cuda|metal overrides the choice of a GPU back end.

say() { printf 'inglenook: %s\n' "$1" >&2; }
die() { say "$1"; exit 1; }

find_python() {
    for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null; then
            # The program itself: behind the name may stand a script (pyenv), and uv would make everything anew for it.
            "$name" -c 'import sys; print(getattr(sys, "_base_executable", sys.executable))'
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

# The one that is named with its hash, whatever else is on this machine: an older one builds otherwise.
find_uv() {
    UV=build/uv/bin/uv
    wanted=$(sed -n '1s/^uv==\([0-9.]*\).*/uv \1/p' packaging/uv.txt)
    case $("$UV" --version 2>/dev/null) in "$wanted" | "$wanted "*) return ;; esac
    say "installing uv into build/uv"
    "$PYTHON" -m venv build/uv && build/uv/bin/python -m pip install --quiet --require-hashes -r packaging/uv.txt ||
        die "uv could not be installed; check the network connection and try again."
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
        metal | cpu | vulkan | cuda) ;;
        *) die "INGLENOOK_GPU must be cpu, vulkan, cuda or metal, not $GPU." ;;
    esac
}

prepare() {
    PYTHON=$(find_python) ||
        die "Python 3.11 to 3.14 is needed. Debian and Ubuntu: sudo apt-get install python3 python3-venv"
    mkdir -p build
    install_system_packages
    find_uv
    choose_gpu
    extra="--no-dev"
    [ "${1:-}" != "--dev" ] || extra="--dev"
    # What was compiled is good for one processor, compiler and back end: another one has it made anew.
    key=$("$PYTHON" packaging/llama_build.py key "$GPU")
    if [ "$(sed -n 1p .venv/inglenook-engine 2>/dev/null)" = "$key" ]; then
        sync_packages "$(sed -n 2p .venv/inglenook-engine)"
        return
    fi
    say "setting up; llama.cpp is compiled for this machine ($GPU), which takes some minutes the first time"
    # Only over another build: where there is none, one of these very settings that uv has kept is taken.
    again=""
    [ ! -d .venv ] || again="--reinstall-package llama-cpp-python"
    for level in $("$PYTHON" packaging/llama_build.py levels); do
        # shellcheck disable=SC2086
        sync_packages "$level" $again
        again="--reinstall-package llama-cpp-python"
        status=0
        .venv/bin/python packaging/try_engine.py >build/try-engine.txt 2>&1 || status=$?
        if [ "$status" = 0 ]; then
            printf '%s\n' "$key" "$level" >.venv/inglenook-engine
            return
        fi
        # Ended by a signal: this processor cannot run it.  Anything else is not the processor's fault.
        [ "$status" -gt 128 ] || { cat build/try-engine.txt >&2; die "llama.cpp was compiled and does not work."; }
        say "what was compiled ($level) crashes on this processor; a plainer one is made, which takes some minutes more"
    done
    die "llama.cpp does not work on this processor, however plainly it is compiled."
}

# sync_packages LEVEL [arguments of uv sync]
sync_packages() {
    settings=$("$PYTHON" packaging/llama_build.py settings "$GPU" "$1")
    shift
    set -f
    IFS='
'
    for line in $settings; do set -- "$@" --config-settings-package "$line"; done
    unset IFS
    set +f
    # --inexact keeps what tests need when only the app is set up.
    "$UV" sync --locked --inexact --quiet --python "$PYTHON" "$extra" "$@" ||
        die "setting up failed; what went wrong stands above."
}
