"""Downloads that are begun until they are killed, forked from one process that has everything imported.

stdin   "go" starts a child
stdout  "child PID", "whole" when it came to its end, and "dead" when it is over
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.core.network_guard import network_guard
from app.hub import Endpoint, HubFile, Source, fetch, part
from app.hub.quiet import hub_library
from tests.driving import run


def main(address: str, repo: str, commit: str, path: str, size: str, sha256: str, target: str, kept: str) -> None:
    network_guard.close()
    hub_library().HfApi  # noqa: B018 - imports it
    part.KEPT_BYTES, part.MARK_BYTES = int(kept), 4 * int(kept)
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            file = HubFile(path, int(size), sha256)
            places = (f"localhost:{address.rpartition(':')[2]}",)
            run(fetch(Endpoint(address, places), Source(repo, commit), file, Path(target)))
            tell("whole")
            os._exit(0)
        tell("child", child)
        os.waitpid(child, 0)
        tell("dead")


def tell(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
