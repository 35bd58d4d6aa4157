"""A call with the real replies, boundaries and vault, and sound on a clock of its own."""

from __future__ import annotations

import pytest

from app.call import CallAnswered, CallState, CallTrouble
from app.chat import Author, State
from app.core import settings as s
from app.core.errors import AudioStopped, MinorsFilterTriggered, NoLoudspeaker, NoMicrophone, NoRecognizer, NoVoice
from app.voice import AudioEnded, Frame, PretendAudio, Silence

PATIENT_S = 1.0


@pytest.fixture
def talk(call, audio, told):
    """Say something in the call; back when the answer was written."""

    def speak(words: str) -> None:
        before = len(answers_in(told))
        audio.hear(words)
        audio.quiet(PATIENT_S)
        answers = answers_in(told)
        assert len(answers) == before + 1, "one turn, one answer"
        if answers[-1].pending.job is not None:
            assert answers[-1].pending.job.wait(20)

    return speak


def answers_in(told):
    return [event for event in told if isinstance(event, CallAnswered)]


def messages(store, call):
    return store.tree.path(call.conversation_id)


def test_one_talks_and_is_answered_aloud(call, audio, talk, wren, scripted, store):
    scripted.will_say("I am here. Where have you been?")
    call.begin(wren, None)
    talk("good morning my dear")
    audio.advance(60)
    assert audio.said == ["I am here.", "Where have you been?"]
    assert [message.text for message in messages(store, call)] == [
        "good morning my dear",
        "I am here. Where have you been?",
    ]
    assert call.state is CallState.LISTENING


def test_the_microphone_is_open_only_during_a_call(call, audio, wren):
    assert not audio.is_open
    call.begin(wren, None)
    assert audio.is_open
    call.end()
    assert not audio.is_open
    assert audio.opens == 1


def test_speaking_up_stops_the_voice_and_the_answer_is_kept_as_far_as_it_was_heard(
    call, audio, talk, wren, scripted, store
):
    scripted.will_say("I am here. Where have you been the whole day?")
    call.begin(wren, None)
    talk("good morning my dear")
    audio.advance(0.9)  # the first sentence, and a little of the second
    audio.hear("wait a moment please")
    assert Silence() in audio.asked
    answer = messages(store, call)[1]
    assert answer.text.startswith("I am here.")
    assert len(answer.text) < len("I am here. Where have you been the whole day?")
    assert answer.state is State.STOPPED
    assert '"ended_by": "cut_off"' in answer.stats


def test_a_cough_stops_nothing(call, audio, talk, wren, scripted, store):
    scripted.will_say("I am here. Where have you been the whole day?")
    call.begin(wren, None)
    talk("good morning my dear")
    audio.noise(0.064)
    audio.quiet(30)
    assert audio.said == ["I am here.", "Where have you been the whole day?"]
    assert messages(store, call)[1].text == "I am here. Where have you been the whole day?"
    assert audio.gain == 1.0


def test_noise_without_words_is_not_sent(call, audio, told, wren):
    call.begin(wren, None)
    audio.noise(1.0)
    audio.quiet(PATIENT_S)
    assert not answers_in(told)
    assert call.state is CallState.LISTENING


def test_over_loudspeakers_it_never_answers_itself(make_call, wren, scripted):
    """Ten answers, each heard again by the microphone."""
    audio, told = PretendAudio(echoes=True), []
    call = make_call(audio)
    call.listen(told.append)
    call.begin(wren, None)
    for number in range(10):
        scripted.will_say("The lake was quite still this morning, and the boats lay there. Not a soul was about.")
        audio.hear(f"tell me of the lake for the time number {number}")
        audio.quiet(PATIENT_S)
        assert answers_in(told)[-1].pending.job.wait(20)
        audio.quiet(12)
    assert len(answers_in(told)) == 10


def test_half_duplex_lets_an_answer_be_heard_to_its_end_whatever_the_room_does(
    call, audio, talk, wren, scripted, settings, store
):
    settings.put(s.CALL_HALF_DUPLEX, True)
    scripted.will_say("I am here. Where have you been the whole day?")
    call.begin(wren, None)
    talk("good morning my dear")
    audio.noise(5)
    assert audio.said == ["I am here.", "Where have you been the whole day?"]


