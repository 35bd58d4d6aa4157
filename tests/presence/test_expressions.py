"""The face follows what is said: by rules, by pictures of one's own, and by the drawn faces of the first three."""

from __future__ import annotations

import io
import tomllib
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.core.errors import FileUnreadable, NoSuchPicture, PictureUnreadable
from app.core.paths import resources
from app.personas import CardImporter, PersonaStore, new_card, read_card, starter_sketches
from app.presence import (
    EXPRESSIONS,
    NEUTRAL,
    ExpressionPictures,
    MeaningClassifier,
    cues_in,
    drawn_face,
    expression_called,
    feeling_of,
    shown_for,
)
from app.vault import Blobs
from tests.driving import run

CUES = cues_in(resources() / "words" / "feelings.toml")
ROOT = Path(__file__).resolve().parents[2]
REPLIES = tomllib.loads((Path(__file__).parent / "feelings.toml").read_text("utf-8"))["reply"]


def picture(colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 60), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def personas(vault) -> PersonaStore:
    store = PersonaStore(vault)
    store.add_starters(starter_sketches(resources() / "personas"))
    return store


@pytest.fixture
def shows(vault, personas) -> ExpressionPictures:
    return ExpressionPictures(personas, Blobs(vault))


@pytest.fixture
def tilda(personas) -> int:
    return personas.add(new_card({"name": "Tilda", "description": "A baker of forty."}))


# --- what is felt ---


def test_there_are_the_28_feelings_that_others_have_pictures_for():
    assert len(EXPRESSIONS) == len(set(EXPRESSIONS)) == 28
    assert set(CUES.patterns) == set(EXPRESSIONS) - {NEUTRAL}
    assert {label for label, _ in CUES.likes} == set(EXPRESSIONS)


def test_the_rules_see_most_of_what_a_reader_sees_and_never_guess_a_plain_sentence():
    seen = [(each["is"], feeling_of(each["text"], CUES).expression) for each in REPLIES]
    assert sum(is_ == found for is_, found in seen) >= 0.6 * len(seen)
    assert all(found == NEUTRAL for is_, found in seen if is_ == NEUTRAL)


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("*smiles*", "joy"),
        ("I am not angry.", NEUTRAL),
        ("I'm not happy about it. *cries*", "sadness"),
        ("She laughed. *sobs* He is gone.", "grief"),
        ("Thank goodness!", "relief"),
        ("You’re back. *lets out a long breath*", "relief"),
        ("", NEUTRAL),
    ],
)
def test_actions_and_the_end_weigh_more_and_what_is_denied_nothing(text, expression):
    assert feeling_of(text, CUES).expression == expression


@given(st.text())
def test_whatever_is_said_has_a_feeling(text):
    assert feeling_of(text, CUES).expression in EXPRESSIONS


def test_a_model_of_meanings_decides_what_the_rules_leave_open():
    class Same:
        identity = "same"

        def embed(self, texts, *, asks=False):
            yield from ()
            return [[1.0, 0.0] if "boat" in text or "did not expect" in text else [0.0, 1.0] for text in texts]

    class Nothing:
        identity = "nothing"

        def embed(self, texts, *, asks=False):
            yield from ()
            return [[1.0, 0.0] if "boat" in text else [0.0, 1.0] for text in texts]

    assert run(MeaningClassifier(CUES).feeling("You bought a boat?", Same())).expression == "surprise"
    assert run(MeaningClassifier(CUES).feeling("You bought a boat?", Nothing())).expression == NEUTRAL


def test_the_sentences_to_compare_with_are_embedded_once_a_model():
    class Counting:
        identity = "counting"
        asked = 0

        def embed(self, texts, *, asks=False):
            yield from ()
            self.asked += len(texts)
            return [[1.0, 0.0] for _ in texts]

    model, by_meaning = Counting(), MeaningClassifier(CUES)
    for _ in range(3):
        run(by_meaning.feeling("You bought a boat?", model))
    assert model.asked == len(CUES.likes) + 3


# --- what shows it ---


