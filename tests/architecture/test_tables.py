"""Each table has one owner: others know of it by views, and what they write is named here with a reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import app

ROOT = Path(app.__file__).parent
SCHEMA = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "vault" / "migrations").glob("*.sql")))
TABLES = set(re.findall(r"CREATE (?:VIRTUAL )?TABLE (\w+)", SCHEMA)) - {"counted"}
OWNERS = {
    "bin_item": "maintenance",
    "blob": "vault", "blob_gone": "vault", "connection": "vault", "setting": "vault",
    "boundary": "boundaries", "time_spent": "boundaries",
    "conversation": "chat", "message": "chat", "member": "chat", "draft": "chat", "foreign_part": "chat",
    "media": "chat", "attachment": "chat", "message_doomed": "chat", "message_index": "chat", "message_words": "chat",
    "fact": "memory", "fact_closing": "memory", "fact_index": "memory", "fact_source": "memory", "journal": "memory",
    "meaning": "memory", "memory_choice": "memory", "memory_mark": "memory", "message_unremembered": "memory",
    "story": "memory",
    "lorebook": "lorebook",
    "persona": "personas", "persona_card": "personas", "persona_file": "personas", "persona_picture": "personas",
    "persona_version": "personas", "profile": "personas", "starter_removed": "personas",
    "background": "presence", "first_word": "presence",
    "receipt": "generation", "resume": "generation", "companion_snapshot": "generation",
    "word_choice": "models", "adapter_choice": "models",
    "slider": "steering", "slider_choice": "steering",
    "manner_choice": "manner", "feeling_reader": "manner", "thought_trial": "manner",
}  # fmt: skip

COPIED = "what hangs on a conversation is copied with it, in one transaction"
ERASED = "a kept state that has read what is deleted goes in the same transaction"
BORROWED = {
    ("chat/copying.py", "boundary"): COPIED,
    ("chat/copying.py", "adapter_choice"): COPIED,
    ("chat/copying.py", "slider_choice"): COPIED,
    ("chat/copying.py", "manner_choice"): COPIED,
    ("chat/copying.py", "lorebook"): COPIED,
    ("chat/copying.py", "fact_source"): COPIED,
    ("chat/copying.py", "memory_mark"): COPIED,
    ("chat/copying.py", "message_unremembered"): COPIED,
    ("chat/conversation_trash.py", "resume"): ERASED,
    ("chat/conversation_trash.py", "story"): ERASED,
    ("chat/open_replies.py", "resume"): ERASED,
    ("memory/forgetting.py", "resume"): ERASED,
    ("memory/options.py", "resume"): ERASED,
    ("memory/options.py", "conversation"): "whether a conversation makes memories is a column of it",
    ("memory/forgetting.py", "conversation"): "words to be erased are looked for also where no model may read",
    ("memory/forgetting.py", "message"): "words to be erased are looked for also where no model may read",
    ("generation/kv_snapshots.py", "blob"): "a state that turns out to be out of date is deleted with its blob",
    ("personas/store.py", "blob"): "a picture goes with what showed it",
    ("vault/vault.py", "message_index"): "the vault checks that the index is whole",
}
WRITES = r"(?:INSERT (?:OR \w+ )?INTO|UPDATE(?: OR \w+)?|DELETE FROM)\s+(\w+)"
READS = r"(?:FROM|JOIN)\s+(\w+)"
FILES = [path for path in ROOT.rglob("*.py") if path.parts[-3:-1] != ("diagnostics", "bench")]


def used(pattern: str) -> set[tuple[str, str]]:
    """Which file names which table."""
    return {
        (path.relative_to(ROOT).as_posix(), table)
        for path in FILES
        for table in re.findall(pattern, path.read_text("utf-8"))
        if table in TABLES
    }


def is_own(file: str, table: str) -> bool:
    return file.split("/")[0] == OWNERS[table]


def test_every_table_has_an_owner():
    assert set(OWNERS) == TABLES


def test_nobody_else_writes_a_table():
    strange = {each for each in used(WRITES) if not is_own(*each)}
    assert strange <= set(BORROWED)


@pytest.mark.parametrize("table", ["conversation", "message"])
def test_what_was_said_is_read_by_others_only_through_the_views(table):
    strange = {each for each in used(READS) if each[1] == table and not is_own(*each)}
    assert strange <= set(BORROWED)


def test_nothing_is_borrowed_that_nobody_needs():
    assert set(BORROWED) <= {each for each in used(WRITES) | used(READS) if not is_own(*each)}
