"""Why this reply: what it was made from, kept beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from app.chat import MessageId
from app.engine import BARE, ModelChanges
from app.lorebook import Activation, ActivationReason, EntryVerdict, PastActivation
from app.prompting import PromptTrace
from app.vault import Vault

MOST_HELD_BACK = 200
WAY = """
WITH RECURSIVE way(id, parent_id) AS (
    SELECT id, parent_id FROM message_place WHERE id = ?1
    UNION ALL
    SELECT m.id, m.parent_id FROM way CROSS JOIN message_place m ON m.id = way.parent_id
)
"""
QUIET = (ActivationReason.OFF, ActivationReason.NOT_HEARD, ActivationReason.NO_KEYS, ActivationReason.OTHER_COMPANION)
"""What most entries of a large book are in every turn: counted, not listed."""


@dataclass(frozen=True, slots=True)
class LoreLine:
    """What became of one entry of lore in a turn."""

    uid: str
    name: str
    book: str
    why: str
    key: str
    woke: bool
    tokens: int


@dataclass(frozen=True, slots=True)
class ReplyTrace:
    """A trace as it is kept: the parts of the prompt, the lore, and how many entries slept."""

    parts: tuple[tuple[str, str, int, int], ...]
    total: int
    left_out: int
    lore: tuple[LoreLine, ...]
    asleep: int
    recalled: tuple[tuple[str, int], ...] = ()
    hint: str = ""
    adapters: tuple[tuple[str, float], ...] = ()
    is_steered: bool = False
    """Whether sliders changed what the model made of it."""

    def __repr__(self) -> str:
        return f"<ReplyTrace {self.total} tokens>"


class TraceStore:
    """Owns the ``trace`` table."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def keep(
        self,
        messages: Sequence[MessageId],
        receipt: PromptTrace,
        woken: Activation,
        count: int,
        recalled: Sequence[tuple[str, int]] = (),
        hint: str = "",
        variables: Mapping[str, str] | None = None,
        changes: ModelChanges = BARE,
    ) -> None:
        """Keep what *messages* were made from, when there were *count* messages."""
        loud = [one for one in woken.verdicts if one.is_activated or one.why not in QUIET][:MOST_HELD_BACK]
        told = {
            "parts": [[share.kind, share.about, share.tokens, share.count] for share in receipt.token_shares],
            "total": receipt.total,
            "left_out": receipt.left_out,
            "lore": [asdict(_line(one)) for one in loud],
            "asleep": len(woken.verdicts) - len(loud),
            "count": count,
            # By number: what is forgotten must not stand here in words.
            "recalled": [list(each) for each in recalled],
            "hint": hint,
            "variables": dict(variables or {}),
            "adapters": [[one.path.stem, one.scale] for one in changes.adapters],
            "is_steered": changes.steering is not None,
        }
        with self._vault.write() as db:
            insert = "INSERT OR REPLACE INTO receipt(message_id, told) SELECT id, ? FROM message_place WHERE id = ?"
            db.executemany(insert, [(json.dumps(told), message) for message in messages])

    def keep_variables(self, message: MessageId, variables: Mapping[str, str]) -> None:
        """Keep what macros in a greeting set: what is said after it knows of that."""
        with self._vault.write() as db:
            db.execute(
                "INSERT OR REPLACE INTO receipt(message_id, told) VALUES (?, ?)",
                (message, json.dumps({"variables": dict(variables), "lore": [], "count": 0})),
            )

    def of(self, message: MessageId) -> ReplyTrace | None:
        """What *message* was made from; None where nothing was kept of that."""
        row = self._vault.read_one("SELECT told FROM receipt WHERE message_id = ?", (message,))
        told = json.loads(row[0]) if row is not None else {}
        return _read(told) if "parts" in told else None

    def variables_to(self, leaf: MessageId | None) -> dict[str, str]:
        """What macros remember on the way to *leaf*: as the last reply there left it."""
        # The way is walked from the leaf on, and no further than to the first trace: no order, and no other join order.
        sql = WAY + "SELECT r.told FROM way CROSS JOIN receipt r ON r.message_id = way.id LIMIT 1"
        row = self._vault.read_one(sql, (leaf,)) if leaf is not None else None
        told = json.loads(row[0]).get("variables", {}) if row is not None else {}
        return {str(name): str(value) for name, value in told.items()}

    def forget_book(self, book: int) -> None:
        """Leave nothing of what a lorebook's entries were called, or woken by."""
        mark = f"book{book}/"
        found = self._vault.read("SELECT message_id, told FROM receipt WHERE instr(told, ?) > 0", (f'"{mark}',))
        with self._vault.secure_delete() as db:
            for message, text in found:
                told = json.loads(text)
                for line in told["lore"]:
                    if line["uid"].startswith(mark):
                        line |= {"name": "", "book": "", "key": ""}
                told["parts"] = [[k, "" if k == "lore" else a, t, c] for k, a, t, c in told["parts"]]
                db.execute("UPDATE receipt SET told = ? WHERE message_id = ?", (json.dumps(told), message))

    def woke_to(self, leaf: MessageId) -> list[PastActivation]:
        """Which lore woke in the replies on the way to *leaf*, oldest first."""
        sql = WAY + "SELECT r.told FROM way JOIN receipt r ON r.message_id = way.id ORDER BY way.id"
        out = []
        for (text,) in self._vault.read(sql, (leaf,)):
            told = json.loads(text)
            out += [
                PastActivation(line["uid"], int(told["count"]), line["why"] != ActivationReason.STICKY.value)
                for line in told["lore"]
                if line["woke"]
            ]
        return out


def _line(one: EntryVerdict) -> LoreLine:
    return LoreLine(
        one.entry.uid, one.entry.title, one.entry.book, one.why.value, one.key, one.is_activated, one.tokens
    )


def _read(told: Mapping[str, Any]) -> ReplyTrace:
    return ReplyTrace(
        tuple((str(kind), str(about), int(tokens), int(count)) for kind, about, tokens, count in told["parts"]),
        int(told["total"]),
        int(told["left_out"]),
        tuple(LoreLine(**line) for line in told["lore"]),
        int(told["asleep"]),
        tuple((str(each[0]), int(each[1])) for each in told.get("recalled", ()) if isinstance(each, list)),
        str(told.get("hint", "")),
        tuple((str(each[0]), float(each[1])) for each in told.get("adapters", ()) if isinstance(each, list)),
        bool(told.get("is_steered")),
    )
