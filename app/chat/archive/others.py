"""Chats of other programs: text-generation-webui, Agnai, CAI Tools, KoboldCpp Lite, RisuAI."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.chat.archive.chat import Chat, ChatLine, ChatVersion, said
from app.chat.archive.dates import when_of
from app.core.clean_text import replace_surrogates

Tree = Mapping[str, Any]
TURN = re.compile(r"\{\{\[(INPUT|OUTPUT)(?:_END)?\]\}\}")


def chats_in(told: Any) -> list[Chat]:
    """The chats that some JSON holds; none where it is no chat we know."""
    if not isinstance(told, dict):
        return []
    for read in (_ooba, _agnai, _cai, _kobold, _risu):
        found = [chat for chat in read(told) if chat.lines]
        if found:
            return found
    return []


def _ooba(told: Tree) -> list[Chat]:
    """``data_visible`` (or ``fit``): pairs of what was said and answered; a first answer may answer nothing.

    What is visible was escaped for a page of HTML.
    """
    inner = told.get("history") if isinstance(told.get("history"), dict) else told
    pairs = inner.get("data_visible", inner.get("visible")) if isinstance(inner, dict) else None
    lines: list[ChatLine] = []
    for pair in pairs if isinstance(pairs, list) else ():
        if isinstance(pair, list) and len(pair) == 2:
            mine, theirs = (html.unescape(_text(part)) for part in pair)
            lines += [said(mine, is_mine=True)] if mine and mine != "<|BEGIN-VISIBLE-CHAT|>" else []
            lines += [said(theirs, is_mine=False)] if theirs else []
    return [Chat(tuple(lines))]


def _agnai(told: Tree) -> list[Chat]:
    """``messages`` with ``msg`` and, for the person's own, ``userId``."""
    messages = told.get("messages")
    lines = [
        said(_text(each.get("msg")), is_mine=bool(each.get("userId")), name=_text(each.get("handle")),
             when_ms=when_of(each.get("createdAt")))
        for each in (messages if isinstance(messages, list) else ())
        if isinstance(each, dict) and _text(each.get("msg"))
    ]  # fmt: skip
    return [Chat(tuple(lines), title=_text(told.get("name")))]


def _cai(told: Tree) -> list[Chat]:
    """``histories.histories``: several chats, each of ``msgs`` with ``src.is_human`` and ``text``."""
    outer = told.get("histories")
    histories = outer.get("histories") if isinstance(outer, dict) else None
    chats = []
    for history in histories if isinstance(histories, list) else ():
        messages = history.get("msgs") if isinstance(history, dict) else None
        lines = []
        for each in messages if isinstance(messages, list) else ():
            source = each.get("src") if isinstance(each, dict) else None
            if isinstance(source, dict) and _text(each.get("text")):
                lines.append(
                    said(_text(each["text"]), is_mine=source.get("is_human") is True, name=_text(source.get("name")),
                         when_ms=when_of(each.get("created")))
                )  # fmt: skip
        chats.append(Chat(tuple(lines)))
    return chats


def _kobold(told: Tree) -> list[Chat]:
    """``prompt`` and ``actions``: one text, in which marks say who begins to speak; without marks, one story."""
    if "actions" not in told or not isinstance(told.get("prompt", ""), str):
        return []
    actions = told["actions"]
    text = _text(told.get("prompt")) + "".join(
        _text(each if isinstance(each, str) else each.get("text") if isinstance(each, dict) else "")
        for each in (actions if isinstance(actions, list) else ())
    )
    settings = told.get("savedsettings")
    names: Tree = settings if isinstance(settings, dict) else {}
    opponents = [name.strip() for name in _text(names.get("chatopponent")).split("||$||") if name.strip()]
    you, they = _text(names.get("chatname")), opponents[0] if opponents else ""
    parts = TURN.split(text)
    lines = [said(parts[0].strip(), is_mine=False)] if parts[0].strip() else []
    for mark, words in zip(parts[1::2], parts[2::2], strict=False):
        if words.strip():
            if mark == "INPUT" or len(opponents) < 2:
                lines.append(said(words.strip(), is_mine=mark == "INPUT", name=you if mark == "INPUT" else they))
            else:
                lines += _by_names(words.strip(), you, opponents)
    if len(parts) == 1 and you and they:
        lines = _by_names(text, you, opponents)
    return [Chat(tuple(lines), you=you, they=they)]


def _by_names(text: str, you: str, they: Sequence[str]) -> list[ChatLine]:
    """A text in which each begins with a name and a colon."""
    either = "|".join(re.escape(name) for name in (you, *they) if name)
    parts = re.split(rf"^({either}):\s*", text, flags=re.MULTILINE)
    lines = [said(parts[0].strip(), is_mine=False, name=they[0])] if parts[0].strip() else []
    return lines + [
        said(words.strip(), is_mine=name == you, name=name)
        for name, words in zip(parts[1::2], parts[2::2], strict=False)
        if words.strip()
    ]


def _risu(told: Tree) -> list[Chat]:
    """``data.message`` with ``role`` ``user`` or ``char``, ``data``, and ``time`` in milliseconds."""
    inner = told.get("data")
    if told.get("type") != "risuChat" or not isinstance(inner, dict):
        return []
    messages = inner.get("message")
    lines = [
        ChatLine(
            each.get("role") == "user",
            _text(each.get("name")),
            (ChatVersion(_text(each.get("data")), when_ms=when_of(each.get("time"))),),
            is_hidden=each.get("disabled") is True,
        )
        for each in (messages if isinstance(messages, list) else ())
        if isinstance(each, dict) and _text(each.get("data"))
    ]
    return [Chat(tuple(lines), title=_text(inner.get("name")), note=_text(inner.get("note")))]


def _text(value: object) -> str:
    return replace_surrogates(value) if isinstance(value, str) else ""
