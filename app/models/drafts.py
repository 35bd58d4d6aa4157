"""Which of the models on the shelf could guess ahead for another: a much smaller one that has the same words."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from app.core.errors import EngineError
from app.engine import VOCABULARY_PADDING, Header, read_header
from app.models.registry import InstalledModel

log = logging.getLogger("app.models")

SMALLER = 4
"""So many times smaller it must be: guessing costs too, and several guesses must cost less than one token."""

WORDS = ("tokenizer.ggml.model", "tokenizer.ggml.pre")
"""What a header says of how text becomes tokens.  Whether each token is the same is seen when it is loaded."""


def drafts_for(model: InstalledModel, shelf: Iterable[InstalledModel]) -> list[InstalledModel]:
    """The models of *shelf* that may guess for *model*, the smallest first."""
    wanted = _header(model)
    if wanted is None:
        return []
    found = []
    for other in shelf:
        if other.is_embedder or other.is_starter or other == model or other.total_bytes * SMALLER > model.total_bytes:
            continue
        header = _header(other)
        if header is not None and _have_same_words(wanted, header):
            found.append(other)
    return sorted(found, key=lambda other: other.total_bytes)


def _have_same_words(one: Header, other: Header) -> bool:
    """Whether the two may have the same tokens, as far as their headers tell."""
    if abs(one.vocabulary - other.vocabulary) > VOCABULARY_PADDING or not one.vocabulary:
        return False
    return all(one.metadata.get(key) == other.metadata.get(key) for key in WORDS)


def _header(model: InstalledModel) -> Header | None:
    try:
        return read_header(Path(model.path))
    except EngineError:
        log.info("a model could not be looked at for guessing ahead")
        return None
