"""Sound in memory."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import FileUnreadable
from app.voice.sound import Sound, followed_by, loudness, pitched, read_wav, resampled, silence, trimmed, wav_bytes


def tone(hertz: float, seconds: float = 1.0, rate: int = 24_000) -> Sound:
    return Sound((0.5 * np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate)).astype(np.float32), rate)


def pitch_of(sound: Sound) -> float:
    spectrum = np.abs(np.fft.rfft(sound.samples))
    return float(np.argmax(spectrum)) * sound.rate / len(sound.samples)


def test_another_rate_is_the_same_sound():
    found = resampled(tone(440), 16_000)
    assert found.rate == 16_000
    assert found.seconds == pytest.approx(1.0, abs=0.01)
    assert pitch_of(found) == pytest.approx(440, abs=2)
    assert loudness(found.samples) == pytest.approx(loudness(tone(440).samples), rel=0.02)


def test_an_octave_higher_is_half_as_long():
    found = pitched(tone(440), 12)
    assert pitch_of(found) == pytest.approx(880, abs=4)
    assert found.seconds == pytest.approx(0.5, abs=0.01)


def test_the_quiet_around_a_word_goes_and_its_edges_are_soft():
    word = tone(300, 0.3)
    around = Sound(np.concatenate([silence(1, 24_000).samples, word.samples, silence(1, 24_000).samples]), 24_000)
    found = trimmed(around)
    assert 0.3 <= found.seconds <= 0.4
    assert abs(found.samples[0]) < 0.01
    assert len(trimmed(silence(1, 24_000)).samples) == 0


def test_silence_follows():
    assert followed_by(tone(300, 0.5), 0.25).seconds == pytest.approx(0.75)


def test_a_wav_file_comes_back_as_it_was_written():
    found = read_wav(wav_bytes(tone(500)))
    assert found.rate == 24_000
    assert np.allclose(found.samples, tone(500).samples, atol=1e-3)


@given(st.binary(max_size=200))
def test_what_is_no_wav_is_refused(untrusted):
    with pytest.raises(FileUnreadable):
        read_wav(untrusted)


@given(st.binary(max_size=40), st.integers(0, 60))
def test_a_broken_wav_is_read_or_refused(noise, place):
    wav = bytearray(wav_bytes(tone(500, 0.01)))
    wav[place : place + len(noise)] = noise
    try:
        read_wav(bytes(wav))
    except FileUnreadable:
        return
