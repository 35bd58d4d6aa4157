"""Keeps how words are chosen, where a person changed it: for everybody, a model, a companion, or both together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.models.sampling_presets import Numbers, accepted
from app.vault import Vault


@dataclass(frozen=True, slots=True)
class OverrideScope:
    """Whom a change is for: a companion by its number, a model by its name on the registry; None is every one."""

    persona: int | None = None
    model: str | None = None

    def __repr__(self) -> str:
        return f"<OverrideScope {self.persona}>"


def reaches_of(persona: int | None, model: str | None) -> list[OverrideScope]:
    """From everybody on every model to this companion on this one, each once."""
    return list(
        dict.fromkeys(
            (OverrideScope(), OverrideScope(model=model), OverrideScope(persona), OverrideScope(persona, model))
        )
    )


class SamplingOverrides:
    """Owns the ``word_choice`` table."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def changed_for(self, persona: int | None, model: str | None) -> list[Numbers]:
        """Everything that holds for a companion on a model, the most particular last."""
        return self._changed(reaches_of(persona, model))

    def above(self, reach: OverrideScope) -> list[Numbers]:
        """Everything that would hold for *reach* without what was changed for just it."""
        return self._changed([each for each in reaches_of(reach.persona, reach.model) if each != reach])

    def _changed(self, reaches: Sequence[OverrideScope]) -> list[Numbers]:
        rows = self._vault.read("SELECT persona_id, model, numbers FROM word_choice")
        found = {OverrideScope(row[0], row[1]): json.loads(row[2]) for row in rows}
        return [found[reach] for reach in reaches if reach in found]

    def of(self, reach: OverrideScope) -> dict[str, object]:
        """What was changed for just these."""
        row = self._vault.read_one(
            "SELECT numbers FROM word_choice WHERE persona_id IS ? AND model IS ?", (reach.persona, reach.model)
        )
        return json.loads(row[0]) if row else {}

    def put(self, reach: OverrideScope, key: str, value: object) -> None:
        """Change one number; None takes the change back.

        Raises:
            ValueError: *value* is out of its span, or *key* is none.
        """
        checked = None if value is None or value == "" else accepted(key, value)
        if checked is None and value is not None and value != "":
            raise ValueError(f"{key} does not accept this value")
        numbers = {**self.of(reach), key: checked}
        self._write(reach, {name: number for name, number in numbers.items() if number is not None})

    def rename_model(self, old: str, new: str) -> None:
        """What was changed for the model *old* is now for *new*."""
        with self._vault.write("word_choice") as db:
            db.execute("DELETE FROM word_choice WHERE model = ?", (new,))
            db.execute("UPDATE word_choice SET model = ? WHERE model = ?", (new, old))

    def reset(self, reach: OverrideScope) -> None:
        """Take back every change for just these."""
        self._write(reach, {})

    def _write(self, reach: OverrideScope, numbers: dict[str, object]) -> None:
        with self._vault.write("word_choice") as db:
            db.execute("DELETE FROM word_choice WHERE persona_id IS ? AND model IS ?", (reach.persona, reach.model))
            if numbers:
                db.execute(
                    "INSERT INTO word_choice(persona_id, model, numbers) VALUES (?, ?, ?)",
                    (reach.persona, reach.model, json.dumps(numbers)),
                )
