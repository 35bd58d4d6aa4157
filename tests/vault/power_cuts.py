"""Cuts the power again and again while a vault is written, and looks what is left."""

from __future__ import annotations

import os
import random
import shutil
import sys
from pathlib import Path

from app.vault import DataKey, Vault
from app.vault import database as database_room
from app.vault import vault as vault_room
from tests.vault.power import Disk

CUTS = 150
ADD = "INSERT INTO setting(key, value) VALUES (?, ?)"


def on_disk(disk: Disk, folder: Path, key: DataKey) -> Vault:
    """A vault whose files lie on *disk*."""
    usual = vault_room.open_database
    vault_room.open_database = lambda path, key: database_room.open_database(path, key, vfs=disk.name)
    try:
        folder.mkdir()
        vault = Vault(folder, key, may_create=True)
        vault.connection().execute("PRAGMA wal_autocheckpoint=30").fetchall()
        return vault
    finally:
        vault_room.open_database = usual


def main(folder: Path) -> None:
    disk, key, chance = Disk(), DataKey.fresh(), random.Random(8)
    vault = on_disk(disk, folder / "vault", key)
    acknowledged: list[str] = []
    sure: list[int] = []

    def cut() -> None:
        disk.cut(chance, folder / "after")
        sure.append(len(acknowledged))

    disk.at_the_cut = cut
    for _ in range(CUTS):
        disk.writes_left = chance.randrange(1, 120)
        while not (folder / "after").exists():
            words = f"message {len(acknowledged)} " + "x" * chance.randrange(2000)
            with vault.write() as db:
                db.execute(ADD, (str(len(acknowledged)), words))
            acknowledged.append(words)

        again = Vault(folder / "after", key)
        found = dict(again.read("SELECT key, value FROM setting"))
        assert [found.get(str(number)) for number in range(sure[-1])] == acknowledged[: sure[-1]]
        # The one that was being written is there whole or not at all.
        assert len(found) <= sure[-1] + 1
        assert set(found.values()) <= set(acknowledged)
        assert again.integrity_check() == ""
        again.close()
        shutil.rmtree(folder / "after")
    print(f"{CUTS} cuts, nothing lost", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    os._exit(0)
