"""A character card as a tree of JSON, kept as it was read.

Readers of it are tolerant, and only what a person edits is changed: unknown fields, odd types, the order of keys and
line ends survive.  Formats: Character Card V1, V2 and V3 (public specifications); a V1 tree has its fields at the
root, the others under ``data``.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core import limits
from app.core.clean_text import as_name, replace_surrogates

Tree = dict[str, Any]

V1_FIELDS = ("name", "description", "personality", "scenario", "first_mes", "mes_example")
V3_ONLY = (
    "nickname", "creator_notes_multilingual", "source", "group_only_greetings", "creation_date", "modification_date",
    "assets",
)  # fmt: skip
V2_DEFAULTS: Mapping[str, Any] = {
    **dict.fromkeys(V1_FIELDS, ""),
    "creator_notes": "", "system_prompt": "", "post_history_instructions": "", "alternate_greetings": [],
    "tags": [], "creator": "", "character_version": "", "extensions": {},
}  # fmt: skip
V3_DEFAULTS: Mapping[str, Any] = {**V2_DEFAULTS, "group_only_greetings": []}
WARNING = "[The lorebook of this card uses decorators, which only readers of V3 cards follow; they were left out here.]"


@dataclass(frozen=True, slots=True)
class DepthNote:
    """A card's note to be read *depth* messages before the end, as a *role* of the chat."""

    text: str = ""
    depth: int = 4
    role: str = "system"


