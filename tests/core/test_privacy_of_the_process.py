"""The process keeps to itself: its files, its memory, its log, its connections."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOOD = {"INGLENOOK_PASSPHRASE": "tractor velvet onion"}
CHAT = ["-m", "app", "--home", "HOME", "chat", "--once", "Hello Wren, how are you?"]

linux = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux about the process")


def run(*command: str, home: Path, **more) -> subprocess.CompletedProcess:
    filled = [str(home) if word == "HOME" else word for word in command]
    env = {key: value for key, value in os.environ.items() if key != "DBUS_SESSION_BUS_ADDRESS"} | GOOD
    return subprocess.run(
        filled, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False, **more
    )  # fmt: skip


ASK = """
import ctypes, os, resource
from app.core.paths import be_private
be_private()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), oct(os.umask(0)))
"""


@linux
def test_it_dumps_no_core_lets_nobody_look_into_it_and_writes_for_its_owner_alone(tmp_path):
    assert run(sys.executable, "-c", ASK, home=tmp_path).stdout == "(0, 0) 0 0o77\n"


PEEPED_AT = """
import ctypes, os, resource, sys
from app.core.paths import be_private
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # a change of user made it private already
print("open", flush=True)
input()
be_private()
print("private", flush=True)
input()
"""


@linux
def test_a_program_of_the_same_person_cannot_look_into_it():
    """As an ordinary person: root may look into everything."""
    who = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
    with subprocess.Popen(
        [sys.executable, "-c", PEEPED_AT], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        looked = []
        for said in ("open", "private"):
            assert process.stdout.readline() == f"{said}\n"
            peep = subprocess.run(["/bin/cat", f"/proc/{process.pid}/environ"], capture_output=True, check=False, **who)
            looked.append(peep.returncode)
            process.stdin.write("\n")
            process.stdin.flush()
        process.communicate()
    assert looked == [0, 1]


@linux
def test_with_no_network_at_all_it_works_the_same(tmp_path):
    if shutil.which("unshare") is None or run("unshare", "-rn", "true", home=tmp_path).returncode:
        pytest.skip("this system lets nobody take the network away")
    done = run("unshare", "-rn", sys.executable, *CHAT, home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


@linux
def test_the_tests_of_the_chat_pass_with_no_network_at_all(tmp_path):
    if shutil.which("unshare") is None or run("unshare", "-rn", "true", home=tmp_path).returncode:
        pytest.skip("this system lets nobody take the network away")
    chat = ["tests/generation/test_reply.py", "tests/chat/test_store.py", "tests/journeys/test_first_chat.py"]
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *chat],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]


@linux
def test_it_writes_nowhere_but_into_its_home_and_connects_to_nothing(tmp_path):
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    trace = tmp_path / "trace"
    calls = "trace=openat,open,creat,rename,renameat2,memfd_create,connect,socket"
    done = run(
        "strace", "-f", "-qq", "-e", calls, "-o", str(trace), sys.executable, "-B", *CHAT, home=tmp_path / "home"
    )
    if done.returncode:
        pytest.skip("this system lets nobody trace")
    lines = trace.read_text("utf-8", "replace").splitlines()
    written = [line for line in lines if ("O_WRONLY" in line or "O_RDWR" in line) and " = -1 " not in line]
    assert len(written) > 3
    free = (str(tmp_path / "home"), "/dev/", "/proc/")
    assert [line for line in written if not any(f'"{place}' in line for place in free)] == []
    assert [line for line in lines if "AF_INET" in line and "connect(" in line] == []
    assert [line for line in lines if "memfd_create(" in line] == []
