"""Voices as files of strangers."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import VoiceUnreadable
from app.voice import prepare_piper, read_piper, voice_files

CONFIG = {
    "audio": {"sample_rate": 22_050}, "espeak": {"voice": "en-us"}, "num_speakers": 1,
    "phoneme_id_map": {"_": [0], "^": [1], "$": [2], " ": [3], "a": [14]},
}  # fmt: skip


@pytest.fixture
def voice(tmp_path):
    """A file that begins as a network does, and what belongs to it."""

    def make(config: object = CONFIG, head: bytes = b"\x08\x07", size: int = 8000):
        file = tmp_path / "ann.onnx"
        file.write_bytes(head + bytes(size))
        (tmp_path / "ann.onnx.json").write_text(config if isinstance(config, str) else json.dumps(config), "utf-8")
        return file

    return make


def test_what_a_voice_is_stands_beside_it(voice):
    found = read_piper(voice())
    assert (found.language, found.rate, found.speakers) == ("en-us", 22_050, ())


def test_several_speakers_have_names_in_their_order(voice):
    several = {**CONFIG, "num_speakers": 3, "speaker_id_map": {"cleo": 2, "ann": 0, "bob": 1}}
    assert read_piper(voice(several)).speakers == ("ann", "bob", "cleo")


def test_made_ready_twice_it_is_the_same_and_nothing_of_it_is_lost(voice):
    file = voice()
    before = file.read_bytes()
    prepare_piper(file)
    once = file.read_bytes()
    prepare_piper(file)
    assert file.read_bytes() == once
    assert once.startswith(before)
    assert {path.name for path in voice_files(file)} == {"ann.onnx", "ann.onnx.json", "ann.tokens.txt"}
    assert "a 14" in (file.parent / "ann.tokens.txt").read_text("utf-8")


@pytest.mark.parametrize(
    "config",
    [
        "", "[]", "{", "{}", json.dumps({**CONFIG, "audio": {}}), json.dumps({**CONFIG, "phoneme_id_map": {"a": [1]}}),
        json.dumps({**CONFIG, "phoneme_id_map": {**CONFIG["phoneme_id_map"], "b": ["x"]}}),
        json.dumps({**CONFIG, "num_speakers": -1}), json.dumps({**CONFIG, "audio": {"sample_rate": 10**9}}),
        "[" * 100_000,
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused(voice, config):
    with pytest.raises(VoiceUnreadable):
        read_piper(voice(config))


def test_another_language_is_told_as_such(voice):
    with pytest.raises(VoiceUnreadable) as refused:
        read_piper(voice({**CONFIG, "espeak": {"voice": "de"}}))
    assert refused.value.case == "language"


@pytest.mark.parametrize(("head", "size"), [(b"GG", 8000), (b"\x08\x07", 10), (b"PK", 8000)])
def test_a_file_that_is_no_network_is_refused(voice, head, size):
    with pytest.raises(VoiceUnreadable):
        read_piper(voice(head=head, size=size))


def test_half_a_voice_says_what_is_missing(voice):
    file = voice()
    (file.parent / "ann.onnx.json").unlink()
    with pytest.raises(VoiceUnreadable) as refused:
        read_piper(file)
    assert refused.value.arguments["name"] == "ann.onnx.json"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*CONFIG, "x"]), inner),
    )
)
def test_whatever_stands_beside_it_is_read_or_refused(voice, config):
    try:
        read_piper(voice({**CONFIG, **config} if isinstance(config, dict) else config))
    except VoiceUnreadable:
        return
