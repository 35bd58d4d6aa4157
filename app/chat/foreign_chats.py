"""Chats of other programs as conversations, with what they brought that has no place here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.chat.archive.chat import Chat, ChatLine, ChatVersion
from app.chat.attachments import show_in
from app.chat.message import Author, ConversationId, MessageId, State
from app.chat.rows import (
    CHANGE,
    begin_conversation,
    insert_message,
)
from app.core.clean_text import replace_surrogates
from app.core.clock import Clock, now
from app.personas import PersonaId
from app.vault import Connection, Vault


class ForeignChats:
    """Owns ``foreign_part``: what came with a message and is given back when it is written out."""

    def __init__(self, vault: Vault, clock: Clock = now) -> None:
        self._vault = vault
        self._clock = clock

    def import_chat(self, persona: PersonaId, chat: Chat, direction: str) -> ConversationId:
        """Keep *chat* as a conversation with *persona*: all of it, or nothing."""
        with self._vault.write(CHANGE) as db:
            conversation_id = begin_conversation(db, self._clock(), persona)
            parent: MessageId | None = None
            known = self._vault.read("SELECT id, name FROM persona WHERE deleted_ms IS NULL")
            speakers = {row[1].casefold(): row[0] for row in known}
            host = _host_of(chat, next((row[1] for row in known if row[0] == persona), ""))
            for line in chat.lines:
                kept = [
                    self._bring_line(db, conversation_id, parent, line, version, speakers, host)
                    for version in line.versions
                ]
                chosen = min(max(line.chosen, 0), len(kept) - 1)
                parent = kept[chosen]
                if line.checkpoint:
                    db.execute(
                        "UPDATE message SET checkpoint = ? WHERE id = ?", (replace_surrogates(line.checkpoint), parent)
                    )
                told = {"line": dict(line.extra), "name": line.name}
                for key, version in zip(kept, line.versions, strict=True):
                    part = {**told, "version": dict(version.extra)}
                    db.execute("INSERT INTO foreign_part(message_id, told) VALUES (?, ?)", (key, json.dumps(part)))
            title = replace_surrogates(chat.title.strip())
            now_ms = self._clock()
            db.execute(
                "UPDATE conversation SET leaf_id = ?, direction = ?, updated_ms = ?,"
                " title = ifnull(nullif(?, ''), title), is_named = ?, foreign_told = ? WHERE id = ?",
                (parent, direction, now_ms, title, bool(title), json.dumps(dict(chat.header)), conversation_id),
            )
        return conversation_id

    def _bring_line(
        self,
        db: Connection,
        conversation_id: ConversationId,
        parent: MessageId | None,
        line: ChatLine,
        version: ChatVersion,
        speakers: Mapping[str, int],
        host: str | None,
    ) -> MessageId:
        author = Author.ME if line.is_mine else Author.PERSONA
        message = insert_message(db, self._clock(), conversation_id, parent, author, version.text, State.DONE)
        for picture in version.pictures:
            show_in(db, message, picture.digest, picture.alt)
        speaker = None if line.is_mine else speakers.get(line.name.casefold())
        owner = db.execute("SELECT persona_id FROM conversation WHERE id = ?", (conversation_id,)).fetchone()
        is_host = line.is_mine or host is None or line.name.strip().casefold() in ("", host)
        db.execute(
            "UPDATE message SET thinking = ?, model = ?, is_hidden = ?, speaker_id = ?, speaker_name = ?,"
            " created_ms = ifnull(?, created_ms) WHERE id = ?",
            (replace_surrogates(version.thinking), replace_surrogates(version.model), line.is_hidden,
             speaker if owner is None or speaker != owner[0] else None,
             "" if is_host or speaker is not None else replace_surrogates(line.name.strip()), version.when_ms, message),
        )  # fmt: skip
        return message

    def of_message(self, message: MessageId) -> dict[str, Any]:
        """What came with a message from another program and has no place here."""
        row = self._vault.read_one("SELECT told FROM foreign_part WHERE message_id = ?", (message,))
        told: dict[str, Any] = json.loads(row[0]) if row is not None else {}
        return told

    def of_conversation(self, conversation_id: ConversationId) -> dict[str, Any]:
        """What the file of a conversation said besides its messages."""
        row = self._vault.read_one("SELECT foreign_told FROM conversation WHERE id = ?", (conversation_id,))
        told: dict[str, Any] = json.loads(row[0]) if row is not None else {}
        return told


def _host_of(chat: Chat, persona: str) -> str | None:
    """Which of several who speak in *chat* is the companion it is kept with; None where only one does."""
    said = dict.fromkeys(line.name.strip().casefold() for line in chat.lines if not line.is_mine and line.name.strip())
    if len(said) < 2:
        return None
    return next((name for name in (persona.casefold(), chat.they.casefold()) if name in said), next(iter(said)))
