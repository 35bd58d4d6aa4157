"""The answers of a call: asked for, spoken as they are written, broken off, and cut where somebody spoke up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from app.call.own_words import OwnWords
from app.call.reply_speech import ReplySpeech
from app.call.voice_choices import VoiceChoices, Voices
from app.chat import ConversationId, ConversationStore
from app.core.errors import AppError
from app.core.workers import Cancelled, Deliver, Failed, Finished, ignore_event
from app.generation import PendingReply, ReplyService
from app.personas import Persona
from app.templates import TextDelta, TextRetracted
from app.voice import Audio, PieceEnded, PieceFailed, PieceStarted, ReplyScript, Say, Silence, Silenced


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


@dataclass(frozen=True, slots=True)
class AnswerStarted:
    """The first sound of an answer is heard."""


@dataclass(frozen=True, slots=True)
class AnswerOver:
    """An answer was heard to its end, or there is none; *is_paused*: the scene was paused with it."""

    is_paused: bool = False


@dataclass(slots=True)
class Cut:
    """An answer that was interrupted: once nothing of it is written or heard any more, its end is cut off."""

    pending: PendingReply
    spoken: ReplySpeech
    is_stopped: bool
    is_silent: bool = False
    was_silenced: bool = False
    """Whether anything was left to be heard when it was interrupted."""


Watch = Callable[[], tuple[Deliver, object]]


class CallAnswers:
    """Whoever calls it holds *lock*; what *tell* is told may be told from any thread, under the same lock."""

    def __init__(
        self,
        audio: Audio,
        replies: ReplyService,
        store: ConversationStore,
        choices: VoiceChoices,
        lock: threading.RLock,
        tell: Callable[[object], None],
    ) -> None:
        self._audio, self._replies, self._store, self._choices = audio, replies, store, choices
        self._lock, self._tell = lock, tell
        self._persona: Persona | None = None
        self.conversation_id: ConversationId | None = None
        self._voices: Voices | None = None
        self._pending: PendingReply | None = None
        self._spoken: ReplySpeech | None = None
        self._broken_off: PendingReply | None = None
        self._cuts: list[Cut] = []
        self._is_paused = False
        self._last_text = ""
        self._piece: int | None = None
        """The piece that is heard, or was last."""
        self.own_words = OwnWords()
        self.watch: Watch = lambda: (ignore_event, None)

    @property
    def text(self) -> str:
        """The answer that is spoken, as far as it was written."""
        return self._spoken.script.text if self._spoken is not None else self._last_text

    def begin(self, persona: Persona, conversation_id: ConversationId | None, voices: Voices) -> None:
        """Another call."""
        self._persona, self.conversation_id, self._voices = persona, conversation_id, voices
        self.own_words = OwnWords()

    def end(self) -> None:
        """The call is over: nothing is heard of any answer any more."""
        for cut in self._cuts:
            if not cut.is_silent:
                # The process goes before it can say how far: rather the whole piece than nothing of it.
                cut.spoken.note_silenced(self._piece, 1.0)
                cut.is_silent = True
        self._settle_cuts()
        self._pending = self._spoken = self._broken_off = None
        self._is_paused = False

    # --- asking ---

    def ask(self, words: str, delivery: str, seen: str = "") -> None:
        """Send a turn, said so and with this *seen* meanwhile, and speak what is answered."""
        assert self._persona is not None
        assert self._voices is not None
        choice = self._choices.holding(self._persona.id, self.conversation_id)
        self._spoken = ReplySpeech(ReplyScript(choice.spoken), self._voices)
        self._last_text = ""
        broken_off, self._broken_off = self._broken_off, None
        deliver, watcher = self.watch()
        try:
            pending = self._sent(words, delivery, seen, broken_off, deliver)
        except AppError as error:
            self._pending = None
            self._tell(CallTrouble(error))
            self._give_up()
            return
        self._pending, self.conversation_id = pending, pending.conversation_id
        self._tell(CallAnswered(words, pending, watcher))
        if pending.job is None:  # the app itself has answered, or the scene is paused
            assert self._spoken is not None
            self._is_paused = self._store.pauses.is_paused(pending.conversation_id)
            self._say([*self._spoken.hear(pending.answer.text), *self._spoken.finish()])
            self._note_end()

    def _sent(
        self, words: str, delivery: str, seen: str, broken_off: PendingReply | None, deliver: Deliver
    ) -> PendingReply:
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
        return self._replies.say(self._persona, self.conversation_id, words, on_event, delivery=delivery, seen=seen)

    # --- breaking off ---

    def break_off(self) -> None:
        """They went on: nothing of the answer was heard, and what was said is said anew with more."""
        pending, self._pending = self._pending, None
        self._spoken = None
        self._audio.ask(Silence())
        if pending is not None:
            self._broken_off = pending if pending.question is not None else None
            if pending.job is not None:
                pending.job.cancel()

    def interrupt(self) -> None:
        """Be quiet; the answer stays as far as it was heard."""
        pending, self._pending = self._pending, None
        if pending is not None and pending.job is not None and self._spoken is not None:
            left = not self._spoken.is_over
            self._cuts.append(Cut(pending, self._spoken, pending.job.end is not None, was_silenced=left))
            pending.job.cancel()
        self._spoken = None
        self._audio.ask(Silence())

    def _settle_cuts(self) -> None:
        """Where nothing is written or heard of an answer any more, cut it where it was heard."""
        for cut in [each for each in self._cuts if each.is_silent and each.is_stopped]:
            self._cuts.remove(cut)
            if not cut.spoken.is_over or cut.was_silenced:
                with suppress(AppError):  # the vault may be closing; then it stays as it was written
                    self._store.replies.cut(cut.pending.answer.id, cut.spoken.played_text)

    # --- what comes ---

    def hear(self, event: object) -> None:
        """What the voice says of its pieces."""
        spoken = self._spoken
        match event:
            case PieceStarted(piece=piece) if spoken is not None and spoken.owns(piece):
                self._piece = piece
                self.own_words.note(spoken.text_of(piece))
                self._tell(AnswerStarted())
            case PieceEnded(piece=piece):
                for cut in self._cuts:
                    cut.spoken.note_ended(piece)
                if spoken is not None:
                    spoken.note_ended(piece)
                    self._note_end()
            case PieceFailed(piece=piece, error=error) if spoken is not None and spoken.owns(piece):
                spoken.note_ended(piece)
                self._tell(CallTrouble(error))
                self._note_end()
            case Silenced(piece=piece, share=share):
                for cut in self._cuts:
                    if not cut.is_silent:
                        cut.spoken.note_silenced(piece, share)
                        cut.is_silent = True
                self._settle_cuts()

    def _on_reply(self, spoken: ReplySpeech | None, event: object) -> None:
        """On the engine worker: the words of the answer come."""
        for cut in self._cuts:
            if cut.spoken is spoken and isinstance(event, Cancelled | Finished | Failed):
                cut.is_stopped = True
        self._settle_cuts()
        if spoken is not self._spoken or self._spoken is None:
            return
        match event:
            case TextDelta(text=text):
                self._say(self._spoken.hear(text))
            case TextRetracted():
                # What was taken back, perhaps for the minors filter, is not heard to its end.
                self._audio.ask(Silence())
                self._spoken.retract()
            case Finished():
                self._say(self._spoken.finish())
                self._note_end()
            case Cancelled():
                self._audio.ask(Silence())
                self._give_up()
            case Failed(error=error):
                self._audio.ask(Silence())
                self._tell(CallTrouble(error if isinstance(error, AppError) else AppError()))
                self._give_up()

    def _say(self, pieces: list[Say]) -> None:
        for piece in pieces:
            self._audio.ask(piece)

    def _note_end(self) -> None:
        if self._spoken is not None and self._spoken.is_over:
            is_paused, self._is_paused = self._is_paused, False
            # It was heard: whatever is pressed from now on cuts nothing of it.
            self._pending, self._last_text = None, self._spoken.script.text
            self._spoken = None
            self._tell(AnswerOver(is_paused))

    def _give_up(self) -> None:
        self._spoken = None
        self._tell(AnswerOver())
