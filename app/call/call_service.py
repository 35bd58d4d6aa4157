"""A conversation by voice: hears, answers and is interrupted; replies, boundaries and memories are those of writing.

It runs on whatever threads its events come from, one at a time; ``TurnTaking`` decides, this and ``CallAnswers`` do.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from app.call.call_answers import AnswerOver, AnswerStarted, CallAnswers, CallTrouble, Watch
from app.call.glances import Glances, Look
from app.call.hesitation import Delivery, UsualDelivery, told
from app.call.patience import Patience
from app.call.turn_taking import DUCKED_GAIN, FRAME_S, CallState, Order, TurnTaking
from app.call.voice_choices import VoiceChoices
from app.chat import ConversationId, ConversationStore
from app.core import settings as s
from app.core.errors import AppError, AudioStopped, NoRecognizer, NoVoice
from app.core.events import tell_each
from app.core.settings import Settings
from app.generation import ReplyService
from app.personas import Persona
from app.voice import (
    Audio,
    AudioEnded,
    BeginWords,
    CloseMicrophone,
    DropWords,
    Duck,
    FinishWords,
    Frame,
    ListeningFailed,
    Loudness,
    MicrophoneOpened,
    OpenMicrophone,
    Prepare,
    Words,
)

PATIENCE_S = {"quick": 0.5, "usual": 0.7, "patient": 1.5}


@dataclass(frozen=True, slots=True)
class CallChanged:
    """Something about the call is another now; ``CallService`` says what."""


def never_looks() -> Generator[object, None, str]:
    """There is nothing to look with."""
    yield None
    return ""


class CallService:
    """At most one call at a time.  *recognizers* gives the folders of what understands speech."""

    def __init__(
        self,
        audio: Audio,
        replies: ReplyService,
        store: ConversationStore,
        choices: VoiceChoices,
        settings: Settings,
        recognizers: Callable[[], tuple[Path, ...]],
        look: Look = never_looks,
    ) -> None:
        self._audio, self._replies = audio, replies
        self._choices, self._settings, self._recognizers = choices, settings, recognizers
        self._lock = threading.RLock()
        self._listeners: list[Callable[[object], None]] = []
        self._leave: Callable[[], None] | None = None
        self._turns = TurnTaking(state=CallState.ENDED)
        self._persona: Persona | None = None
        self._answers = CallAnswers(audio, replies, store, choices, self._lock, self._hear_answer)
        self._usual = UsualDelivery()
        self._turn_frames = 0
        self.glances = Glances(look)
        self.level = 0.0
        """How loud the person is, from 0 to 1."""

    # --- what one sees ---

    def listen(self, listener: Callable[[object], None]) -> None:
        """Tell *listener* of ``CallChanged``, ``CallAnswered``, ``CallTrouble`` and ``Loudness``, on any thread."""
        self._listeners.append(listener)

    def watch_replies(self, watch: Watch) -> None:
        """Ask *watch* before each answer where its events go besides, and what ``CallAnswered`` shall name."""
        self._answers.watch = watch

    @property
    def state(self) -> CallState:
        return self._turns.state

    @property
    def is_active(self) -> bool:
        return self._turns.state is not CallState.ENDED

    @property
    def is_muted(self) -> bool:
        return self._turns.is_muted

    @property
    def is_push_to_talk(self) -> bool:
        """Whether only a key takes a turn in this call."""
        return self._turns.push_to_talk

    @property
    def words(self) -> str:
        """What the person has said in this turn."""
        return self._turns.words

    @property
    def answer(self) -> str:
        """What the companion has said in its turn, as far as it was written."""
        return self._answers.text

    @property
    def conversation_id(self) -> ConversationId | None:
        return self._answers.conversation_id

    # --- what one does ---

    def begin(self, persona: Persona, conversation_id: ConversationId | None) -> None:
        """Call *persona*; the microphone opens now, and at no other time.

        Raises:
            NoVoice, NoRecognizer: there is nothing to speak or to understand with.
        """
        self.end()
        with self._lock:
            voices = self._choices.voices(persona.id, conversation_id)
            if voices is None:
                raise NoVoice
            if not self._recognizers():
                raise NoRecognizer
            self._persona, self._usual = persona, UsualDelivery()
            self._answers.begin(persona, conversation_id, voices)
            self._turns = TurnTaking(
                Patience(PATIENCE_S[self._settings.text(s.CALL_PATIENCE)]),
                half_duplex=self._settings.switch(s.CALL_HALF_DUPLEX),
                push_to_talk=self._settings.switch(s.PUSH_TO_TALK),
            )
            self._leave = self._audio.listen(self._on_audio)
            self._audio.ask(Prepare(voices.companion))
            self._open_microphone()
            self._changed()

    def end(self) -> None:
        """Hang up: the microphone is closed and the voice is quiet when this returns."""
        with self._lock:
            if not self.is_active:
                return
            self._do(self._turns.end())
            if self._leave is not None:
                self._leave()
            self._answers.end()
            self._changed()
        self.glances.turn_off()
        # Whoever waits for the lock on the thread of the audio is waited for in here.
        self._audio.close()

    def mute(self, wanted: bool) -> None:
        """Hear nothing of the person, or hear them again."""
        self._take(lambda: self._turns.mute(wanted))

    def hold(self, wanted: bool) -> None:
        """Close the microphone and be quiet, or go on."""
        self._take(lambda: self._turns.hold() if wanted else self._turns.resume())

    def press(self) -> None:
        """The key for talking goes down."""
        self._take(self._turns.press)

    def release(self) -> None:
        """The key for talking goes up."""
        self._take(self._turns.release)

    def _take(self, decide: Callable[[], list[Order]]) -> None:
        with self._lock:
            self._do(decide())
            self._changed()

    # --- what is heard ---

    def _on_audio(self, event: object) -> None:
        with self._lock:
            if not self.is_active:
                return
            before = (self._turns.state, self._turns.words)
            match event:
                case Frame(is_speech=is_speech, level=level):
                    self.level = level
                    self._turn_frames += 1
                    self._do(self._turns.hear_frame(is_speech=is_speech))
                case Words():
                    self._hear_words(event)
                case MicrophoneOpened():
                    self._do(self._turns.opened())
                case Loudness():
                    tell_each(self._listeners, event)
                case ListeningFailed(error=NoRecognizer(case="broken") as error):
                    tell_each(self._listeners, CallTrouble(error))  # the next turn may be understood
                case ListeningFailed(error=error):
                    self._fail(error)
                case AudioEnded():
                    self._fail(AudioStopped())
                case _:
                    self._answers.hear(event)
            if (self._turns.state, self._turns.words) != before:
                self._changed()

    def _hear_words(self, words: Words) -> None:
        text, own = words.text, self._answers.own_words
        if words.is_final and own.explain(text, has_interrupted=self._turns.has_interrupted):
            text = ""  # a loudspeaker that reached the microphone: it never answers itself
        self._do(self._turns.hear_words(text, turn=words.turn, is_final=words.is_final))

    def _hear_answer(self, event: object) -> None:
        match event:
            case AnswerStarted():
                self._do(self._turns.begin_speaking())
            case AnswerOver(is_paused=is_paused):
                self._do(self._turns.end_speaking())
                if is_paused:
                    self._do(self._turns.hold())
            case _:
                tell_each(self._listeners, event)
        self._changed()

    # --- what is to be done ---

    def _do(self, orders: list[Order]) -> None:
        for order in orders:
            match order:
                case Order.OPEN_MICROPHONE:
                    self._open_microphone()
                case Order.CLOSE_MICROPHONE:
                    self._audio.ask(CloseMicrophone())
                case Order.BEGIN_WORDS:
                    self._turn_frames = 0
                    self.glances.begin_turn()
                    self._audio.ask(BeginWords(self._turns.turn))
                case Order.FINISH_WORDS:
                    self._audio.ask(FinishWords())
                case Order.DROP_WORDS:
                    self._audio.ask(DropWords())
                case Order.READ_AHEAD:
                    assert self._persona is not None
                    self._replies.prefill.typing(self._persona, self.conversation_id, self._turns.words)
                case Order.ANSWER:
                    self._answers.ask(self._turns.words, self._delivery(), self.glances.take())
                case Order.BREAK_OFF:
                    self._answers.break_off()
                case Order.INTERRUPT:
                    self._answers.interrupt()
                case Order.DUCK:
                    self._audio.ask(Duck(DUCKED_GAIN))
                case Order.UNDUCK:
                    self._audio.ask(Duck(1.0))

    def _open_microphone(self) -> None:
        self._audio.ask(OpenMicrophone(self._settings.text(s.MICROPHONE), self._recognizers()))

    def _delivery(self) -> str:
        """How the turn was said, in a line for the model."""
        patience = self._turns.patience
        seconds = self._turn_frames * FRAME_S - patience.seconds
        noticed = self._usual.notice(
            Delivery(patience.start_s, tuple(patience.turn_pauses), seconds, self._turns.words)
        )
        return told(noticed) if self._settings.switch(s.NOTICE_HESITATION) else ""

    def _fail(self, error: AppError) -> None:
        tell_each(self._listeners, CallTrouble(error))
        self.end()

    def _changed(self) -> None:
        tell_each(self._listeners, CallChanged())
