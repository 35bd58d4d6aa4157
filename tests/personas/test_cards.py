"""Cards are read whatever form they come in, and written so that nothing is lost."""

from __future__ import annotations

import base64
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.core.errors import CardEncrypted, FileTooLarge, FileUnreadable, NoCard
from app.core.text import Text
from app.core.translation import sentence
from app.personas import Card, as_v2, as_v3, new_card, read_card
from app.personas.cards.card import WARNING
from app.personas.cards.png import chunk_of, chunks_of
from app.personas.cards.write import as_charx_file, as_json_file, as_png_file
from tests.personas import cards as made


def files_of(charx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(charx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


# --- in ---


@pytest.mark.parametrize(
    "file",
    [
        json.dumps(made.v2()).encode(),
        b"\xef\xbb\xbf" + json.dumps(made.v3()).encode(),
        json.dumps(made.fields()).encode(),
        made.in_png(made.text("chara", made.v2())),
        made.in_png(made.text("chara", made.v2()), early=True),
        made.in_png(made.text("ccv3", made.v3())),
        made.in_png(made.text("CHARA", made.v3())),
        made.in_png(made.packed_text("chara", made.v2())),
        made.in_png(made.international_text("chara", made.v2())),
        made.in_png(made.bad_sum(made.text("chara", made.v2()))),
        made.in_png(made.text("chara", [1]), made.text("chara", made.v2())),
        made.in_png(made.text("ccv3", {"data": {}}), made.text("chara", made.v2())),
        zipped({"card.json": json.dumps(made.v3()).encode()}),
        made.picture("JPEG") + zipped({"card.json": json.dumps(made.v3()).encode()}),
    ],
    ids=["json2", "json3", "flat", "png", "early", "ccv3", "capitals", "ztxt", "itxt", "badsum", "second", "empty3",
         "charx", "jpeg"],
)  # fmt: skip
def test_a_card_is_read_whatever_form_it_comes_in(file):
    card = read_card(file).card
    assert card.name == "Ottilie"
    assert card.text("description") == "Ottilie keeps the lighthouse.\r\nShe is forty."
    assert card.greetings == ("*lights the lamp* Come in, {{user}}.", "Who is there?", "The door was open.")
    assert card.tags == ("Sea", "calm")
    assert (card.talkativeness, card.depth_note.depth, card.depth_note.role) == (0.5, 2, "system")


def test_the_newer_form_wins_and_the_json_says_what_it_is():
    file = made.in_png(made.text("chara", made.v2(name="Old")), made.text("ccv3", made.v3(name="New")))
    assert read_card(file).card.name == "New"
    assert read_card(made.in_png(made.text("chara", made.v3()))).card.version == 3


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "\n".join(text[start : start + 60] for start in range(0, len(text), 60)),
        lambda text: text.rstrip("="),
        lambda text: f"  {text}\n",
    ],
    ids=["line breaks", "no padding", "blanks"],
)
def test_base64_is_read_however_it_is_broken(damage):
    told = damage(base64.b64encode(json.dumps(made.v2(name="Ada")).encode()).decode())
    chunk = chunk_of(b"tEXt", b"chara\0" + told.encode())
    assert read_card(made.in_png(chunk)).card.name == "Ada"


def test_odd_types_are_read_as_far_as_they_make_sense():
    odd = made.v2(
        tags="", alternate_greetings=None, character_version=3, character_book=None, personality=["x"],
        extensions={"depth_prompt": {"prompt": "p", "depth": ""}, "talkativeness": None},
    )  # fmt: skip
    card = read_card(json.dumps(odd).encode()).card
    assert (card.tags, card.book, card.entries) == ((), None, [])
    assert (card.text("character_version"), card.text("personality")) == ("3", "")
    assert (card.depth_note.depth, card.talkativeness) == (4, 0.5)
    assert as_v3(card)["data"]["alternate_greetings"] is None


