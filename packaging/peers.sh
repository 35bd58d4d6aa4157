#!/bin/sh
# Builds llama.cpp's own server for the bench, from the very source our llama-cpp-python is made of; it is never shipped:
#   sh packaging/peers.sh        then        inglenook bench peers --llama-server build/peers/bin/llama-server
set -eu
cd "$(dirname "$0")/.."
. packaging/prepare.sh
prepare
version=$(sed -n '/^name = "llama-cpp-python"/{n;s/version = "\(.*\)"/\1/p;q;}' uv.lock)
source=build/peers/llama_cpp_python-$version
if [ ! -d "$source" ]; then
    say "fetching the source of llama.cpp"
    mkdir -p build/peers
    # The very file that the lock names.
    hash=$(sed -n '/^name = "llama-cpp-python"/,/^sdist/s/^sdist = .*hash = "\(sha256:[0-9a-f]*\)".*/\1/p' uv.lock)
    echo "llama-cpp-python==$version --hash=$hash" >build/peers/source.txt
    "$PYTHON" -m pip download --quiet --require-hashes --no-deps --no-binary llama-cpp-python --dest build/peers -r build/peers/source.txt
    [ -e "$source.tar.gz" ] || die "the source of llama-cpp-python $version could not be fetched."
    tar -xzf "$source.tar.gz" -C build/peers
fi
command -v cmake >/dev/null 2>&1 || die "cmake is needed."
# The same switches as ours: no AMX, the same back end.
level=$(sed -n 2p .venv/inglenook-engine)
set --
set -f
IFS='
'
for line in $("$PYTHON" packaging/llama_build.py settings "$GPU" "$level"); do set -- "$@" "-D${line#*cmake.define.}"; done
unset IFS
set +f
say "compiling llama-server, which takes some minutes"
cmake -S "$source/vendor/llama.cpp" -B build/peers/build -DCMAKE_BUILD_TYPE=Release -DLLAMA_CURL=OFF \
    -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_EXAMPLES=OFF -DBUILD_SHARED_LIBS=OFF "$@" >build/peers/cmake.txt 2>&1 ||
    { tail -20 build/peers/cmake.txt >&2; die "cmake failed."; }
cmake --build build/peers/build --target llama-server --parallel >build/peers/make.txt 2>&1 ||
    { tail -20 build/peers/make.txt >&2; die "the build failed."; }
mkdir -p build/peers/bin
cp build/peers/build/bin/llama-server build/peers/bin/
say "done: inglenook bench peers --llama-server build/peers/bin/llama-server"
