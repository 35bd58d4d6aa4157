"""Chats of other programs come in with everything that can be read, and go out as they came."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.chat import Author, read_chats
from app.chat.archive.dates import when_of
from app.chat.archive.sillytavern import read_jsonl, write_jsonl
from app.core.errors import FileUnreadable, MinorsFilterTriggered
from tests.driving import run

HEADER = {"user_name": "Ada", "character_name": "Wren", "create_date": "2024-4-21@18h13m38s",
          "chat_metadata": {"note_prompt": "Slowly.", "note_depth": 2, "note_role": 1, "note_interval": 3,
                            "scenario": "On a train.", "integrity": "abc", "variables": {"a": 1}}}  # fmt: skip
LINES = [
    {"name": "Wren", "is_user": False, "is_system": False, "mes": "Hello\r\nyou", "send_date": "June 19, 2023 2:20pm",
     "swipe_id": 1, "swipes": ["Hi", "Hello\r\nyou", "Evening"],
     "swipe_info": [{"send_date": "2023-06-19T12:00:00Z", "extra": {"model": "m1", "own": [1]}}], "extra": {}},
    {"name": "Ada", "is_user": True, "mes": "A day", "send_date": 1687177200000, "force_avatar": "a.png", "extra": {}},
    {"name": "Wren", "is_user": False, "mes": "Tell me", "is_system": True,
     "extra": {"reasoning": "They are tired.", "model": "m2", "token_count": 3, "bookmark_link": "At the start"}},
]  # fmt: skip


def jsonl(*objects) -> bytes:
    return "\n".join(json.dumps(each) for each in objects).encode()


@pytest.fixture
def bring(conversations, wren):
    def bring(content: bytes, title: str = ""):
        return run(conversations.files.import_chats(wren, read_chats(content, title)))

    return bring


def test_a_chat_comes_in_with_its_versions_marks_and_directions(bring, conversations, store, wren):
    (came,) = bring(jsonl(HEADER, *LINES), "A day out")
    conversation_id = came.conversation_id
    greeting, mine, answer = store.tree.path(conversation_id)
    assert [greeting.text, mine.text, answer.text] == ["Hello\r\nyou", "A day", "Tell me"]
    assert (greeting.variant_index, greeting.variant_count, mine.author) == (2, 3, Author.ME)
    assert (answer.is_hidden, answer.thinking, answer.model, answer.checkpoint) == (
        True, "They are tired.", "m2", "At the start",
    )  # fmt: skip
    assert mine.created == 1687177200000
    direction = conversations.context_builder.directions.of(conversation_id)
    assert (direction.note, direction.depth, direction.role, direction.every) == ("Slowly.", 2, "user", 3)
    assert direction.scenario == "On a train."
    assert store.catalogue.get(conversation_id).title == "A day out"


def test_it_goes_out_with_what_has_no_place_here(bring, conversations, wren):
    (came,) = bring(jsonl(HEADER, *LINES))
    chat = conversations.files.chat_of(wren, came.conversation_id)
    header, *lines = [json.loads(line) for line in "".join(write_jsonl(chat)).split("\n")]
    assert header["chat_metadata"] == HEADER["chat_metadata"] | {"note_position": 1}
    assert header["create_date"] == HEADER["create_date"]
    for old, new in zip(LINES, lines, strict=True):
        for key in old.keys() - {"send_date", "swipe_info", "extra", "name"}:
            assert new[key] == old[key]
        assert old["extra"].items() <= new["extra"].items()
    assert lines[0]["swipe_info"][0]["extra"] == {"model": "m1", "own": [1]}
    (again,) = bring("".join(write_jsonl(chat)).encode())
    assert "".join(write_jsonl(conversations.files.chat_of(wren, again.conversation_id))) == "".join(write_jsonl(chat))


def test_a_bad_line_does_not_lose_the_others(bring, store):
    lines = [
        json.dumps(LINES[1]),
        "{broken",
        '{"no": 1}',
        "",
        json.dumps({"mes": "last", "swipe_id": 99, "swipes": []}),
    ]
    (came,) = bring("﻿".encode() + "\n".join(lines).encode())
    assert [line.text for line in store.tree.path(came.conversation_id)] == ["A day", "last"]
    assert came.bad_lines == 2


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"data_visible": [["", "Hello"], ["Hi", "How are you?"]]}, ["Hello", "Hi", "How are you?"]),
        ({"internal": [["", "Hello, it's me"], ["Hi", '"Good," she said.']],
          "visible": [["", "Hello, it&#x27;s me"], ["Hi", "&quot;Good,&quot; she said."]]},
         ["Hello, it's me", "Hi", '"Good," she said.']),
        ({"messages": [{"msg": "Hello"}, {"msg": "Hi", "userId": "u"}]}, ["Hello", "Hi"]),
        ({"histories": {"histories": [{"msgs": [{"src": {"is_human": False}, "text": "Hello"},
                                                {"src": {"is_human": True}, "text": "Hi"}]}]}}, ["Hello", "Hi"]),
        ({"prompt": "Hello", "actions": ["{{[INPUT]}}Hi{{[OUTPUT]}}Well?"], "savedsettings": {}},
         ["Hello", "Hi", "Well?"]),
        ({"prompt": "Ada: Hi\nBo: Well?", "actions": [],
          "savedsettings": {"chatname": "Ada", "chatopponent": "Bo"}}, ["Hi", "Well?"]),
        ({"type": "risuChat", "ver": 1, "data": {"message": [{"role": "char", "data": "Hello"},
                                                             {"role": "user", "data": "Hi"}]}}, ["Hello", "Hi"]),
    ],
    ids=["ooba", "ooba escaped", "agnai", "cai", "kobold", "kobold names", "risu"],
)  # fmt: skip
def test_chats_of_other_programs(bring, store, told, said):
    (came,) = bring(json.dumps(told).encode())
    path = store.tree.path(came.conversation_id)
    assert [line.text for line in path] == said
    assert [line.author is Author.ME for line in path] == [text == "Hi" for text in said]


def test_chub_nests_the_message(bring, store):
    (came,) = bring(jsonl({"name": "x", "is_user": False, "mes": {"message": "Hello"}}))
    assert store.tree.path(came.conversation_id)[0].text == "Hello"


@pytest.mark.parametrize("content", [b"", b"{}", b"hello", b'{"messages": []}', b"[1]", b"[" * 4000])
def test_what_is_no_chat_says_so(content):
    with pytest.raises(FileUnreadable):
        read_chats(content)


def test_the_floor_stands_at_this_door(bring, store, wren):
    young = {"name": "Wren", "mes": "I am a sixteen year old girl and I kiss you on the mouth, my love."}
    with pytest.raises(MinorsFilterTriggered):
        bring(jsonl(HEADER, LINES[1], young))
    assert store.catalogue.of_persona(wren.id) == []


@pytest.mark.parametrize("form", ["txt", "md", "html"])
def test_for_people_to_read(bring, conversations, wren, tmp_path, form):
    (came,) = bring(jsonl(HEADER, LINES[0], {**LINES[1], "mes": "<b>A & day</b>"}, LINES[2]))
    path = tmp_path / f"chat.{form}"
    conversations.files.write(wren, came.conversation_id, form, path)
    text = path.read_text("utf-8")
    assert "Tell me" not in text  # it was hidden
    assert ("&lt;b&gt;A &amp; day" if form == "html" else "<b>A & day") in text
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("chat")] == [path.name]


@pytest.mark.parametrize(
    ("told", "year"),
    [("2023-5-12 @21h 32m 29s 228ms", 2023), ("2024-4-21@18h13m38s", 2024), ("June 19, 2023 2:20pm", 2023),
     ("2022-01-02T03:04:05.678Z", 2022), (1687177200000, 2023), ("1687177200000", 2023), (1687177200, 2023)],
)  # fmt: skip
def test_times_are_read_in_every_form(told, year):
    found = when_of(told)
    assert found is not None
    assert abs(found / 1000 / 31_556_952 + 1970 - year) < 1.1


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.none(), st.booleans()))
def test_what_is_no_time_is_none(told):
    found = when_of(told)
    assert found is None or 0 < found < 4_102_444_800_000


values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = ["mes", "is_user", "swipes", "swipe_id", "swipe_info", "is_system", "extra", "send_date", "name", "x"]


@hypothesis_settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(NAMES), values, max_size=6), max_size=5))
def test_any_lines_are_taken_and_what_is_written_reads_the_same(lines):
    chat = read_jsonl("\n".join(json.dumps(line) for line in lines))
    once = "".join(write_jsonl(chat))
    again = read_jsonl(once)
    assert [line.shown.text for line in again.lines] == [line.shown.text for line in chat.lines]
    assert "".join(write_jsonl(again)) == once


def test_what_somebody_else_said_in_a_group_keeps_their_name(bring, store, conversations, wren, scripted):
    lines = [
        {"name": "Wren", "is_user": False, "mes": "I light the lamp."},
        {"name": "Alex", "is_user": True, "mes": "Good."},
        {"name": "Borin", "is_user": False, "mes": "I sharpen my axe."},
    ]
    (came,) = bring(jsonl({"user_name": "unused", "character_name": "unused", "chat_metadata": {}}, *lines))
    assert [line.speaker_name for line in store.tree.path(came.conversation_id)] == ["", "", "Borin"]
    conversations.replies.say(wren, came.conversation_id, "Who has the axe?").job.wait(10)
    assert "Borin: I sharpen my axe." in scripted.read_back(scripted.prompts[-1])


def test_several_opponents_of_koboldcpp_are_parted(bring, store):
    told = {
        "prompt": "\nMara: I light the lamp.\nBorin: I sharpen my axe.\nAlex: Hi", "actions": [],
        "savedsettings": {"chatname": "Alex", "chatopponent": "Mara||$||Borin"},
    }  # fmt: skip
    (came,) = bring(json.dumps(told).encode())
    path = store.tree.path(came.conversation_id)
    assert [line.text for line in path] == ["I light the lamp.", "I sharpen my axe.", "Hi"]
    assert path[1].speaker_name == "Borin"


@pytest.mark.parametrize("form", ["utf-16", "utf-8-sig"])
def test_chats_in_the_forms_of_text_that_windows_writes(bring, store, form):
    lines = jsonl(HEADER, {"name": "Wren", "is_user": False, "mes": "Où ça ?"}).decode("utf-8")
    (came,) = bring(lines.encode(form))
    assert [line.text for line in store.tree.path(came.conversation_id)] == ["Où ça ?"]


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP8z4APMOGVHbHSAEEsAROxCnMTAAAAAElFTkSuQmCC"
)
SHOWN = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"


def with_picture(url: str = SHOWN) -> bytes:
    extra = {"media": [{"url": url, "type": "image", "title": "A red wall"}], "token_count": 3}
    return jsonl(HEADER, {"name": "Ada", "is_user": True, "mes": "Look", "extra": extra})


def test_pictures_come_in_with_a_chat_and_are_kept_once(bring, store, vault):
    (came,) = bring(with_picture())
    (line,) = store.tree.path(came.conversation_id)
    (shown,) = line.attachments
    assert (shown.alt, shown.width, shown.height) == ("A red wall", 10, 10)
    ((told,),) = vault.read("SELECT told FROM foreign_part")
    assert "base64" not in told
    assert json.loads(told)["line"]["extra"] == {"token_count": 3}


@pytest.mark.parametrize("url", ["http://example.com/a.png", "user/images/a.png", "data:image/png;base64,###",
                                 "data:image/png;base64,AAAA"])  # fmt: skip
def test_what_the_file_only_names_is_not_fetched(bring, store, url):
    (came,) = bring(with_picture(url))
    (line,) = store.tree.path(came.conversation_id)
    assert line.attachments == ()


@pytest.mark.parametrize("form", ["jsonl", "byaf"])
def test_pictures_go_out_and_come_back(bring, conversations, store, wren, tmp_path, form):
    (came,) = bring(with_picture())
    path = tmp_path / f"chat.{form}"
    conversations.files.write(wren, came.conversation_id, form, path)
    (again,) = bring(path.read_bytes())
    mine = next(line for line in store.tree.path(again.conversation_id) if line.author is Author.ME)
    assert [each.alt for each in mine.attachments] == ["A red wall"]
    assert mine.text == "Look"


def test_a_page_shows_them_and_fetches_nothing(bring, conversations, wren, tmp_path):
    (came,) = bring(with_picture())
    for form, told in (("html", 'alt="A red wall"'), ("md", "[picture: A red wall]"), ("txt", "[picture: A red wall]")):
        path = tmp_path / f"chat.{form}"
        conversations.files.write(wren, came.conversation_id, form, path)
        text = path.read_text("utf-8")
        assert told in text
        assert "img-src data:" in text or form != "html"