@pytest.mark.parametrize(
    ("file", "error"),
    [
        (b"", NoCard),
        (b"\0\1\2", NoCard),
        (b"{", FileUnreadable),
        (b"[1, 2]", NoCard),
        (b'{"a": 1}', NoCard),
        (b'{"name": NaN}', FileUnreadable),
        (b"[" * 3000 + b"]" * 3000, FileUnreadable),
        (b"rcc||rccv1||AAAA", CardEncrypted),
        (b'{"name": ' + b"9" * 5000 + b"}", FileUnreadable),
        (made.picture(), NoCard),
        (made.picture("JPEG"), NoCard),
        (made.picture("WEBP"), NoCard),
        (made.in_png(made.text("chara", [])), NoCard),
        (made.in_png(chunk_of(b"tEXt", b"chara\0????")), FileUnreadable),
        (made.in_png(chunk_of(b"tEXt", b"chara\0rcc||x")), CardEncrypted),
        (zipped({"readme.txt": b"x"}), NoCard),
        (zipped({"card.json": b"x"})[:40], FileUnreadable),
    ],
)
def test_what_is_no_card_says_why(file, error):
    with pytest.raises(error):
        read_card(file)


def test_an_archive_that_would_fill_the_memory_is_not_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("card.json", json.dumps(made.v3()))
        for number in range(6):
            archive.writestr(f"{number}.bin", bytes(100 << 20))
    with pytest.raises(FileTooLarge):
        read_card(out.getvalue())


def test_a_file_cut_short_still_gives_the_card_that_was_there():
    whole = made.in_png(made.text("chara", made.v2()), early=True)
    incoming = read_card(whole[: whole.index(b"IDAT") + 20])
    assert incoming.card.name == "Ottilie"
    assert Text("import_note.cut_short") in [note.text for note in incoming.notes]


def test_what_is_kept_but_not_used_is_said():
    card = made.v3(
        assets=[{"type": "icon", "uri": "https://example.org/a.png", "name": "main", "ext": "png"},
                {"type": "x_outfit", "uri": "__asset:1", "name": "coat", "ext": "png"}],
        extensions={"regex_scripts": [{}], "world": "Northlands"},
    )  # fmt: skip
    said = " ".join(sentence(note.text) for note in read_card(made.in_png(made.text("ccv3", card))).notes)
    for words in ("Scripts that rewrite text (1)", "internet (1)", "not in it (1)", "Other pictures", "Northlands"):
        assert words in said


# --- out ---

scalars = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    scalars | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = ["name", "description", "tags", "extensions", "character_book", "alternate_greetings", "nickname", "source"]
inner_fields = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=8), values, max_size=8)


@st.composite
def trees(draw) -> dict:
    inner = {**draw(inner_fields), "first_mes": draw(st.text(min_size=1, max_size=30).filter(str.strip))}
    if draw(st.booleans()):
        return {**inner, "data": None} if draw(st.booleans()) else inner
    spec = draw(st.sampled_from(["chara_card_v2", "chara_card_v3", "", 7]))
    version = draw(st.sampled_from(["2.0", "3.0", "3.1", 3, None, ""]))
    return {**draw(inner_fields), "spec": spec, "spec_version": version, "data": inner}


@settings(max_examples=150, deadline=None)
@given(trees())
def test_what_goes_out_comes_in_as_it_was(tree):
    """Nothing is lost, reordered or coerced, in any form."""
    card, cover = Card(tree), made.picture()
    told = as_v3(card)
    assert as_v3(read_card(as_json_file(card)).card) == told
    png = read_card(as_png_file(card, cover, {}))
    assert json.dumps(as_v3(png.card)) == json.dumps(told)
    assert png.picture == cover
    charx = read_card(as_charx_file(card, cover, {"x_meta/1.json": b"{}"}))
    back = as_v3(charx.card)
    assert {**back["data"], "assets": 0} == {**told["data"], "assets": 0}
    assert (charx.picture, charx.files["x_meta/1.json"]) == (cover, b"{}")


def test_both_forms_stand_in_the_picture_for_any_reader():
    exported = as_png_file(Card(made.v3(nickname="Otti")), made.picture(), {})
    image = Image.open(io.BytesIO(exported))
    image.load()
    older, newer = (json.loads(base64.b64decode(image.text[key])) for key in ("chara", "ccv3"))
    assert (older["spec"], newer["spec"]) == ("chara_card_v2", "chara_card_v3")
    assert "nickname" not in older["data"]
    assert newer["data"]["nickname"] == "Otti"
    assert older["data"]["description"] == newer["data"]["description"]


