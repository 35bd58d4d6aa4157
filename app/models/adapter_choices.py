"""Which adapters work for whom, and how strongly, as the person chose."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.scope import Scope
from app.vault import Vault


class AdapterChoices:
    """Owns the ``adapter_choice`` table: a name on the registry of models, and its scale from 0 to 1."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def holding(self, persona: int | None, conversation_id: int | None) -> Mapping[str, float]:
        """The scale of each adapter that works for a companion in a conversation; the narrowest choice decides."""
        scopes = Scope(persona, conversation_id).widest_first()
        found = self._all()
        merged = {name: scale for scope in scopes for name, scale in found.get(scope, {}).items()}
        return {name: scale for name, scale in merged.items() if scale > 0}

    def of(self, scope: Scope) -> Mapping[str, float]:
        """What was chosen for just these."""
        return self._all().get(scope, {})

    def put(self, scope: Scope, adapter: str, scale: float | None) -> None:
        """Let *adapter* work at *scale*; None leaves the choice to what holds more widely, 0 keeps it off.

        Raises:
            ValueError: *scale* is not from 0 to 1: stronger than it was trained, an adapter breaks words.
        """
        if scale is not None and not 0 <= scale <= 1:
            raise ValueError("a scale is from 0 to 1")
        where = (scope.persona, scope.conversation_id, adapter)
        with self._vault.write("adapter_choice") as db:
            db.execute(
                "DELETE FROM adapter_choice WHERE persona_id IS ? AND conversation_id IS ? AND adapter = ?", where
            )
            if scale is not None:
                db.execute(
                    "INSERT INTO adapter_choice(persona_id, conversation_id, adapter, scale) VALUES (?, ?, ?, ?)",
                    (*where, float(scale)),
                )

    def rename(self, old: str, new: str) -> None:
        """The adapter *old* is called *new* from now on."""
        with self._vault.write("adapter_choice") as db:
            db.execute("UPDATE adapter_choice SET adapter = ? WHERE adapter = ?", (new, old))

    def _all(self) -> dict[Scope, dict[str, float]]:
        found: dict[Scope, dict[str, float]] = {}
        rows = self._vault.read("SELECT persona_id, conversation_id, adapter, scale FROM adapter_choice ORDER BY id")
        for persona, conversation_id, adapter, scale in rows:
            found.setdefault(Scope(persona, conversation_id), {})[adapter] = scale
        return found
