"""What was chosen of a companion's manner: for one conversation, for a companion, or for everybody."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.scope import Scope
from app.vault import Vault


class MannerChoices:
    """Owns the ``manner_choice`` table: for each trait, by its key, a level."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._known: dict[Scope, dict[str, str]] | None = None
        # A copied conversation takes its choices along, and a deleted companion's go with them.
        vault.changes.listen("manner_choice", "conversation", "persona", to=lambda _: self._forget())

    def put(self, scope: Scope, trait: str, level: str | None) -> None:
        """Let *trait* be at *level*; None leaves it to what holds more widely."""
        with self._vault.write("manner_choice") as db:
            db.execute(
                "DELETE FROM manner_choice WHERE persona_id IS ? AND conversation_id IS ? AND trait = ?",
                (scope.persona, scope.conversation_id, trait),
            )
            if level is not None:
                db.execute(
                    "INSERT INTO manner_choice(persona_id, conversation_id, trait, level) VALUES (?, ?, ?, ?)",
                    (scope.persona, scope.conversation_id, trait, level),
                )
        self._forget()

    def of(self, scope: Scope) -> Mapping[str, str]:
        """What was chosen for just these."""
        return self._all().get(scope, {})

    def is_chosen(self, trait: str, level: str) -> bool:
        """Whether *trait* is at *level* for anybody."""
        return any(chosen.get(trait) == level for chosen in self._all().values())

    def holding(self, persona: int | None, conversation_id: int | None) -> Mapping[str, str]:
        """The level of each trait for a companion in a conversation; the narrowest choice decides."""
        found = self._all()
        scopes = Scope(persona, conversation_id).widest_first()
        return {trait: level for scope in scopes for trait, level in found.get(scope, {}).items()}

    def _all(self) -> dict[Scope, dict[str, str]]:
        # Asked for at every key that is typed.
        if self._known is None:
            found: dict[Scope, dict[str, str]] = {}
            rows = self._vault.read("SELECT persona_id, conversation_id, trait, level FROM manner_choice")
            for persona, conversation_id, trait, level in rows:
                found.setdefault(Scope(persona, conversation_id), {})[trait] = level
            self._known = found
        return self._known

    def _forget(self) -> None:
        self._known = None
