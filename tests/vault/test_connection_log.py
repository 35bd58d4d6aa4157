"""Every connection is written down: in the vault, or beside it while that is locked."""

from __future__ import annotations

import pytest

from app.core.network_guard import Connection
from app.core.state_file import put_aside
from app.core.text import Text, text
from app.core.translation import sentence
from app.vault import ConnectionLog

FIRST = Connection("1", 1000, "hub.example", 443, text("connection.look", repo="maker/model"), 10, 20, is_open=True)


@pytest.fixture
def ledger(home):
    return ConnectionLog(home.ledger)


def test_what_was_noted_can_be_read_the_latest_first(ledger, vault, home):
    ledger.open_vault(vault)
    ledger.note(FIRST)
    ledger.note(
        Connection("1", 1000, "hub.example", 443, text("connection.look", repo="maker/model"), 50, 90, is_open=False)
    )
    ledger.note(Connection("2", 2000, "files.example", 443, Text("connection.browse")))
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


def test_lines_of_an_earlier_version_say_why_in_a_sentence(ledger, vault, home):
    home.ledger.write_text(GOOD.replace('"why":"w"', '"why":"Looking at a model"') + "\n")
    ledger.open_vault(vault)
    with vault.write() as db:
        db.execute("INSERT INTO connection VALUES ('3', 3, 'h', 1, 'Trying an access token', 0, 0, 0)")
    assert [sentence(entry.why) for entry in ledger.entries()] == ["Trying an access token", "Looking at a model"]


GOOD = '{"key":"2","at":2,"host":"h","port":1,"why":"w","sent":1,"received":2,"is_open":false}'
BAD = [
    GOOD.replace('"received":2', '"received":2.5'), GOOD.replace('"received":2', '"received":null'),
    GOOD.replace('"host":"h"', '"host":["h"]'), GOOD.replace('"sent":1', f'"sent":{2**63}'),
    GOOD.replace('"why":"w"', '"why":"\\ud800"'), GOOD.replace('"at":2', '"at":true'), "[" * 100_000, "null",
    GOOD.replace('"port":1', '"port":1,"more":1'), '{"key":"2"}', "\xff\xfe", "1e999",
]  # fmt: skip


@pytest.mark.parametrize("line", BAD)
def test_a_bad_line_costs_that_line_and_never_keeps_the_vault_from_opening(ledger, vault, home, line):
    put_aside.take()
    home.ledger.write_text(f"{GOOD}\n{line}\n{GOOD.replace('2', '3')}\n", "utf-8", "surrogatepass")
    ledger.open_vault(vault)
    assert [entry.key for entry in ledger.entries()] == ["3", "2"]
    assert not home.ledger.exists()
    assert home.ledger.with_name("ledger.jsonl.damaged").read_text("utf-8").strip() == line
    assert put_aside.take() == ["ledger.jsonl"]
    assert put_aside.take() == []


def test_what_was_open_when_the_app_ended_is_not_open_at_the_next_start(ledger, vault, home):
    ledger.open_vault(vault)
    ledger.note(FIRST)
    again = ConnectionLog(home.ledger)
    again.open_vault(vault)
    assert not again.entries()[0].is_open


def test_nothing_of_it_is_readable_on_the_disk_while_the_vault_is_open(ledger, vault, home):
    ledger.open_vault(vault)
    ledger.note(FIRST)
    vault.close()
    for path in home.root.rglob("*"):
        if path.is_file():
            assert b"hub.example" not in path.read_bytes()
