"""Writing conversations out in clear, for a person who asked for that: JSON with everything, Markdown to read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from app import __version__
from app.chat.archive.pictures import data_address
from app.chat.message import AttachmentKind, Author, ConversationSummary, Message
from app.chat.store import ConversationStore
from app.core.clock import Milliseconds, local, now
from app.core.errors import BackupUnwritable, FileInTheWay
from app.core.files import FOR_OTHERS, replacing
from app.personas import Persona, PersonaStore

FORMATS = (".json", ".md")


def export_readable(
    personas: PersonaStore, store: ConversationStore, path: Path, *, replace: bool = False
) -> Iterator[ConversationSummary]:
    """Write every conversation to *path* in clear, as JSON or Markdown by its ending; yields each that is done.

    Anybody who can read the file can read it all; nothing of it is encrypted.

    Raises:
        FileInTheWay: there is a file already, and it is not to be replaced.
        BackupUnwritable: it could not be written, or the ending is neither; nothing is left.
    """
    if path.suffix not in FORMATS:
        raise BackupUnwritable("ending")
    if path.exists() and not replace:
        raise FileInTheWay
    lines = _json if path.suffix == ".json" else _markdown
    try:
        with replacing(path, FOR_OTHERS) as out:
            for conversation, text in lines(personas.all(), store):
                out.write(text.encode())
                if conversation is not None:
                    yield conversation
    except OSError:
        raise BackupUnwritable("copy") from None


Piece = tuple[ConversationSummary | None, str]


def _json(personas: Sequence[Persona], store: ConversationStore) -> Iterator[Piece]:
    head = {"inglenook": __version__, "exported": _time(now())}
    yield None, json.dumps(head, indent=1, ensure_ascii=False)[:-2] + ',\n "companions": ['
    told = [{"name": who.name, "tagline": who.tagline, "description": who.description} for who in personas]
    yield None, ",".join(json.dumps(who, indent=1, ensure_ascii=False) for who in told)
    yield None, '],\n "conversations": ['
    separator = ""
    for persona in personas:
        for conversation in store.catalogue.of_persona(persona.id):
            leaf = store.tree.path(conversation.id, last=1)
            told_talk = {
                "companion": persona.name,
                "title": conversation.title,
                "shown": leaf[-1].id if leaf else None,
                "messages": [_told(message, store) for message in store.tree.every(conversation.id)],
            }
            yield conversation, separator + json.dumps(told_talk, indent=1, ensure_ascii=False)
            separator = ","
    yield None, "]\n}\n"


def _told(message: Message, store: ConversationStore) -> dict[str, object]:
    told: dict[str, object] = {
        "id": message.id, "parent": message.parent, "author": message.author.value, "text": message.text,
        "state": message.state.value, "time": _time(message.created),
    }  # fmt: skip
    if message.thinking:
        told["thinking"] = message.thinking
    if message.model:
        told["model"] = message.model
    if message.attachments:
        told["pictures"] = [
            {"alt": each.alt, "content": data_address(store.attachments.content(each.digest))}
            for each in message.attachments
            if each.kind is AttachmentKind.IMAGE
        ]
    return told


def _markdown(personas: Sequence[Persona], store: ConversationStore) -> Iterator[Piece]:
    yield None, f"# Conversations\n\nWritten by Inglenook on {_time(now())}.\n"
    for persona in personas:
        for conversation in store.catalogue.of_persona(persona.id):
            titled = f": {conversation.title}" if conversation.title else ""
            lines = [f"\n## {persona.name}{titled}\n"]
            for message in store.tree.path(conversation.id):
                who = {Author.ME: "You", Author.APP: "Inglenook"}.get(message.author, persona.name)
                shown = "".join(f"[picture: {each.alt}]\n\n" for each in message.attachments)
                lines.append(f"\n**{who}**, {_time(message.created)}\n\n{shown}{message.text}\n")
            yield conversation, "".join(lines)


def _time(at: Milliseconds) -> str:
    return local(at).isoformat(sep=" ", timespec="minutes")
