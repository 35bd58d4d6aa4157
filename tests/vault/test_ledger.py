"""Every connection is written down: in the vault, or beside it while that is locked."""

from __future__ import annotations

import pytest

from app.core.network import Connection
from app.vault import Ledger

FIRST = Connection("1", 1000, "hub.example", 443, "Looking at a model", 10, 20, is_open=True)


@pytest.fixture
def ledger(home):
    return Ledger(home.ledger)


def test_what_was_noted_can_be_read_the_latest_first(ledger, vault, home):
    ledger.open_vault(vault)
    ledger.note(FIRST)
    ledger.note(Connection("1", 1000, "hub.example", 443, "Looking at a model", 50, 90, is_open=False))
    ledger.note(Connection("2", 2000, "files.example", 443, "Downloading it"))
    assert [(entry.key, entry.received) for entry in ledger.entries()] == [("2", 0), ("1", 90)]
    assert ledger.count() == 2
    assert not home.ledger.exists()
    ledger.clear()
    assert ledger.entries() == []


def test_what_happened_while_it_was_locked_moves_into_the_vault(ledger, vault, home):
    ledger.note(FIRST)
    with home.ledger.open("a") as out:
        out.write('{"key": "cut sho')
    assert (ledger.entries(), ledger.count()) == ([], 0)
    ledger.open_vault(vault)
    assert ledger.entries() == [FIRST]
    assert not home.ledger.exists()


def test_what_was_open_when_the_app_ended_is_not_open_at_the_next_start(ledger, vault, home):
    ledger.open_vault(vault)
    ledger.note(FIRST)
    again = Ledger(home.ledger)
    again.open_vault(vault)
    assert not again.entries()[0].is_open


def test_nothing_of_it_is_readable_on_the_disk_while_the_vault_is_open(ledger, vault, home):
    ledger.open_vault(vault)
    ledger.note(FIRST)
    vault.close()
    for path in home.root.rglob("*"):
        if path.is_file():
            assert b"hub.example" not in path.read_bytes()
