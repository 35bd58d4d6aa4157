#!/bin/sh
# Kills whatever changes a vault, with -9, and looks what is left:  sh packaging/kills.sh [--count 300] [--seed 1]
set -eu
cd "$(dirname "$0")/.."
. packaging/prepare.sh
prepare --dev
exec .venv/bin/python -m tests.strangers.kills "$@"
