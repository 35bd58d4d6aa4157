"""A much smaller model with the same words guesses for the one that answers, if it is installed and there is room."""

from __future__ import annotations

import pytest

from app.core import settings as s
from app.core.errors import ModelUnreadable
from app.engine import Sampling, ScriptedEngine, TextChunk
from app.models import ModelRegistry, ModelSession, StarterModel
from app.models.calibration import Shape, write_model
from app.models.drafts import drafts_for
from tests.driving import run
from tests.engine.tiny import write_model as write_tiny

WORDS = {"vocabulary": 2000, "context": 1024}
LARGE = Shape("llama", 8, 256, 4, 4, 64, 1024, **WORDS)
SMALL = Shape("llama", 1, 64, 1, 1, 64, 64, **WORDS)


@pytest.fixture
def registry(home, starter):
    return ModelRegistry(home.registry, StarterModel(starter))


@pytest.fixture
def shelf(registry, tmp_path):
    """A large model, a small one with its words, and one with others."""
    for name, shape in (("large", LARGE), ("small", SMALL)):
        run(write_model(shape, tmp_path / f"{name}.gguf"))
        run(registry.add(tmp_path / f"{name}.gguf"))
    run(registry.add(write_tiny(tmp_path / "other.gguf")))
    return registry


@pytest.fixture
def session(shelf, settings, home):
    settings.put(s.MODEL_NAME, "large")
    session = ModelSession(shelf, settings, home.root, lambda *_: ScriptedEngine())
    run(session.ensure())
    yield session
    session.close()


def names(models) -> list[str]:
    return [model.name for model in models]


def test_only_a_much_smaller_model_with_the_same_words_is_taken(shelf):
    assert names(drafts_for(shelf.find("large"), shelf.models())) == ["small"]
    assert names(drafts_for(shelf.find("small"), shelf.models())) == []


def test_it_is_found_by_itself_when_nobody_waits(session):
    run(session.find_draft())
    assert session.draft == "small"
    assert session.loaded.engine.assisted_by.name == "small.gguf"


def test_whoever_wants_none_has_none(session, settings):
    settings.put(s.GUESS_AHEAD, "text")
    run(session.find_draft())
    assert session.draft == ""
    settings.put(s.GUESS_AHEAD, "model")
    run(session.find_draft())
    assert session.draft == "small"
    settings.put(s.GUESS_AHEAD, "off")
    run(session.find_draft())
    assert (session.draft, session.loaded.engine.assisted_by) == ("", None)


def test_off_holds_from_the_next_reply_on(session, settings):
    assert session.loaded.engine.guesses_ahead
    settings.put(s.GUESS_AHEAD, "off")
    run(session.ensure())
    assert not session.loaded.engine.guesses_ahead


def test_one_that_cannot_guess_after_all_is_done_without(session, monkeypatch):
    def refuses(self, draft):
        yield
        if draft is not None:
            raise ModelUnreadable("other_words")

    monkeypatch.setattr(ScriptedEngine, "assist", refuses)
    run(session.find_draft())
    assert session.draft == ""


def test_it_is_let_go_with_the_model(session):
    run(session.find_draft())
    session.close()
    assert session.draft == ""


def test_whoever_is_broken_off_looks_again(session):
    looking = session.find_draft()
    next(looking, None)
    looking.close()
    run(session.find_draft())
    assert session.draft == "small"


def test_nobody_guesses_where_nothing_is_read_ahead(session, settings):
    settings.put(s.READ_AHEAD, False)
    run(session.find_draft())
    assert session.draft == ""


def test_a_real_model_is_helped_by_a_real_one(shelf, settings, home):
    settings.put(s.MODEL_NAME, "large")
    session = ModelSession(shelf, settings, home.root)
    model = run(session.ensure())
    tokens = model.engine.tokenize("bade fuge kolo " * 20, special=False)
    run(session.find_draft())
    assert session.draft == "small"
    assert any(isinstance(event, TextChunk) for event in model.engine.stream(tokens, Sampling(), 20))
    session.close()
