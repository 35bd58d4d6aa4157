"""Words after a picture stand where the model expects them."""

from __future__ import annotations

import ctypes

import numpy as np
import pytest

from app.engine import LoadPlan, MediaChunk, Prefix, cells_of, open_model
from app.engine.native import llama
from tests.driving import run
from tests.engine.tiny import WIDTH, write_model

SIDE = 3
PICTURE = MediaChunk(b"a picture", SIDE * SIDE, SIDE)
"""As Qwen-VL numbers it: a cell for every patch, and as many positions as it has rows."""
BEFORE, AFTER = "Look at this: ", "What is it?"


@pytest.fixture
def engine(tmp_path):
    engine = open_model(write_model(tmp_path / "eyes.gguf", architecture="qwen2vl"), LoadPlan(context_tokens=256))
    yield engine
    engine.close()


def look(engine, picture: MediaChunk) -> None:
    """Read *picture* after what is in the cache, as a model with eyes would."""
    place = engine._decoder.cache.position
    rows = np.random.default_rng(7).normal(0, 1, (picture.cells, WIDTH)).astype(np.float32)
    batch = llama.llama_batch_init(4 * picture.cells, WIDTH, 1)  # room for four numbers a patch
    ctypes.memmove(batch.embd, rows.ctypes.data, rows.nbytes)
    batch.n_tokens = picture.cells
    for cell in range(picture.cells):
        batch.n_seq_id[cell], batch.seq_id[cell][0], batch.logits[cell] = 1, 0, cell == picture.cells - 1
        # Time, row, column, and one that is not used.
        for axis, number in enumerate((place, place + cell // SIDE, place + cell % SIDE, 0)):
            batch.pos[axis * picture.cells + cell] = number
    assert llama.llama_decode(engine.context, batch) == 0
    llama.llama_batch_free(batch)
    engine._cache.note([picture])


def highest(engine) -> int:
    return int(llama.llama_memory_seq_pos_max(llama.llama_get_memory(engine.context), 0))


def test_what_follows_a_picture_stands_after_its_last_row(engine):
    before, after = (engine.tokenize(text, special=False) for text in (BEFORE, AFTER))
    run(engine.prefill(before))
    look(engine, PICTURE)
    assert run(engine.prefill([*before, PICTURE, *after])) == len(after)
    assert highest(engine) == len(before) + SIDE + len(after) - 1


def test_a_prompt_with_a_picture_is_rolled_back_saved_and_brought_back(engine):
    before, after = (engine.tokenize(text, special=False) for text in (BEFORE, AFTER))
    run(engine.prefill(before))
    look(engine, PICTURE)
    whole = [*before, PICTURE, *after]
    run(engine.prefill(whole))
    state = engine.save(10_000_000)
    # Another question about the same picture: only its words are read.
    assert run(engine.prefill([*before, PICTURE, *after[:4], *before])) == len(before)
    assert highest(engine) == len(before) + SIDE + 4 + len(before) - 1
    assert engine.restore(whole, state)
    assert engine.cached_prefix_length(whole) == len(whole)
    assert run(engine.prefill(whole)) == 0


def test_a_state_that_ends_with_a_picture_is_brought_back(engine):
    before = engine.tokenize(BEFORE, special=False)
    run(engine.prefill(before))
    look(engine, PICTURE)
    state = engine.save(10_000_000)
    assert engine.restore([*before, PICTURE], state)


def test_another_picture_in_its_place_is_another_prompt():
    prefix = Prefix()
    prefix.add([1, 2, PICTURE, 3])
    other = MediaChunk(b"another", PICTURE.cells, PICTURE.positions)
    assert prefix.shared_with([1, 2, PICTURE, 3, 4]) == 4
    assert prefix.shared_with([1, 2, other, 3]) == 2


def test_a_picture_counts_its_cells_and_its_positions():
    prefix = Prefix()
    prefix.add([1, 2, PICTURE, 3])
    assert cells_of([1, 2, PICTURE, 3]) == 3 + SIDE * SIDE
    assert prefix.position() == 3 + SIDE
    assert prefix.position(2) == 2
    assert prefix.position(3) == 2 + SIDE
    prefix.remove(2, 1)
    assert prefix.position() == 3
