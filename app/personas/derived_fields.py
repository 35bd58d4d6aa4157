"""What is drawn from a card for the lists and the small model: a line about who it is, and a nutshell."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from app.personas.cards.card import Card, text_of, texts_of

LINE_CHARS = 90
MARKUP = re.compile(r"<[^<>]{1,200}>|!?\[([^\[\]]{0,100})\]\([^()]{0,300}\)|[*_#>`~|]+|https?://\S+")


def tagline_of(card: Card) -> str:
    """A line about who it is: the one of ours, else the first sentence of the notes or the description."""
    told = text_of(card.ours.get("tagline"))
    if told:
        return told
    for name in ("creator_notes", "personality", "description"):
        line = first_line(card.text(name).replace("{{char}}", card.display_name))
        if line:
            return line
    return ""


def first_line(text: str) -> str:
    """The first sentence of *text* that says something, without markup, in one short line."""
    for line in text[:4000].splitlines():
        plain = " ".join(MARKUP.sub(r"\1", line).split()).strip(" -:")
        if sum(letter.isalpha() for letter in plain) >= 12:
            sentence = re.split(r"(?<=[.!?])\s", plain)[0]
            return sentence if len(sentence) <= LINE_CHARS else f"{sentence[: LINE_CHARS - 1].rstrip()}…"
    return ""


def nutshell_of(card: Card) -> str:
    """The few plain sentences for the starter model, where the card has them."""
    return text_of(card.ours.get("nutshell"))


def openers_of(card: Card) -> tuple[str, ...]:
    """First lines a person might like to say."""
    return texts_of(card.ours.get("openers"))


def tags_text(tags: Sequence[str]) -> str:
    """*tags* as a column keeps them."""
    return json.dumps(list(tags))
