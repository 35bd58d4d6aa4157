"""Titles for conversations, from the first thing that was said."""

from __future__ import annotations

from app.core.text import text

LONGEST = 48

UNTITLED = text("conversation.untitled")
"""What a conversation is called in which nobody has said anything yet: its title is empty."""


def title_from(text: str) -> str:
    """A title of at most 48 characters, cut between words."""
    line = " ".join(text.replace("*", "").split())
    if len(line) <= LONGEST:
        return line.rstrip(".!?,;: ") or line
    cut = line[: LONGEST - 1]
    head, _, _ = cut.rpartition(" ")
    return f"{head or cut}…"
