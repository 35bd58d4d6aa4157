"""Chats into the vault and out of it: all of a chat, or nothing of it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.boundaries import Boundaries, ModerationContext, check_described
from app.chat.archive.backyard import as_messages, chats_in_archive, greeting_of
from app.chat.archive.chat import Chat, ChatLine, ChatVersion
from app.chat.archive.others import chats_in
from app.chat.archive.pictures import ChatPicture
from app.chat.archive.plain import write_html, write_markdown, write_text
from app.chat.archive.sillytavern import is_jsonl, read_jsonl, write_jsonl
from app.chat.attachments import MOST as MOST_ATTACHED
from app.chat.message import AttachmentKind, Author, ConversationId, Message
from app.chat.options import ConversationOptions, OptionsStore
from app.chat.store import ConversationStore
from app.core import limits
from app.core.clean_text import as_utf8
from app.core.errors import (
    FileInTheWay,
    FileTooLarge,
    FileUnreadable,
    FileUnwritable,
    MinorsFilterTriggered,
    PictureUnreadable,
)
from app.core.files import FOR_OTHERS, replacing
from app.personas import Persona, as_byaf_file, write_file
from app.vision import prepare_picture

FORMS = ("jsonl", "txt", "md", "html", "byaf")
ARCHIVE = b"PK\x03\x04"
MOST_BYTES = 256 << 20
MOST_LINES = 200_000
MOST_FIRST = 20
REMEMBERED = 40
WRITERS: dict[str, Callable[[Chat], Iterator[str]]] = {
    "jsonl": write_jsonl, "txt": write_text, "md": write_markdown, "html": write_html,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How many of the lines were looked at."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Imported:
    """A chat that came in; so many of its lines could not be read."""

    conversation_id: ConversationId
    lines: int
    bad_lines: int


def read_chats(content: bytes, title: str = "") -> list[Chat]:
    """The chats in a file.

    Raises:
        FileUnreadable, FileTooLarge: there is none, or it cannot be read.
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge
    content = as_utf8(content)
    text = content.decode("utf-8-sig", "replace") if not content.startswith(ARCHIVE) else ""
    chats: list[Chat] = []
    if content.startswith(ARCHIVE):
        chats = chats_in_archive(content)
    elif is_jsonl(text.split("\n", MOST_FIRST)[:MOST_FIRST]):
        chats = [read_jsonl(text)]
    else:
        with contextlib.suppress(ValueError, RecursionError):
            chats = chats_in(json.loads(text))
    chats = [chat for chat in chats if chat.lines]
    if not chats:
        raise FileUnreadable("no_chat")
    if any(len(chat.lines) > MOST_LINES for chat in chats):
        raise FileTooLarge
    for version in (version for chat in chats for line in chat.lines for version in line.versions):
        for text in (version.text, version.thinking):
            limits.require_chars(text, limits.MESSAGE, "message_in_chat")
    return [replace(chat, title=chat.title or title) for chat in chats]


You = Callable[[Persona, ConversationId | None], str]
"""What the person is called in a conversation, or with a companion."""


