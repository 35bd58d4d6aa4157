"""Embedding models: loaded by llama.cpp, told from models that speak, and the pretend one keeps the same promises."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.errors import ModelUnreadable
from app.engine import HashedEmbedder, Header, is_embedder, open_embedder
from tests.driving import run
from tests.engine.tiny import write_model


@pytest.fixture(params=["llama", "hashed"])
def embedder(request, tmp_path):
    made = HashedEmbedder() if request.param == "hashed" else open_embedder(write_model(tmp_path / "e.gguf"), threads=1)
    yield made
    made.close()
    made.close()


def test_each_text_has_numbers_of_length_one_that_stay_the_same(embedder):
    rows = run(embedder.embed(["hello there", "something else entirely", "hello there"]))
    assert rows.shape == (3, embedder.dimensions)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
    assert np.allclose(rows[0], rows[2], atol=1e-5)


def test_it_gives_way_after_each_text(embedder):
    assert sum(1 for _ in embedder.embed(["a", "b", "c"])) == 3


def test_a_long_text_is_read_from_its_beginning(embedder):
    rows = run(embedder.embed(["word " * 5000]))
    assert np.isfinite(rows).all()


def test_a_file_that_is_no_model_is_refused(tmp_path):
    (tmp_path / "x.gguf").write_bytes(b"GGUF nothing")
    with pytest.raises(ModelUnreadable):
        open_embedder(tmp_path / "x.gguf")


@pytest.mark.parametrize(
    ("told", "embeds"),
    [
        ({"general.architecture": "nomic-bert"}, True), ({"general.architecture": "llama"}, False),
        ({"general.architecture": "llama", "llama.pooling_type": 1}, True),
        ({"general.architecture": "gemma-embedding"}, True),
        ({"general.architecture": "qwen3", "qwen3.pooling_type": 0}, False),
        ({"general.architecture": "bert", "bert.pooling_type": 4}, False),
        ({"general.architecture": "x", "x.attention.causal": False}, True),
    ],
)  # fmt: skip
def test_a_model_that_embeds_is_told_by_its_header(told, embeds):
    assert is_embedder(Header(0, 3, told, {}, {}, (), 0)) is embeds
