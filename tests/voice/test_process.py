"""Inside the process for sound, with pretend devices: speaking, hearing, and what it says of both."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from app.core.errors import NoLoudspeaker, NoMicrophone, VoiceUnreadable
from app.voice import (
    AudioEnded,
    AudioProcess,
    BeepSpeaker,
    BeginWords,
    CloseMicrophone,
    Duck,
    FinishWords,
    Frame,
    ListeningFailed,
    MicrophoneClosed,
    MicrophoneOpened,
    OpenMicrophone,
    PieceEnded,
    PieceFailed,
    PieceStarted,
    Prepare,
    Say,
    ScriptedTranscriber,
    Silence,
    Silenced,
    VoiceStyle,
    Words,
)
from app.voice.activity import EnergyActivity
from app.voice.listening import SILENT_FRAMES, Listening
from app.voice.loudspeaker import PlayQueue
from app.voice.microphone import FRAME
from app.voice.speaker import PLAYING_RATE
from app.voice.speaking import Speaking

STYLE = VoiceStyle("beep")


class PretendLoudspeaker(PlayQueue):
    """Plays when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def told():
    return []


@pytest.fixture
def loudspeaker():
    return PretendLoudspeaker()


@pytest.fixture
def speaking(loudspeaker, told):
    found = Speaking(BeepSpeaker(), BeepSpeaker(), loudspeaker, told.append)
    yield found
    found.close()


def settle(speaking: Speaking) -> None:
    """Wait until what was asked for is spoken."""
    done = threading.Event()

    def work():
        yield
        done.set()

    speaking._worker.submit(work)
    assert done.wait(20)


def play(speaking: Speaking, loudspeaker: PlayQueue, seconds: float) -> None:
    for _ in range(round(seconds / 0.032)):
        loudspeaker.take(int(0.032 * PLAYING_RATE))
        speaking.tick()


def test_pieces_are_heard_one_after_the_other(speaking, loudspeaker, told):
    for number, text in enumerate(("Good morning.", "It rains."), 1):
        speaking.take(Say(number, text, STYLE, 100))
    settle(speaking)
    speaking.tick()
    play(speaking, loudspeaker, 3)
    assert [event for event in told if isinstance(event, PieceStarted | PieceEnded)] == [
        PieceStarted(1), PieceEnded(1), PieceStarted(2), PieceEnded(2),
    ]  # fmt: skip


def test_a_piece_too_short_to_be_seen_is_told_all_the_same(speaking, loudspeaker, told):
    speaking.take(Say(1, "a", STYLE))
    speaking.take(Say(2, "It rains the whole day.", STYLE))
    settle(speaking)
    loudspeaker.take(int(0.1 * PLAYING_RATE))
    speaking.tick()
    assert [event for event in told if isinstance(event, PieceStarted | PieceEnded)] == [
        PieceStarted(1), PieceEnded(1), PieceStarted(2),
    ]  # fmt: skip


def test_silence_says_how_far_it_was_heard_and_nothing_is_played_after_it(speaking, loudspeaker, told):
    speaking.take(Say(1, "a" * 50, STYLE))
    speaking.take(Say(2, "It rains.", STYLE))
    settle(speaking)
    play(speaking, loudspeaker, 1.5)
    speaking.take(Silence())
    heard = next(event for event in told if isinstance(event, Silenced))
    assert heard.piece == 1
    assert heard.share == pytest.approx(0.5, abs=0.05)
    assert not loudspeaker.take(1000).any()


def test_ducked_it_is_softer(speaking, loudspeaker):
    speaking.take(Say(1, "a" * 50, STYLE))
    settle(speaking)
    loud = np.abs(loudspeaker.take(2000)).max()
    speaking.take(Duck(0.25))
    assert np.abs(loudspeaker.take(2000)).max() == pytest.approx(0.25 * loud, rel=0.05)


@pytest.mark.logs
@pytest.mark.parametrize("error", [VoiceUnreadable("broken"), NoLoudspeaker(), RuntimeError("a library's own")])
def test_what_cannot_be_spoken_is_told_and_the_next_piece_is_tried(loudspeaker, told, error):
    class Stumbling(BeepSpeaker):
        def speak(self, text, style):
            if "x" in text:
                raise error
            return super().speak(text, style)

    speaking = Speaking(Stumbling(), BeepSpeaker(), loudspeaker, told.append)
    speaking.take(Say(1, "xxx", STYLE))
    speaking.take(Say(2, "Fine.", STYLE))
    settle(speaking)
    failed = next(event for event in told if isinstance(event, PieceFailed))
    assert failed.piece == 1
    loudspeaker.take(100)
    assert loudspeaker.passed() == [PieceStarted(2)]
    speaking.close()


