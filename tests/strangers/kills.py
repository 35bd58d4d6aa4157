"""Kills a process with -9 in the middle of whatever changes a vault, again and again, and looks at what is left.

python -m tests.strangers.kills [--count N] [--seed S]    prints the kills and what was lost; packaging/kills.sh runs it

Every change of a vault has its turn: messages, every migration, a restore and its swap, a rotation of keys, a stronger
passphrase, a backup.  Whatever was acknowledged must be there afterwards, and the vault whole.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.chat import Author, ConversationStore
from app.core.errors import AppError
from app.core.paths import Home, resources
from app.personas import PersonaStore, starter_sketches
from app.vault import (
    Blobs,
    Vault,
    back_up,
    check_backup,
    create_keys,
    passphrase,
    restore_backup,
    rotate_keys,
    strengthen_passphrase,
    swap_in,
    unlock,
)
from app.vault.migrate import steps
from tests.driving import run

FROZEN = Path(__file__).parents[1] / "data" / "vaults"
CODE = "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-R"
GOOD = "tractor velvet onion"
OLD, NEW = "said before the backup", "said after the backup"
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Trial:
    """One kind of change: *make* lays a home out, *change* is killed, *look* says what was lost of it."""

    name: str
    make: Callable[[Home], None]
    change: Callable[[Home, Callable[[str], None]], None]
    look: Callable[[Home, list[str]], str]

    @property
    def first(self) -> str:
        """What its home is called before the change: several begin with the same one."""
        return self.name if self.change is migrate else self.make.__name__


def said_in(vault: Vault) -> list[str]:
    return [row[0] for row in vault.read("SELECT text FROM message ORDER BY id")]


def looked_at(home: Home, *, code: bool = False) -> list[str]:
    """What a home's vault says, which is whole."""
    key = unlock(home.vault, recovery_code=CODE) if code else unlock(home.vault, passphrase=GOOD)
    vault = Vault(home.vault, key)
    try:
        trouble = vault.integrity_check()
        assert trouble == "", trouble
        return said_in(vault)
    finally:
        vault.close()