@dataclass(frozen=True, slots=True)
class Card:
    """One character.  *tree* belongs to the card: nobody changes it."""

    tree: Tree = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Card {len(self.tree)} fields>"

    @property
    def is_wrapped(self) -> bool:
        """Whether the fields stand under ``data``, as they do since V2."""
        return isinstance(self.tree.get("data"), dict)

    @property
    def fields(self) -> Mapping[str, Any]:
        """Where the fields stand."""
        inner = self.tree.get("data")
        return inner if isinstance(inner, dict) else self.tree

    @property
    def version(self) -> float:
        """Of the format: 1, 2, 3, or what a later card says of itself."""
        spec = self.tree.get("spec")
        if not self.is_wrapped or not isinstance(spec, str):
            return 2.0 if self.is_wrapped else 1.0
        told = number(self.tree.get("spec_version"), 0.0)
        return max(told, 3.0) if "v3" in spec else max(told, 2.0)

    # --- reading ---

    def text(self, name: str) -> str:
        """The field *name* in words; empty where it is missing or is no text."""
        return text_of(self.fields.get(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """The field *name* as a list of texts, without empty ones."""
        return texts_of(self.fields.get(name))

    @property
    def name(self) -> str:
        """What the character is called: never empty."""
        return as_name(self.text("name")) or "Nobody"

    @property
    def display_name(self) -> str:
        """What the character is called in a conversation: the nickname where there is one."""
        return as_name(self.text("nickname")) or self.name

    @property
    def greetings(self) -> tuple[str, ...]:
        """The first messages to choose from."""
        first = self.text("first_mes")
        return (*([first] if first.strip() else []), *self.texts("alternate_greetings"))

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, each once whatever its capitals."""
        told = self.fields.get("tags")
        every = told.split(",") if isinstance(told, str) else texts_of(told)
        found: dict[str, str] = {}
        for tag in every:
            plain = " ".join(tag.split())
            if plain:
                found.setdefault(plain.casefold(), plain)
        return tuple(found.values())

    @property
    def extensions(self) -> Mapping[str, Any]:
        """What applications keep in a card."""
        told = self.fields.get("extensions")
        return told if isinstance(told, dict) else {}

    @property
    def depth_note(self) -> DepthNote:
        """The character's note; an empty one where there is none."""
        told = self.extensions.get("depth_prompt")
        if not isinstance(told, dict):
            return DepthNote()
        role = told.get("role")
        return DepthNote(
            text_of(told.get("prompt")),
            max(0, int(number(told.get("depth"), 4))),
            role if role in ("system", "user", "assistant") else "system",
        )

    @property
    def talkativeness(self) -> float:
        """How readily the character speaks in a group, from 0 to 1."""
        return min(1.0, max(0.0, number(self.extensions.get("talkativeness"), 0.5)))

    @property
    def book(self) -> Tree | None:
        """The lorebook inside, as it was read."""
        told = self.fields.get("character_book")
        return told if isinstance(told, dict) else None

    @property
    def entries(self) -> list[Tree]:
        """The entries of the lorebook inside, as they were read."""
        told = (self.book or {}).get("entries")
        every = list(told.values()) if isinstance(told, dict) else told if isinstance(told, list) else []
        return [entry for entry in every if isinstance(entry, dict)]

    @property
    def assets(self) -> list[Tree]:
        """The pictures and other files the card names."""
        told = self.fields.get("assets")
        return [asset for asset in told if isinstance(asset, dict)] if isinstance(told, list) else []

    @property
    def ours(self) -> Mapping[str, Any]:
        """What Inglenook itself keeps in a card."""
        told = self.extensions.get("inglenook")
        return told if isinstance(told, dict) else {}

    def every_text(self) -> Iterator[str]:
        """Every text of the card that a model may read, or that is shown as its words, each by itself."""
        yield from (self.text(name) for name in ("nickname", "character_version"))
        yield from (text_of(self.ours.get(name)) for name in ("tagline", "nutshell"))
        yield from texts_of(self.ours.get("openers"))
        yield from (self.text(name) for name in ("description", "personality", "scenario", "mes_example"))
        yield from (self.text(name) for name in ("system_prompt", "post_history_instructions"))
        yield self.depth_note.text
        yield from (*self.greetings, *self.texts("group_only_greetings"))
        yield from (text_of(entry.get("content")) for entry in self.entries)

    def require_size(self) -> None:
        """Refuse what is longer than any companion is.

        Raises:
            TooMuch: some of it is.
        """
        limits.require_number(len(self.texts("alternate_greetings")), limits.GREETINGS, "greetings")
        limits.require_number(len(self.texts("group_only_greetings")), limits.GREETINGS, "greetings")
        limits.require_number(len(texts_of(self.ours.get("openers"))), limits.OPENERS, "openers")
        limits.require_number(len(self.tags), limits.TAGS, "tags")
        limits.require_number(len(self.entries), limits.ENTRIES, "entries")
        for name, say in (
            ("name", "name"), ("nickname", "name"), ("character_version", "field"),
            ("creator", "field"),
        ):  # fmt: skip
            limits.require_chars(self.text(name), limits.NAME, say)
        for tag in self.tags:
            limits.require_chars(tag, limits.TAG, "field")
        total = 0
        for text in (*self.every_text(), self.text("creator_notes")):
            limits.require_chars(text, limits.FIELD, "field")
            total += len(text)
        limits.require_number(total, limits.CARD, "card")

    # --- changing ---

    def with_(self, name: str, value: object) -> Card:
        """The card with the field *name* as *value*; where it said that already, the card as it is.

        Older readers look for some fields at the root: a copy there that said the same is changed as well.
        """
        old = self.fields.get(name)
        if old == value and type(old) is type(value):
            return self
        if isinstance(value, str) and name in self.fields and self.text(name) == value:
            return self
        if not self.is_wrapped:
            return Card({**self.tree, name: value})
        root = {name: value} if name in self.tree and self.tree[name] == old else {}
        return Card({**self.tree, **root, "data": {**self.fields, name: value}})

    def with_extension(self, name: str, value: object) -> Card:
        """The card with *value* under *name* among its extensions; None takes it out."""
        kept = {key: told for key, told in self.extensions.items() if key != name or value is not None}
        if value is not None:
            kept[name] = value
        return self if kept == self.extensions else self.with_("extensions", kept)


def new_card(fields: Mapping[str, Any]) -> Card:
    """A V3 card with *fields*."""
    data = {**copy.deepcopy(dict(V3_DEFAULTS)), **fields}
    return Card({"spec": "chara_card_v3", "spec_version": "3.0", "data": data})


def as_v3(card: Card) -> Tree:
    """*card* in the form of V3: what it lacks is added, nothing else changed."""
    root: Tree = dict(card.tree)
    if not card.is_wrapped:
        fields = {name: root.pop(name) for name in list(root) if name in V3_DEFAULTS or name in V3_ONLY}
        fields |= {"character_book": root.pop("character_book")} if "character_book" in root else {}
        root = {"spec": "", "spec_version": "", **root}
    else:
        fields = dict(card.fields)
    if card.version < 3 or not isinstance(card.tree.get("spec"), str):
        root["spec"], root["spec_version"] = "chara_card_v3", "3.0"
    for name, value in V3_DEFAULTS.items():
        if name not in fields:
            fields[name] = copy.deepcopy(value)
    root["data"] = fields
    return root


def as_v2(card: Card) -> Tree:
    """*card* in the form of V2, for readers that know no later one: without what only V3 has."""
    root = as_v3(card)
    fields = {name: value for name, value in root["data"].items() if name not in V3_ONLY}
    book, changed = without_decorators(fields.get("character_book"))
    if changed:
        notes = text_of(fields.get("creator_notes"))
        fields["character_book"], fields["creator_notes"] = book, f"{notes}\n\n{WARNING}".strip()
    return {**root, "spec": "chara_card_v2", "spec_version": "2.0", "data": fields}


def without_decorators(book: object) -> tuple[object, bool]:
    """*book* without the decorators at the head of its entries, and whether there were any."""
    entries = book.get("entries") if isinstance(book, dict) else None
    if not isinstance(book, dict) or not isinstance(entries, list):
        return book, False
    stripped = [_stripped(entry) for entry in entries]
    return {**book, "entries": stripped}, stripped != entries


def _stripped(entry: object) -> object:
    content = entry.get("content") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(content, str) or not content.startswith("@@"):
        return entry
    lines = content.split("\n")
    while lines and lines[0].startswith("@@"):
        lines.pop(0)
    return {**entry, "content": "\n".join(lines)}


def text_of(value: object) -> str:
    """*value* as words a person can read: numbers too, but nothing that only is true, a list or a tree."""
    if isinstance(value, str):
        return replace_surrogates(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def texts_of(value: object) -> tuple[str, ...]:
    """The texts of a list, without empty ones; a single text counts as a list of one."""
    every: Sequence[object] = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(text for text in map(text_of, every) if text.strip())


def number(value: object, otherwise: float) -> float:
    """*value* as a number, also where it is written as text; *otherwise* where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return otherwise
    try:
        told = float(value)
    except (ValueError, OverflowError):
        return otherwise
    return told if math.isfinite(told) and abs(told) < 1e12 else otherwise