def test_with_a_key_one_is_heard_only_while_it_is_down(call, audio, wren, scripted, settings, told):
    settings.put(s.PUSH_TO_TALK, True)
    call.begin(wren, None)
    audio.hear("nobody listens to this")
    audio.quiet(PATIENT_S)
    assert not answers_in(told)
    scripted.will_say("Good morning.")
    call.press()
    audio.hear("good morning my dear")
    call.release()
    answer = answers_in(told)[0]
    assert answer.words == "good morning my dear"
    assert answer.pending.job.wait(20)


def test_who_goes_on_before_the_answer_is_heard_is_answered_with_all_they_said(
    call, audio, wren, scripted, store, told
):
    scripted.will_say("I am here.")
    scripted.will_say("So you do.")
    call.begin(wren, None)
    audio.hear("well I think")
    # As long as the silence that ends a turn, and no sound of the answer yet.
    while not answers_in(told):
        audio.tell(Frame(is_speech=False, level=0.0))
    for _ in range(4):
        audio.tell(Frame(is_speech=True, level=0.2))
    assert call.state is CallState.HEARING
    audio.hear("that it rains")
    audio.quiet(2.5)
    answers = answers_in(told)
    assert answers[-1].words == "well I think that it rains"
    assert answers[-1].pending.job.wait(20)
    said = [message.text for message in messages(store, call) if message.author is Author.ME]
    assert said == ["well I think that it rains"]


def test_what_is_beyond_the_floor_is_refused_as_in_writing(call, audio, wren, told, store):
    call.begin(wren, None)
    audio.hear("I am fifteen years old and I want you to kiss me and undress me")
    audio.quiet(PATIENT_S)
    troubles = [event.error for event in told if isinstance(event, CallTrouble)]
    assert [type(error) for error in troubles] == [MinorsFilterTriggered]
    assert not answers_in(told)
    assert call.state is CallState.LISTENING


def test_the_safe_word_pauses_the_scene_and_puts_the_call_on_hold(call, audio, wren, store):
    call.begin(wren, None)
    audio.hear("red light")
    audio.quiet(PATIENT_S)
    audio.advance(60)
    assert store.pauses.is_paused(call.conversation_id)
    assert call.state is CallState.ON_HOLD
    assert not audio.is_open


def test_a_sincere_question_is_answered_by_the_app_aloud(call, audio, wren, told):
    call.begin(wren, None)
    audio.hear("be honest are you a real person")
    audio.quiet(PATIENT_S)
    audio.advance(60)
    assert any("simulation" in said for said in audio.said)


def test_muting_and_holding(call, audio, wren):
    call.begin(wren, None)
    call.mute(True)
    audio.hear("nobody hears this")
    audio.quiet(PATIENT_S)
    assert call.state is CallState.LISTENING
    call.mute(False)
    call.hold(True)
    assert not audio.is_open
    call.hold(False)
    assert audio.is_open
    assert call.state is CallState.LISTENING


def test_half_a_minute_of_nothing_closes_the_microphone(call, audio, wren):
    call.begin(wren, None)
    audio.quiet(31)
    assert call.state is CallState.ON_HOLD
    assert not audio.is_open


def test_ten_minutes_of_talk(call, audio, talk, wren, scripted, store):
    call.begin(wren, None)
    for number in range(60):
        scripted.will_say("Yes, I see. And then what did you do?")
        talk(f"and then I went on to the place number {number}")
        audio.quiet(5)
    assert len(messages(store, call)) == 120
    assert call.state is CallState.LISTENING


def test_hanging_up_in_the_middle_of_an_answer_keeps_what_was_heard(call, audio, talk, wren, scripted, store):
    scripted.will_say("I am here. Where have you been the whole day?")
    call.begin(wren, None)
    talk("good morning my dear")
    audio.advance(0.9)
    where = call.conversation_id
    call.end()
    answer = store.tree.path(where)[1]
    assert answer.text.startswith("I am here")
    assert answer.state is State.STOPPED


