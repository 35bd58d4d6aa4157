#!/bin/sh
# Makes the folder that runs anywhere and tries it:  sh packaging/freeze.sh [arguments of freeze.py]
set -eu
cd "$(dirname "$0")/.."
. packaging/prepare.sh
PYTHON=$(find_python) || die "Python 3.11 to 3.14 is needed."
install_system_packages
find_uv
exec "$PYTHON" packaging/freeze.py --uv "$UV" "$@"
