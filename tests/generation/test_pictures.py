"""Pictures in a conversation: kept once, shown to whoever can see, told to whoever cannot, and gone with the last."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.chat import AttachmentKind
from app.core.errors import (
    BlobDamaged,
    FileTooLarge,
    FileUnreadable,
    MinorsFilterTriggered,
    PictureUnreadable,
    TooManyAttachments,
)
from app.engine import MediaItem, MediaKind
from app.generation import AttachmentService, Conversations, MediaContents
from app.manner import Looks, MannerChoices
from app.templates.chat_message import UNHEARD, UNSEEN
from app.voice import Sound, wav_bytes
from tests.driving import finished, run


def png(colour: str = "red", size=(40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


class Describer:
    """Says of every picture what it is told to."""

    def __init__(self) -> None:
        self.says, self.name = "A red wall.", "tiny"

    def describe(self, pixels):
        yield None
        return self.says


@pytest.fixture
def describer():
    return Describer()


@pytest.fixture
def attaching(store, settings, describer):
    return AttachmentService(store.attachments, settings, describer.describe, lambda: describer.name)


@pytest.fixture
def say(conversations, wren, store):
    def say(text: str, conversation_id=None):
        pending = conversations.replies.say(wren, conversation_id, text)
        finished(pending.job)
        return pending

    return say


def read_by(scripted) -> str:
    return scripted.read_back(scripted.prompts[-1])


def test_a_picture_goes_with_the_message_that_is_written(attaching, say, wren, store):
    attached = attaching.attach_picture(wren.id, None, png())
    assert store.attachments.drafted(wren.id, None) == [attached]
    pending = say("Look!")
    assert store.attachments.drafted(wren.id, None) == []
    (shown,) = store.tree.get(pending.question.id).attachments
    assert (shown.digest, shown.width, shown.height) == (attached.digest, 40, 30)


def test_a_model_without_eyes_is_told_so_and_reads_what_was_described(attaching, say, wren, store, scripted):
    attaching.attach_picture(wren.id, None, png())
    say("Look!")
    assert UNSEEN in read_by(scripted)
    attaching.attach_picture(wren.id, None, png("blue"), alt="a blue wall")
    say("And this?")
    assert "[picture: a blue wall]" in read_by(scripted)


def test_a_model_with_eyes_sees_it(attaching, say, wren, scripted):
    scripted.facts = replace(scripted.facts, senses=frozenset({MediaKind.IMAGE}))
    attached = attaching.attach_picture(wren.id, None, png(), alt="a red wall")
    say("Look!")
    assert [chunk.digest for chunk in scripted.pictures[-1]] == [attached.digest]
    assert "[picture" not in read_by(scripted)


def test_a_picture_alone_is_a_message(attaching, say, wren, store, scripted):
    attaching.attach_picture(wren.id, None, png(), alt="a red wall")
    pending = say("")
    assert store.tree.get(pending.answer.id).text
    assert "[picture: a red wall]" in read_by(scripted)


def test_a_conversation_that_begins_with_a_picture_is_called_by_what_it_shows(attaching, say, wren, store):
    attaching.attach_picture(wren.id, None, png(), alt="A red wall.")
    assert store.catalogue.get(say("").conversation_id).title == "A red wall"


def test_where_nobody_described_it_the_next_words_give_the_title(attaching, say, wren, store):
    attaching.attach_picture(wren.id, None, png())
    begun = say("").conversation_id
    say("That is our garden wall.", begun)
    assert store.catalogue.get(begun).title == "That is our garden wall"
    say("It was painted last year.", begun)
    assert store.catalogue.get(begun).title == "That is our garden wall"


def test_the_same_picture_is_kept_once_and_goes_with_the_last_that_shows_it(attaching, say, wren, store, vault):
    first = attaching.attach_picture(wren.id, None, png())
    one = say("Look!")
    attaching.attach_picture(wren.id, one.conversation_id, png())
    other = say("Again!", one.conversation_id)
    assert len(vault.read("SELECT 1 FROM media")) == 1
    store.trash.remove(one.conversation_id, other.question.id)
    store.trash.purge_messages()
    assert store.attachments.content(first.digest)
    with vault.write("conversation") as db:
        db.execute("DELETE FROM conversation WHERE id = ?", (one.conversation_id,))
    with pytest.raises(BlobDamaged):
        store.attachments.content(first.digest)
    assert not [path for path in (vault.folder / "blobs").rglob("*") if path.is_file()]


def test_other_words_for_a_message_keep_its_pictures(attaching, say, conversations, wren, store):
    attaching.attach_picture(wren.id, None, png())
    pending = say("Look!")
    edited = conversations.replies.edit(wren, pending.conversation_id, pending.question.id, "Look here!")
    finished(edited.job)
    assert [each.digest for each in store.tree.get(edited.question.id).attachments] == [
        each.digest for each in store.tree.get(pending.question.id).attachments
    ]


def test_a_copied_branch_carries_them(attaching, say, wren, store):
    attaching.attach_picture(wren.id, None, png(), alt="a red wall")
    pending = say("Look!")
    copy = store.tree.copy_branch(pending.conversation_id, pending.answer.id, "Copy")
    assert store.tree.path(copy)[-2].attachments[0].alt == "a red wall"


def test_what_was_taken_out_comes_back_until_the_next_start(attaching, wren, store):
    attached = attaching.attach_picture(wren.id, None, png())
    store.attachments.take_out(attached.id)
    assert store.attachments.drafted(wren.id, None) == []
    store.attachments.put_back(attached.id, wren.id, None)
    assert store.attachments.drafted(wren.id, None) == [attached]
    store.attachments.take_out(attached.id)
    store.attachments.drop_removed()
    with pytest.raises(BlobDamaged):
        store.attachments.get(attached.id)


def test_what_nobody_else_owns_stays_at_the_next_start(attaching, say, wren, store, personas):
    one = attaching.attach_picture(wren.id, None, png())
    say("Look!")
    other = attaching.attach_picture(wren.id, None, png("blue"))
    personas.sweep()
    assert store.attachments.content(one.digest)
    assert store.attachments.content(other.digest)


def test_a_message_has_its_bounds_and_a_bad_file_changes_nothing(attaching, wren, store, vault):
    with pytest.raises(PictureUnreadable):
        attaching.attach_picture(wren.id, None, b"no picture")
    for shade in range(8):
        attaching.attach_picture(wren.id, None, png(f"#0000{shade:02x}"))
    with pytest.raises(TooManyAttachments):
        attaching.attach_picture(wren.id, None, png("white"))
    assert len(vault.read("SELECT 1 FROM media")) == 8


def test_a_description_of_ones_own_is_kept(attaching, describer, wren, store):
    attached = attaching.attach_picture(wren.id, None, png())
    assert run(attaching.describe(attached.id)) == "A red wall."
    assert store.attachments.get(attached.id).alt == "A red wall."
    store.attachments.describe(attached.id, "My kitchen.")
    run(attaching.describe(attached.id))
    assert store.attachments.get(attached.id).alt == "My kitchen."


@pytest.mark.parametrize("alt", ["Two children playing in the snow.", "A girl in a red dress."])
def test_with_a_child_in_the_picture_romance_is_closed_for_a_few_turns(attaching, say, wren, store, alt):
    attaching.attach_picture(wren.id, None, png(), alt=alt)
    with pytest.raises(MinorsFilterTriggered) as closed:
        say("Kiss me, I want you so much.")
    assert closed.value.case == "picture"
    assert len(store.attachments.drafted(wren.id, None)) == 1
    pending = say("What a lovely day that was.")
    with pytest.raises(MinorsFilterTriggered):
        say("Kiss me, I want you so much.", pending.conversation_id)
    for line in ("It rains.", "I am reading.", "It has grown late.", "Good night then."):
        say(line, pending.conversation_id)
    say("Kiss me, I want you so much.", pending.conversation_id)
    with pytest.raises(MinorsFilterTriggered):
        say("I think of the picture, and I want to undress her.", pending.conversation_id)


def test_of_a_picture_that_nobody_described_only_who_sees_may_know(attaching, say, wren, scripted):
    attaching.attach_picture(wren.id, None, png())
    say("Kiss me, I want you so much.")  # no model saw anything
    scripted.facts = replace(scripted.facts, senses=frozenset({MediaKind.IMAGE}))
    attaching.attach_picture(wren.id, None, png("blue"))
    with pytest.raises(MinorsFilterTriggered):
        say("Kiss me, I want you so much.")


def test_attachments_say_what_they_are_and_nothing_of_what_they_show(attaching, wren):
    attached = attaching.attach_picture(wren.id, None, png(), alt="a secret")
    assert attached.kind is AttachmentKind.IMAGE
    assert "secret" not in repr(attached)


def test_nothing_of_a_picture_lies_readable_on_the_disk(attaching, say, wren, home):
    planted = bytes(range(256)) * 48
    image = Image.frombytes("RGB", (64, 64), planted)
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "PLANTED-MAKER"
    image.save(out, "PNG", exif=exif)
    attaching.attach_picture(wren.id, None, out.getvalue(), alt="PLANTED-WORDS")
    say("PLANTED-TEXT")
    for path in home.root.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"PLANTED" not in content, path
            assert planted[:64] not in content, path
            assert b"IHDR" not in content, path


def test_a_companion_knows_how_it_looks_where_it_was_told(vault, store, worker, model, settings, wren, scripted):
    manner = MannerChoices(vault)
    looks = Looks(manner)
    looks.put(wren.id, "A small brown bird.", wren.described)
    conversations = Conversations(store, worker, model, settings, "You are {name}. {description}", manner=manner)
    built = conversations.replies._turns.prompts._manner([wren], None)
    assert "How Wren looks: A small brown bird." in built
    looks.put(wren.id, "", wren.described)
    assert conversations.replies._turns.prompts._manner([wren], None) == ""
    with pytest.raises(MinorsFilterTriggered):
        looks.put(wren.id, "A 12-year-old girl in lingerie, naked and aroused.", wren.described)


# --- recordings ---

RECOGNIZER = Path(__file__).parents[1] / "data" / "recognizer"


def wav(seconds: float = 1.0, rate: int = 24_000) -> bytes:
    sound = 0.2 * np.sin(np.arange(int(seconds * rate)) * 2 * np.pi * 220 / rate)
    return wav_bytes(Sound(sound.astype(np.float32), rate))


def test_a_recording_is_kept_at_one_rate_and_read_as_what_is_said_in_it(attaching, say, wren, store, scripted):
    attaching.recognizers = lambda: (RECOGNIZER,)
    attached = run(attaching.attach_recording(wren.id, None, wav()))
    assert (attached.kind, attached.width, attached.height) == (AttachmentKind.AUDIO, 16_000, 0)
    assert run(attaching.describe(attached.id)) == "hello"
    say("Listen!")
    assert "[recording: hello]" in read_by(scripted)


def test_a_model_with_ears_hears_it(attaching, say, wren, scripted, store):
    scripted.facts = replace(scripted.facts, senses=frozenset({MediaKind.AUDIO}), hearing_rate=16_000)
    attached = run(attaching.attach_recording(wren.id, None, wav()))
    say("Listen!")
    assert [chunk.digest for chunk in scripted.pictures[-1]] == [attached.digest]
    item = MediaItem(MediaKind.AUDIO, attached.digest, attached.width)
    samples = np.frombuffer(MediaContents(store.attachments).show(item), np.float32)
    assert len(samples) == 16_000
    assert 0.1 < np.abs(samples).max() < 0.3


def test_without_ears_and_words_it_is_told_that_it_hears_nothing(attaching, say, wren, scripted):
    run(attaching.attach_recording(wren.id, None, wav()))
    say("Listen!")
    assert UNHEARD in read_by(scripted)


@pytest.mark.parametrize("bad", [b"", b"no sound", b"RIFF" + bytes(100), wav(0.01)])
def test_what_is_no_recording_is_refused_and_nothing_is_kept(attaching, wren, vault, bad):
    with pytest.raises(FileUnreadable):
        run(attaching.attach_recording(wren.id, None, bad))
    assert vault.read("SELECT 1 FROM media") == []


def test_one_that_is_too_long_is_refused(attaching, wren):
    with pytest.raises(FileTooLarge):
        run(attaching.attach_recording(wren.id, None, wav(301, 8000)))
