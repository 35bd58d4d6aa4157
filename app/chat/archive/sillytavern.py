"""SillyTavern's chats: one JSON object a line, the first of them about the chat.

A line that cannot be read does not lose the others.  What has no place here is kept, and goes out again.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.chat.archive.chat import Chat, ChatLine, ChatVersion
from app.chat.archive.dates import iso, when_of
from app.chat.archive.pictures import ChatPicture, data_address, picture_in
from app.core.clean_text import replace_surrogates

Tree = Mapping[str, Any]
MOST_VERSIONS = 500
MAPPED = ("name", "is_user", "mes", "swipes", "swipe_id", "swipe_info", "is_system", "send_date")
ROLES = ("system", "user", "assistant")
NOTHING = "unused"


def read_jsonl(text: str) -> Chat:
    """The chat in *text*."""
    header: Tree = {}
    lines: list[ChatLine] = []
    bad: list[int] = []
    # Only at line feeds: other signs that end a line may stand inside a text.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        told = _object(line)
        if told is None:
            bad.append(number)
        elif not lines and not header and "mes" not in told and "message" not in told:
            header = told
        elif (read := _line(told)) is not None:
            lines.append(read)
        else:
            bad.append(number)
    meta = header.get("chat_metadata")
    meta = meta if isinstance(meta, dict) else {}
    return Chat(
        tuple(lines),
        you=_name(header.get("user_name")),
        they=_name(header.get("character_name")),
        note=_text(meta.get("note_prompt")),
        note_depth=_number(meta.get("note_depth"), 4, 0, 1000),
        note_role=ROLES[_number(meta.get("note_role"), 0, 0, 2)],
        note_every=_number(meta.get("note_interval"), 1, 0, 1000),
        scenario=_text(meta.get("scenario")),
        header=header,
        bad_lines=tuple(bad),
    )


def _object(line: str) -> Tree | None:
    try:
        told = json.loads(line, parse_constant=lambda _: None, parse_float=_finite)
        json.dumps(told)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _finite(text: str) -> float | None:
    told = float(text)
    return told if math.isfinite(told) else None


def _line(told: Tree) -> ChatLine | None:
    message = _said(told.get("mes"))
    if message is None:
        return None
    infos = told.get("swipe_info")
    every = infos if isinstance(infos, list) else []
    swipes = told.get("swipes")
    found = [
        (at, text, every[at] if at < len(every) else None)
        for at, swipe in enumerate(swipes if isinstance(swipes, list) else ())
        if (text := _said(swipe)) is not None
    ][:MOST_VERSIONS]
    chosen = _chosen(found, message, told.get("swipe_id"))
    if chosen is None:
        # What was shown is what counts; the list may lag behind it.
        found.append((len(found), message, None))
        chosen = len(found) - 1
    rest = {
        key: _without_pictures(value) if key == "extra" else value for key, value in told.items() if key not in MAPPED
    }
    return ChatLine(
        told.get("is_user") is True,
        _name(told.get("name")),
        tuple(_version(text, info, told if at == chosen else {}) for at, (_, text, info) in enumerate(found)),
        chosen,
        is_hidden=told.get("is_system") is True,
        checkpoint=_checkpoint(told.get("extra")),
        extra={**rest, **({"swipes": []} if isinstance(swipes, list) else {})},
    )


def _said(value: object) -> str | None:
    """A text, which Chub nests in a tree of its own."""
    inner = value.get("message") if isinstance(value, dict) else value
    return replace_surrogates(inner) if isinstance(inner, str) else None


def _chosen(found: list[tuple[int, str, Any]], message: str, named: object) -> int | None:
    """Which of the versions is shown: the one that is named, if it says so; else the first that does."""
    texts = [text for _, text, _ in found]
    at = next((place for place, (number, _, _) in enumerate(found) if number == named), None)
    if at is not None and texts[at] == message:
        return at
    return texts.index(message) if message in texts else None


def _version(text: str, info: object, line: Tree) -> ChatVersion:
    told: Tree = info if isinstance(info, dict) else {}
    inner = line.get("extra") if isinstance(line.get("extra"), dict) else told.get("extra")
    extra: Tree = inner if isinstance(inner, dict) else {}
    when = when_of(line.get("send_date")) or when_of(told.get("send_date"))
    return ChatVersion(
        text, _text(extra.get("reasoning")), _text(extra.get("model")), when, told, tuple(_pictures(extra))
    )


def _pictures(extra: Tree) -> Iterator[ChatPicture]:
    """Those that the file itself holds; others lie on somebody's server, and are not fetched."""
    media = extra.get("media")
    for each in media if isinstance(media, list) else ():
        if isinstance(each, dict) and (content := picture_in(each.get("url"))):
            yield ChatPicture(content, _text(each.get("title")))
    if content := picture_in(extra.get("image")):
        yield ChatPicture(content, _text(extra.get("title")))


