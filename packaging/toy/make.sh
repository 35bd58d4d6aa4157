#!/bin/sh
# Makes the toy from nothing and examines it:  sh packaging/toy/make.sh
# Two processor cores need under two hours.  PyTorch is fetched for the training alone.
set -eu
cd "$(dirname "$0")/../.."
. packaging/prepare.sh
prepare
mkdir -p build/toy
say "training; an interruption is taken up again where it was"
"$UV" run --no-project --python "$PYTHON" packaging/toy/train.py --out build/toy/toy.gguf
.venv/bin/python packaging/toy/evaluate.py build/toy/toy.gguf --samples 50
say "if you are content: cp build/toy/toy.gguf resources/toy.gguf"
