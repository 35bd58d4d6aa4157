"""Several companions in one conversation: who they are, and who speaks next."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.chat.message import Author, ConversationId, Message
from app.chat.rows import CHANGE
from app.personas import Persona, PersonaId, PersonaStore
from app.vault import Vault

ORDERS = ("natural", "list", "manual", "pooled")
MOST = 12
GROUPS = (
    "SELECT k.conversation_id FROM member k JOIN persona p ON p.id = k.persona_id"
    " WHERE p.deleted_ms IS NULL GROUP BY k.conversation_id HAVING count(*) > 1"
)
"""The conversations of several, asked of those who are in them: where there is none, it costs nothing."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Participant:
    """One of several; who is muted is there, but does not speak by themselves."""

    persona: Persona
    is_muted: bool = False


class ParticipantStore:
    """Owns the ``member`` table.  A conversation with nobody in it is one between two."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._personas = PersonaStore(vault)

    def of(self, conversation_id: ConversationId | None) -> list[Participant]:
        """Who is in *conversation_id*, in their order; nobody where it is between two."""
        rows = self._vault.read(
            "SELECT m.persona_id, m.is_muted FROM member m JOIN persona p ON p.id = m.persona_id"
            " WHERE m.conversation_id = ? AND p.deleted_ms IS NULL ORDER BY m.place, m.persona_id",
            (conversation_id,),
        )
        return (
            [Participant(self._personas.get(PersonaId(row[0])), bool(row[1])) for row in rows] if len(rows) > 1 else []
        )

    def put(self, conversation_id: ConversationId, members: Sequence[tuple[PersonaId, bool]]) -> None:
        """Let *members* be in *conversation_id*, in this order, each muted or not; one alone is a conversation
        between two."""
        with self._vault.write(CHANGE, ids=[conversation_id]) as db:
            db.execute("DELETE FROM member WHERE conversation_id = ?", (conversation_id,))
            if len(members) > 1:
                db.executemany(
                    "INSERT INTO member(conversation_id, persona_id, place, is_muted) VALUES (?, ?, ?, ?)",
                    [(conversation_id, persona, at, muted) for at, (persona, muted) in enumerate(members[:MOST])],
                )

    def add(self, conversation_id: ConversationId, host: PersonaId, persona: PersonaId) -> None:
        """Let *persona* come in; *host* is whose conversation it is."""
        now = [(member.persona.id, member.is_muted) for member in self.of(conversation_id)] or [(host, False)]
        if persona not in [each for each, _ in now]:
            self.put(conversation_id, [*now, (persona, False)])


def next_speakers(
    order: str, members: Sequence[Participant], history: Sequence[Message], host: PersonaId, chance: random.Random
) -> list[PersonaId]:
    """Who speaks after the last of *history*, one after another.

    ``natural``: who is named by a whole word of their name, then who feels like talking, else one of them by chance;
    never who spoke last.  ``list``: everybody in order.  ``pooled``: one by chance who has not spoken since the
    person did.  ``manual``: nobody by themselves.
    """
    able = [member for member in members if not member.is_muted]
    if order == "manual" or not able:
        return []
    if order == "list":
        return [member.persona.id for member in able]
    spoken = _spoken(history, host)
    if order == "pooled":
        waiting = [member for member in able if member.persona.id not in spoken] or able
        return [chance.choice(waiting).persona.id]
    return _natural(able, history, spoken, chance)


def _natural(
    able: Sequence[Participant], history: Sequence[Message], spoken: Sequence[PersonaId], chance: random.Random
) -> list[PersonaId]:
    last = spoken[-1] if spoken and history[-1].author is Author.PERSONA else None
    others = [member for member in able if member.persona.id != last] or list(able)
    out: list[PersonaId] = []
    for word in WORD.findall(history[-1].text.casefold()) if history else ():
        named = next(
            (member for member in others if word in WORD.findall(member.persona.display_name.casefold())), None
        )
        if named is not None and named.persona.id not in out:
            out.append(named.persona.id)
    for member in chance.sample(others, len(others)):
        if member.persona.id not in out and member.persona.card.talkativeness >= chance.random():
            out.append(member.persona.id)
    if out:
        return out
    willing = [member for member in others if member.persona.card.talkativeness > 0] or others
    return [chance.choice(willing).persona.id]


def _spoken(history: Sequence[Message], host: PersonaId) -> list[PersonaId]:
    """Who spoke since the person did, in that order."""
    out: list[PersonaId] = []
    for line in reversed(history):
        if line.author is Author.ME and out:
            break
        if line.author is Author.PERSONA:
            out.append(line.speaker or host)
    return out[::-1]
