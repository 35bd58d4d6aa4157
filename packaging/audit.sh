#!/bin/sh
# Looks up among known faults whatever the lock names:  sh packaging/audit.sh
set -eu
cd "$(dirname "$0")/.."
. packaging/prepare.sh
PYTHON=$(find_python) || die "Python 3.11 to 3.14 is needed."
mkdir -p build
find_uv
UV_PROJECT_ENVIRONMENT=build/audit "$UV" sync --frozen --quiet --python "$PYTHON" --only-group audit
"$UV" export --quiet --frozen --no-emit-project --all-groups --output-file build/audit.txt >/dev/null
exec build/audit/bin/python packaging/audit.py build/audit.txt
