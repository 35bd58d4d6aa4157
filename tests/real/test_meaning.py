"""A small real embedder finds what no word leads to, and loses nothing that words find."""

from __future__ import annotations

import contextlib

import pytest

from app.chat import Author, ConversationStore
from app.core.clock import now
from app.core.paths import resources
from app.diagnostics.bench.locomo import Clocked
from app.engine import open_embedder
from app.memory import Memory, Viewpoint
from app.personas import PersonaStore, new_card
from tests.driving import run as driven

SAID = (
    "We adopted a beagle from the shelter, and he chews everything.",
    "The doctor says the cast may come off my leg on Friday.",
    "I was promoted, I lead the whole department now.",
    "We watched the meteor shower from the roof until three.",
    "My grandmother taught me to bake rye bread.",
    "The landlord raises our rent again.",
    "I finally passed the driving test at the third try.",
    "Our flight to Lisbon leaves in May.",
    "I cannot stand the sound of the neighbour's leaf blower.",
    "He proposed on the pier, and I said yes.",
    "The boiler broke, we had cold showers all week.",
    "I sold my old guitar to a student.",
    "The choir sings in the cathedral on Sunday.",
    "I have been vegetarian since college.",
)
BY_MEANING = {
    "Which pet do I own?": 0,
    "How is my injury healing?": 1,
    "What happened in my career?": 2,
    "Did I see anything in the night sky?": 3,
    "Which holiday trip is planned?": 7,
    "Which noise annoys me?": 8,
    "Am I engaged to be married?": 9,
    "What is my diet?": 13,
}
BY_WORDS = {"Who taught me to bake?": 4, "What about the rent?": 5, "To whom did I sell the guitar?": 11}


@pytest.fixture
def found(vault, embedder):
    """Whether the turn that answers is among the first three, with and without the embedder."""
    clock = Clocked()
    clock.at = now()
    store = ConversationStore(vault, clock)
    persona = PersonaStore(vault, clock).add(new_card({"name": "Wren", "description": "Wren"}), check=False)
    conversation_id, parent, ids = store.catalogue.start(persona), None, []
    for line in SAID:
        parent = store.tree.add(conversation_id, parent, Author.ME, line).id
        ids.append(parent)
        parent = store.tree.add(conversation_id, parent, Author.PERSONA, "I see.").id
    memory = Memory(vault, store.branches.on_way, resources() / "words", clock=clock)
    with contextlib.closing(open_embedder(embedder)) as model:
        memory.embedder = model
        while driven(memory.embed_some(32)):
            pass

        def found(question: str, place: int, *, by_meaning: bool) -> bool:
            memory.embedder = model if by_meaning else None
            return ids[place] in [
                hit.message for hit in memory.find(question, Viewpoint(persona, conversation_id, "", "Wren"), 3)
            ]

        yield found


def test_meaning_finds_what_no_word_leads_to(found):
    by_words = sum(found(question, place, by_meaning=False) for question, place in BY_MEANING.items())
    by_meaning = sum(found(question, place, by_meaning=True) for question, place in BY_MEANING.items())
    assert by_meaning >= len(BY_MEANING) - 1
    assert by_meaning > by_words


def test_meaning_loses_nothing_that_words_find(found):
    for question, place in BY_WORDS.items():
        assert found(question, place, by_meaning=False)
        assert found(question, place, by_meaning=True)
