"""A vault with companions, a scripted engine, and conversations over both."""

from __future__ import annotations

import pytest

from app.chat import ConversationStore
from app.core.paths import resources
from app.core.workers import Worker
from app.engine import Sampling, ScriptedEngine
from app.generation import Conversations
from app.generation import prompt_builder as prompting
from app.models import ModelRegistry, ModelSession, StarterModel
from app.personas import PersonaStore, starter_sketches


@pytest.fixture
def personas(vault):
    store = PersonaStore(vault)
    store.add_starters(starter_sketches(resources() / "personas"))
    return store


@pytest.fixture
def wren(personas):
    return personas.named("wren")


@pytest.fixture
def store(vault):
    return ConversationStore(vault)


@pytest.fixture
def scripted():
    return ScriptedEngine()


@pytest.fixture
def model(scripted, home, settings, starter):
    return ModelSession(ModelRegistry(home.registry, StarterModel(starter)), settings, home.root, lambda *_: scripted)


@pytest.fixture
def worker():
    worker = Worker("engine")
    yield worker
    assert worker.close()


@pytest.fixture
def conversations(store, worker, model, settings):
    return Conversations(store, worker, model, settings, "You are {name}. {description}")


@pytest.fixture
def likeliest(monkeypatch):
    """Always the likeliest word, so that two replies can be compared."""
    monkeypatch.setattr(prompting, "sampling_for", lambda *_: Sampling(temperature=0, repeat_penalty=1.0))
