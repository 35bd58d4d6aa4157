"""A conversation by voice: hears, answers and is interrupted; replies, boundaries and memories are those of writing.

It runs on whatever threads its events come from, one at a time; ``TurnTaking`` decides, this does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.call.hesitation import Delivery, UsualDelivery, told
from app.call.own_words import OwnWords
from app.call.patience import Patience
from app.call.read_aloud import error_of
from app.call.spoken_reply import SpokenReply
from app.call.turn_taking import DUCKED_GAIN, FRAME_S, CallState, Order, TurnTaking
from app.call.voice_choices import VoiceChoices, Voices
from app.chat import ConversationId, ConversationStore
from app.core import errors
from app.core import settings as s
from app.core.errors import AppError, AudioStopped, NoRecognizer, NoVoice
from app.core.events import tell_each
from app.core.settings import Settings
from app.core.workers import Cancelled, Deliver, Failed, Finished, ignore_event
from app.generation import PendingReply, ReplyService
from app.personas import Persona
from app.templates import TextDelta, TextRetracted
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
    PieceEnded,
    PieceFailed,
    PieceStarted,
    Prepare,
    ReplyScript,
    Say,
    Silence,
    Silenced,
    Words,
)

PATIENCE_S = {"quick": 0.5, "usual": 0.7, "patient": 1.5}


@dataclass(frozen=True, slots=True)
class CallChanged:
    """Something about the call is another now; ``CallService`` says what."""


@dataclass(frozen=True, slots=True)
class CallAnswered:
    """A turn of these *words* was sent; *watcher* is what ``watch_replies`` gave for it."""

    words: str
    pending: PendingReply
    watcher: object


@dataclass(frozen=True, slots=True)
class CallTrouble:
    """Something went wrong; the call goes on where it can."""

    error: AppError


@dataclass(slots=True)
class Cut:
    """An answer that was interrupted: once nothing of it is written or heard any more, its end is cut off."""

    pending: PendingReply
    spoken: SpokenReply
    is_stopped: bool
    is_silent: bool = False


Watch = Callable[[], tuple[Deliver, object]]


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
    ) -> None:
        self._audio, self._replies, self._store = audio, replies, store
        self._choices, self._settings, self._recognizers = choices, settings, recognizers
        self._lock = threading.RLock()
        self._listeners: list[Callable[[object], None]] = []
        self._leave: list[Callable[[], None]] = []
        self._turns = TurnTaking(state=CallState.ENDED)
        self._persona: Persona | None = None
        self._conversation_id: ConversationId | None = None
        self._voices: Voices | None = None
        self._pending: PendingReply | None = None
        self._spoken: SpokenReply | None = None
        self._broken_off: PendingReply | None = None
        self._cuts: list[Cut] = []
        self._holds_after = False
        """The scene was paused: once that is said, the call is put on hold."""
        self._watch: Watch = lambda: (ignore_event, None)
        self._usual, self._own_words = UsualDelivery(), OwnWords()
        self._next_piece = 1_000_000
        self._turn_frames = 0
        self.level = 0.0
        """How loud the person is, from 0 to 1."""

    # --- what one sees ---

    def listen(self, listener: Callable[[object], None]) -> None:
        """Tell *listener* of ``CallChanged``, ``CallAnswered``, ``CallTrouble`` and ``Loudness``, on any thread."""
        self._listeners.append(listener)

    def watch_replies(self, watch: Watch) -> None:
        """Ask *watch* before each answer where its events go besides, and what ``CallAnswered`` shall name."""
        self._watch = watch

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
    def words(self) -> str:
        """What the person has said in this turn."""
        return self._turns.words

    @property
    def answer(self) -> str:
        """What the companion has said in its turn, as far as it was written."""
        return self._spoken.script.text if self._spoken is not None else ""

    @property
    def conversation_id(self) -> ConversationId | None:
        return self._conversation_id

    # --- what one does ---

    def require_ready(self, persona: Persona, conversation_id: ConversationId | None) -> None:
        """See that there is something to speak and to understand with.

        Raises:
            NoVoice, NoRecognizer: there is not.
        """
        if self._choices.voices(persona.id, conversation_id) is None:
            raise NoVoice
        if not self._recognizers():
            raise NoRecognizer

    def begin(self, persona: Persona, conversation_id: ConversationId | None) -> None:
        """Call *persona*; the microphone opens now, and at no other time.

        Raises:
            NoVoice, NoRecognizer: there is nothing to speak or to understand with.
        """
        self.end()
        with self._lock:
            self.require_ready(persona, conversation_id)
            self._persona, self._conversation_id = persona, conversation_id
            self._voices = self._choices.voices(persona.id, conversation_id)
            self._usual, self._own_words = UsualDelivery(), OwnWords()
            self._turns = TurnTaking(
                Patience(PATIENCE_S[self._settings.text(s.CALL_PATIENCE)]),
                half_duplex=self._settings.switch(s.CALL_HALF_DUPLEX),
                push_to_talk=self._settings.switch(s.PUSH_TO_TALK),
            )
            self._leave = [self._audio.listen(self._on_audio)]
            assert self._voices is not None
            self._audio.ask(Prepare(self._voices.companion))
            self._open_microphone()
            self._changed()

    def end(self) -> None:
        """Hang up: the microphone is closed and the voice is quiet when this returns."""
        with self._lock:
            if not self.is_active:
                return
            self._do(self._turns.end())
            for leave in self._leave:
                leave()
            self._leave = []
            for cut in self._cuts:
                cut.is_silent = True
            self._settle_cuts()
            self._pending = self._spoken = self._broken_off = None
            self._holds_after = False
            self._changed()
        # Whoever waits for the lock on the thread of the audio is waited for in here.
        self._audio.close()

    def mute(self, wanted: bool) -> None:
        """Hear nothing of the person, or hear them again."""
        with self._lock:
            self._do(self._turns.mute(wanted))
            self._changed()

    def hold(self, wanted: bool) -> None:
        """Close the microphone and be quiet, or go on."""
        with self._lock:
            self._do(self._turns.hold() if wanted else self._turns.resume())
            self._changed()

    def press(self) -> None:
        """The key for talking goes down."""
        with self._lock:
            self._do(self._turns.press())
            self._changed()

    def release(self) -> None:
        """The key for talking goes up."""
        with self._lock:
            self._do(self._turns.release())
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
                case Words(text=text, is_final=is_final):
                    self._hear_words(text, is_final=is_final)
                case MicrophoneOpened():
                    self._do(self._turns.opened())
                case Loudness():
                    tell_each(self._listeners, event)
                case ListeningFailed(error=kind, case=case):
                    self._fail(listening_error(kind, case))
                case AudioEnded():
                    self._fail(AudioStopped())
                case _:
                    self._hear_voice(event)
            if (self._turns.state, self._turns.words) != before:
                self._changed()

    def _hear_words(self, text: str, *, is_final: bool) -> None:
        if is_final and self._own_words.explain(text, has_interrupted=self._turns.has_interrupted):
            text = ""  # a loudspeaker that reached the microphone: it never answers itself
        self._do(self._turns.hear_words(text, is_final=is_final))

    def _hear_voice(self, event: object) -> None:
        spoken = self._spoken
        match event:
            case PieceStarted(piece=piece) if spoken is not None and spoken.owns(piece):
                self._own_words.note(spoken.text_of(piece))
                self._do(self._turns.begin_speaking())
            case PieceEnded(piece=piece) if spoken is not None:
                spoken.note_ended(piece)
                self._note_end()
            case PieceFailed(piece=piece) if spoken is not None and spoken.owns(piece):
                spoken.note_ended(piece)
                tell_each(self._listeners, CallTrouble(error_of(event)))
                self._note_end()
            case Silenced(piece=piece, share=share):
                for cut in self._cuts:
                    if not cut.is_silent:
                        cut.spoken.note_silenced(piece, share)
                        cut.is_silent = True
                self._settle_cuts()

    def _note_end(self) -> None:
        if self._spoken is not None and self._spoken.is_over:
            self._do(self._turns.end_speaking())
            if self._holds_after:
                self._holds_after = False
                self._do(self._turns.hold())

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
                    self._audio.ask(BeginWords())
                case Order.FINISH_WORDS:
                    self._audio.ask(FinishWords())
                case Order.DROP_WORDS:
                    self._audio.ask(DropWords())
                case Order.READ_AHEAD:
                    assert self._persona is not None
                    self._replies.prefill.typing(self._persona, self._conversation_id, self._turns.words)
                case Order.ANSWER:
                    self._answer(self._turns.words)
                case Order.BREAK_OFF:
                    self._break_off()
                case Order.INTERRUPT:
                    self._interrupt()
                case Order.DUCK:
                    self._audio.ask(Duck(DUCKED_GAIN))
                case Order.UNDUCK:
                    self._audio.ask(Duck(1.0))

    def _open_microphone(self) -> None:
        self._audio.ask(OpenMicrophone(self._settings.text(s.MICROPHONE), self._recognizers()))

    def _answer(self, words: str) -> None:
        assert self._persona is not None
        assert self._voices is not None
        choice = self._choices.holding(self._persona.id, self._conversation_id)
        self._spoken = SpokenReply(ReplyScript(choice.spoken), self._voices, self._next_piece)
        broken_off, self._broken_off = self._broken_off, None
        deliver, watcher = self._watch()
        try:
            pending = self._ask(words, broken_off, deliver)
        except AppError as error:
            self._pending = None
            tell_each(self._listeners, CallTrouble(error))
            self._give_turn_back()
            return
        self._pending, self._conversation_id = pending, pending.conversation_id
        tell_each(self._listeners, CallAnswered(words, pending, watcher))
        if pending.job is None:  # the app itself has answered, or the scene is paused
            self._holds_after = self._store.pauses.is_paused(pending.conversation_id)
            self._say(pending.answer.text)

    def _ask(self, words: str, broken_off: PendingReply | None, deliver: Deliver) -> PendingReply:
        """Send the turn; where an answer was broken off because they went on, in the place of what it answered."""
        assert self._persona is not None
        spoken = self._spoken

        def on_event(event: object) -> None:
            # One at a time with everything else, so that who watches hears of the answer before its first word.
            with self._lock:
                deliver(event)
                self._on_reply(spoken, event)

        if broken_off is not None and broken_off.question is not None:
            found = self._replies.edit(
                self._persona, broken_off.conversation_id, broken_off.question.id, words, on_event
            )
            assert found is not None, "a person's own message is answered anew"
            return found
        return self._replies.say(self._persona, self._conversation_id, words, on_event, delivery=self._delivery(words))

    def _delivery(self, words: str) -> str:
        patience = self._turns.patience
        seconds = self._turn_frames * FRAME_S - patience.seconds
        turn = Delivery(patience.start_s, tuple(patience.turn_pauses), seconds, words)
        noticed = self._usual.notice(turn)
        return told(noticed) if self._settings.switch(s.NOTICE_HESITATION) else ""

    def _say(self, text: str) -> None:
        assert self._spoken is not None
        self._ask_all([*self._spoken.hear(text), *self._spoken.finish()])
        self._note_end()

    def _on_reply(self, spoken: SpokenReply | None, event: object) -> None:
        """On the engine worker: the words of the answer come."""
        for cut in self._cuts:
            if cut.spoken is spoken and isinstance(event, Cancelled | Finished | Failed):
                cut.is_stopped = True
        self._settle_cuts()
        if spoken is not self._spoken or self._spoken is None:
            return
        match event:
            case TextDelta(text=text):
                self._ask_all(self._spoken.hear(text))
            case TextRetracted():
                self._silence()
            case Finished():
                self._ask_all(self._spoken.finish())
                self._note_end()
            case Cancelled():
                self._silence()
                self._give_turn_back()
            case Failed(error=error):
                self._silence()
                known = error if isinstance(error, AppError) else AppError()
                tell_each(self._listeners, CallTrouble(known))
                self._give_turn_back()

    def _ask_all(self, pieces: list[Say]) -> None:
        for piece in pieces:
            self._audio.ask(piece)
        self._changed()

    def _silence(self) -> None:
        """What was taken back, perhaps for the minors filter, is not heard to its end."""
        self._audio.ask(Silence())

    def _give_turn_back(self) -> None:
        self._end_spoken()
        self._do(self._turns.end_speaking())
        self._changed()

    def _break_off(self) -> None:
        """They went on: nothing of the answer was heard, and what was said is said anew with more."""
        pending, self._pending = self._pending, None
        self._end_spoken()
        self._audio.ask(Silence())
        if pending is not None:
            self._broken_off = pending if pending.question is not None else None
            if pending.job is not None:
                pending.job.cancel()

    def _interrupt(self) -> None:
        """Be quiet; the answer stays as far as it was heard."""
        pending, self._pending = self._pending, None
        if pending is not None and pending.job is not None and self._spoken is not None:
            self._cuts.append(Cut(pending, self._spoken, is_stopped=pending.job.end is not None))
            pending.job.cancel()
        self._end_spoken()
        self._audio.ask(Silence())

    def _settle_cuts(self) -> None:
        """Where nothing is written or heard of an answer any more, cut it where it was heard."""
        for cut in [each for each in self._cuts if each.is_silent and each.is_stopped]:
            self._cuts.remove(cut)
            if not cut.spoken.is_heard_whole:
                with suppress(AppError):  # the vault may be closing; then it stays as it was written
                    self._store.replies.cut(cut.pending.answer.id, cut.spoken.heard_text)
            self._changed()

    def _end_spoken(self) -> None:
        if self._spoken is not None:
            self._next_piece = self._spoken.last_number
        self._spoken = None

    def _fail(self, error: AppError) -> None:
        tell_each(self._listeners, CallTrouble(error))
        self.end()

    def _changed(self) -> None:
        tell_each(self._listeners, CallChanged())


def listening_error(kind: str, case: str) -> AppError:
    """The error that hearing failed with."""
    found = getattr(errors, kind, AudioStopped)
    assert issubclass(found, AppError)
    return found(case) if case else found()
