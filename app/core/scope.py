"""For whom something holds: everyone, one companion, one conversation; or for those on one model."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class ScopeLevel(enum.Enum):
    """How far something reaches, the narrowest first.  The values stand in vaults and settings."""

    CONVERSATION = "conversation"
    COMPANION = "companion"
    EVERYONE = "shared"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a choice is for: a *persona* and a *conversation_id* by number, a *model* by its name on the registry.

    None stands for every one of them.
    """

    persona: int | None = None
    conversation_id: int | None = None
    model: str | None = None

    @property
    def level(self) -> ScopeLevel:
        """How far it reaches, whatever the model."""
        if self.conversation_id is not None:
            return ScopeLevel.CONVERSATION
        return ScopeLevel.COMPANION if self.persona is not None else ScopeLevel.EVERYONE

    def at(self, level: ScopeLevel) -> Scope:
        """The same, reaching as far as *level*."""
        return Scope(
            None if level is ScopeLevel.EVERYONE else self.persona,
            self.conversation_id if level is ScopeLevel.CONVERSATION else None,
            self.model,
        )

    def widest_first(self) -> list[Scope]:
        """Everything that holds here, this scope last: the later decide.  At each level every model, then this one."""
        levels = (ScopeLevel.EVERYONE, ScopeLevel.COMPANION, ScopeLevel.CONVERSATION)
        scopes = [
            Scope(at.persona, at.conversation_id, model) for at in map(self.at, levels) for model in (None, self.model)
        ]
        return list(dict.fromkeys(scopes))

    def __repr__(self) -> str:
        return f"<Scope {self.level.value}>"
