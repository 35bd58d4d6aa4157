"""Asks an index of known faults (the advisories of PyPI) about every package of a list:  python packaging/audit.py LIST

1 where a fault is known of one.  Where no index answers, as on a machine without a network, that is said, and 0.
"""

from __future__ import annotations

import json
import subprocess
import sys

PATIENCE_S = 180


def main(listed: str) -> int:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pip_audit", "-r", listed, "--disable-pip", "--require-hashes", "--format", "json",
             "--progress-spinner", "off", "--timeout", "20"],
            capture_output=True, text=True, timeout=PATIENCE_S, check=False,
        )  # fmt: skip
        found = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        found = []
    asked = [each for each in found if "vulns" in each]
    faults = [(each, fault) for each in asked for fault in each["vulns"]]
    for each, fault in faults:
        print(
            f"{each['name']} {each['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none'}"
        )
    if not asked:
        print("no index of known faults answers: the lock was not looked up")
    else:
        print(f"{len(asked)} of {len(found)} packages were looked up: {len(faults)} known faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
