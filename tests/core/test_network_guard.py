"""Nothing leaves the machine.  The network guard cannot be opened again, so each attempt has its own process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLOSED = "from app.core.network_guard import network_guard, NetworkRefused; network_guard.close()\n"

ATTEMPTS = {
    "a raw socket": "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)",
    "a name look-up": "import socket; socket.getaddrinfo('example.org', 80)",
    "a datagram": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "a listening socket": "import socket; socket.socket().bind(('127.0.0.1', 0))",
    "urllib": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/', timeout=1)",
    "http.client": "import http.client; http.client.HTTPConnection('127.0.0.1', 9, timeout=1).request('GET', '/')",
    "a child program": "import subprocess; subprocess.run(['true'])",
    "a shell": "import os; os.system('true')",
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_the_guard_refuses(attempt):
    """Refused by us, not by the lack of a network: the exception says so."""
    run = subprocess.run(
        [sys.executable, "-c", CLOSED + attempt], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode != 0
    assert "network guard refused" in run.stderr


def test_local_sockets_are_free():
    code = CLOSED + (
        "import socket, sys\n"
        "if hasattr(socket, 'AF_UNIX'):\n"
        "    a, b = socket.socketpair(); a.sendall(b'x'); assert b.recv(1) == b'x'\n"
        "assert network_guard.refused == ()"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60, check=True)


REACH_OUT = """
import multiprocessing, socket, sys
from app.core.network_guard import NetworkRefused
from app.engine import child_process as child

def reach_out(theirs):
    try:
        child._answer(theirs, (), None, lambda: socket.create_connection(("127.0.0.1", 9), timeout=1), ())
    except NetworkRefused:
        theirs.send("refused")

if __name__ == "__main__":
    ours, theirs = multiprocessing.Pipe(duplex=False)
    other = multiprocessing.get_context("spawn").Process(target=reach_out, args=(theirs,))
    other.start()
    assert ours.poll(60)
    print(ours.recv())
    other.join()
"""


def test_the_child_that_tries_models_closes_the_guard_first(tmp_path):
    """It is started by spawn, with a fresh interpreter that has no hook of its own."""
    script = tmp_path / "reach_out.py"
    script.write_text(REACH_OUT, "utf-8")
    run = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.stdout.strip() == "refused", run.stderr
