"""Models are given eyes: tried first, found beside them, counted, and done without where they fail."""

from __future__ import annotations

import contextlib
import hashlib
import random
from pathlib import Path

import numpy as np
import pytest

from app.core import settings as s
from app.core.errors import EngineError, ModelUnreadable, ProjectorUnusable
from app.core.settings import DeviceSettingsBackend, Settings
from app.core.workers import run_to_end
from app.engine import MediaItem, MediaKind, Sampling
from app.models import (
    Capability,
    ChatOptions,
    ChatPrompt,
    LoadDegraded,
    ModelRegistry,
    ModelSession,
    StarterModel,
    projector_beside,
    projector_memory,
)
from app.templates import ChatMessage, ImagePart, Role, TextPart
from tests.driving import run
from tests.engine.eyes import write_mmproj, write_pair, write_text

TRIES = 25


@pytest.fixture
def registry(home, starter):
    return ModelRegistry(home.registry, StarterModel(starter))


@pytest.fixture
def pair(tmp_path):
    return write_pair(tmp_path / "models", "gemma3")


def test_a_projector_that_lies_beside_a_model_is_found_and_tried(registry, pair):
    model = run_to_end(registry.add(pair[0]))
    assert model.projector == str(pair[1])
    assert model.sees
    assert model.senses == ("audio", "image")
    assert pair[1] in registry.find(model.name).files


def test_what_does_not_belong_to_the_model_is_refused_and_changes_nothing(registry, pair, tmp_path):
    lone = write_text(tmp_path / "lone.gguf")
    model = run_to_end(registry.add(lone))
    assert model.projector == ""
    junk = tmp_path / "junk-mmproj.gguf"
    junk.write_bytes(pair[1].read_bytes()[:50_000])
    with pytest.raises((ProjectorUnusable, ModelUnreadable)):
        run_to_end(registry.pair(model.name, junk))
    with pytest.raises(ProjectorUnusable):
        run_to_end(registry.pair(model.name, lone))
    assert registry.find(model.name).projector == ""
    assert run_to_end(registry.pair(model.name, pair[1])).sees
    assert not registry.unpair(model.name).sees


def test_a_projector_that_ends_its_process_harms_nobody(registry, tmp_path, monkeypatch):
    """One that is at odds with itself aborts inside the library: it is tried where that takes nothing along."""
    monkeypatch.setattr("tests.engine.eyes.STACK", 8)
    model = run_to_end(registry.add(write_text(tmp_path / "text.gguf")))
    bad = write_mmproj(tmp_path / "bad.gguf", vision=None, audio="ultravox")
    with pytest.raises(ProjectorUnusable):
        run_to_end(registry.pair(model.name, bad))
    assert registry.find(model.name).projector == ""


def test_another_width_is_told_by_the_headers_alone(tmp_path, monkeypatch, pair):
    folder = tmp_path / "other"
    folder.mkdir()
    monkeypatch.setattr("tests.engine.eyes.WIDTH", 32)
    other = write_mmproj(folder / "mmproj.gguf", vision="lfm2", audio=None)
    model = folder / "text.gguf"
    model.write_bytes(pair[0].read_bytes())
    assert projector_beside(model) is None
    assert projector_memory(other) > other.stat().st_size
    assert projector_memory(tmp_path / "none") == 0


@pytest.fixture
def session(registry, home):
    settings = Settings(DeviceSettingsBackend(home.device_settings))
    found = ModelSession(registry, settings, home.root)
    found.settings = settings
    yield found
    found.close()


def seen(session, *content) -> str:
    model = run(session.ensure())
    prompt = ChatPrompt((ChatMessage(Role.USER, content),))
    for _ in model.chat(prompt, ChatOptions(Sampling(temperature=0.0), 4)):
        pass
    return model


def test_with_eyes_a_picture_is_part_of_the_prompt(registry, session, pair):
    model = run_to_end(registry.add(pair[0]))
    session.settings.put(s.MODEL_NAME, model.name)
    rgb = np.random.default_rng(1).integers(0, 256, (40, 48, 3), np.uint8).tobytes()
    asked: list[MediaItem] = []

    def show(item: MediaItem) -> bytes:
        asked.append(item)
        return rgb

    session.show = show
    part = ImagePart(hashlib.sha256(rgb).digest(), "a cat", 48, 40)
    chat = seen(session, part, TextPart("Who is it?"))
    assert Capability.IMAGES in chat.capabilities
    assert [item.kind for item in asked] == [MediaKind.IMAGE]
    prompt = ChatPrompt((ChatMessage(Role.USER, [part, TextPart("Who is it?")]),))
    assert chat.media_tokens(part) > 4
    assert chat.prompt_tokens(prompt) > chat.media_tokens(part)
    # Asked again, nothing is read or looked at anew.
    before = len(asked)
    assert chat.unread_tokens(prompt) == 0
    seen(session, part, TextPart("Who is it?"))
    assert len(asked) == before


@pytest.mark.logs
def test_eyes_that_fail_when_they_are_needed_leave_a_model_that_answers(registry, session, pair):
    model = run_to_end(registry.add(pair[0]))
    session.settings.put(s.MODEL_NAME, model.name)
    Path(model.projector).write_bytes(b"GGUF" + bytes(100))
    told = list(session.ensure())
    assert any(isinstance(event, LoadDegraded) for event in told)
    chat = seen(session, ImagePart(b"\1" * 32, "a cat", 48, 40), TextPart("Who is it?"))
    assert Capability.IMAGES not in chat.capabilities


def test_where_a_model_can_look_more_or_less_closely_the_setting_decides(registry, session, tmp_path):
    model = run_to_end(registry.add(write_pair(tmp_path / "fine", "lfm2")[0]))
    session.settings.put(s.MODEL_NAME, model.name)
    part = ImagePart(b"\1" * 32, "", 640, 480)
    session.settings.put(s.PICTURE_TOKENS, "0")
    fine = run(session.ensure()).media_tokens(part)
    identity = session.identity
    session.settings.put(s.PICTURE_TOKENS, "64")
    rough = run(session.ensure()).media_tokens(part)
    assert rough <= 64 + 16 < fine
    assert session.identity != identity


def test_damaged_projectors_harm_nobody(registry, pair, tmp_path):
    """Each is tried in a process of its own: it is refused, or it works; nothing else comes of it."""
    chance = random.Random(11)
    model = run_to_end(registry.add(pair[0]))
    registry.unpair(model.name)
    sound = pair[1].read_bytes()
    for number in range(TRIES):
        broken = bytearray(sound)
        # The beginning says what there is; damage there is what a reader stumbles over.
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(6000 if number % 2 else len(broken))] = chance.randrange(256)
        path = tmp_path / f"broken-{number}.gguf"
        path.write_bytes(broken)
        with contextlib.suppress(EngineError):
            run_to_end(registry.pair(model.name, path))
            registry.unpair(model.name)
    assert registry.find(model.name).projector == ""
