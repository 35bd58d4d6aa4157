"""How a companion looks, where the person wants them to know: words that go with who they are."""

from __future__ import annotations

from app.boundaries import check_described
from app.core import limits
from app.core.scope import Scope
from app.manner.choices import MannerChoices

LOOKS = "looks"
MOST_CHARS = 600
_TOLD = "How {name} looks: {looks}"


class Looks:
    """Keeps them beside the manner of a companion, which is told in the same place."""

    def __init__(self, choices: MannerChoices) -> None:
        self._choices = choices

    def of(self, persona: int) -> str:
        """What was said of how *persona* looks; nothing where they are not to know."""
        return self._choices.of(Scope(persona)).get(LOOKS, "")

    def put(self, persona: int, looks: str, described: str) -> None:
        """Let *persona*, whom *described* describes, know that they look so; with no words they know nothing of it.

        Raises:
            MinorsFilterTriggered: it describes somebody whom the minors filter does not let in.
            TooMuch: it is too long.
        """
        looks = " ".join(looks.split())
        limits.require_chars(looks, MOST_CHARS, "looks")
        if looks:
            check_described(f"{described} {looks}")
        self._choices.put(Scope(persona), LOOKS, looks or None)

    def told(self, persona: int, name: str) -> str:
        """The line about it in a prompt; nothing where there is none."""
        looks = self.of(persona)
        return _TOLD.replace("{name}", name).replace("{looks}", looks) if looks else ""
