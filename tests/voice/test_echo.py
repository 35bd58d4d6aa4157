"""The filter that takes a loudspeaker out of what the microphone hears."""

from __future__ import annotations

import numpy as np
import pytest

from app.voice.echo import EchoFilter
from app.voice.microphone import FRAME, Framer

RATE = 16_000


def noise(seconds: float, seed: int, power: float = 0.05) -> np.ndarray:
    """Like speech: noise that comes and goes."""
    chance = np.random.default_rng(seed)
    count = int(seconds * RATE)
    swell = 0.5 + 0.5 * np.sin(np.arange(count) / RATE * 2 * np.pi * 2)
    return (power * chance.normal(0, 1, count) * swell).astype(np.float32)


def in_room(played: np.ndarray) -> np.ndarray:
    chance = np.random.default_rng(2)
    answer = chance.normal(0, 1, 2000) * np.exp(-np.arange(2000) / 500)
    answer = np.concatenate([np.zeros(400), answer])
    return np.convolve(played, 0.4 * answer / np.sqrt((answer**2).sum()))[: len(played)].astype(np.float32)


def cleaned(echo: EchoFilter, heard: np.ndarray, played: np.ndarray) -> tuple[np.ndarray, list[bool]]:
    frames, unsure = [], []
    for start in range(0, len(heard) - FRAME + 1, FRAME):
        frames.append(echo.clean(heard[start : start + FRAME], played[start : start + FRAME]))
        unsure.append(echo.is_echo)
    return np.concatenate(frames), unsure


def decibels(before: np.ndarray, after: np.ndarray) -> float:
    return 10 * float(np.log10((before**2).mean() / (after**2).mean()))


def test_an_echo_is_taken_out_once_the_room_is_known():
    played = noise(8, 1)
    heard = in_room(played)
    found, _ = cleaned(EchoFilter(), heard, played)
    assert decibels(heard[4 * RATE : 7 * RATE], found[4 * RATE : 7 * RATE]) > 10


def test_until_then_an_echo_is_known_for_what_it_may_be():
    played = noise(8, 1)
    _, unsure = cleaned(EchoFilter(), in_room(played), played)
    assert sum(unsure[:30]) > 25


def test_once_the_room_is_known_whoever_speaks_over_it_is_heard():
    played, said = noise(8, 1), noise(8, 7, 0.03)
    said[: 5 * RATE] = 0
    _, unsure = cleaned(EchoFilter(), in_room(played) + said, played)
    alone, together = unsure[4 * RATE // FRAME : 5 * RATE // FRAME], unsure[5 * RATE // FRAME :]
    assert sum(alone) > 0.6 * len(alone)
    assert sum(together) < 0.4 * len(together)


def test_with_headphones_whoever_speaks_is_heard_from_the_first_moment():
    played, said = noise(3, 1), noise(3, 7)
    said[:RATE] = 0
    hiss = 1e-4 * np.random.default_rng(3).normal(0, 1, len(said)).astype(np.float32)
    _, unsure = cleaned(EchoFilter(), said + hiss, played)
    speaking = unsure[RATE // FRAME + 4 :]
    assert sum(speaking) < 0.2 * len(speaking)


def test_it_never_makes_a_quiet_microphone_louder():
    """Learnt wrongly while somebody spoke, then quiet: what comes out must not be the loudspeaker's own sound."""
    echo = EchoFilter()
    played = noise(6, 1)
    heard = np.concatenate([noise(3, 9), np.zeros(3 * RATE, np.float32)])
    found, _ = cleaned(echo, heard, played)
    assert (found[3 * RATE + FRAME :] ** 2).mean() <= 1e-12


def test_without_sound_from_us_nothing_is_changed():
    said = noise(2, 4)
    found, unsure = cleaned(EchoFilter(), said, np.zeros_like(said))
    assert np.array_equal(found[FRAME * 10 :], said[FRAME * 10 : len(found)])
    assert not any(unsure[10:])


@pytest.mark.parametrize("sizes", [[240, 257, 1, 0, 8, 512], [512], [1000, 24]])
def test_blocks_of_any_size_become_frames_and_lose_nothing(sizes):
    framer, given, got = Framer(), [], []
    value = 0.0
    for size in sizes * 6:
        block = np.arange(value, value + size, dtype=np.float32)
        value += size
        given.append(block)
        got += framer.frames([block])
    joined = np.concatenate(given)
    assert np.array_equal(np.concatenate(got), joined[: len(got) * FRAME])
    assert len(joined) - len(got) * FRAME < FRAME
