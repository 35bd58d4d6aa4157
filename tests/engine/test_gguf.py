"""Reading a model's header, whatever the file holds."""

from __future__ import annotations

import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import EngineError, ModelMissing, ModelUnreadable, UnknownArchitecture
from app.engine import read_header
from tests.engine.tiny import write_model


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return write_model(tmp_path_factory.mktemp("models") / "tiny.gguf")


def test_the_starter_describes_itself(starter):
    header = read_header(starter)
    assert header.architecture == "llama"
    assert header.metadata["inglenook.starter"] is True
    assert header.number("context_length") >= 2048
    assert header.size_bytes <= 12_000_000
    assert header.needed_bytes <= header.size_bytes


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(ModelMissing):
        read_header(tmp_path / "nowhere.gguf")


@pytest.mark.parametrize(
    "content", [b"", b"GG", b"GGUF", b"PK\x03\x04 a zip", b"GGUF\x01\0\0\0" + b"\0" * 64, b"\0" * 999]
)
def test_what_is_no_gguf_is_said(tmp_path, content):
    path = tmp_path / "not.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelUnreadable):
        read_header(path)


@pytest.mark.parametrize("share", [0.001, 0.01, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_model_is_said(model, tmp_path, share):
    path = tmp_path / "cut.gguf"
    whole = model.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ModelUnreadable):
        read_header(path)


def test_counts_that_would_exhaust_the_memory_are_refused(tmp_path):
    path = tmp_path / "greedy.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 2**60, 2**60))
    with pytest.raises(ModelUnreadable):
        read_header(path)


def test_a_model_without_an_architecture_is_said(tmp_path):
    path = tmp_path / "nameless.gguf"
    key = b"general.name"
    body = struct.pack("<Q", len(key)) + key + struct.pack("<IQ", 8, 1) + b"x"
    tensor = struct.pack("<Q", 1) + b"t" + struct.pack("<IQIQ", 1, 1, 0, 0)
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 1, 1) + body + tensor + b"\0" * 64)
    with pytest.raises(UnknownArchitecture):
        read_header(path)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damage_gives_a_clear_error_or_an_honest_header(model, tmp_path, data):
    """Whatever is overwritten: never another exception, never an endless read."""
    bent = bytearray(model.read_bytes()[:6000])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(bent) - 8))
        bent[place : place + 8] = data.draw(st.binary(min_size=8, max_size=8))
    path = tmp_path / "bent.gguf"
    path.write_bytes(bent)
    try:
        header = read_header(path)
    except EngineError:
        return
    assert header.architecture
