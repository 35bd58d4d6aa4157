"""Why this reply: its trace, in words."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.words import N_, Words
from app.generation import LoreLine, ReplyTrace

KINDS: dict[str, Words] = {
    "instructions": N_("Our instructions"), "persona": N_("Who {about} is"),
    "personality": N_("Personality of {about}"),
    "scenario": N_("The scene"), "profile": N_("Who you are"),
    "examples": N_("How {about} talks"),
    "boundaries": N_("Your boundaries"), "lore": N_("Lore: {about}"), "note": N_("Author's note"),
    "card's note": N_("The character's note"), "last words": N_("The card's closing instructions"),
    "pinned": N_("Messages you pinned"), "recalled": N_("What came to mind"),
    "your messages": N_("What you said"),
    "their messages": N_("What was answered"), "format": N_("The model's own marks around it all"),
    "feeling": N_("How you seemed to feel: {about}"), "thought": N_("What was considered before answering"),
    "manner": N_("Small imperfections"),
    "turn": N_("Who speaks next"), "core": N_("What is always in mind"), "story": N_("What happened before"),
}  # fmt: skip

WHY: dict[str, Words] = {
    "constant": N_("always awake"), "sticky": N_("still awake from before"), "key": N_("woken by “{key}”"),
    "forced": N_("forced awake"), "off": N_("turned off"), "trigger": N_("not meant for this kind of turn"),
    "other companion": N_("meant for another companion"), "delayed": N_("too early in the conversation"),
    "cooling": N_("resting after it last woke"), "waits for recursion": N_("only other lore can wake it"),
    "leaves recursion": N_("other lore cannot wake it"), "held back": N_("kept asleep"),
    "no keys": N_("it has no keys"), "not heard": N_("none of its keys was said"),
    "secondary": N_("its secondary keys did not match ({key})"), "excluded": N_("“{key}” keeps it asleep"),
    "too slow": N_("its pattern “{key}” took too long"), "group": N_("another of its group was chosen ({key})"),
    "chance": N_("its probability did not come up"), "budget": N_("there was no room left for it"),
    "empty": N_("it is empty"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One part of the prompt."""

    key: int
    label: str
    tokens: int
    share: float


@dataclass(frozen=True, slots=True)
class LoreRow:
    """What became of one entry of lore."""

    key: int
    name: str
    why: str
    woke: bool
    tokens: int

    def __repr__(self) -> str:
        return f"<LoreRow {self.key}>"


def shares(told: ReplyTrace) -> list[ShareRow]:
    """The parts of a prompt; they add up to it."""
    return [
        ShareRow(at, _labelled(kind, about, count), tokens, tokens / max(1, told.total))
        for at, (kind, about, tokens, count) in enumerate(told.parts)
    ]


def _labelled(kind: str, about: str, count: int) -> str:
    label = str(KINDS.get(kind, kind)).replace("{about}", about)
    return f"{label} ({count})" if count > 1 else label


def lore_rows(lines: tuple[LoreLine, ...]) -> list[LoreRow]:
    """What became of each entry, those that woke first."""
    ordered = sorted(lines, key=lambda line: not line.woke)
    return [LoreRow(at, line.name, why_in_words(line.why, line.key), line.woke, line.tokens)
            for at, line in enumerate(ordered)]  # fmt: skip


def why_in_words(why: str, key: str) -> str:
    """A verdict's reason, in words."""
    return str(WHY.get(why, why)).replace("{key}", key).replace(" ()", "")
