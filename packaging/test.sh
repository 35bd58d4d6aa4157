#!/bin/sh
# Sets up what is needed, checks the code and runs the tests:  sh packaging/test.sh [arguments of pytest]
set -eu
cd "$(dirname "$0")/.."
. packaging/prepare.sh
prepare --dev
python=.venv/bin/python
say "checking the code"
"$python" -m ruff check --quiet .
"$python" -m ruff format --check --quiet .
"$python" -m mypy
.venv/bin/lint-imports --no-cache >build/lint-imports.txt 2>&1 || { cat build/lint-imports.txt; exit 1; }
"$python" packaging/lint_qml.py
say "running the tests"
exec "$python" -m pytest "$@"
