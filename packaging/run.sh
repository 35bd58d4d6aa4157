#!/bin/sh
# Sets up what is needed and opens Inglenook:  sh packaging/run.sh [arguments of inglenook]
set -eu
start=$PWD
cd "$(dirname "$0")/.."
root=$PWD
. packaging/prepare.sh
prepare
cd "$start"
exec "$root/.venv/bin/inglenook" "$@"