def test_pieces_that_were_played_whole_between_two_looks_are_told_before_the_silence(speaking, loudspeaker, told):
    speaking.take(Say(1, "a", STYLE))
    speaking.take(Say(2, "It rains the whole day.", STYLE))
    settle(speaking)
    loudspeaker.take(int(0.1 * PLAYING_RATE))
    speaking.take(Silence())
    pieces = [event for event in told if isinstance(event, PieceStarted | PieceEnded | Silenced)]
    assert pieces[:3] == [PieceStarted(1), PieceEnded(1), PieceStarted(2)]
    assert pieces[3].piece == 2


def test_the_last_piece_played_whole_between_two_looks_is_told(speaking, loudspeaker, told):
    speaking.take(Say(1, "Hi.", STYLE))
    settle(speaking)
    loudspeaker.take(10 * PLAYING_RATE)
    speaking.tick()
    assert [event for event in told if isinstance(event, PieceStarted | PieceEnded)] == [PieceStarted(1), PieceEnded(1)]


def test_where_the_loudspeaker_vanishes_in_the_middle_every_piece_that_waits_has_failed(told):
    class Vanishing(PretendLoudspeaker):
        is_there = True

        def passed(self):
            if not self.is_there:
                raise NoLoudspeaker
            return super().passed()

    loudspeaker = Vanishing()
    speaking = Speaking(BeepSpeaker(), BeepSpeaker(), loudspeaker, told.append)
    speaking.take(Say(1, "It rains the whole day.", STYLE))
    speaking.take(Say(2, "It rains.", STYLE))
    settle(speaking)
    play(speaking, loudspeaker, 0.2)
    loudspeaker.is_there = False
    speaking.tick()
    assert [event.piece for event in told if isinstance(event, PieceFailed)] == [1, 2]
    assert loudspeaker.is_empty
    speaking.close()


def test_words_carry_the_number_of_their_turn(told):
    silence = [np.zeros(FRAME, np.float32)] * 3
    listening = Listening(
        lambda _: ScriptedMicrophone(silence), EnergyActivity(), lambda _: ScriptedTranscriber(["hello"]), told.append
    )
    listening.take(OpenMicrophone(recognizers=(Path("one"),)))
    listening.take(BeginWords(7))
    listening.take(FinishWords())
    assert Words("hello", is_final=True, turn=7) in told
    listening.close()


# --- hearing ---


class ScriptedMicrophone:
    """Hears what it was given, a few frames at a time."""

    def __init__(self, frames: list[np.ndarray], error: Exception | None = None) -> None:
        self.waiting, self.error, self.is_open = frames, error, False

    def open(self) -> None:
        if self.error is not None:
            raise self.error
        self.is_open = True

    def frames(self) -> list[np.ndarray]:
        taken, self.waiting = self.waiting[:4], self.waiting[4:]
        return taken

    def close(self) -> None:
        self.is_open = False


def failures(told) -> list[tuple[str, str]]:
    """The errors that were told, and their cases."""
    return [(type(event.error).__name__, event.error.case) for event in told if isinstance(event, ListeningFailed)]


def frames(seconds: float, level: float) -> list[np.ndarray]:
    chance = np.random.default_rng(4)
    return [(level * chance.normal(0, 1, FRAME)).astype(np.float32) for _ in range(round(seconds * 16_000 / FRAME))]


def listening(told, microphone, turns=("good morning my dear",)) -> Listening:
    transcriber = ScriptedTranscriber(turns)
    return Listening(lambda _: microphone, EnergyActivity(), lambda _: transcriber, told.append)


def test_speech_becomes_frames_and_words(told):
    microphone = ScriptedMicrophone([*frames(0.5, 0.001), *frames(1.5, 0.1)])
    found = listening(told, microphone)
    found.take(OpenMicrophone("", (Path("anywhere"),)))
    for _ in range(5):
        found.tick()
    found.take(BeginWords())
    for _ in range(30):
        found.tick()
    found.take(FinishWords())
    assert told[0] == MicrophoneOpened()
    assert [event.is_speech for event in told if isinstance(event, Frame)].count(True) > 30
    words = [event for event in told if isinstance(event, Words)]
    assert words[-1] == Words("good morning my dear", is_final=True)
    assert len(words) > 2


