"""Lorebooks of other programs come in whole, and go out as they came."""

from __future__ import annotations

import json

import pytest

from app.core.errors import FileTooLarge, FileUnreadable
from app.lorebook import InsertPosition, entries_of, read_book, write_book

WORLD = {
    "entries": {
        "0": {"uid": 0, "key": ["lamp"], "keysecondary": ["oil"], "comment": "Lamp", "content": "It\r\nburns.",
              "constant": False, "selective": True, "order": 7, "position": 4, "disable": False, "depth": 2, "role": 1,
              "selectiveLogic": 3, "probability": 40, "useProbability": True, "scanDepth": None,
              "caseSensitive": None, "matchWholeWords": False, "sticky": 3, "addMemo": True, "own": {"x": [1]}},
        "5": {"uid": 5, "key": [], "content": "Always.", "constant": True, "disable": True},
    },
    "originalData": {"kept": 1},
}  # fmt: skip


def test_world_info_comes_in_with_everything_and_goes_out_as_it_was():
    book = read_book(json.dumps(WORLD).encode(), "Northlands")
    lamp, always = entries_of(book, "b")
    assert (lamp.keys, lamp.secondary, int(lamp.logic), lamp.place, lamp.depth, lamp.role) == (
        ("lamp",), ("oil",), 3, InsertPosition.DEPTH, 2, "user",
    )  # fmt: skip
    assert (lamp.order, lamp.probability, lamp.whole_words, lamp.sticky, lamp.content) == (
        7,
        40,
        False,
        3,
        "It\r\nburns.",
    )
    assert (always.is_constant, always.is_on, book["name"]) == (True, False, "Northlands")
    back = json.loads(write_book(book, "world-info"))
    assert back["originalData"] == {"kept": 1}
    for old, new in zip(WORLD["entries"].values(), back["entries"].values(), strict=True):
        assert {name: new[name] for name in old if name != "uid"} == {k: v for k, v in old.items() if k != "uid"}
    assert read_book(write_book(book, "v3"))["entries"] == book["entries"]


def test_the_least_entry_there_is_has_every_default():
    (one,) = entries_of(read_book(b'{"entries": {"0": {"key": ["a"], "content": "x"}}}'), "b")
    assert (one.order, one.probability, one.depth, one.is_on, one.scan_depth, one.place) == (
        100, 100, 4, True, None, InsertPosition.BEFORE,
    )  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        {"spec": "lorebook_v3", "data": {"entries": [{"keys": ["lamp"], "content": "It burns."}]}},
        {"entries": [{"keys": ["lamp"], "content": "It burns."}]},
        {"entries": [{"key": ["lamp"], "content": "It burns."}]},
        {"data": {"character_book": {"entries": [{"keys": ["lamp"], "content": "It burns."}]}}},
        {"kind": "memory", "name": "N", "entries": [{"keywords": ["lamp"], "entry": "It burns.", "weight": 3}]},
        {"lorebookVersion": 5, "entries": [{"keys": ["lamp"], "text": "It burns.", "displayName": "L"}]},
    ],
    ids=["v3", "list", "world list", "card", "agnai", "novelai"],
)
def test_every_known_form_is_read(told):
    (one,) = entries_of(read_book(json.dumps(told).encode()), "b")
    assert (one.keys, one.content, one.is_on) == (("lamp",), "It burns.", True)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"entries": 3}', b"\xff\xfe", b"[" * 5000, b'{"a": NaN}'])
def test_what_is_no_lorebook_says_so(content):
    with pytest.raises(FileUnreadable):
        read_book(content)


def test_a_book_larger_than_any_is_not_read():
    with pytest.raises(FileTooLarge):
        read_book(b" " * (65 << 20))
