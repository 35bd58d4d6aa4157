"""Replies read aloud while they are written, or a message when one clicks on it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from app.call.reply_speech import ReplySpeech
from app.call.voice_choices import VoiceChoices
from app.chat import ConversationId, MessageId
from app.core.errors import AppError, AudioStopped, NoVoice
from app.core.events import tell_each
from app.core.workers import Cancelled, Failed, Finished
from app.generation import ReplySource
from app.personas import PersonaId
from app.templates import TextDelta, TextRetracted
from app.voice import Audio, AudioEnded, Loudness, PieceEnded, PieceFailed, Prepare, ReplyScript, Silence

QUOTES = ('"', "“", "„", "«", "「")


@dataclass(frozen=True, slots=True)
class ReadingChanged:
    """Another message is read aloud, or none any more."""


@dataclass(frozen=True, slots=True)
class ReadingFailed:
    """Reading ended, because of this."""

    error: AppError


class ReadAloud:
    """Any thread may call it, and its listeners are told on any."""

    def __init__(self, audio: Audio, choices: VoiceChoices) -> None:
        self._audio, self._choices = audio, choices
        self.is_held: Callable[[], bool] = bool
        """Whether replies are spoken by somebody else now: in a call."""
        self._listeners: list[Callable[[object], None]] = []
        self._lock = threading.RLock()
        self._attended: ConversationId | None = None
        self._reply: ReplySpeech | None = None
        self._message: MessageId | None = None
        self._source: ReplySource | None = None
        self._declined: ReplySource | None = None
        """A reply that somebody stopped, or that is not to be read: what still comes of it is not, either."""
        self._leave = audio.listen(self._on_audio)

    def listen(self, listener: Callable[[object], None]) -> None:
        """Tell *listener* of ``ReadingChanged``, ``ReadingFailed`` and ``Loudness`` from now on."""
        self._listeners.append(listener)

    @property
    def message(self) -> MessageId | None:
        """The message that is read now."""
        return self._message

    def attend(self, conversation_id: ConversationId | None) -> None:
        """This conversation is looked at: replies in others are not read, and what was read of another ends."""
        with self._lock:
            if self._source is not None and self._source.conversation_id not in (0, conversation_id):
                self.stop()
            self._attended = conversation_id

    def prepare(self, persona: PersonaId, conversation_id: ConversationId | None) -> None:
        """Load the voice of a companion whose replies are always read, before there are any."""
        if self._choices.holding(persona, conversation_id).is_always:
            voices = self._choices.voices(persona, conversation_id)
            if voices is not None:
                self._audio.ask(Prepare(voices.companion))

    def read(self, persona: PersonaId, conversation_id: ConversationId, message: MessageId, text: str) -> None:
        """Read one message, in place of whatever is read.

        Raises:
            NoVoice: there is nothing to speak with.
        """
        with self._lock:
            if self.is_held():
                return  # in a call there is one voice
            self.stop()
            self._begin(ReplySource(conversation_id, message, persona), quotes=any(sign in text for sign in QUOTES))
            assert self._reply is not None
            for asked in (*self._reply.hear(text), *self._reply.finish()):
                self._audio.ask(asked)
            self._note_end()

    def sample(self, persona: PersonaId, conversation_id: ConversationId | None, text: str) -> None:
        """Read *text* as a companion would, so that one hears how they sound.

        Raises:
            NoVoice: there is nothing to speak with.
        """
        self.read(persona, conversation_id or ConversationId(0), MessageId(0), text)

    def stop(self) -> None:
        """Be quiet at once."""
        with self._lock:
            if self._reply is not None:
                self._declined = self._source
                self._silence()

    def _silence(self) -> None:
        self._audio.ask(Silence())
        self._end()

    def close(self) -> None:
        """Nothing is read any more."""
        self.stop()
        self._leave()

    def follow(self, source: ReplySource, event: object) -> None:
        """A listener of replies: reads those in the attended conversation, where that is chosen."""
        with self._lock:
            match event:
                case TextDelta(text=text):
                    self._hear(source, text)
                case TextRetracted() | Failed():
                    # What was taken back, perhaps for the minors filter, is not heard to its end.
                    if self._source == source and self._reply is not None:
                        self._silence()
                case Finished() if self._source == source and self._reply is not None:
                    for asked in self._reply.finish():
                        self._audio.ask(asked)
                    self._note_end()
                case Cancelled() if self._source == source:
                    self.stop()

    def _hear(self, source: ReplySource, text: str) -> None:
        if source.conversation_id != self._attended or source == self._declined:
            return
        if self._source != source:
            # Once for each reply, not with each of its words.
            if self.is_held() or not self._is_wanted(source):
                self._declined = source
                return
            self.stop()
            self._begin(source)
        assert self._reply is not None
        for asked in self._reply.hear(text):
            self._audio.ask(asked)

    def _is_wanted(self, source: ReplySource) -> bool:
        """Whether replies of this companion are read without being asked for, and can be."""
        is_always = self._choices.holding(source.persona, source.conversation_id).is_always
        return is_always and self._choices.voices(source.persona, source.conversation_id) is not None

    def _begin(self, source: ReplySource, *, quotes: bool = False) -> None:
        voices = self._choices.voices(source.persona, source.conversation_id)
        if voices is None:
            raise NoVoice
        spoken = self._choices.holding(source.persona, source.conversation_id).spoken
        self._source, self._message = source, source.answer
        self._reply = ReplySpeech(ReplyScript(spoken, quotes_speech=quotes), voices)
        tell_each(self._listeners, ReadingChanged())

    def _end(self) -> None:
        self._reply = self._source = self._message = None
        tell_each(self._listeners, ReadingChanged())

    def _note_end(self) -> None:
        if self._reply is not None and self._reply.is_over:
            self._end()

    def _on_audio(self, event: object) -> None:
        if isinstance(event, Loudness):
            tell_each(self._listeners, event)
            return
        with self._lock:
            if self._reply is None:
                return
            match event:
                case PieceEnded(piece=piece):
                    self._reply.note_ended(piece)
                    self._note_end()
                case PieceFailed(piece=piece, error=error) if self._reply.owns(piece):
                    self.stop()
                    tell_each(self._listeners, ReadingFailed(error))
                case AudioEnded():
                    self._end()
                    tell_each(self._listeners, ReadingFailed(AudioStopped()))
