"""Eyes and ears in the real library: what is read, rolled back, restored and broken off is as good as read fresh."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace

import numpy as np
import pytest

from app.core.errors import EngineError, ProjectorUnusable
from app.engine import LoadPlan, MediaChunk, MediaItem, MediaKind, Sampling, TextChunk, cells_of, open_model
from app.engine.native import llama
from app.engine.projector import Projector, senses_of
from tests.driving import run
from tests.engine.eyes import KINDS, write_mmproj, write_pair
from tests.engine.tiny import write_mamba

STILL = Sampling(temperature=0.0)
CONTENT: dict[bytes, bytes] = {}


def picture(seed: int, width: int = 48, height: int = 40) -> MediaItem:
    rgb = np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8).tobytes()
    digest = hashlib.sha256(rgb).digest()
    CONTENT[digest] = rgb
    return MediaItem(MediaKind.IMAGE, digest, width, height)


def recording(seconds: float, pitch: float = 220) -> MediaItem:
    samples = (0.3 * np.sin(np.arange(int(16_000 * seconds)) * 2 * np.pi * pitch / 16_000)).astype(np.float32)
    digest = hashlib.sha256(samples.tobytes()).digest()
    CONTENT[digest] = samples.tobytes()
    return MediaItem(MediaKind.AUDIO, digest, len(samples))


@pytest.fixture(scope="module", params=KINDS)
def pair(request, tmp_path_factory):
    return write_pair(tmp_path_factory.mktemp(request.param), request.param)


@pytest.fixture
def engine(pair):
    yield from opened(*pair)


def opened(model, projector, window=1024):
    engine = open_model(model, LoadPlan(context_tokens=window))
    run(engine.open_senses(projector, 0, lambda item: CONTENT[item.digest]))
    yield engine
    engine.close()


def logits(engine, prompt) -> np.ndarray:
    """What the model would say next after *prompt*."""
    for event in engine.stream(prompt, STILL, 1):
        if isinstance(event, TextChunk):
            break
    found = llama.llama_get_logits_ith(engine.context, -1)
    return np.ctypeslib.as_array(found, (engine.vocabulary_size,)).copy()


def fresh(engine, prompt) -> np.ndarray:
    engine.clear_cache()
    return logits(engine, prompt)


def asked(engine, *parts) -> list:
    prompt: list = []
    for part in parts:
        prompt += engine.media_chunks(part) if isinstance(part, MediaItem) else engine.tokenize(part, special=False)
    return prompt


def test_it_says_what_it_takes_in(engine):
    assert engine.facts.senses == {MediaKind.IMAGE, MediaKind.AUDIO}
    assert engine.facts.hearing_rate == 16_000


def test_it_sees_which_picture_it_is(engine):
    one, other = (asked(engine, "Look: ", picture(seed), " What is it?") for seed in (1, 2))
    assert [type(chunk) for chunk in one] == [type(chunk) for chunk in other]
    assert cells_of(one) == cells_of(other)
    seen = fresh(engine, one)
    assert np.abs(seen - fresh(engine, other)).max() > 1e-4
    assert np.abs(seen - fresh(engine, one)).max() == 0


def test_of_the_same_picture_nothing_is_read_again(engine):
    prompt = asked(engine, "Look: ", picture(1), " What is it?")
    run(engine.prefill(prompt))
    assert engine.cached_prefix_length(asked(engine, "Look: ", picture(1), " Who?")) >= len(prompt) - 12
    assert run(engine.prefill(prompt)) == 0


def test_another_picture_in_its_place_is_read_as_if_fresh(engine):
    one, other = (asked(engine, "Look: ", picture(seed), " What is it?") for seed in (1, 2))
    logits(engine, one)
    assert np.abs(logits(engine, other) - fresh(engine, other)).max() < 1e-3


def test_words_before_the_picture_are_cut_off_with_it(engine):
    one = asked(engine, "Look at this: ", picture(1), " What is it?")
    logits(engine, one)
    short = asked(engine, "Look at that. What is it?")
    assert np.abs(logits(engine, short) - fresh(engine, short)).max() < 1e-3


def test_a_snapshot_with_a_picture_is_restored_exactly(engine):
    prompt = asked(engine, "Look: ", picture(1), " What is it?")
    run(engine.prefill(prompt))
    state = engine.save(100_000_000)
    longer = [*prompt, *engine.tokenize(" Tell me.", special=False)]
    right = fresh(engine, longer)
    engine.clear_cache()
    assert engine.restore(prompt, state)
    assert engine.cached_prefix_length(longer) == len(prompt)
    assert np.abs(logits(engine, longer) - right).max() < 1e-3


def test_a_recording_is_heard(engine):
    one, other = (asked(engine, "Hear: ", recording(1, pitch), " What is it?") for pitch in (220, 880))
    assert np.abs(fresh(engine, one) - fresh(engine, other)).max() > 1e-5


def test_words_that_look_like_a_place_for_a_picture_are_words(engine):
    typed = engine.tokenize("<__media__>", special=False)
    assert len(typed) > 3
    assert all(isinstance(chunk, int) for chunk in typed)


def test_pictures_and_words_by_turns(engine):
    prompt = asked(engine, "One: ", picture(1), " two: ", picture(2), " and again: ", picture(1), ". Well?")
    assert sum(isinstance(chunk, MediaChunk) for chunk in prompt) >= 3
    assert np.abs(logits(engine, prompt) - fresh(engine, prompt)).max() < 1e-3


def test_an_encoding_that_was_broken_off_is_thrown_away(pair):
    (engine,) = [*_kept(opened(*pair))]
    projector = engine._decoder.projector
    prompt = asked(engine, "Look: ", picture(1), " What is it?")
    right = fresh(engine, prompt)
    chunk = next(chunk for chunk in prompt if isinstance(chunk, MediaChunk))
    projector._encoded.clear()
    # As a stop does it: asked for while it is worked out.
    projector._go_on = lambda *_: False
    whole, projector._encode_part = projector._encode_part, lambda *_: False
    assert not projector.encode(chunk)
    assert chunk.digest not in projector._encoded
    projector._encode_part = whole
    assert np.abs(fresh(engine, prompt) - right).max() == 0
    engine.close()


def _kept(generator):
    """The first of a generator that is not closed yet."""
    yield next(generator)


def test_what_its_pictures_show_may_be_gone(pair):
    (engine,) = [*_kept(opened(*pair))]
    gone = MediaItem(MediaKind.IMAGE, b"\7" * 32, 20, 20)
    prompt = asked(engine, "Look: ", gone)

    def lost(item):
        raise EngineError("picture")

    engine._decoder.projector.source = lost
    with pytest.raises(EngineError):
        run(engine.prefill(prompt))
    words = asked(engine, "Look: never mind.")
    assert np.abs(logits(engine, words) - fresh(engine, words)).max() < 1e-3
    engine.close()


def test_without_eyes_a_picture_is_refused(pair):
    engine = open_model(pair[0], LoadPlan(context_tokens=256))
    with pytest.raises(EngineError):
        engine.media_chunks(picture(1))
    engine.close()


def test_a_projector_with_eyes_alone_hears_nothing(tmp_path):
    model, _ = write_pair(tmp_path, "gemma3")
    blind = write_mmproj(tmp_path / "eyes.gguf", vision="gemma3", audio=None)
    assert senses_of(blind) == {MediaKind.IMAGE}
    (engine,) = [*_kept(opened(model, blind))]
    assert engine.facts.senses == {MediaKind.IMAGE}
    with pytest.raises(EngineError):
        engine.media_chunks(recording(1))
    engine.close()


@pytest.mark.parametrize("damage", ["missing", "cut", "junk", "model"])
def test_what_is_no_projector_is_refused(tmp_path, damage):
    model, projector = write_pair(tmp_path, "lfm2")
    broken = tmp_path / "broken.gguf"
    if damage == "cut":
        broken.write_bytes(projector.read_bytes()[: projector.stat().st_size // 2])
    elif damage == "junk":
        broken.write_bytes(b"GGUF" + bytes(100))
    elif damage == "model":
        shutil.copy(model, broken)
    engine = open_model(model, LoadPlan(context_tokens=256))
    with pytest.raises(ProjectorUnusable):
        run(engine.open_senses(broken, 0, lambda item: b""))
    assert engine.facts == replace(engine.facts, senses=frozenset())
    engine.close()


def test_the_least_used_embeddings_give_way(pair, monkeypatch):
    monkeypatch.setattr("app.engine.projector.KEPT_BYTES", 3_000)
    (engine,) = [*_kept(opened(*pair))]
    projector = engine._decoder.projector
    assert isinstance(projector, Projector)
    for seed in range(4):
        for chunk in engine.media_chunks(picture(seed)):
            if isinstance(chunk, MediaChunk):
                assert projector.encode(chunk)
    assert len(projector._encoded) < 4 or sum(len(kept) for kept in projector._encoded.values()) * 4 <= 3_000
    engine.close()


def test_a_model_that_cannot_go_back_sees_too(tmp_path):
    """A recurrent one reads anew, or from a state that it kept: what it sees is the same."""
    model = write_mamba(tmp_path / "mamba.gguf", window=1024)
    projector = write_mmproj(tmp_path / "mmproj.gguf", vision="gemma3", audio=None)
    (engine,) = [*_kept(opened(model, projector))]
    one, other = (asked(engine, "Look: ", picture(seed), " What is it?") for seed in (1, 2))
    logits(engine, one)
    assert np.abs(logits(engine, other) - fresh(engine, other)).max() < 1e-3
    longer = [*other, *engine.tokenize(" Tell me more.", special=False)]
    assert np.abs(logits(engine, longer) - fresh(engine, longer)).max() < 1e-3
    engine.close()