class ChatArchive:
    """Brings chats in and writes them out.  Slow: off the Qt thread."""

    def __init__(self, store: ConversationStore, directions: OptionsStore, you: You, boundaries: Boundaries) -> None:
        self._store = store
        self._directions = directions
        self._you = you
        self._boundaries = boundaries

    # --- in ---

    def import_chats(self, persona: Persona, chats: list[Chat]) -> Generator[ImportProgress, None, list[Imported]]:
        """Keep *chats* as conversations with *persona*; yields how far it is.

        Raises:
            MinorsFilterTriggered: one of them crosses the minors filter; none was kept.
        """
        for chat in chats:
            check_described(chat.scenario, chat.note)
        total = sum(len(chat.lines) for chat in chats)
        done = 0
        who = ModerationContext(persona.id, None, persona.described, self._you(persona, None))
        for chat in chats:
            before: list[str] = []
            for line in chat.lines:
                for version in line.versions:
                    told = (version.text, *filter(None, (version.thinking, *(p.alt for p in version.pictures))))
                    if not all(self._boundaries.passes_floor(who, text, before[-REMEMBERED:]) for text in told):
                        raise MinorsFilterTriggered("chat")
                before.append(line.shown.text)
                done += 1
                if done % 20 == 0:
                    yield ImportProgress(done, total)
        return [self._keep(persona, chat) for chat in chats]

    def _keep(self, persona: Persona, chat: Chat) -> Imported:
        direction = ConversationOptions(
            note=chat.note, depth=chat.note_depth, role=chat.note_role, every=chat.note_every, scenario=chat.scenario
        )
        chat = replace(chat, lines=tuple(self._with_kept_pictures(line) for line in chat.lines))
        conversation_id = self._store.foreign.import_chat(persona.id, chat, direction.told())
        return Imported(conversation_id, len(chat.lines), len(chat.bad_lines))

    def _with_kept_pictures(self, line: ChatLine) -> ChatLine:
        """*line* with its pictures kept, those that can be; what is named of them elsewhere is left out."""
        if not any(version.pictures for version in line.versions):
            return line
        return replace(line, versions=tuple(self._with_kept(version) for version in line.versions))

    def _with_kept(self, version: ChatVersion) -> ChatVersion:
        kept: list[ChatPicture] = []
        for picture in version.pictures[:MOST_ATTACHED]:
            with contextlib.suppress(PictureUnreadable):
                ready = prepare_picture(picture.content)
                size = (ready.width, ready.height)
                self._store.attachments.keep(AttachmentKind.IMAGE, ready.content, ready.digest, size)
                kept.append(ChatPicture(alt=picture.alt, digest=ready.digest))
        return replace(version, pictures=tuple(kept))

    # --- out ---

    def chat_of(self, persona: Persona, conversation_id: ConversationId) -> Chat:
        """The conversation as it is shown, each message with its other versions."""
        direction = self._directions.of(conversation_id)
        header = self._store.foreign.of_conversation(conversation_id)
        names = self._store.catalogue.speaker_names(conversation_id)
        lines = [
            self._line(message, names)
            for message in self._store.tree.path(conversation_id)
            if message.author is not Author.APP
            and (message.text or message.attachments or self._store.foreign.of_message(message.id))
        ]
        return Chat(
            tuple(lines),
            title=self._store.catalogue.get(conversation_id).title,
            you=self._you(persona, conversation_id),
            they=persona.name,
            note=direction.note,
            note_depth=direction.depth,
            note_role=direction.role,
            note_every=direction.every,
            scenario=direction.scenario,
            header=header,
        )

    def _line(self, message: Message, names: dict[int, str]) -> ChatLine:
        every = [
            each
            for each in self._store.tree.alternatives(message.id)
            if each.author is message.author
            and (each.text or each.attachments or each.id == message.id or self._store.foreign.of_message(each.id))
        ]
        foreign = self._store.foreign.of_message(message.id)
        return ChatLine(
            message.author is Author.ME,
            names.get(message.speaker or 0, str(foreign.get("name", ""))),
            tuple(
                ChatVersion(each.text, each.thinking, each.model, each.created,
                            self._store.foreign.of_message(each.id).get("version", {}), self._pictures(each))
                for each in every
            ),
            next((at for at, each in enumerate(every) if each.id == message.id), 0),
            is_hidden=message.is_hidden,
            checkpoint=message.checkpoint,
            extra=foreign.get("line", {}),
        )  # fmt: skip

    def _pictures(self, message: Message) -> tuple[ChatPicture, ...]:
        return tuple(
            ChatPicture(self._store.attachments.content(each.digest), each.alt)
            for each in message.attachments
            if each.kind is AttachmentKind.IMAGE
        )

    def write(
        self,
        persona: Persona,
        conversation_id: ConversationId,
        form: str,
        path: Path,
        *,
        replace_it: bool = False,
        picture: Callable[[], bytes] = bytes,
    ) -> None:
        """Write a conversation to *path*, where anybody can read it; *picture* is for forms that show who it is with.

        Raises:
            FileInTheWay: there is a file already, and it is not to be replaced.
            FileUnwritable: it could not be written; nothing is left.
        """
        if form == "byaf":
            chat = self.chat_of(persona, conversation_id)
            archive = as_byaf_file(persona.card, picture(), {}, as_messages(chat), chat.title, greeting_of(chat))
            write_file(path, archive, replace=replace_it)
            return
        try:
            if path.exists() and not replace_it:
                raise FileInTheWay
            with replacing(path, FOR_OTHERS) as out:
                for piece in WRITERS[form](self.chat_of(persona, conversation_id)):
                    out.write(piece.encode())
        except OSError:
            raise FileUnwritable from None
