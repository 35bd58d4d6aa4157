"""Backyard's archive format, version 1: read into a card, and written by the rules of its published schemas.

A ``manifest.json`` names one character and its scenarios; a scenario may hold a chat.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from app.core.errors import NoCard
from app.personas.cards.archive import is_plain_name, packed, unpacked
from app.personas.cards.card import Card, Tree, new_card, text_of
from app.personas.cards.json_text import read_json, write_json
from app.personas.cards.variants import lore_book, with_macros
from app.vision import kind_of

MANIFEST = "manifest.json"
EXTENSION = "byaf"
MACRO = re.compile(r"\{\{\s*(char|user)\s*\}\}|<(bot|user)>", re.IGNORECASE)
EXAMPLE = re.compile(r"^[ \t]*(\{\{char\}\}|\{\{user\}\})\s*:\s*", re.IGNORECASE | re.MULTILINE)
IMAGE = re.compile(r"images/[^/]+\.(?:png|jpe?g|webp|gif)")
TEMPLATES = ("general", "ChatML", "Llama3", "Gemma2", "CommandR", "MistralInstruct")
NUMBERS: Mapping[str, float] = {
    "minP": 0.1, "temperature": 1.2, "repeatPenalty": 1.05, "repeatLastN": 256, "topK": 30, "topP": 0.9,
}  # fmt: skip


def is_byaf(files: Mapping[str, bytes]) -> bool:
    """Whether these are the files of such an archive."""
    return MANIFEST in files and "card.json" not in files


def card_of_byaf(files: Mapping[str, bytes]) -> tuple[Card, bytes]:
    """The card in an archive, and its picture.

    Raises:
        NoCard, FileUnreadable: there is none, or it cannot be read.
    """
    path, character = _character(files)
    scenarios = scenarios_of(files)
    first: Tree = scenarios[0] if scenarios else {}
    told = [(at, text) for at, each in enumerate(scenarios) if (text := _first_message(each))]
    greetings = [text for _, text in told]
    lore = character.get("loreItems")
    name = text_of(character.get("displayName")) or text_of(character.get("name"))
    if not name:
        raise NoCard
    fields: Tree = {
        "name": name,
        "description": with_macros(character.get("persona")),
        "scenario": with_macros(first.get("narrative")),
        "first_mes": greetings[0] if greetings else "",
        "alternate_greetings": greetings[1:],
        "mes_example": _examples(first.get("exampleMessages"), character.get("id")),
        "system_prompt": with_macros(first.get("formattingInstructions")),
        "creator": _author(files),
        "extensions": {
            EXTENSION: {
                "character": _without_texts(character),
                "scenarios": [{key: value for key, value in each.items() if key != "messages"} for each in scenarios],
                "greetings": [at for at, _ in told],
            }
        },
    }
    nickname = text_of(character.get("name"))
    if nickname and nickname != name:
        fields["nickname"] = nickname
    if isinstance(lore, list) and lore:
        fields["character_book"] = lore_book(lore)
    return new_card(fields), _picture(files, path, character)


def scenarios_of(files: Mapping[str, bytes]) -> list[Tree]:
    """The scenarios of an archive, in its order, as they stand there."""
    told = read_json(files[MANIFEST])
    named = told.get("scenarios") if isinstance(told, dict) else None
    found = []
    for name in named if isinstance(named, list) else ():
        content = files.get(name) if isinstance(name, str) else None
        scenario = read_json(content) if content is not None else None
        if isinstance(scenario, dict):
            found.append(scenario)
    return found


def _character(files: Mapping[str, bytes]) -> tuple[str, Tree]:
    told = read_json(files[MANIFEST])
    named = told.get("characters") if isinstance(told, dict) else None
    path = named[0] if isinstance(named, list) and named and isinstance(named[0], str) else ""
    if path not in files:
        raise NoCard
    character = read_json(files[path])
    if not isinstance(character, dict):
        raise NoCard
    return path, character


def _author(files: Mapping[str, bytes]) -> str:
    told = read_json(files[MANIFEST])
    author = told.get("author") if isinstance(told, dict) else None
    return text_of(author.get("name")) if isinstance(author, dict) else ""


def _picture(files: Mapping[str, bytes], path: str, character: Mapping[str, Any]) -> bytes:
    folder = path.rpartition("/")[0]
    images = character.get("images")
    for image in images if isinstance(images, list) else ():
        name = f"{folder}/{text_of(image.get('path'))}" if isinstance(image, dict) else ""
        if name in files:
            return files[name]
    return b""


def _first_message(scenario: Mapping[str, Any]) -> str:
    told = scenario.get("firstMessages")
    first = told[0] if isinstance(told, list) and told else None
    return with_macros(first.get("text")) if isinstance(first, dict) else ""


def _examples(messages: object, character_id: object) -> str:
    lines = [
        f"{'{{char}}' if each.get('characterID') == character_id else '{{user}}'}: {_bare(each.get('text'))}"
        for each in (messages if isinstance(messages, list) else ())
        if isinstance(each, dict)
    ]
    return "\n".join(["<START>", *lines]) if lines else ""


def _bare(text: object) -> str:
    return EXAMPLE.sub("", with_macros(text))


def _without_texts(character: Mapping[str, Any]) -> Tree:
    """What of a character has no field in a card."""
    return {key: value for key, value in character.items() if key not in ("persona", "loreItems")}


# --- out ---


def as_byaf_file(
    card: Card,
    picture: bytes,
    files: Mapping[str, bytes],
    messages: Sequence[Tree] = (),
    title: str = "",
    greeting: str = "",
) -> bytes:
    """*card* as an archive; *messages* of a chat, in the archive's form, go into its first scenario.

    *greeting* is what that chat began with, where it is not the card's own.
    """
    told = card.extensions.get(EXTENSION)
    kept: Tree = told if isinstance(told, dict) else {}
    old_character = kept.get("character")
    before: Tree = old_character if isinstance(old_character, dict) else {}
    key = text_of(before.get("id")) or uuid.uuid5(uuid.NAMESPACE_OID, card.name).hex
    folder = f"characters/{key if is_plain_name(key) and '/' not in key else uuid.uuid5(uuid.NAMESPACE_OID, key).hex}"
    now = _moment(None)
    image = f"images/main.{kind_of(picture) or 'png'}"
    others, more = _other_images(before, files, image, folder)
    character = {
        "schemaVersion": 1,
        "id": key,
        "name": card.display_name,
        "displayName": card.name,
        "isNSFW": before.get("isNSFW") is True,
        "persona": _to_backyard(card.text("description"), card.text("personality")),
        "createdAt": _moment(before.get("createdAt")),
        "updatedAt": now,
        "loreItems": [
            {"key": ", ".join(_texts(entry.get("keys"))), "value": _to_backyard(text_of(entry.get("content")))}
            for entry in card.entries
            if entry.get("enabled") is not False  # there is no way to say there that one sleeps
        ],
        "images": [*([{"path": image, "label": ""}] if picture else []), *others],
    }
    olds = kept.get("scenarios")
    scenarios = _scenarios(
        card, key, [each for each in olds if isinstance(each, dict)] if isinstance(olds, list) else []
    )
    scenarios[0] |= _chat_part(key, messages, title, greeting)
    names = [f"scenarios/scenario{number}.json" for number in range(1, len(scenarios) + 1)]
    manifest: Tree = {
        "schemaVersion": 1, "createdAt": now, "characters": [f"{folder}/character.json"], "scenarios": names,
    }  # fmt: skip
    if card.text("creator"):
        manifest["author"] = {"name": card.text("creator")}
    out = {MANIFEST: write_json(manifest, indent=2), f"{folder}/character.json": write_json(character, indent=2)}
    if picture:
        out[f"{folder}/{image}"] = picture
    out |= {name: write_json(each, indent=2) for name, each in zip(names, scenarios, strict=True)}
    out |= more
    for path, content in files.items():  # backgrounds that the scenarios name
        if path.startswith("scenarios/") and is_plain_name(path) and path not in out:
            out[path] = content
    return packed(out)


def _chat_part(key: str, messages: Sequence[Tree], title: str, greeting: str) -> Tree:
    """What a chat puts into the scenario it goes into."""
    part: Tree = {"messages": list(messages)}
    if title:
        part["title"] = title
    if greeting:
        part["firstMessages"] = [{"characterID": key, "text": _to_backyard(greeting)}]
    return part


def _other_images(
    before: Mapping[str, Any], files: Mapping[str, bytes], main: str, folder: str
) -> tuple[list[Tree], dict[str, bytes]]:
    """The character's other pictures, as they are named and where they lie."""
    named, out = [], {}
    images = before.get("images")
    for each in images if isinstance(images, list) else ():
        path = text_of(each.get("path")) if isinstance(each, dict) else ""
        content = next((told for name, told in files.items() if name.endswith(f"/{path}") and path), None)
        if content is not None and path != main and IMAGE.fullmatch(path):
            named.append({"path": path, "label": text_of(each.get("label"))})
            out[f"{folder}/{path}"] = content
    return named, out


