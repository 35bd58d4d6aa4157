"""Two hundred damaged models: each is refused with a sentence or still works, and none harms the app."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.errors import AppError
from app.core.translation import explain
from app.engine import probe_model, read_header
from tests.driving import run
from tests.engine.tiny import write_model

BENT = 200


def header_end(content: bytes) -> int:
    """Where the tensors' bytes begin, near enough: after the last tensor's name."""
    return content.rindex(b"ffn_down.weight") + 64


def bent(content: bytes, chance: random.Random) -> bytes:
    """One of the ways a download, a disk or a hand damages a file."""
    bent = bytearray(content)
    end = header_end(content)
    match chance.randrange(6):
        case 0:
            return bytes(bent[: chance.randrange(len(bent))])
        case 1:
            bent[chance.randrange(end)] ^= 1 << chance.randrange(8)
        case 2:
            place = chance.randrange(end - 8)
            bent[place : place + 8] = struct.pack("<Q", chance.choice([0, 1 << 31, 1 << 40, (1 << 64) - 1]))
        case 3:
            place = chance.randrange(end - 4)
            bent[place : place + 4] = struct.pack("<I", chance.choice([0, 1, 0x7FFFFFFF, 0xFFFFFFFF]))
        case 4:
            start = chance.randrange(end)
            del bent[start : start + chance.randrange(1, 200)]
        case _:
            start = chance.randrange(end)
            bent[start:start] = bent[start : start + chance.randrange(1, 200)]
    return bytes(bent)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> list[Path]:
    folder, chance = tmp_path_factory.mktemp("damaged"), random.Random(20)
    content = write_model(folder / "good.gguf", template="{{ messages[0].content }}").read_bytes()
    paths = []
    for number in range(BENT):
        path = folder / f"{number}.gguf"
        path.write_bytes(bent(content, chance))
        paths.append(path)
    return paths


def refusal(look: Callable[[], object]) -> AppError | None:
    """The error a person would read; anything else is a fault of ours and ends the test."""
    try:
        look()
    except AppError as error:
        return error
    return None


def test_no_damage_gets_more_than_a_sentence_out_of_the_look_at_the_header(corpus):
    """It never hangs, never takes the memory, never raises anything but what a person can read."""
    refused = [error for path in corpus if (error := refusal(lambda path=path: read_header(path))) is not None]
    assert len(refused) > BENT // 3
    assert all(explain(error).endswith(".") for error in refused)


def test_what_passes_the_header_is_tried_where_it_can_harm_nothing(corpus):
    passed = [path for path in corpus if refusal(lambda path=path: read_header(path)) is None]
    refused = [error for path in passed if (error := refusal(lambda path=path: run(probe_model(path)))) is not None]
    assert len(passed) > 20
    assert len(refused) > 5
    assert all(explain(error).endswith(".") for error in refused)
