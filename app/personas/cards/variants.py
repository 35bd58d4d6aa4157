"""Characters as other programs write them in JSON or YAML, made into cards; what they were is kept in the card.

Forms: Pygmalion and text-generation-webui (``char_name``, ``context``), Character.AI and CAI Tools
(``participant__name``, ``definition``), Agnai (``kind: character``), Backyard's old exports (``character.aiName``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from app.core.errors import FileUnreadable, NoCard
from app.personas.cards.card import Card, Tree, new_card, text_of, texts_of

BACKYARD = re.compile(r"#?\{(character|user)\}", re.IGNORECASE)
MOST_YAML = 256 << 10


class _Loader(yaml.BaseLoader):
    """Takes every value for text, and no aliases: a few of them can stand for gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases")
        return super().compose_node(parent, index)


def read_yaml(content: bytes) -> Tree:
    """What a YAML file says, every value as text.

    Raises:
        FileUnreadable: it is no YAML, or too much of it.
    """
    if len(content) > MOST_YAML:
        raise FileUnreadable
    try:
        told = yaml.load(content.decode("utf-8-sig"), Loader=_Loader)  # noqa: S506 - ours makes nothing but texts
    except (yaml.YAMLError, ValueError, RecursionError, AttributeError, IndexError, OverflowError):
        raise FileUnreadable from None
    if not isinstance(told, dict):
        raise NoCard
    return told


def card_of_variant(told: Tree) -> Card | None:
    """The card that *told* is in one of these forms; None where it is in none of them."""
    for read in (_pygmalion, _ooba, _cai, _agnai, _backyard):
        fields = read(told)
        if fields is not None and text_of(fields.get("name")).strip():
            name, plain = read.__name__.strip("_"), {key: value for key, value in fields.items() if value}
            more = plain.pop("extensions", {})
            return new_card({**plain, "extensions": {**more, name: without_chats(told)}})
    return None


CHATS = ("messages", "Chat", "chat", "chats", "histories", "history", "data_visible", "visible")


def without_chats(told: Mapping[str, Any]) -> Tree:
    """*told* without what was said to the character: who gives a companion away gives no conversations away."""
    return {
        key: without_chats(value) if isinstance(value, dict) else value
        for key, value in told.items()
        if key not in CHATS
    }


def _pygmalion(told: Mapping[str, Any]) -> Tree | None:
    if "char_name" not in told:
        return None
    return {
        "name": told.get("char_name"), "description": text_of(told.get("char_persona")),
        "scenario": text_of(told.get("world_scenario")), "first_mes": text_of(told.get("char_greeting")),
        "mes_example": text_of(told.get("example_dialogue")),
    }  # fmt: skip


def _ooba(told: Mapping[str, Any]) -> Tree | None:
    if "context" not in told and "greeting" not in told:
        return None
    if not isinstance(told.get("name"), str) or "definition" in told or "persona" in told:
        return None
    return {
        "name": told["name"], "description": text_of(told.get("context")), "first_mes": text_of(told.get("greeting")),
        "mes_example": text_of(told.get("example_dialogue")),
    }  # fmt: skip


def _cai(told: Mapping[str, Any]) -> Tree | None:
    inner = told.get("character")
    told = inner if isinstance(inner, dict) and "aiName" not in inner else told
    if not ({"definition", "participant__name", "greeting"} & told.keys()) or "persona" in told:
        return None
    name = text_of(told.get("participant__name")) or text_of(told.get("name"))
    if not name or not ({"title", "definition", "participant__name"} & told.keys()):
        return None
    parts = (text_of(told.get("title")), text_of(told.get("description")))
    return {
        "name": name, "description": "\n\n".join(part for part in parts if part),
        "first_mes": text_of(told.get("greeting")), "mes_example": text_of(told.get("definition")),
        "creator": text_of(told.get("user__username")),
    }  # fmt: skip


def _agnai(told: Mapping[str, Any]) -> Tree | None:
    persona = told.get("persona")
    if told.get("kind") != "character" and not (isinstance(persona, dict) and "attributes" in persona):
        return None
    attributes = persona.get("attributes") if isinstance(persona, dict) else {}
    book = told.get("characterBook")
    return {
        "name": told.get("name"), "description": _attributes(attributes) or text_of(told.get("description")),
        "scenario": text_of(told.get("scenario")), "first_mes": text_of(told.get("greeting")),
        "mes_example": text_of(told.get("sampleChat")), "system_prompt": text_of(told.get("systemPrompt")),
        "post_history_instructions": text_of(told.get("postHistoryInstructions")),
        "alternate_greetings": list(texts_of(told.get("alternateGreetings"))), "tags": list(texts_of(told.get("tags"))),
        "creator": text_of(told.get("creator")), "creator_notes": text_of(told.get("description")),
        "character_book": _agnai_book(book) if isinstance(book, dict) else None,
    }  # fmt: skip


def _attributes(attributes: object) -> str:
    if not isinstance(attributes, dict):
        return ""
    if "text" in attributes:
        return "\n".join(texts_of(attributes["text"]))
    return "\n".join(f"{name}: {', '.join(texts_of(values))}" for name, values in attributes.items())


def _agnai_book(book: Mapping[str, Any]) -> Tree:
    entries = book.get("entries")
    return {
        "name": text_of(book.get("name")),
        "entries": [
            {"keys": list(texts_of(entry.get("keywords"))), "content": text_of(entry.get("entry")),
             "comment": text_of(entry.get("name")), "enabled": entry.get("enabled") is not False,
             "insertion_order": entry.get("weight", 0), "priority": entry.get("priority", 0), "extensions": {}}
            for entry in (entries if isinstance(entries, list) else ())
            if isinstance(entry, dict)
        ],
    }  # fmt: skip


def _backyard(told: Mapping[str, Any]) -> Tree | None:
    """Backyard's exports of versions 1 to 4, as they lie in its old PNG files."""
    inner = told.get("character")
    if not isinstance(inner, dict) or "aiName" not in inner:
        return None
    lore = inner.get("loreItems")
    return {
        "name": text_of(inner.get("aiDisplayName")) or inner.get("aiName"),
        "nickname": text_of(inner.get("aiName")) if text_of(inner.get("aiDisplayName")) else "",
        "description": with_macros(inner.get("aiPersona")),
        "scenario": with_macros(inner.get("scenario")),
        "first_mes": with_macros(inner.get("firstMessage")),
        "mes_example": with_macros(inner.get("customDialogue")),
        "system_prompt": with_macros(inner.get("basePrompt")),
        "character_book": lore_book(lore) if isinstance(lore, list) and lore else None,
    }


def with_macros(text: object) -> str:
    """Backyard's ``{character}`` and ``{user}`` as ``{{char}}`` and ``{{user}}``."""
    return BACKYARD.sub(
        lambda found: "{{char}}" if found.group(1).lower() == "character" else "{{user}}", text_of(text)
    )


def lore_book(items: list[Any]) -> Tree:
    """Backyard's lore: a ``key`` with commas, and a ``value``."""
    return {
        "entries": [
            {"keys": [key.strip() for key in text_of(item.get("key")).split(",") if key.strip()],
             "content": with_macros(item.get("value")), "enabled": True, "insertion_order": at, "use_regex": False,
             "extensions": {}}
            for at, item in enumerate(items)
            if isinstance(item, dict)
        ],
        "extensions": {},
    }  # fmt: skip