def _without_pictures(extra: object) -> object:
    """What is kept of it apart: not the pictures that were taken in, which would be kept twice."""
    if not isinstance(extra, dict):
        return extra
    kept = {key: value for key, value in extra.items() if key != "image" or not picture_in(value)}
    if isinstance(media := kept.get("media"), list):
        rest = [each for each in media if not (isinstance(each, dict) and picture_in(each.get("url")))]
        kept = {key: value for key, value in kept.items() if key != "media"} | ({"media": rest} if rest else {})
    return kept


def _checkpoint(extra: object) -> str:
    return _text(extra.get("bookmark_link")) if isinstance(extra, dict) else ""


def _text(value: object) -> str:
    return replace_surrogates(value) if isinstance(value, str) else ""


def _name(value: object) -> str:
    told = _text(value).strip()
    return "" if told == NOTHING else told


def _number(value: object, otherwise: int, low: int, high: int) -> int:
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < 1e9:
        return otherwise
    return min(max(int(value), low), high)


# --- out ---


def write_jsonl(chat: Chat) -> Iterator[str]:
    """*chat*, line by line, each with its end."""
    yield _dumped(_header(chat))
    for line in chat.lines:
        yield "\n" + _dumped(_out(line, chat))


def _header(chat: Chat) -> Tree:
    meta = chat.header.get("chat_metadata")
    told = dict(meta) if isinstance(meta, dict) else {}
    if chat.note or "note_prompt" in told:
        told |= {
            "note_prompt": chat.note, "note_depth": chat.note_depth, "note_interval": chat.note_every,
            "note_position": told.get("note_position", 1), "note_role": ROLES.index(chat.note_role),
        }  # fmt: skip
    if chat.scenario or "scenario" in told:
        told["scenario"] = chat.scenario
    first = next((version.when_ms for line in chat.lines for version in line.versions if version.when_ms), None)
    own = {"user_name": chat.you or "You", "character_name": chat.they, "create_date": iso(first) if first else ""}
    kept = {key: value for key, value in chat.header.items() if key != "chat_metadata"}
    return {**own, **kept, "chat_metadata": told}


def _out(line: ChatLine, chat: Chat) -> Tree:
    shown = line.shown
    extra = line.extra.get("extra")
    told: dict[str, Any] = dict(extra) if isinstance(extra, dict) else {}
    told |= _extra(shown, told)
    if line.checkpoint:
        told["bookmark_link"] = line.checkpoint
    out: dict[str, Any] = {
        "name": line.name or (chat.you if line.is_mine else chat.they) or ("You" if line.is_mine else "Companion"),
        "is_user": line.is_mine,
        "is_system": line.is_hidden,
        "mes": shown.text,
        **({"send_date": iso(shown.when_ms)} if shown.when_ms else {}),
        **{key: value for key, value in line.extra.items() if key not in ("extra", "swipes")},
        "extra": told,
    }
    if len(line.versions) > 1 or "swipes" in line.extra or not line.is_mine:
        out["swipe_id"] = line.chosen
        out["swipes"] = [version.text for version in line.versions]
        out["swipe_info"] = [_info(version) for version in line.versions]
    return out


def _extra(version: ChatVersion, before: Tree) -> Tree:
    told: dict[str, Any] = {}
    if version.thinking or "reasoning" in before:
        told["reasoning"] = version.thinking
    if version.model or "model" in before:
        told["model"] = version.model
    if version.pictures:
        others = before.get("media")
        told["media"] = [
            *(others if isinstance(others, list) else []),
            *({"url": data_address(each.content), "type": "image", "title": each.alt} for each in version.pictures),
        ]
        told["inline_image"] = True
    return told


def _info(version: ChatVersion) -> Tree:
    inner = version.extra.get("extra")
    extra = dict(inner) if isinstance(inner, dict) else {}
    when = {"send_date": iso(version.when_ms)} if version.when_ms else {}
    return {**when, **version.extra, "extra": {**extra, **_extra(version, extra)}}


def _dumped(told: Tree) -> str:
    line = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:  # half letters, which came so: as escapes they can be written
        return json.dumps(told, separators=(",", ":"))
    return line


def is_jsonl(lines: Iterable[str]) -> bool:
    """Whether one of *lines* is one of a chat: a broken first line does not hide the others."""
    keys = {"mes", "chat_metadata", "user_name"}
    return any((told := _object(line)) is not None and bool(keys & told.keys()) for line in lines if line.strip())
