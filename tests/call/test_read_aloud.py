"""Replies read aloud: by a pretend process for sound, on a clock of its own."""

from __future__ import annotations

import pytest

from app.call import ReadAloud, ReadingChanged, ReadingFailed, VoiceChoices, VoiceTrait
from app.chat import ConversationId, MessageId
from app.core.errors import MinorsFilterTriggered, NoLoudspeaker, NoVoice
from app.core.paths import resources
from app.core.scope import Scope
from app.core.workers import Cancelled, Failed, Finished
from app.generation import ReplySource
from app.manner import MannerChoices
from app.models import VOICE, InstalledModel
from app.personas import PersonaId, PersonaStore, starter_sketches
from app.templates import TextDelta, TextRetracted
from app.voice import SYSTEM, AudioEnded, PretendAudio, Say, Silence

HERE, THERE = ConversationId(1), ConversationId(2)
WREN = PersonaId(1)
REPLY = ReplySource(HERE, MessageId(10), WREN)


def voice(name: str, *speakers: str) -> InstalledModel:
    return InstalledModel(name, f"/voices/{name}.onnx", 1, 1, "piper", 0, False, kind=VOICE, speakers=speakers)


@pytest.fixture
def installed():
    return [voice("kristin"), voice("joe"), voice("many", "ann", "bob")]


@pytest.fixture
def choices(vault, wren, installed):
    found = VoiceChoices(MannerChoices(vault), lambda: installed, lambda: False)
    found.put(Scope(), VoiceTrait.ALWAYS, "yes")
    return found


@pytest.fixture
def wren(vault):
    """There is somebody to choose a voice for."""
    personas = PersonaStore(vault)
    personas.add_starters(starter_sketches(resources() / "personas"))
    assert personas.get(WREN)
    return WREN


@pytest.fixture
def audio():
    return PretendAudio()


@pytest.fixture
def aloud(audio, choices):
    found = ReadAloud(audio, choices)
    found.attend(HERE)
    return found


def say(aloud: ReadAloud, *words: str, source: ReplySource = REPLY) -> None:
    for word in words:
        aloud.follow(source, TextDelta(word))


def test_a_reply_is_heard_while_it_is_still_written(aloud, audio):
    say(aloud, "I am here. ", "Where have ", "you been?")
    audio.advance(0.1)
    assert audio.said == ["I am here."]
    say(aloud, " I waited.")
    aloud.follow(REPLY, Finished(None))
    audio.advance(60)
    assert audio.said == ["I am here.", "Where have you been?", "I waited."]
    assert aloud.message is None


def test_one_sees_which_message_is_read_until_it_was_heard(aloud, audio):
    told: list[object] = []
    aloud.listen(told.append)
    aloud.read(WREN, HERE, MessageId(7), "Good morning. It rains.")
    assert aloud.message == 7
    audio.advance(60)
    assert aloud.message is None
    assert told.count(ReadingChanged()) == 2


def test_stopping_is_quiet_at_once(aloud, audio):
    aloud.read(WREN, HERE, MessageId(7), "Good morning. It rains.")
    audio.advance(0.2)
    aloud.stop()
    assert not audio.is_playing
    assert Silence() in audio.asked
    audio.advance(60)
    assert audio.said == ["Good morning."]


def test_another_message_takes_the_place_of_the_one_that_is_read(aloud, audio):
    aloud.read(WREN, HERE, MessageId(7), "Good morning. It rains.")
    audio.advance(0.2)
    aloud.read(WREN, HERE, MessageId(8), "Later.")
    audio.advance(60)
    assert audio.said == ["Good morning.", "Later."]


def test_replies_elsewhere_are_not_read(aloud, audio):
    say(aloud, "Psst. Are you there? ", source=ReplySource(THERE, MessageId(20), WREN))
    audio.advance(60)
    assert audio.said == []


def test_turning_to_another_conversation_ends_the_reading(aloud, audio):
    say(aloud, "I am here. And I stay here. ")
    audio.advance(0.1)
    aloud.attend(THERE)
    audio.advance(60)
    assert audio.said == ["I am here."]


def test_a_reply_that_was_stopped_is_not_begun_again_with_its_next_words(aloud, audio):
    say(aloud, "I am here. And I stay here. ")
    audio.advance(0.1)
    aloud.stop()
    say(aloud, "For as long as you like. ")
    audio.advance(60)
    assert audio.said == ["I am here."]


