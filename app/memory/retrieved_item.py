"""What comes to mind for one turn."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.clock import local
from app.memory.message_retriever import Hit

LONGEST_QUOTE = 240


@dataclass(frozen=True, slots=True)
class RetrievedItem:
    """One thing that comes to mind, as a model reads it; *kind* is ``fact`` or ``message``, *key* its number."""

    kind: str
    key: int
    text: str

    def __repr__(self) -> str:
        return f"<RetrievedItem {self.kind} {self.key}>"


def quoted(hit: Hit, you: str, name: str) -> RetrievedItem:
    """A message that was found, as something one remembers."""
    who = (you or "The person") if hit.is_mine else name
    words = " ".join(hit.text.split())
    if len(words) > LONGEST_QUOTE:
        words = f"{words[:LONGEST_QUOTE].rsplit(' ', 1)[0]}…"
    on = local(hit.said)
    return RetrievedItem("message", hit.message, f"On {on.day} {on:%B %Y} {who} said: “{words}”")
