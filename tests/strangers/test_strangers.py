"""Two thousand bent files of eight kinds: a sentence for what cannot be read, and nothing half-imported."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from app.chat import read_chats
from app.core.errors import AppError, DiskFull
from app.lorebook import LorebookStore, read_book
from app.personas import CardImporter, PersonaStore, read_card
from app.vault import Blobs
from tests.driving import run
from tests.personas import cards as made
from tests.strangers.bending import book_file, card_file, chat_file

ROOT = Path(__file__).parents[2]
COUNTS = {
    "card": 400, "book": 300, "chat": 300, "markdown": 400, "state": 300, "header": 100, "picture": 100,
    "template": 100,
}  # fmt: skip
SEED, KEPT = "7", 80


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit of memory to set")
@pytest.mark.parametrize("kind", COUNTS)
def test_whatever_strangers_send_is_read_or_refused_in_words(kind):
    done = subprocess.run(
        [sys.executable, "-m", "tests.strangers.trial", kind, str(COUNTS[kind]), SEED],
        cwd=ROOT, capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    read = int(done.stdout.splitlines()[-1].split()[0])
    assert read > 0


def test_the_gate_tries_two_thousand():
    assert sum(COUNTS.values()) >= 2_000


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_whatever_changes_a_vault_is_killed_and_nothing_is_lost():
    done = subprocess.run(
        [sys.executable, "-m", "tests.strangers.kills", "--count", "25", "--seed", "2"],
        cwd=ROOT, capture_output=True, text=True, timeout=290, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert "0 lost something" in done.stdout


def rows(vault) -> dict[str, int]:
    """How much there is of everything."""
    tables = (
        "persona",
        "persona_card",
        "persona_picture",
        "persona_file",
        "blob",
        "lorebook",
        "conversation",
        "message",
    )
    return {table: vault.read(f"SELECT count(*) FROM {table}")[0][0] for table in tables}


def files(vault) -> int:
    return sum(path.is_file() for path in (vault.folder / "blobs").rglob("*"))


def test_what_is_kept_is_kept_whole_and_what_is_not_leaves_nothing(vault):
    importer = CardImporter(PersonaStore(vault), Blobs(vault))
    for number in range(KEPT):
        before, had = rows(vault), files(vault)
        try:
            incoming = read_card(card_file(random.Random(f"kept/{number}")))
            persona = importer.keep(incoming)
        except AppError:
            assert (rows(vault), files(vault)) == (before, had)
        else:
            found = PersonaStore(vault).get(persona)
            assert found.card == incoming.card
            for form in ("png", "charx", "json", "byaf", "json-v2"):
                assert importer.as_file(found, form)
    assert vault.integrity_check() == ""


def test_books_and_chats_come_in_whole_or_not_at_all(vault, conversations, wren):
    books = LorebookStore(vault)
    for number in range(KEPT):
        before = rows(vault)
        try:
            books.add(read_book(book_file(random.Random(f"kept/{number}"))))
            run(conversations.files.import_chats(wren, read_chats(chat_file(random.Random(f"kept/{number}")))))
        except AppError:
            after = rows(vault)
            assert after["message"] == before["message"]
            assert after["conversation"] == before["conversation"]
    for conversation in conversations.store.catalogue.of_persona(wren.id):
        assert conversations.files.chat_of(wren, conversation.id).lines is not None


def test_a_full_disk_leaves_nothing_of_a_card(vault, monkeypatch):
    personas, blobs = PersonaStore(vault), Blobs(vault)
    importer, before = CardImporter(personas, blobs), rows(vault)
    incoming = read_card(made.in_png(made.text("ccv3", made.v3())))

    def full(*_, **__):
        raise DiskFull

    monkeypatch.setattr(personas, "add", full)
    with pytest.raises(DiskFull):
        importer.keep(incoming)
    assert rows(vault) == before
    assert files(vault) == 0


def test_what_an_import_that_was_killed_left_is_gone_at_the_next_start(vault):
    personas, blobs = PersonaStore(vault), Blobs(vault)
    from app.vault import BlobKind

    blobs.put(BlobKind.PICTURE, b"nobody's")
    personas.sweep()
    blobs.sweep()
    assert (rows(vault)["blob"], files(vault)) == (0, 0)


def test_a_companion_that_is_deleted_takes_everything_along(vault, conversations, wren):
    personas, blobs = PersonaStore(vault), Blobs(vault)
    before, had = rows(vault), files(vault)
    assets = [{"type": "emotion", "uri": "__asset:1", "name": "joy", "ext": "png"}]
    incoming = read_card(made.in_png(made.text("ccv3", made.v3(assets=assets)), made.text("chara-ext-asset_:1", {})))
    persona = CardImporter(personas, blobs).keep(incoming)
    conversation_id = conversations.replies.greet(personas.get(persona))
    LorebookStore(vault).add({"entries": []}, persona=persona)
    LorebookStore(vault).add({"entries": []}, conversation_id=conversation_id)
    personas.change(persona, incoming.card.with_("personality", "other"))
    personas.remove(persona)
    assert (rows(vault), files(vault)) == (before, had)
    assert vault.read("SELECT count(*) FROM persona_version") == [(0,)]