@pytest.mark.parametrize("who", ["wren", "aldous", "marlow"])
def test_the_first_three_have_a_face_for_every_feeling_and_can_blink_and_speak(who):
    faces = {drawn_face(who, label).read_bytes() for label in EXPRESSIONS}
    assert len(faces) == len(EXPRESSIONS)
    assert drawn_face(who, NEUTRAL, blinks=True).read_bytes() not in faces
    assert drawn_face(who, NEUTRAL, speaks=True).read_bytes() not in faces


@pytest.mark.parametrize("who", ["nobody", "", "../portraits/wren", "vault/3/7"])
def test_nobody_else_is_drawn(who):
    assert drawn_face(who, NEUTRAL) is None


def test_the_faces_are_those_that_the_script_draws(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "packaging" / "faces"))
    import draw

    assert dict(draw.faces()) == {path.name: path.read_bytes() for path in draw.FOLDER.iterdir()}


@pytest.mark.parametrize(
    ("name", "expression"),
    [("joy", "joy"), ("Joy-2", "joy"), ("anger.alt", "anger"), ("happy", "joy"), ("main", NEUTRAL), ("castle", None)],
)
def test_pictures_are_known_by_the_names_that_others_give_them(name, expression):
    assert expression_called(name) == expression


def test_what_has_no_picture_is_shown_by_the_nearest_that_has():
    assert shown_for("grief", {"sadness", NEUTRAL}) == "sadness"
    assert shown_for("pride", {"anger", NEUTRAL}) == NEUTRAL
    assert shown_for("pride", {"anger"}) is None


def test_sprites_come_in_as_a_zip_and_go_out_with_the_card(tmp_path, vault, personas, shows, tilda):
    file = tmp_path / "Tilda.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name, colour in (
            ("joy.png", "red"),
            ("joy-2.png", "blue"),
            ("sub/sadness.png", "green"),
            ("castle.png", "grey"),
        ):
            archive.writestr(name, picture(colour))
        archive.writestr("readme.txt", b"hello")
    brought = shows.bring(tilda, file)
    assert (brought.count, brought.strange) == (2, ("castle.png",))
    found = personas.get(tilda)
    assert set(shows.own(found)) == {"joy", "sadness"}
    assert Image.open(io.BytesIO(shows.picture(found, "grief"))).getpixel((0, 0))[:3] == (0, 128, 0)
    again = read_card(CardImporter(personas, Blobs(vault)).as_file(found, "charx"))
    assert {asset["name"] for asset in again.card.assets if asset["type"] == "emotion"} == {"joy", "sadness"}
    assert not [note for note in again.notes if "pictures" in str(note)]


def test_a_picture_is_given_by_hand_and_taken_away(personas, shows, tilda):
    shows.assign(tilda, "anger", picture())
    shows.assign(tilda, "anger", picture("blue"))
    found = personas.get(tilda)
    assert Image.open(io.BytesIO(shows.picture(found, "anger"))).getpixel((0, 0))[:3] == (0, 0, 255)
    shows.remove(tilda, "anger")
    assert not shows.own(personas.get(tilda))
    # What was there is there again with the version before.
    assert shows.own(personas.get(tilda)) == {}
    personas.change(tilda, personas.versions(tilda)[0].card)
    assert set(shows.own(personas.get(tilda))) == {"anger"}


def test_a_bad_file_changes_nothing(tmp_path, vault, personas, shows, tilda):
    broken, empty = tmp_path / "broken.zip", tmp_path / "empty"
    broken.write_bytes(b"PK\x03\x04 nothing")
    empty.mkdir()
    before = personas.get(tilda)
    with pytest.raises(FileUnreadable):
        shows.bring(tilda, broken)
    with pytest.raises(NoSuchPicture):
        shows.bring(tilda, empty)
    with pytest.raises(PictureUnreadable):
        shows.assign(tilda, "joy", b"\x89PNG\r\n\x1a\nno")
    with pytest.raises(NoSuchPicture):
        shows.remove(tilda, "joy")
    assert personas.get(tilda) == before
    assert not vault.read("SELECT 1 FROM blob")


def test_who_is_drawn_needs_no_pictures_and_own_ones_take_their_place(personas, shows):
    wren = personas.named("Wren")
    assert shows.there(wren) == set(EXPRESSIONS)
    assert shows.picture(wren, "joy") == b""
    shows.assign(wren.id, "joy", picture())
    assert shows.there(personas.get(wren.id)) == {"joy"}
