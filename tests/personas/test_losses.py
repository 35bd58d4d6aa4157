"""What a second pair of eyes found: each was lost, leaked or let through once."""

from __future__ import annotations

import base64
import json

import pytest

from app.chat import read_chats
from app.chat.archive.backyard import as_messages, greeting_of
from app.core.errors import AppError, MinorsFilterTriggered, NoCard
from app.lorebook import read_book, write_book
from app.personas import Card, as_byaf_file, check_card, file_name, new_card, read_card
from app.personas.cards.png import chunk_of
from app.personas.cards.write import as_charx_file, as_json_file, as_png_file
from tests.personas import cards as made
from tests.personas.test_cards import files_of, zipped
from tests.personas.test_other_forms import BACKYARD, CHAT, byaf, scenario, with_exif

SECRET = "MY SECRET"


def secret_files() -> list[bytes]:
    cai = {"character": {"name": "Otti", "title": "x", "greeting": "Hi"},
           "histories": {"histories": [{"msgs": [{"src": {"is_human": True}, "text": SECRET}]}]}}  # fmt: skip
    old = {**BACKYARD, "character": {**BACKYARD["character"], "Chat": [{"ChatItems": [{"input": SECRET}]}]}}
    return [
        byaf(scenario(messages=[{**CHAT[0], "text": SECRET}])),
        json.dumps(cai).encode(),
        with_exif("PNG", base64.b64encode(json.dumps(old).encode())),
        with_exif("JPEG", base64.b64encode(json.dumps(old).encode())),
    ]


@pytest.mark.parametrize("at", range(4), ids=["byaf", "cai", "png", "jpeg"])
def test_who_gives_a_companion_away_gives_no_conversation_away(at):
    incoming = read_card(secret_files()[at])
    out = [
        as_json_file(incoming.card),
        as_png_file(incoming.card, incoming.picture, incoming.files),
        as_charx_file(incoming.card, incoming.picture, incoming.files),
        as_byaf_file(incoming.card, incoming.picture, incoming.files),
    ]
    hidden = base64.b64encode(SECRET.encode())[:8]
    for file in (*out, *files_of(out[2]).values(), *files_of(out[3]).values()):
        assert SECRET.encode() not in file
        assert hidden not in file
    assert SECRET not in json.dumps(read_card(out[1]).card.tree)


@pytest.mark.parametrize(
    "fields",
    [
        {"extensions": {"inglenook": {"nutshell": "{}"}}},
        {"extensions": {"inglenook": {"openers": ["{}"]}}},
        {"nickname": "{}"},
        {"character_version": "{}"},
        {"description": "macros"},
    ],
)
def test_the_floor_hears_every_text_a_model_could_read(fields):
    bad = "A sixteen year old girl who kisses her lover on the mouth"
    told = json.loads(
        json.dumps(fields).replace("{}", bad).replace("macros", bad.replace("sixteen", "six{{noop}}teen"))
    )
    with pytest.raises(MinorsFilterTriggered):
        check_card(new_card({"name": "X", **told}))


def test_a_picture_that_is_a_card_itself_does_not_speak_for_another():
    old = made.in_png(made.text("chara", made.v2(name="OLD")))
    assets = [{"type": "icon", "uri": "embeded://assets/icon/images/main.png", "name": "main", "ext": "png"}]
    archive = zipped({"card.json": json.dumps(made.v3(name="Ann", assets=assets)).encode(),
                      "assets/icon/images/main.png": old})  # fmt: skip
    incoming = read_card(archive)
    assert read_card(as_png_file(incoming.card, incoming.picture, incoming.files)).card.name == "Ann"


@pytest.mark.parametrize("more", [{"greeting": ""}, {"context": "c"}, {"char_name": "x", "char_persona": "y"}])
def test_a_flat_card_with_a_foreign_key_keeps_its_text(more):
    card = read_card(json.dumps({**made.fields(), **more}).encode()).card
    assert card.text("description") == made.fields()["description"]
    assert card.greetings[0] == made.fields()["first_mes"]


@pytest.mark.parametrize(
    "told",
    [
        {"name": "Eldoria", "entries": {"0": {"key": ["a"], "content": "x"}}},
        {"spec": "lorebook_v3", "data": {"name": "x", "entries": []}},
        {"type": "risuChat", "data": {"name": "New Chat", "message": []}},
        {"name": "x"},
        {"name": "x", "messages": [{"msg": "hello"}]},
    ],
)
def test_what_is_something_else_is_no_card(told):
    with pytest.raises(NoCard):
        read_card(json.dumps(told).encode())


@pytest.mark.parametrize(
    ("line", "texts", "shown"),
    [
        ({"swipes": ["a", "b"], "mes": "b"}, ["a", "b"], 1),
        ({"swipes": ["a", "b"], "mes": "a", "swipe_id": 2}, ["a", "b"], 0),
        ({"swipes": ["a", "b"], "mes": "b", "swipe_id": -1}, ["a", "b"], 1),
        ({"swipes": [None, "a", "b"], "mes": "a", "swipe_id": 1}, ["a", "b"], 0),
        ({"swipes": [{"message": "a"}, {"message": "b"}], "mes": {"message": "b"}}, ["a", "b"], 1),
        ({"swipes": ["a", "b"], "mes": "c", "swipe_id": 0}, ["a", "b", "c"], 2),
    ],
)
def test_no_version_of_a_message_is_written_over(line, texts, shown):
    (chat,) = read_chats(json.dumps({"name": "x", **line}).encode())
    assert [version.text for version in chat.lines[0].versions] == texts
    assert chat.lines[0].chosen == shown


