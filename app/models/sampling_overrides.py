"""Keeps how words are chosen, where a person changed it: for everybody, a model, a companion, or both together."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.core.scope import Scope
from app.models.sampling_presets import Numbers, accepted
from app.vault import Vault


class SamplingOverrides:
    """Owns the ``word_choice`` table."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def changed_for(self, persona: int | None, model: str | None) -> list[Numbers]:
        """Everything that holds for a companion on a model, the most particular last."""
        return self._changed(Scope(persona, model=model).widest_first())

    def above(self, scope: Scope) -> list[Numbers]:
        """Everything that would hold for *scope* without what was changed for just it."""
        return self._changed([each for each in scope.widest_first() if each != scope])

    def _changed(self, scopes: Sequence[Scope]) -> list[Numbers]:
        rows = self._vault.read("SELECT persona_id, model, numbers FROM word_choice")
        found = {Scope(row[0], model=row[1]): json.loads(row[2]) for row in rows}
        return [found[scope] for scope in scopes if scope in found]

    def of(self, scope: Scope) -> dict[str, object]:
        """What was changed for just these."""
        row = self._vault.read_one(
            "SELECT numbers FROM word_choice WHERE persona_id IS ? AND model IS ?", (scope.persona, scope.model)
        )
        return json.loads(row[0]) if row else {}

    def put(self, scope: Scope, key: str, value: object) -> None:
        """Change one number; None takes the change back.

        Raises:
            ValueError: *value* is out of its span, or *key* is none.
        """
        checked = None if value is None or value == "" else accepted(key, value)
        if checked is None and value is not None and value != "":
            raise ValueError(f"{key} does not accept this value")
        numbers = {**self.of(scope), key: checked}
        self._write(scope, {name: number for name, number in numbers.items() if number is not None})

    def rename_model(self, old: str, new: str) -> None:
        """What was changed for the model *old* is now for *new*."""
        with self._vault.write("word_choice") as db:
            db.execute("DELETE FROM word_choice WHERE model = ?", (new,))
            db.execute("UPDATE word_choice SET model = ? WHERE model = ?", (new, old))

    def reset(self, scope: Scope) -> None:
        """Take back every change for just these."""
        self._write(scope, {})

    def _write(self, scope: Scope, numbers: dict[str, object]) -> None:
        with self._vault.write("word_choice") as db:
            db.execute("DELETE FROM word_choice WHERE persona_id IS ? AND model IS ?", (scope.persona, scope.model))
            if numbers:
                db.execute(
                    "INSERT INTO word_choice(persona_id, model, numbers) VALUES (?, ?, ?)",
                    (scope.persona, scope.model, json.dumps(numbers)),
                )
