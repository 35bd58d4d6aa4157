"""A vault with a companion, a conversation, and a memory whose day can be chosen."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.chat import Author, ConversationStore
from app.core.clock import Milliseconds
from app.core.paths import resources
from app.memory import Memory, Viewpoint
from app.personas import PersonaStore, new_card
from tests.driving import run


class Days:
    """A clock that is told the day."""

    def __init__(self) -> None:
        self.go("2026-11-25 12:00")

    def go(self, when: str) -> None:
        self.at = Milliseconds(int(datetime.fromisoformat(when).astimezone().timestamp() * 1000))

    def __call__(self) -> Milliseconds:
        self.at = Milliseconds(self.at + 1000)
        return self.at


class Talking:
    """One conversation, and what is remembered of it."""

    def __init__(self, store, memory, persona, conversation_id, days):
        self.store, self.memory, self.persona, self.conversation_id, self.days = (
            store,
            memory,
            persona,
            conversation_id,
            days,
        )

    @property
    def here(self) -> Viewpoint:
        return Viewpoint(self.persona, self.conversation_id, "", "Wren")

    def say(self, text: str, *, after=None, by: Author = Author.ME):
        """Say *text* at the end, or below another message; it is read for memories at once."""
        parent = after if after is not None else self.store.tree.leaf_of(self.conversation_id)
        said = self.store.tree.add(self.conversation_id, parent, by, text)
        self.learn()
        return said

    def learn(self) -> None:
        run(self.memory.extract_pending(self.conversation_id, [self.persona]))

    def answer(self, text: str, **given):
        return self.say(text, by=Author.PERSONA, **given)

    def known(self) -> set[str]:
        return {fact.text for fact in self.memory.known(self.here)}

    def recalled(self, text: str, **given) -> list[str]:
        return [memo.text for memo in self.memory.recall(text, self.here, **given)]


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def store(vault, days):
    return ConversationStore(vault, days)


@pytest.fixture
def memory(vault, store, days):
    return Memory(vault, store.branches.on_way, resources() / "words", clock=days)


@pytest.fixture
def wren(vault):
    return PersonaStore(vault).add(new_card({"name": "Wren", "description": "Wren listens."}))


@pytest.fixture
def talking(store, memory, wren, days):
    return Talking(store, memory, wren, store.catalogue.start(wren), days)


@pytest.fixture
def elsewhere(talking, store):
    """Another conversation with the same companion."""
    return Talking(store, talking.memory, talking.persona, store.catalogue.start(talking.persona), talking.days)