def test_every_scenario_of_byaf_comes_out_again():
    three = [scenario(title=str(at), firstMessages=[], narrative=f"N{at}") for at in range(3)]
    three[1]["firstMessages"] = [{"characterID": "abc", "text": "Oh."}]
    incoming = read_card(byaf(*three))
    files = files_of(as_byaf_file(incoming.card, incoming.picture, incoming.files))
    told = [json.loads(files[f"scenarios/scenario{at}.json"]) for at in (1, 2, 3)]
    assert [each["title"] for each in told] == ["0", "1", "2"]
    assert [each["narrative"] for each in told] == ["N0", "N1", "N2"]
    assert [len(each["firstMessages"]) for each in told] == [0, 1, 0]


def test_a_greeting_is_not_said_twice():
    (chat,) = read_chats(byaf(scenario(messages=CHAT)))
    out = as_byaf_file(Card(made.v3()), b"", {}, as_messages(chat), "", greeting_of(chat))
    (again,) = read_chats(out)
    assert [line.shown.text for line in again.lines] == [line.shown.text for line in chat.lines]


def test_no_file_of_a_card_takes_the_place_of_another():
    assets = [
        {"type": "emotion", "uri": f"embeded://{path}", "name": path, "ext": "png"} for path in ("笑.png", "泣.png")
    ]
    card, files = Card(made.v3(assets=assets)), {"笑.png": made.picture(), "泣.png": made.picture(colour=(1, 2, 3))}
    for write in (as_png_file, as_charx_file):
        back = read_card(write(card, made.picture(), files))
        told = {asset["name"]: back.files[asset["uri"].split("://")[-1].removeprefix("__asset:")]
                for asset in back.card.assets if asset["type"] == "emotion"}  # fmt: skip
        assert told == files
    same = {"x_meta/1.json": b"{}", "x_meta/2.json": b"{}"}
    assert same.items() <= read_card(as_charx_file(Card(made.v3()), made.picture(), same)).files.items()


def test_addresses_of_portraits_elsewhere_stay():
    assets = [{"type": "icon", "uri": "https://example.org/a.png", "name": "main", "ext": "png"}]
    back = read_card(as_charx_file(Card(made.v3(assets=assets)), made.picture(), {}))
    assert back.card.assets[0] == assets[0]
    assert back.picture == made.picture()


def test_an_asset_is_no_json_whatever_it_begins_with():
    content = bytes([0xAC]) + b"rest"
    chunk = chunk_of(b"tEXt", b"chara-ext-asset_:1\0" + base64.b64encode(content))
    assert read_card(made.in_png(made.text("ccv3", made.v3()), chunk)).files == {"1": content}


def test_entries_of_world_info_keep_their_numbers_and_the_book_its_name():
    told = {"name": "Old", "entries": {"5": {"uid": 5, "key": ["a"], "content": "x"}, "9": {"uid": 9, "key": ["b"]}}}
    book = read_book(json.dumps(told).encode())
    out = json.loads(write_book({**book, "name": "New"}, "world-info"))
    assert (list(out["entries"]), out["name"]) == (["5", "9"], "New")


@pytest.mark.parametrize(
    "content",
    [
        b'{"mes": "x", "send_date": ' + b"1" + b"0" * 400 + b"}",
        b'{"messages": [{"msg": "x", "createdAt": ' + b"1" + b"0" * 400 + b"}]}",
        b'name: "\\UFFFFFFFF"\ncontext: x',
        b'{"entries": [{"keys": ["a"], "content": "x", "insertion_order": 1e999}]}',
    ],
)
def test_numbers_beyond_reason_are_no_fault_of_ours(content):
    for read in (read_card, read_chats, read_book):
        try:
            read(content)
        except AppError:
            continue


@pytest.mark.parametrize("value", [(1000, 2000), 500_000_000, 1.5, -3])
def test_a_comment_that_is_no_text_is_none(value):
    with pytest.raises(NoCard):
        read_card(with_exif("WEBP", b"") if value is None else with_exif("WEBP", str(value).encode()))


def test_a_card_packed_to_fill_the_memory_is_refused_and_a_foreign_text_is_left_alone():
    import zlib

    big = zlib.compress(bytes(97 << 20), 9)
    foreign = chunk_of(b"zTXt", b"Comment\0\0" + big)
    assert read_card(made.in_png(made.text("chara", made.v2()), foreign)).card.name == "Ottilie"
    assets = [chunk_of(b"zTXt", f"chara-ext-asset_:{at}".encode() + b"\0\0" + zlib.compress(bytes(40 << 20), 9))
              for at in range(6)]  # fmt: skip
    with pytest.raises(AppError):
        read_card(made.in_png(made.text("chara", made.v2()), *assets))


def test_any_name_makes_a_file_name():
    assert len(file_name("𝓐" * 80, "png").encode()) < 200
    assert file_name("CON", "png") != "CON.png"
    assert file_name("///", "json-v2") == "companion.json"