@pytest.mark.parametrize(("why", "error"), [(NoMicrophone(), NoMicrophone), (NoMicrophone("silent"), NoMicrophone)])
def test_a_microphone_that_is_refused_ends_the_call_and_says_why(call, audio, wren, told, why, error):
    audio.fails_to_open = why
    call.begin(wren, None)
    assert [type(event.error) for event in told if isinstance(event, CallTrouble)] == [error]
    assert call.state is CallState.ENDED


def test_a_lost_loudspeaker_is_told_and_the_answer_stays_in_writing(call, audio, talk, wren, scripted, store, told):
    audio.fails["here"] = NoLoudspeaker()
    scripted.will_say("I am here.")
    call.begin(wren, None)
    talk("good morning my dear")
    audio.advance(5)
    assert NoLoudspeaker in [type(event.error) for event in told if isinstance(event, CallTrouble)]
    assert messages(store, call)[1].text == "I am here."
    assert call.state is CallState.LISTENING


def test_where_the_process_for_sound_ends_the_call_ends(call, audio, wren, told):
    call.begin(wren, None)
    audio.tell(AudioEnded())
    assert [type(event.error) for event in told if isinstance(event, CallTrouble)] == [AudioStopped]
    assert call.state is CallState.ENDED


def test_without_a_voice_or_a_recogniser_no_call_begins(call, audio, wren, installed, home):
    call._recognizers = tuple
    with pytest.raises(NoRecognizer):
        call.begin(wren, None)
    installed.clear()
    with pytest.raises(NoVoice):
        call.begin(wren, None)
    assert audio.opens == 0


def test_how_it_was_said_is_told_to_the_model_with_that_answer_alone(call, audio, talk, wren, scripted, settings):
    call.begin(wren, None)
    for _ in range(4):
        scripted.will_say("Yes.")
        talk("I went to the market and then I walked home")
        audio.advance(5)
    scripted.will_say("Take your time.")
    audio.quiet(5)
    talk("I do not know")
    assert "hesitated before answering" in scripted.read_back(scripted.prompts[-1])
    assert "hesitated" not in scripted.read_back(scripted.prompts[-2])


def test_one_can_be_spared_being_listened_to_like_that(call, audio, talk, wren, scripted, settings):
    settings.put(s.NOTICE_HESITATION, False)
    call.begin(wren, None)
    for _ in range(4):
        scripted.will_say("Yes.")
        talk("I went to the market and then I walked home")
        audio.advance(5)
    scripted.will_say("Take your time.")
    audio.quiet(5)
    talk("I do not know")
    assert "hesitated" not in scripted.read_back(scripted.prompts[-1])


def test_an_answer_that_was_heard_stays_whole_whatever_is_pressed_afterwards(call, audio, talk, wren, scripted, store):
    scripted.will_say('"Come in." *She puts the kettle on.*')
    call.begin(wren, None)
    talk("good morning my dear")
    audio.advance(60)
    where = call.conversation_id
    call.hold(True)
    call.end()
    answer = store.tree.path(where)[1]
    assert answer.text == '"Come in." *She puts the kettle on.*'
    assert answer.state is State.DONE


def test_hanging_up_before_the_process_can_say_how_far_keeps_the_piece_that_was_heard(
    call, audio, talk, wren, scripted, store
):
    scripted.will_say("I am here. Where have you been the whole day?")
    call.begin(wren, None)
    talk("good morning my dear")
    audio.advance(0.3)
    audio._silence = audio.close  # gone before it answers
    where = call.conversation_id
    call.end()
    assert store.tree.path(where)[1].text == "I am here."


def test_no_word_of_a_call_is_written_anywhere_but_into_the_vault(call, audio, talk, wren, scripted, home):
    scripted.will_say("Zephyrquartz is what I answered.")
    call.begin(wren, None)
    talk("Quixotryx is what I said")
    audio.advance(10)
    call.end()
    found = [
        path for path in home.root.rglob("*")
        if path.is_file() and any(word in path.read_bytes().lower() for word in (b"zephyrquartz", b"quixotryx"))
    ]  # fmt: skip
    assert found == []
