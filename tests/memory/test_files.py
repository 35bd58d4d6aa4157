"""Memories go out and come in; a file that is none changes nothing."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import FileError, FileTooLarge, FileUnreadable
from app.memory import as_json_file, as_text_file, read_memories
from app.memory.files import MOST_BYTES


def test_what_goes_out_comes_in_again(talking, memory):
    talking.say("My dog is called Rex. I have a dentist appointment on Friday.")
    (first, *_) = memory.known(talking.here)
    memory.facts.pin(first.id, wanted=True)
    read = read_memories(as_json_file(memory.facts.of(talking.persona), "Ada", "Wren"))
    assert {brought.lesson.text for brought in read} == {
        "Ada has a dog called Rex.",
        "Ada has a dentist appointment on Friday.",
    }
    assert {brought.lesson.key for brought in read} == {"pet:dog", "plan"}
    assert sum(brought.is_pinned for brought in read) == 1


def test_text_is_one_memory_a_line_and_what_held_once_is_left_out(talking, memory):
    talking.say("I live in Hull.")
    talking.say("I moved to Leeds.")
    held, closed = memory.active(memory.facts.of(talking.persona))
    content = as_text_file([*held, *closed], "Ada", "Wren")
    assert content == b"Ada lives in Leeds.\n"
    plain = read_memories(b"- Ada likes tea.\n\n* Ada is tall.\n")
    assert [brought.lesson.text for brought in plain] == ["Ada likes tea.", "Ada is tall."]


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"{", b"[]", b'{"inglenook_memories": 1}', b'{"memories": []}', b"a\0b", b"[" * 100_000,
     b'{"inglenook_memories": 1, "memories": [{"text": 3}, null, {"text": " "}]}'],
)  # fmt: skip
def test_a_file_that_is_none_says_so(content):
    with pytest.raises(FileUnreadable):
        read_memories(content)


def test_a_file_larger_than_any_memory_is_refused():
    with pytest.raises(FileTooLarge):
        read_memories(b"a" * (MOST_BYTES + 1))


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_file_is_read_or_refused(content):
    with contextlib.suppress(FileError):
        assert all(brought.lesson.text for brought in read_memories(content))


LEAVES = st.none() | st.booleans() | st.floats() | st.text(max_size=5)
KEYS = st.sampled_from(["text", "key", "value", "about", "day", "until", "sureness"])
TREES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4))


@given(TREES)
def test_any_memory_in_our_own_form_is_read_or_left_out(told):
    with contextlib.suppress(FileError):
        read_memories(json.dumps({"inglenook_memories": 1, "memories": [told]}).encode())
