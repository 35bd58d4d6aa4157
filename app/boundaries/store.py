"""Keeps what a person chose, for everything, for a companion, or for one conversation."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.boundaries.bounds import BoundaryChoices, Bounds, together
from app.vault import Vault


@dataclass(frozen=True, slots=True)
class BoundaryScope:
    """What a choice is for: one conversation by its number, else a companion by its, else everything."""

    persona: int | None = None
    conversation_id: int | None = None


class BoundaryStore:
    """Owns the ``boundary`` table."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def of(self, reach: BoundaryScope) -> BoundaryChoices:
        """What was chosen for just this reach."""
        row = self._vault.read_one(
            "SELECT told FROM boundary WHERE persona_id IS ? AND conversation_id IS ?", _key(reach)
        )
        return BoundaryChoices.from_data(json.loads(row[0])) if row else BoundaryChoices()

    def put(self, reach: BoundaryScope, wishes: BoundaryChoices) -> None:
        """Choose *wishes* for *reach*; empty ones take the choice back."""
        with self._vault.write("boundary") as db:
            db.execute("DELETE FROM boundary WHERE persona_id IS ? AND conversation_id IS ?", _key(reach))
            if wishes != BoundaryChoices():
                db.execute(
                    "INSERT INTO boundary(persona_id, conversation_id, told) VALUES (?, ?, ?)",
                    (*_key(reach), json.dumps(wishes.as_data())),
                )

    def bounds(self, persona: int | None, conversation_id: int | None) -> Bounds:
        """What holds in conversation *conversation_id* with *persona*."""
        reaches = dict.fromkeys((BoundaryScope(), BoundaryScope(persona), BoundaryScope(persona, conversation_id)))
        return together([self.of(reach) for reach in reaches])


def _key(reach: BoundaryScope) -> tuple[int | None, int | None]:
    # A conversation has one companion: its own number tells it, and moving it would change nothing.
    return (None, reach.conversation_id) if reach.conversation_id is not None else (reach.persona, None)
