"""Conversations with a scripted model, and sound on a clock of its own."""

from __future__ import annotations

import pytest

from app.boundaries import Boundaries, BoundaryStore
from app.call import CallService, CallState, VoiceChoices
from app.call.call_service import never_looks
from app.chat import ConversationStore
from app.core.paths import resources
from app.core.workers import Worker
from app.engine import ScriptedEngine
from app.generation import Conversations
from app.manner import MannerChoices
from app.models import VOICE, InstalledModel, ModelRegistry, ModelSession, StarterModel
from app.personas import PersonaStore, starter_sketches
from app.voice import PretendAudio


@pytest.fixture
def wren(vault):
    store = PersonaStore(vault)
    store.add_starters(starter_sketches(resources() / "personas"))
    return store.named("wren")


@pytest.fixture
def scripted():
    return ScriptedEngine()


@pytest.fixture
def store(vault):
    return ConversationStore(vault)


@pytest.fixture
def conversations(vault, store, scripted, home, settings, starter):
    worker = Worker("engine")
    registry = ModelRegistry(home.registry, StarterModel(starter))
    model = ModelSession(registry, settings, home.root, lambda *_: scripted)
    boundaries = Boundaries(BoundaryStore(vault))
    yield Conversations(store, worker, model, settings, "You are {name}. {description}", boundaries=boundaries)
    assert worker.close()


@pytest.fixture
def installed():
    return [InstalledModel("joe", "/voices/joe.onnx", 1, 1, "piper", 0, False, kind=VOICE)]


@pytest.fixture
def audio():
    return PretendAudio()


@pytest.fixture
def told():
    """What the call told its listeners."""
    return []


@pytest.fixture
def make_call(conversations, store, vault, settings, installed, home):
    """A call over this sound; it is ended with the test."""
    choices = VoiceChoices(MannerChoices(vault), lambda: installed, lambda: False)
    made: list[CallService] = []

    def make(audio: PretendAudio, look=never_looks) -> CallService:
        made.append(CallService(audio, conversations.replies, store, choices, settings, lambda: (home.root,), look))
        return made[-1]

    yield make
    for each in made:
        each.end()
        assert each.state is CallState.ENDED


@pytest.fixture
def call(make_call, audio, told):
    found = make_call(audio)
    found.listen(told.append)
    return found