def test_what_was_said_before_anybody_could_tell_belongs_to_the_turn(told):
    heard: list[int] = []

    class Counting(ScriptedTranscriber):
        def hear(self, samples):
            heard.append(len(samples))
            return super().hear(samples)

    microphone = ScriptedMicrophone(frames(1.0, 0.1))
    found = Listening(lambda _: microphone, EnergyActivity(), lambda _: Counting(["yes"]), told.append)
    found.take(OpenMicrophone("", (Path("anywhere"),)))
    for _ in range(4):
        found.tick()
    found.take(BeginWords())
    assert sum(heard) / 16_000 == pytest.approx(0.32, abs=0.01)


def test_a_microphone_that_gives_nothing_but_zeros_is_refused_by_the_system(told):
    microphone = ScriptedMicrophone([np.zeros(FRAME, np.float32)] * (SILENT_FRAMES + 5))
    found = listening(told, microphone)
    found.take(OpenMicrophone())
    for _ in range(40):
        found.tick()
    assert ("NoMicrophone", "silent") in failures(told)


def test_one_that_was_heard_before_may_be_muted_for_as_long_as_one_likes(told):
    microphone = ScriptedMicrophone([*frames(0.2, 0.1), *[np.zeros(FRAME, np.float32)] * (2 * SILENT_FRAMES)])
    found = listening(told, microphone)
    found.take(OpenMicrophone())
    for _ in range(60):
        found.tick()
    assert not [event for event in told if isinstance(event, ListeningFailed)]


def test_no_microphone_is_told(told):
    listening(told, ScriptedMicrophone([], NoMicrophone())).take(OpenMicrophone())
    assert failures(told) == [("NoMicrophone", "")]


@pytest.mark.logs
def test_a_recogniser_that_stumbles_says_so_and_hears_on(told):
    class Stumbling(ScriptedTranscriber):
        def finish(self):
            raise RuntimeError("a library's own")

    microphone = ScriptedMicrophone(frames(1, 0.1))
    found = Listening(lambda _: microphone, EnergyActivity(), lambda _: Stumbling(["x"]), told.append)
    found.take(OpenMicrophone("", (Path("anywhere"),)))
    found.take(BeginWords())
    found.take(FinishWords())
    assert ("NoRecognizer", "broken") in failures(told)
    assert told[-1] == Words("", is_final=True)
    assert microphone.is_open


def test_closing_closes_the_microphone(told):
    microphone = ScriptedMicrophone(frames(1, 0.1))
    found = listening(told, microphone)
    found.take(OpenMicrophone())
    found.take(CloseMicrophone())
    assert not microphone.is_open
    assert told[-1] == MicrophoneClosed()


# --- the process itself ---


def crash(connection, data) -> None:
    """A library that takes its process with it."""
    import os

    connection.recv()
    os._exit(139)


def echo(connection, data) -> None:
    """Says what it is asked."""
    while True:
        try:
            connection.send(connection.recv())
        except EOFError:
            return


def test_a_crash_in_it_is_told_and_it_can_be_asked_again():
    audio, ended, told = AudioProcess(Path(), crash), threading.Event(), []

    def hear(event: object) -> None:
        told.append(event)
        if isinstance(event, AudioEnded):
            ended.set()

    audio.listen(hear)
    audio.ask(Prepare(STYLE))
    assert ended.wait(60)
    assert not audio.is_running
    ended.clear()
    audio.ask(Prepare(STYLE))
    assert ended.wait(60)
    audio.close()


def test_whoever_hears_of_trouble_may_close_it_at_once():
    """A call that ends over a lost microphone closes it on the very thread that told of that."""
    audio, closed = AudioProcess(Path(), echo), threading.Event()

    def hear(event: object) -> None:
        if event == Prepare(STYLE):
            audio.close()
            closed.set()

    audio.listen(hear)
    audio.ask(Prepare(STYLE))
    assert closed.wait(60)
    assert not audio.is_running
    audio.ask(Prepare(STYLE))
    assert audio.is_running
    audio.close()


def test_what_it_says_comes_to_whoever_listens_until_they_leave():
    audio, came, told = AudioProcess(Path(), echo), threading.Event(), []

    def hear(event: object) -> None:
        if event is not None:
            told.append(event)
            came.set()

    leave = audio.listen(hear)
    audio.ask(Prepare(STYLE))
    assert came.wait(60)
    assert told == [Prepare(STYLE)]
    leave()
    audio.close()
    assert not audio.is_running