def _scenarios(card: Card, key: str, olds: list[Tree]) -> list[Tree]:
    """A scenario for each first message, and each that came without one, as it was but for what was edited."""
    told = card.extensions.get(EXTENSION)
    known = told.get("greetings") if isinstance(told, dict) else None
    places = [at for at in known if isinstance(at, int) and 0 <= at < len(olds)] if isinstance(known, list) else []
    greetings = dict(zip(places, card.greetings, strict=False))
    for at, text in enumerate(card.greetings[len(places) :]):
        greetings[max(len(olds), 0) + at] = text
    count = max([1, len(olds), *(at + 1 for at in greetings)])
    return [
        _scenario(card, key, olds[at] if at < len(olds) else {}, greetings.get(at, ""), is_main=at == 0)
        for at in range(count)
    ]


def _scenario(card: Card, key: str, old: Mapping[str, Any], greeting: str, *, is_main: bool) -> Tree:
    """One scenario; the card speaks for the main one, and for those that are new."""
    title, model, background = (text_of(old.get(name)) for name in ("title", "model", "backgroundImage"))
    own = is_main or not old
    examples = old.get("exampleMessages")
    return {
        "schemaVersion": 1,
        **({"title": title} if title else {}),
        **({"model": model} if model else {}),
        "narrative": _to_backyard(card.text("scenario")) if own else text_of(old.get("narrative")),
        "formattingInstructions": (
            _to_backyard(card.text("system_prompt")) if own else text_of(old.get("formattingInstructions"))
        ),
        "minPEnabled": old.get("minPEnabled") is not False,
        **{name: _number(old.get(name), usual) for name, usual in NUMBERS.items()},
        "exampleMessages": (
            _example_messages(card.text("mes_example"), key) if own or not isinstance(examples, list)
            else [{"characterID": text_of(each.get("characterID")), "text": text_of(each.get("text"))}
                  for each in examples if isinstance(each, dict)]
        ),
        "canDeleteExampleMessages": old.get("canDeleteExampleMessages") is not False,
        "firstMessages": [{"characterID": key, "text": _to_backyard(greeting)}] if greeting else [],
        "promptTemplate": old.get("promptTemplate") if old.get("promptTemplate") in TEMPLATES else None,
        "grammar": old.get("grammar") if isinstance(old.get("grammar"), str) else None,
        "messages": [],
        **({"backgroundImage": background} if background else {}),
    }  # fmt: skip


def _example_messages(text: str, key: str) -> list[Tree]:
    parts = EXAMPLE.split(re.sub(r"<start>", "", text, flags=re.IGNORECASE))
    return [
        {"characterID": key if "char" in who.lower() else "user", "text": _to_backyard(words.strip())}
        for who, words in zip(parts[1::2], parts[2::2], strict=False)
        if words.strip()
    ]


def _to_backyard(*texts: str) -> str:
    told = "\n\n".join(text for text in texts if text.strip())
    return MACRO.sub(
        lambda found: "{user}" if (found.group(1) or found.group(2)).lower() == "user" else "{character}", told
    )


def _texts(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _number(value: object, usual: float) -> float:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else usual


def _moment(value: object) -> str:
    if isinstance(value, str):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            return value
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def byaf_scenarios(content: bytes) -> list[Tree]:
    """The scenarios of the archive *content*; none where it is another kind of archive.

    Raises:
        FileUnreadable, FileTooLarge: it cannot be read.
    """
    files = unpacked(content)
    return scenarios_of(files) if is_byaf(files) else []


def chat_in(scenario: Mapping[str, Any]) -> list[Any]:
    """The messages of a scenario, as they stand there."""
    told = scenario.get("messages")
    return told if isinstance(told, list) else []
