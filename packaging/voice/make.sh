#!/bin/sh
# Makes resources/voice, which says how English words are pronounced:  sh packaging/voice/make.sh
# The dictionary is CMUdict (BSD) as the npm package cmu-pronouncing-dictionary has it, with stress.
set -eu
cd "$(dirname "$0")/../.."
. packaging/prepare.sh
prepare
version=3.0.0
hash=ca16ac157e95277ffe1ca105a5ca2c833a15626024f15711c2a425da367b68ce
mkdir -p build/voice
file=build/voice/cmu-pronouncing-dictionary-$version.tgz
[ -e "$file" ] || (cd build/voice && npm pack --silent "cmu-pronouncing-dictionary@$version" >/dev/null)
.venv/bin/python - "$file" "$hash" build/voice/dictionary.txt <<'END'
import hashlib, re, sys, tarfile
from pathlib import Path

file, wanted, into = sys.argv[1:]
if hashlib.sha256(Path(file).read_bytes()).hexdigest() != wanted:
    sys.exit("the dictionary is another one than it was")
with tarfile.open(file) as packed:
    source = packed.extractfile("package/index.js").read().decode("utf-8")
entries = re.findall(r'^\s*"?([^":]+)"?: "([A-Z0-9 ]+)"', source, re.MULTILINE)
Path(into).write_text("".join(f"{word} {said}\n" for word, said in entries), "utf-8")
END
.venv/bin/python packaging/voice/letters.py build/voice/dictionary.txt resources/voice
# Who speaks, and when: Silero's network (MIT), as it lies in its wheel.
version=6.2.3
hash=7b7f5436cfcb02fae583a05b512ea96467fd449fe54cb49a5e4f06c51a1e43b8
python3 -m pip download --quiet --no-deps --only-binary :all: --dest build/voice "silero-vad==$version"
.venv/bin/python - "build/voice/silero_vad-$version-py3-none-any.whl" "$hash" resources/voice <<'END'
import hashlib, sys, zipfile
from pathlib import Path

file, wanted, into = sys.argv[1:]
if hashlib.sha256(Path(file).read_bytes()).hexdigest() != wanted:
    sys.exit("the wheel is another one than it was")
with zipfile.ZipFile(file) as packed:
    (Path(into) / "silero_vad.onnx").write_bytes(packed.read("silero_vad/data/silero_vad.onnx"))
END
