"""Keeps what a person chose, for everything, for a companion, or for one conversation."""

from __future__ import annotations

import json

from app.boundaries.bounds import BoundaryChoices, Bounds, together
from app.core.scope import Scope
from app.vault import Vault


class BoundaryStore:
    """Owns the ``boundary`` table."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def of(self, scope: Scope) -> BoundaryChoices:
        """What was chosen in just this scope."""
        row = self._vault.read_one(
            "SELECT told FROM boundary WHERE persona_id IS ? AND conversation_id IS ?", _key(scope)
        )
        return BoundaryChoices.from_data(json.loads(row[0])) if row else BoundaryChoices()

    def put(self, scope: Scope, wishes: BoundaryChoices) -> None:
        """Choose *wishes* for *scope*; empty ones take the choice back."""
        with self._vault.write("boundary") as db:
            db.execute("DELETE FROM boundary WHERE persona_id IS ? AND conversation_id IS ?", _key(scope))
            if wishes != BoundaryChoices():
                db.execute(
                    "INSERT INTO boundary(persona_id, conversation_id, told) VALUES (?, ?, ?)",
                    (*_key(scope), json.dumps(wishes.as_data())),
                )

    def bounds(self, persona: int | None, conversation_id: int | None) -> Bounds:
        """What holds in conversation *conversation_id* with *persona*."""
        return together([self.of(scope) for scope in Scope(persona, conversation_id).widest_first()])


def _key(scope: Scope) -> tuple[int | None, int | None]:
    # A conversation has one companion: its own number tells it, and moving it would change nothing.
    return (None, scope.conversation_id) if scope.conversation_id is not None else (scope.persona, None)
