#!/bin/sh
# Feeds the app what strangers may send, with ever other seeds:  sh packaging/fuzz.sh --hours N [--seed S]
set -eu
cd "$(dirname "$0")/.."
. packaging/prepare.sh
prepare --dev
exec .venv/bin/python -m tests.strangers.fuzz "$@"