class Homes:
    """Homes that trials begin with, each made once and copied."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Path] = {}

    def copied(self, name: str, make: Callable[[Home], None]) -> Home:
        if name not in self._made:
            first = Home(self._folder / f"first-{name}")
            first.prepare()
            make(first)
            self._made[name] = first.root
        root = self._folder / "trial"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self._made[name], root)
        return Home(root)


def filled(home: Home) -> None:
    """A vault with companions and something said; beside it a backup, after which something more was said."""
    vault = Vault(home.vault, create_keys(home.vault, passphrase=GOOD))
    personas, store = PersonaStore(vault), ConversationStore(vault)
    personas.add_starters(starter_sketches(resources() / "personas"))
    conversation_id = store.catalogue.start(personas.first())
    store.tree.add(conversation_id, None, Author.ME, OLD)
    run(back_up(vault, Blobs(vault), home.root / "kept.inglenook", GOOD))
    store.tree.add(conversation_id, store.tree.leaf_of(conversation_id), Author.ME, NEW)
    vault.close()


def made_ready(home: Home) -> None:
    """As ``filled``, with the backup restored and waiting to be swapped in."""
    filled(home)
    run(restore_backup(home.root / "kept.inglenook", GOOD, home.root))


def frozen(schema: str) -> Callable[[Home], None]:
    return lambda home: shutil.copytree(FROZEN / schema, home.vault, dirs_exist_ok=True) and None


# --- the changes ---


def say(home: Home, told: Callable[[str], None]) -> None:
    vault = Vault(home.vault, unlock(home.vault, passphrase=GOOD))
    store = ConversationStore(vault)
    conversation_id = store.catalogue.every()[0].id
    for number in range(500):
        store.tree.add(conversation_id, store.tree.leaf_of(conversation_id), Author.ME, f"message {number}")
        told(f"message {number}")


def migrate(home: Home, told: Callable[[str], None]) -> None:
    Vault(home.vault, unlock(home.vault, recovery_code=CODE)).close()


def swap(home: Home, told: Callable[[str], None]) -> None:
    swap_in(home.root, home.vault)


def restore(home: Home, told: Callable[[str], None]) -> None:
    run(restore_backup(home.root / "kept.inglenook", GOOD, home.root))
    swap_in(home.root, home.vault)


def rotate(home: Home, told: Callable[[str], None]) -> None:
    rotate_keys(home.vault, unlock(home.vault, passphrase=GOOD), passphrase=GOOD)


def strengthen(home: Home, told: Callable[[str], None]) -> None:
    key = unlock(home.vault, passphrase=GOOD)
    passphrase.COSTS_KIB = (131_072, 65_536)
    strengthen_passphrase(home.vault, key, GOOD)


def back_it_up(home: Home, told: Callable[[str], None]) -> None:
    vault = Vault(home.vault, unlock(home.vault, passphrase=GOOD))
    run(back_up(vault, Blobs(vault), home.root / "another.inglenook", GOOD))
    told("backed up")


# --- what is to be there afterwards ---


def all_said(home: Home, acknowledged: list[str]) -> str:
    found = looked_at(home)
    lost = [text for text in (OLD, NEW, *acknowledged) if text not in found]
    return f"lost {lost[:3]}" if lost else ""


def as_many_as(schema: str) -> Callable[[Home, list[str]], str]:
    counts: list[int] = []

    def look(home: Home, _: list[str]) -> str:
        count = len(looked_at(home, code=True))
        if not counts:
            with tempfile.TemporaryDirectory(prefix="inglenook-bench-") as folder:
                other = Home(Path(folder))
                other.prepare()
                frozen(schema)(other)
                counts.append(len(looked_at(other, code=True)))
        return "" if count == counts[0] else f"{count} messages of {counts[0]}"

    return look


def one_or_the_other(home: Home, _: list[str]) -> str:
    swap_in(home.root, home.vault)  # as the next start does
    found = looked_at(home)
    return "" if found in ([OLD], [OLD, NEW]) else f"neither vault: {found}"


def restored(home: Home, _: list[str]) -> str:
    swap_in(home.root, home.vault)
    found = looked_at(home)
    return "" if found == [OLD] else f"the restored vault is not in place: {found}"


def backed_up(home: Home, acknowledged: list[str]) -> str:
    place = home.root / "another.inglenook"
    if acknowledged and not place.exists():
        return "the backup is gone"
    if place.exists():
        run(check_backup(place, GOOD))
    return all_said(home, [])


def trials() -> list[tuple[Trial, int]]:
    """Every trial, and how many of 100 kills it gets at least."""
    every = [
        (Trial("say", filled, say, all_said), 20),
        (Trial("swap", made_ready, swap, restored), 20),
        (Trial("restore", filled, restore, one_or_the_other), 12),
        (Trial("rotate", filled, rotate, all_said), 12),
        (Trial("strengthen", filled, strengthen, all_said), 6),
        (Trial("back up", filled, back_it_up, backed_up), 6),
    ]
    old = [f"schema-{number}" for number, _ in steps()][:-1]
    return [*every, *((Trial(f"migrate {name}", frozen(name), migrate, as_many_as(name)), 3) for name in old)]


def lived(trial: Trial, home: Home, seconds: float) -> tuple[list[str], float, bool]:
    """Let a child make the change, kill it after so long: what it acknowledged, how long it lived, and whether it ended
    by itself."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            trial.change(home, lambda text: os.write(theirs, f"{text}\n".encode()) and None)
        except BaseException:  # the parent sees what became of it
            os._exit(9)
        os._exit(0)
    os.close(theirs)
    begun = time.monotonic()
    ended = False
    while time.monotonic() - begun < min(seconds, PATIENCE_S):
        if os.waitpid(child, os.WNOHANG)[0]:
            ended = True
            break
        time.sleep(0.0002)
    taken = time.monotonic() - begun
    if not ended:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with os.fdopen(ours, encoding="utf-8") as told:
        # A line without its end was never said.
        acknowledged = [line[:-1] for line in told if line.endswith("\n")]
    return acknowledged, taken, ended


def main(count: int, seed: int) -> int:
    """Kill *count* processes; 1 where anything was lost."""
    passphrase.COSTS_KIB = (65_536,)
    chance = random.Random(seed)
    kills: Counter[str] = Counter()
    lost: list[str] = []
    with tempfile.TemporaryDirectory(prefix="inglenook-bench-") as folder:
        homes = Homes(Path(folder))
        every = trials()
        lasts: dict[str, float] = {}
        for trial, _ in every:
            home = homes.copied(trial.first, trial.make)
            _, lasts[trial.name], _ = lived(trial, home, 1.0 if trial.name == "say" else PATIENCE_S)
        turns = [trial for trial, weight in every for _ in range(weight)]
        chance.shuffle(turns)
        while sum(kills.values()) < count:
            trial = turns[sum(kills.values()) % len(turns)]
            home = homes.copied(trial.first, trial.make)
            acknowledged, _, ended = lived(trial, home, chance.uniform(0, lasts[trial.name]))
            kills[trial.name] += 1
            try:
                wrong = trial.look(home, acknowledged)
            except (AppError, AssertionError, OSError) as error:
                wrong = f"{type(error).__name__} {error}"
            if wrong:
                lost.append(f"{trial.name}{' (it had ended)' if ended else ''}: {wrong}")
                print(lost[-1])
    told = ", ".join(f"{number} {name}" for name, number in sorted(kills.items()))
    print(f"{sum(kills.values())} kills ({told}): {len(lost)} lost something")
    return 1 if lost else 0


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("--count", type=int, default=300)
    given.add_argument("--seed", type=int, default=1)
    told = given.parse_args()
    sys.exit(main(told.count, told.seed))