def test_what_others_put_into_the_picture_stays_where_it_was():
    foreign = [chunk_of(b"tEXt", b"Software\0brush"), chunk_of(b"eXIf", b"MM\0*"), chunk_of(b"prVt", b"\0\1")]
    came = made.in_png(made.text("chara", made.v2()), *foreign)
    incoming = read_card(came)
    out = as_png_file(incoming.card, incoming.picture, incoming.files)
    kept = [chunk.raw for chunk in chunks_of(out) if not chunk.body.startswith((b"chara", b"ccv3"))]
    assert kept == [chunk.raw for chunk in chunks_of(came) if not chunk.body.startswith(b"chara")]


def test_files_of_a_card_go_from_picture_to_archive_and_back():
    assets = [{"type": "icon", "uri": "ccdefault:", "name": "main", "ext": "png"},
              {"type": "emotion", "uri": "__asset:0", "name": "joy", "ext": "png"}]  # fmt: skip
    joy, card = made.picture(colour=(0, 200, 0)), Card(made.v3(assets=assets))
    png = read_card(as_png_file(card, made.picture(), {"0": joy}))
    assert png.files == {"0": joy}

    archive = files_of(as_charx_file(png.card, png.picture, png.files))
    told = json.loads(archive["card.json"])["data"]["assets"]
    assert [asset["uri"] for asset in told] == [
        "embeded://assets/icon/images/main.png", "embeded://assets/emotion/images/0.png",
    ]  # fmt: skip
    assert archive["assets/emotion/images/0.png"] == joy
    charx = read_card(as_charx_file(png.card, png.picture, png.files))
    assert charx.picture == made.picture()

    again = read_card(as_png_file(charx.card, charx.picture, charx.files))
    uris = [asset["uri"] for asset in again.card.assets]
    assert uris == ["__asset:assets/icon/images/main.png", "__asset:assets/emotion/images/0.png"]
    assert again.files["assets/emotion/images/0.png"] == joy


@pytest.mark.parametrize("path", ["../../x.png", "/etc/x", "a\\..\\b", "C:x", "é.png", "a//b", "", "CON/\0"])
def test_no_name_of_a_strangers_leads_out_of_an_archive(path):
    assets = [{"type": "x_any", "uri": f"embeded://{path}", "name": "a", "ext": "png"}]
    out = files_of(as_charx_file(Card(made.v3(assets=assets)), made.picture(), {path: b"content"}))
    assert b"content" in out.values()
    for name in out:
        assert name.isascii()
        assert ".." not in name.split("/")
        assert not name.startswith("/")
        assert "\\" not in name
        assert ":" not in name


def test_older_readers_get_no_decorators_and_are_told():
    book = {"entries": [{"keys": ["a"], "content": "@@depth 2\n@@@role user\nThe lamp.", "enabled": True}]}
    card = Card(made.v3(character_book=book))
    older = as_v2(card)["data"]
    assert older["character_book"]["entries"][0]["content"] == "The lamp."
    assert WARNING in older["creator_notes"]
    assert as_v3(card)["data"]["character_book"] == book


def test_a_change_touches_only_what_was_changed():
    tree = {**made.v2(), "description": made.fields()["description"], "chat": "x"}
    card = Card(tree).with_("description", "New").with_("name", "Ottilie")
    assert card.tree == {**tree, "description": "New", "data": {**tree["data"], "description": "New"}}
    assert list(card.tree["data"]) == list(tree["data"])
    assert Card(tree).with_("name", "Ottilie") == Card(tree)


def test_a_card_in_utf_16_is_read():
    told = '{"spec": "chara_card_v2", "data": {"name": "Zoë", "description": "x"}}'
    assert read_card(told.encode("utf-16")).card.name == "Zoë"


def test_a_name_holds_no_letter_that_cannot_be_seen():
    card = new_card({"name": "Ma\x00ra \u202egnp", "nickname": "\u2067M\u2069"})
    assert (card.name, card.display_name) == ("Mara gnp", "M")
