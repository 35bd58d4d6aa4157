"""Speaking first: what was set for now is said, in the latest conversation, and nothing more before an answer."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.chat import Author, ConversationId
from app.core.workers import Deliver, ignore_event
from app.generation.conversations import Conversations
from app.generation.reply_service import PendingReply
from app.memory import Memory, Viewpoint
from app.personas import Persona, PersonaStore
from app.presence import FirstWord, FirstWordKind, FirstWords

PARTS = ((5, "night"), (12, "morning"), (18, "afternoon"), (24, "evening"))
"""Up to which hour it is what."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is to be said now, by whom, and where."""

    word: FirstWord
    persona: Persona
    conversation_id: ConversationId
    about: str


class SpeakingFirst:
    """Finds what is due, and lets it be said."""

    def __init__(
        self,
        conversations: Conversations,
        personas: PersonaStore,
        first_words: FirstWords,
        memory: Memory,
        prompts: Path,
        can_be_told: Callable[[], bool],
    ) -> None:
        """*can_be_told* says whether the model follows instructions: the starter does not."""
        self._conversations = conversations
        self._store = conversations.store
        self._personas = personas
        self._first_words = first_words
        self._memory = memory
        self._prompts = tomllib.loads(prompts.read_text("utf-8"))
        self._can_be_told = can_be_told

    def next(self, at: dt.datetime) -> Occasion | None:
        """What is to be said at that moment, which is local time.

        What cannot be said is passed over for the day: nobody was talked with yet, the last thing that was said first
        has no answer, the scene is paused, or there is no plan to ask about.
        """
        for word in self._first_words.due(at):
            occasion = self._occasion(word, at)
            if occasion is not None:
                return occasion
            self._first_words.note(word, at, None)
        return None

    def speak(self, occasion: Occasion, at: dt.datetime, deliver: Deliver = ignore_event) -> PendingReply:
        """Let it be said; it is on disk that it was when this returns, so that nothing is ever said twice."""
        told = {
            "user": self._conversations.context_builder.you(occasion.persona, occasion.conversation_id) or "you",
            "day": f"{at:%A}", "time": f"{at:%H:%M}", "words": occasion.about,
            "part": next(part for until, part in PARTS if at.hour < until),
        }  # fmt: skip
        kind = occasion.word.kind.value
        if self._can_be_told():
            hint = self._prompts["hint"][kind].format_map(told)
            pending = self._conversations.replies.speak_first(occasion.persona, occasion.conversation_id, hint, deliver)
        else:
            leaf = self._store.tree.leaf_of(occasion.conversation_id)
            plain = self._prompts["plain"][kind].format_map(told).replace(", you.", ".")
            said = self._store.tree.add(occasion.conversation_id, leaf, Author.PERSONA, plain)
            pending = PendingReply(occasion.conversation_id, None, said, None)
        self._first_words.note(occasion.word, at, pending.answer.id)
        return pending

    def _occasion(self, word: FirstWord, at: dt.datetime) -> Occasion | None:
        latest = [one for one in self._store.catalogue.alone_with(word.persona) if not one.is_archived]
        leaf = self._store.tree.leaf_of(latest[0].id) if latest else None
        if leaf is None or self._first_words.waits(leaf) or self._store.pauses.is_paused(latest[0].id):
            return None
        about = word.words if word.kind is FirstWordKind.REMINDER else ""
        if word.kind is FirstWordKind.PLAN:
            about = " ".join(self._plans(word, latest[0].id, at))
        if word.kind is not FirstWordKind.GREETING and not about.strip():
            return None
        return Occasion(word, self._personas.get(word.persona), latest[0].id, about)

    def _plans(self, word: FirstWord, conversation_id: ConversationId, at: dt.datetime) -> list[str]:
        """What is remembered of that very day."""
        here = Viewpoint(word.persona, conversation_id)
        return [fact.text for fact in self._memory.known(here) if fact.about == at.date()]
