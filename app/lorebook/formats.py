"""Lorebooks of other programs: World Info, V3, those inside cards, NovelAI's and Agnai's, read and written."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from app.core import limits
from app.core.clean_text import as_utf8
from app.core.errors import FileTooLarge, FileUnreadable
from app.lorebook.world_info import Tree, from_world_info, to_world_info

MOST_BYTES = 64 << 20
SPEC = "lorebook_v3"
FORMS = ("world-info", "v3")


def read_book(content: bytes, name: str = "") -> Tree:
    """The lorebook in a file, as the tree of a V3 lorebook; *name* is what it is called if it says nothing.

    Raises:
        FileUnreadable, FileTooLarge: there is none, or it cannot be read.
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge
    try:
        told = json.loads(as_utf8(content).decode("utf-8-sig"), parse_constant=_refuse, parse_float=_finite)
        json.dumps(told)  # what is nested too deep to be written is nested too deep to be kept
    except (ValueError, RecursionError):
        raise FileUnreadable from None
    book = book_of(told)
    limits.require_number(len(book["entries"]), limits.ENTRIES, "entries")
    if not isinstance(book.get("name"), str) or not book["name"].strip():
        book["name"] = name
    return book


def book_of(told: Any) -> Tree:
    """The lorebook that some JSON is.

    Raises:
        FileUnreadable: it is none.
    """
    if isinstance(told, dict):
        inner = told.get("data")
        if isinstance(inner, dict) and told.get("spec") == SPEC:
            return _v3(inner)
        if isinstance(inner, dict) and isinstance(inner.get("character_book"), dict):
            return _v3(inner["character_book"])
        if isinstance(told.get("character_book"), dict):
            return _v3(told["character_book"])
        if told.get("kind") == "memory" and isinstance(told.get("entries"), list):
            return _agnai(told)
        if "lorebookVersion" in told and isinstance(told.get("entries"), list):
            return _novelai(told)
        if isinstance(told.get("entries"), dict):
            return _world_info(told)
        if isinstance(told.get("entries"), list):
            entries = told["entries"]
            is_world = any(isinstance(entry, dict) and "key" in entry for entry in entries)
            return _world_info({**told, "entries": dict(enumerate(entries))}) if is_world else _v3(told)
    raise FileUnreadable("no_lorebook")


def _v3(book: Mapping[str, Any]) -> Tree:
    entries = book.get("entries")
    every = list(entries.values()) if isinstance(entries, dict) else entries if isinstance(entries, list) else []
    return {**book, "entries": [entry for entry in every if isinstance(entry, dict)]}


def _world_info(told: Mapping[str, Any]) -> Tree:
    entries = [from_world_info(entry) for entry in told["entries"].values() if isinstance(entry, dict)]
    rest = {key: value for key, value in told.items() if key != "entries"}
    more = {"extensions": {"world_info": rest}} if rest else {}
    name = told.get("name")
    return {"name": name if isinstance(name, str) else "", **more, "entries": entries}


def _novelai(told: Mapping[str, Any]) -> Tree:
    """NovelAI's: ``text``, ``keys``, ``displayName``, ``forceActivation``, and where it goes in ``contextConfig``."""
    out = []
    for entry in told["entries"]:
        if not isinstance(entry, dict):
            continue
        config = entry.get("contextConfig")
        order = config.get("budgetPriority", 100) if isinstance(config, dict) else 100
        out.append(
            {
                "keys": _listed(entry.get("keys")),
                "content": entry.get("text", ""),
                "comment": entry.get("displayName", ""),
                "enabled": entry.get("enabled") is not False,
                "constant": entry.get("forceActivation") is True,
                "insertion_order": order,
                "use_regex": True,
                "extensions": {"novelai": entry},
            }
        )
    return {"name": "", "entries": out}


def _agnai(told: Mapping[str, Any]) -> Tree:
    """Agnai's: ``entry``, ``keywords``, ``priority`` (kept where room is short) and ``weight`` (nearer the end)."""
    out = [
        {
            "keys": _listed(entry.get("keywords")),
            "content": entry.get("entry", ""),
            "comment": entry.get("name", ""),
            "enabled": entry.get("enabled") is not False,
            "insertion_order": entry.get("weight", 0),
            "priority": entry.get("priority", 0),
            "use_regex": True,
            "extensions": {"agnai": entry},
        }
        for entry in told["entries"]
        if isinstance(entry, dict)
    ]
    return {"name": told.get("name", ""), "description": told.get("description", ""), "entries": out}


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def write_book(book: Mapping[str, Any], form: str) -> bytes:
    """*book* as a file of one of ``FORMS``."""
    if form == "v3":
        told: Tree = {"spec": SPEC, "data": {"extensions": {}, **book}}
    else:
        entries = _numbered(book["entries"])
        more = book.get("extensions")
        rest = more.get("world_info") if isinstance(more, dict) else None
        kept = rest if isinstance(rest, dict) else {}
        name = {"name": book["name"]} if book.get("name") and ("name" in kept or not kept) else {}
        told = {"entries": entries, **kept, **name}
    try:
        return json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(told, indent=2).encode("ascii")


def _numbered(entries: Sequence[Mapping[str, Any]]) -> dict[str, Tree]:
    """The entries of a World Info file, by the numbers they came with where those are numbers of their own."""
    out: dict[str, Tree] = {}
    for at, entry in enumerate(entries):
        uid = entry.get("id")
        if not isinstance(uid, int) or isinstance(uid, bool) or str(uid) in out:
            uid = next(number for number in count(at) if str(number) not in out)
        out[str(uid)] = to_world_info(entry, uid)
    return out


def _finite(text: str) -> float:
    told = float(text)
    if not math.isfinite(told):
        raise ValueError(text)
    return told


def _refuse(word: str) -> Any:
    raise ValueError(word)
