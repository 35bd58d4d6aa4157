"""The chats inside Backyard's archives: read from its scenarios, written into one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.chat.archive.chat import Chat, ChatLine, ChatVersion, said
from app.chat.archive.dates import iso, when_of
from app.chat.archive.pictures import ChatPicture, data_address, picture_in
from app.core.clock import now
from app.personas import byaf_scenarios, text_of, with_macros

STEP_MS = 1000


def chats_in_archive(content: bytes) -> list[Chat]:
    """The chats of an archive; none where it holds none.

    Raises:
        FileUnreadable, FileTooLarge: it cannot be read.
    """
    return [chat for scenario in byaf_scenarios(content) if (chat := _chat(scenario)).lines]


def _chat(scenario: Mapping[str, Any]) -> Chat:
    messages = scenario.get("messages")
    lines = [
        line
        for each in (messages if isinstance(messages, list) else ())
        if isinstance(each, dict) and (line := _line(each)) is not None
    ]
    first = scenario.get("firstMessages")
    greeting = first[0].get("text") if isinstance(first, list) and first and isinstance(first[0], dict) else None
    if lines and text_of(greeting):
        lines.insert(0, said(with_macros(greeting), is_mine=False))
    narrative = with_macros(scenario.get("narrative"))
    return Chat(tuple(lines), title=text_of(scenario.get("title")), scenario=narrative)


def _line(message: Mapping[str, Any]) -> ChatLine | None:
    if message.get("type") == "human":
        text, when = text_of(message.get("text")), when_of(message.get("createdAt"))
        pictures = tuple(_pictures(message.get("images")))
        version = ChatVersion(text, when_ms=when, pictures=pictures)
        return ChatLine(True, "", (version,)) if text or pictures else None
    outputs = message.get("outputs")
    every = (
        [each for each in outputs if isinstance(each, dict) and text_of(each.get("text"))]
        if (isinstance(outputs, list))
        else []
    )
    if not every:
        return None
    versions = tuple(ChatVersion(text_of(each["text"]), when_ms=when_of(each.get("createdAt"))) for each in every)
    # The one that was shown last is the one that counts.
    active = [when_of(each.get("activeTimestamp")) or 0 for each in every]
    return ChatLine(False, "", versions, active.index(max(active)))


def _pictures(images: object) -> Iterator[ChatPicture]:
    for each in images if isinstance(images, list) else ():
        if isinstance(each, dict) and (content := picture_in(each.get("path"))):
            yield ChatPicture(content, text_of(each.get("label")))


def greeting_of(chat: Chat) -> str:
    """What the companion said before anybody: it is no message of a scenario, but how one begins."""
    return chat.lines[0].shown.text if chat.lines and not chat.lines[0].is_mine else ""


def as_messages(chat: Chat) -> list[dict[str, Any]]:
    """*chat* as the messages of a scenario, without its greeting."""
    at_ms = (
        next((version.when_ms for line in chat.lines for version in line.versions if version.when_ms), None) or now()
    )
    out: list[dict[str, Any]] = []
    for line in chat.lines[1 if greeting_of(chat) else 0 :]:
        at_ms = max(at_ms + 1, line.shown.when_ms or at_ms + STEP_MS)
        if line.is_mine:
            when = iso(at_ms)
            images = [{"path": data_address(each.content), "label": each.alt} for each in line.shown.pictures]
            told = {"type": "human", "createdAt": when, "updatedAt": when, "text": line.shown.text}
            # Archives have no place for them; who does not know it passes it over.
            out.append({**told, "images": images} if images else told)
        else:
            out.append({"type": "ai", "outputs": [_output(each, at_ms, each is line.shown) for each in line.versions]})
    return out


def _output(version: ChatVersion, at_ms: int, is_shown: bool) -> dict[str, Any]:
    made = iso(version.when_ms or at_ms)
    return {"createdAt": made, "updatedAt": made, "text": version.text,
            "activeTimestamp": iso(at_ms + STEP_MS) if is_shown else iso(at_ms)}  # fmt: skip
