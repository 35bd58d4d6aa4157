#!/bin/sh
# Makes the starter model from nothing and examines it:  sh packaging/starter/make.sh
# Two processor cores need under two hours.  PyTorch is fetched for the training alone.
set -eu
cd "$(dirname "$0")/../.."
. packaging/prepare.sh
prepare
mkdir -p build/starter
say "training; an interruption is taken up again where it was"
"$UV" run --no-project --python "$PYTHON" packaging/starter/train.py --out build/starter/starter.gguf
.venv/bin/python packaging/starter/evaluate.py build/starter/starter.gguf --samples 50
say "if you are content: cp build/starter/starter.gguf resources/starter/starter.gguf"
