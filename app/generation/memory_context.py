"""How memories stand in a conversation: what is always known, what happened before, and what comes to mind now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from app.chat import Author, ConversationId, ConversationStore, Message, ParticipantStore
from app.core.clock import Clock, local, now
from app.memory import FactId, Memory, RetrievedItem, Viewpoint
from app.personas import Persona

FEW_WORDS = 3
"""A message with fewer words than this is about what was said before it."""
STORY_CHARS = 2400
DAY_BEGINS = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class StaticMemory:
    """What stands near the head of a conversation's prompts, and so changes rarely.

    *you* is what the person said that they are called; *facts* are the numbers of what *core* says.  *watched* are the
    messages that it could come from, and *sources* those of them that were shown.
    """

    you: str = ""
    core: tuple[str, ...] = ()
    facts: tuple[int, ...] = ()
    story: str = ""
    watched: frozenset[int] = field(default=frozenset(), compare=False)
    sources: frozenset[int] = field(default=frozenset(), compare=False)

    def __repr__(self) -> str:
        return f"<StaticMemory {len(self.facts)} facts>"


NOTHING_STILL = StaticMemory()


class MemoryContext:
    """Stands between the memory and the prompts of every conversation.

    *chosen_name* is what the person set as their name, for whom and where.
    """

    def __init__(
        self,
        memory: Memory,
        store: ConversationStore,
        casts: ParticipantStore,
        chosen_name: Callable[[Persona, ConversationId | None], str],
        clock: Clock = now,
    ) -> None:
        self.memory = memory
        self._store = store
        self._casts = casts
        self._chosen_name = chosen_name
        self._clock = clock
        self._still: dict[tuple[int, ConversationId | None], StaticMemory] = {}
        store.vault.changes.listen("memory", to=lambda _: self._forget_unbegun())

    def forget(self) -> None:
        """Find out anew what stands in the prompts: something was changed by hand, or forgotten."""
        self._still.clear()

    def _forget_unbegun(self) -> None:
        """Where nothing is said yet, there is nothing to read anew: what is known by now is taken up at once."""
        for key in [key for key in self._still if key[1] is None]:
            self._still.pop(key, None)

    def name_of_person(self, persona: Persona, conversation_id: ConversationId | None) -> str:
        """What the person said that they are called; it is taken up when there is time to read the prompt anew."""
        return self.static(persona, conversation_id).you

    def here(self, persona: Persona, conversation_id: ConversationId | None) -> Viewpoint:
        """Where one is, for the memory."""
        nameless = Viewpoint(
            persona.id, conversation_id, self._chosen_name(persona, conversation_id), persona.display_name
        )
        return nameless if nameless.you else replace(nameless, you=self.memory.persons_name(nameless))

    def static(self, persona: Persona, conversation_id: ConversationId | None) -> StaticMemory:
        """What stands near the head; as it was read last, while that still holds.

        Where several talk, the head is the same whoever speaks: the host's, with what all of them have heard.
        """
        persona = self._host(persona, conversation_id)
        key = (persona.id, conversation_id)
        known = self._still.get(key)
        if known is None or known.sources != self._store.branches.on_way(known.watched):
            # Another branch is shown, or something was deleted: what is known there may be something else.
            known = self._still[key] = self._found(persona, conversation_id)
        return known

    def _host(self, persona: Persona, conversation_id: ConversationId | None) -> Persona:
        members = self._casts.of(conversation_id)
        if conversation_id is None or not members:
            return persona
        owner = self._store.catalogue.persona_of(conversation_id)
        return next((member.persona for member in members if member.persona.id == owner), members[0].persona)

    def refresh(self, persona: Persona, conversation_id: ConversationId | None) -> bool:
        """Take up what is known by now; whether that changes the prompt."""
        persona = self._host(persona, conversation_id)
        key = (persona.id, conversation_id)
        before = self._still.get(key)
        after = self._still[key] = self._found(persona, conversation_id)
        return before is not None and (before.core, before.story, before.you) != (after.core, after.story, after.you)

    def is_stale(self, persona: Persona, conversation_id: ConversationId | None) -> bool:
        """Whether something else is known by now."""
        persona = self._host(persona, conversation_id)
        known = self._still.get((persona.id, conversation_id))
        return known is not None and known != self._found(persona, conversation_id)

    def _found(self, persona: Persona, conversation_id: ConversationId | None) -> StaticMemory:
        here = self.here(persona, conversation_id)
        core = self.memory.core(here, only_here=conversation_id is not None and bool(self._casts.of(conversation_id)))
        chapters = self.memory.stories.of(conversation_id, self._store.branches.on_way) if self.memory.is_on else []
        told: list[str] = []
        for chapter in reversed(chapters):
            if sum(map(len, told)) + len(chapter.text) > STORY_CHARS:
                break
            told.insert(0, chapter.text)
        watched = frozenset(self.memory.sources_of_core(here) | set(self.memory.stories.ends(conversation_id)))
        return StaticMemory(
            here.you, tuple(self.memory.told(fact, here) for fact in core), tuple(int(fact.id) for fact in core),
            "\n".join(told), watched, frozenset(self._store.branches.on_way(watched)),
        )  # fmt: skip

    def recall(
        self,
        persona: Persona,
        conversation_id: ConversationId | None,
        history: Sequence[Message],
        *,
        only_facts: bool = False,
    ) -> tuple[RetrievedItem, ...]:
        """What comes to mind for the last of *history*, which is read anyway."""
        said = [line for line in history if line.is_readable]
        if not said or not self.memory.is_on:
            return ()
        text = said[-1].text
        if len(text.split()) < FEW_WORDS and len(said) > 1:
            text = f"{said[-2].text}\n{text}"
        still = self.static(persona, conversation_id)
        return tuple(self.memory.recall(
            text, self.here(persona, conversation_id), skip=frozenset(line.id for line in said),
            there=frozenset(still.facts), only_facts=only_facts, is_new_day=self._is_new_day(said),
        ))  # fmt: skip

    def _is_new_day(self, said: Sequence[Message]) -> bool:
        """Whether nothing was said today before the last message."""
        if len(said) < 2:
            return True
        day = (local(self._clock()) - DAY_BEGINS).date()
        mine = [line for line in said[:-1] if line.author is Author.ME]
        return not mine or (local(mine[-1].created) - DAY_BEGINS).date() < day

    def personas_in(self, conversation_id: ConversationId) -> list[int]:
        """Who learns from what is said in a conversation."""
        members = [member.persona.id for member in self._casts.of(conversation_id)]
        return list(members) or [self._store.catalogue.persona_of(conversation_id)]

    def note_used(self, recalled: Sequence[RetrievedItem], core: Sequence[int], reply: int) -> None:
        """A reply was made with these."""
        facts = [FactId(memo.key) for memo in recalled if memo.kind == "fact"]
        self.memory.facts.note_used([*facts, *(FactId(key) for key in core)], reply)
