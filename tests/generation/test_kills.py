"""A message that was acknowledged is there after kill -9, however often."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.paths import resources
from app.personas import PersonaStore, starter_sketches
from app.vault import Vault

KILLS = 200
ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_200_kills_lose_no_acknowledged_message(home, keyring, vault):
    PersonaStore(vault).add_starters(starter_sketches(resources() / "personas"))
    key = vault.key
    vault.close()
    chance = random.Random(1)
    zygote = subprocess.Popen(
        [sys.executable, "-m", "tests.generation.kill_zygote", str(home.root), json.dumps(keyring.secrets)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    kept: dict[int, str] = {}
    try:
        for _ in range(KILLS):
            kept |= one_life(zygote, chance.randrange(1, 12))
            again = Vault(home.vault, key)
            found = dict(again.read("SELECT id, text FROM message"))
            assert {number: found.get(number) for number in kept} == kept
            assert again.integrity_check() == ""
            if again.unclean_shutdown:
                interrupted.append(True)
            again.close()
    finally:
        zygote.kill()
        zygote.communicate()
    assert len(kept) > KILLS
    assert len(interrupted) > KILLS // 2  # the kills hit a vault that was in use


interrupted: list[bool] = []


def one_life(zygote: subprocess.Popen, words: int) -> dict[int, str]:
    """Let a child say *words* things, kill it in the middle of the next, and return what it was told is kept."""
    zygote.stdin.write("go\n")
    zygote.stdin.flush()
    kept: dict[int, str] = {}
    child = 0
    for line in zygote.stdout:
        what, *rest = line.rstrip("\n").split(" ", 2)
        if what == "dead":
            return kept
        if what == "child":
            child = int(rest[0])
        else:
            kept[int(rest[0])] = rest[1]
        if child and len(kept) >= words:
            os.kill(child, signal.SIGKILL)
            words = sys.maxsize
    raise AssertionError("the children's parent died")
