"""What stands behind a conversation: its own, else the companion's, else what came with the card."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from app.chat import ConversationStore
from app.core.errors import PictureUnreadable
from app.core.scope import Scope
from app.personas import PersonaStore, new_card
from app.presence import Background, BackgroundKind, Backgrounds
from app.vault import BlobKind, Blobs


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 60), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def personas(vault) -> PersonaStore:
    return PersonaStore(vault)


@pytest.fixture
def tilda(personas):
    return personas.get(personas.add(new_card({"name": "Tilda", "description": "A baker of forty."})))


@pytest.fixture
def backgrounds(vault, personas) -> Backgrounds:
    return Backgrounds(vault, personas, Blobs(vault))


def test_the_narrowest_choice_holds(vault, tilda, backgrounds):
    conversation_id = ConversationStore(vault).catalogue.start(tilda.id)
    assert backgrounds.of(tilda, conversation_id).kind is BackgroundKind.NONE
    backgrounds.choose(Scope(), Background(BackgroundKind.PORTRAIT, blur=10))
    assert backgrounds.of(tilda, conversation_id).blur == 10
    backgrounds.choose(Scope(tilda.id), Background(BackgroundKind.PICTURE), picture("red"))
    backgrounds.choose(Scope(tilda.id, conversation_id), Background(BackgroundKind.NONE))
    assert backgrounds.of(tilda, None).kind is BackgroundKind.PICTURE
    assert backgrounds.of(tilda, conversation_id).kind is BackgroundKind.NONE
    backgrounds.clear(Scope(tilda.id, conversation_id))
    assert backgrounds.of(tilda, conversation_id).kind is BackgroundKind.PICTURE


def test_a_picture_that_is_not_shown_any_more_is_not_kept(vault, tilda, backgrounds):
    here = Scope(tilda.id)
    backgrounds.choose(here, Background(BackgroundKind.PICTURE), picture("red"))
    first = backgrounds.of(tilda, None)
    backgrounds.choose(here, Background(BackgroundKind.PICTURE, blur=90, picture=first.picture))
    assert backgrounds.of(tilda, None).picture == first.picture
    backgrounds.choose(here, Background(BackgroundKind.PICTURE), picture("blue"))
    assert len(vault.read("SELECT 1 FROM blob")) == 1
    backgrounds.clear(here)
    assert not vault.read("SELECT 1 FROM blob")


def test_no_picture_changes_nothing(vault, tilda, backgrounds):
    with pytest.raises(PictureUnreadable):
        backgrounds.choose(Scope(tilda.id), Background(BackgroundKind.PICTURE), b"no picture")
    with pytest.raises(PictureUnreadable):
        backgrounds.choose(Scope(tilda.id), Background(BackgroundKind.PICTURE))
    assert backgrounds.chosen(Scope(tilda.id)) is None
    assert not vault.read("SELECT 1 FROM blob")


def test_a_card_brings_its_own(vault, personas, backgrounds):
    path = "assets/background/images/night.png"
    blob = Blobs(vault).put(BlobKind.PICTURE, picture("blue"))
    asset = {"type": "background", "uri": f"embeded://{path}", "name": "main", "ext": "png"}
    card = new_card({"name": "Nora", "description": "A pilot of forty.", "assets": [asset]})
    nora = personas.get(personas.add(card, files={path: blob}))
    assert backgrounds.of(nora, None).picture == blob
    assert backgrounds.picture(blob).startswith(b"\x89PNG")
    backgrounds.choose(Scope(nora.id), Background(BackgroundKind.NONE))
    assert backgrounds.of(nora, None).kind is BackgroundKind.NONE


def test_a_picture_that_stands_elsewhere_too_stays(vault, tilda, backgrounds):
    conversation_id = ConversationStore(vault).catalogue.start(tilda.id)
    backgrounds.choose(Scope(tilda.id), Background(BackgroundKind.PICTURE), picture("red"))
    wide = backgrounds.of(tilda, None)
    # Blurred otherwise in one conversation, it is the same picture.
    backgrounds.choose(Scope(tilda.id, conversation_id), Background(BackgroundKind.PICTURE, 90, picture=wide.picture))
    backgrounds.clear(Scope(tilda.id, conversation_id))
    assert backgrounds.picture(backgrounds.of(tilda, None).picture)