def test_in_a_call_it_is_silent(aloud, audio):
    aloud.is_held = lambda: True
    say(aloud, "I am here. ")
    assert audio.asked == []


def test_without_the_wish_nothing_is_read_by_itself(aloud, audio, choices):
    choices.put(Scope(WREN), VoiceTrait.ALWAYS, "no")
    say(aloud, "I am here. ")
    assert audio.asked == []


@pytest.mark.parametrize("end", [Cancelled(), TextRetracted(), Failed(MinorsFilterTriggered())])
def test_what_was_taken_back_is_not_heard_to_its_end(aloud, audio, end):
    say(aloud, "I am here. And I stay here. ")
    audio.advance(0.1)
    aloud.follow(REPLY, end)
    audio.advance(60)
    assert audio.said == ["I am here."]
    assert aloud.message is None


def test_the_narrator_has_a_voice_of_their_own(aloud, audio, choices):
    choices.put(Scope(WREN), VoiceTrait.VOICE, "joe")
    choices.put(Scope(WREN), VoiceTrait.NARRATOR, "kristin")
    choices.put(Scope(WREN), VoiceTrait.PITCH, "2")
    aloud.read(WREN, HERE, MessageId(7), "*She waves.* Good morning.")
    spoken = [asked for asked in audio.asked if isinstance(asked, Say)]
    assert [(each.style.voice, each.style.pitch) for each in spoken] == [
        ("/voices/kristin.onnx", 0.0),
        ("/voices/joe.onnx", 2.0),
    ]


def test_a_companion_keeps_its_voice_pace_and_speaker(choices):
    choices.put(Scope(WREN), VoiceTrait.VOICE, "many")
    choices.put(Scope(WREN), VoiceTrait.SPEAKER, "1")
    choices.put(Scope(WREN), VoiceTrait.PACE, "120")
    style = choices.voices(WREN, None).companion
    assert (style.voice, style.speaker, style.pace) == ("/voices/many.onnx", 1, 1.2)


def test_a_voice_that_is_gone_is_stood_in_for(choices, installed):
    choices.put(Scope(WREN), VoiceTrait.VOICE, "joe")
    installed[:] = [each for each in installed if each.name != "joe"]
    assert choices.voices(WREN, None).companion.voice == "/voices/kristin.onnx"


def test_values_that_are_none_count_as_not_chosen(choices):
    for trait in (VoiceTrait.PACE, VoiceTrait.PITCH, VoiceTrait.SPEAKER, VoiceTrait.SPOKEN):
        choices.put(Scope(WREN), trait, "9999999")
    holding = choices.holding(WREN, None)
    assert (holding.pace, holding.pitch, holding.speaker, holding.spoken.value) == (100, 0, 0, "both")


def test_without_any_voice_one_is_told_so(audio, vault):
    silent = ReadAloud(audio, VoiceChoices(MannerChoices(vault), list, lambda: False))
    with pytest.raises(NoVoice):
        silent.read(WREN, HERE, MessageId(7), "Good morning.")
    assert silent.message is None


def test_the_systems_own_voice_speaks_where_there_is_no_other(audio, vault):
    found = ReadAloud(audio, VoiceChoices(MannerChoices(vault), list, lambda: True))
    found.read(WREN, HERE, MessageId(7), "Good morning.")
    assert audio.asked[0].style.voice == SYSTEM


def test_what_goes_wrong_is_told_once_and_reading_ends(aloud, audio):
    told: list[object] = []
    aloud.listen(told.append)
    audio.fails["morning"] = NoLoudspeaker()
    aloud.read(WREN, HERE, MessageId(7), "Good morning. It rains. It snows.")
    audio.advance(60)
    failures = [event.error for event in told if isinstance(event, ReadingFailed)]
    assert [type(error) for error in failures] == [NoLoudspeaker]
    assert audio.said == []


def test_where_the_process_for_sound_ends_by_itself_one_is_told_and_can_go_on(aloud, audio):
    told: list[object] = []
    aloud.listen(told.append)
    aloud.read(WREN, HERE, MessageId(7), "Good morning. It rains.")
    audio.close()
    audio.tell(AudioEnded())
    assert any(isinstance(event, ReadingFailed) for event in told)
    aloud.read(WREN, HERE, MessageId(7), "Again.")
    audio.advance(60)
    assert audio.said == ["Again."]


def test_emoji_alone_are_read_in_no_time(aloud, audio):
    aloud.read(WREN, HERE, MessageId(7), "😀😀")
    assert aloud.message is None
    assert audio.said == []
