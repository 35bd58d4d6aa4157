"""Tries a frozen Inglenook as somebody would, in silence:  python packaging/smoke.py PROGRAM [--card]

It tells its version, chats once with the starter model in a terminal, looks at the machine, then opens the window, says
something, waits for the answer and locks; and it remembers what it was told.  With *--card* a model also has to run on
a graphics card; Mesa's lavapipe is one for ``GGML_VK_VISIBLE_DEVICES=0``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PASSPHRASE = "tractor velvet onion"
PATIENCE_S = 180


def main(program: Path, *, card: bool = False) -> int:
    with tempfile.TemporaryDirectory(prefix="inglenook-smoke-") as home:
        began = time.monotonic()
        listed = json.loads((program.parent / "sbom.cdx.json").read_text("utf-8")) if has_bill(program) else None
        assert listed is None or len(listed["components"]) > 20, "the bill of materials is empty"
        quiet(program, home, "--version")
        reply = json.loads(quiet(program, home, "chat", "--once", "My dog is called Biscuit.", "--json"))
        assert reply["reply"].strip(), "the starter model answered nothing"
        found = json.loads(quiet(program, home, "doctor", "--json"))
        starter = next(each for each in found if each["what"].startswith("Starter"))
        assert starter["is_fine"], starter
        told = json.loads(quiet(program, home, "self-test", "--json"))
        assert told["answered"], told
        assert told["locked"], told
        assert told["colours"] > 10, "the window is blank"
        assert "Biscuit" in quiet(program, home, "memory", "list")
        if card:
            on_a_card(program, home)
        print(f"it runs: {program} ({time.monotonic() - began:.0f} s, first frame after {told['first_frame_s']:.2f} s)")
    return 0


def on_a_card(program: Path, home: str) -> None:
    """Talk with a copy of the starter, which, unlike the starter, goes onto a graphics card."""
    starter = next(program.parent.rglob("toy.gguf"))
    copy = shutil.copyfile(starter, Path(home) / "copy.gguf")
    quiet(program, home, "models", "add", str(copy))
    quiet(program, home, "models", "use", "copy")
    reply = json.loads(quiet(program, home, "chat", "--once", "How are you?", "--json"))
    assert reply["model"] == "copy", reply
    assert reply["reply"].strip(), "the model on the card answered nothing"
    plans = json.loads((Path(home) / "plans.json").read_text("utf-8"))
    layers = [kept["plan"]["gpu_layers"] for kept in plans.values() if "plan" in kept]
    assert any(layers), f"no model ran on a card: {plans}"
    print(f"a model ran on a graphics card, {reply['tokens_per_s']} tokens a second")


def has_bill(program: Path) -> bool:
    """Whether the bill of materials lies beside it: inside an app of macOS it does not."""
    return program.parent.name != "MacOS"


def quiet(program: Path, home: str, *arguments: str) -> str:
    """What it prints; it must say nothing else and end well."""
    env = {**os.environ, "INGLENOOK_PASSPHRASE": PASSPHRASE}
    env.pop("DBUS_SESSION_BUS_ADDRESS", None)
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [str(program), "--home", home, *arguments],
        env=env,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert not done.stderr.strip(), f"{arguments} was not silent:\n{done.stderr}"
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), card="--card" in sys.argv))
