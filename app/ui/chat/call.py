"""The call with a companion, and dictation: what one sees of it, and what one may press."""

from __future__ import annotations

import re

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.call import CallAnswered, CallChanged, CallState, CallTrouble, Dictated, DictationFailed
from app.core.errors import AppError, NoRecognizer, NoVoice
from app.core.workers import Deliver
from app.session import Session
from app.ui.chat.active_replies import GrowingReply
from app.ui.chat.live_events import LiveEvents
from app.ui.chat.notices_view_model import NoticesViewModel
from app.ui.chat.open_conversation import OpenConversation
from app.ui.chat.reply_stream import ReplyStream
from app.ui.notifier import Notifier, worded
from app.voice import Loudness

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

ACTION = re.compile(r"\*+([^*]+)\*+")
LONGEST_CAPTION = 600
LEVEL_MS = 60
"""How often the level of the microphone is shown."""


@QmlElement
@QmlUncreatable("made by Python")
class CallCamera(QObject):  # type: ignore[operator]
    """Whether the companion may glance at the person: never beyond one call."""

    changed = Signal()
    announced = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._call, self._attaching = session.call, session.attaching

    @Property(bool, notify=changed)
    def maySee(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there is a camera, and a model that can say what it shows."""
        return self._attaching.has_camera and bool(self._attaching.describer())

    @Property(bool, notify=changed)
    def isOn(self) -> bool:  # noqa: N802 - seen from QML
        return self._call.glances.is_on

    @Slot()
    def toggle(self) -> None:
        """Let the companion glance at the person once in each turn, or not."""
        glances = self._call.glances
        if glances.is_on:
            glances.turn_off()
        elif self._call.is_active:
            glances.turn_on()
        self.announced.emit(self.tr("Camera on") if glances.is_on else self.tr("Camera off"))
        self.changed.emit()


@QmlElement
@QmlUncreatable("made by Python")
class CallViewModel(QObject):  # type: ignore[operator]
    """The microphone is open only while there is a call, or while one dictates."""

    changed = Signal()
    levelChanged = Signal()
    announced = Signal(str)
    """Something that who does not see it should hear of."""
    spoke = Signal()
    """Somebody is here: they have said something."""
    voicesWanted = Signal(bool)
    """Something to speak with is missing, or, where true, to understand with."""
    dictated = Signal(str, bool)
    """The words so far, and whether they are all."""

    def __init__(
        self,
        application: Application,
        session: Session,
        notifier: Notifier,
        events: LiveEvents,
        conversation: OpenConversation,
        stream: ReplyStream,
        notices: NoticesViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._call, self._dictation = session.call, session.dictation
        self._read_aloud = session.read_aloud
        self._camera = CallCamera(session, self)
        self.changed.connect(self._camera.changed)
        self._camera.announced.connect(self.announced)
        self._notifier, self._conversation = notifier, conversation
        self._stream, self._notices = stream, notices
        self._trouble = ""
        self._loudness = 0.0
        self._call.listen(events.to(self._on_event))
        self._call.watch_replies(self._watch)
        self._dictation.listen(events.to(self._on_dictation))
        conversation.opened.connect(self._turned_away)
        self._levels = QTimer(self, interval=LEVEL_MS)
        self._levels.timeout.connect(self.levelChanged)

    # --- what is seen ---

    @Property(bool, notify=changed)
    def active(self) -> bool:
        return self._call.is_active

    @Property(str, notify=changed)
    def state(self) -> str:
        return self._call.state.value

    @Property(str, notify=changed)
    def stateWords(self) -> str:  # noqa: N802 - seen from QML
        """What the call is at, in words."""
        name, state = self._conversation.persona.display_name, self._call.state
        listening = self.tr("Hold the space bar to talk") if self._call.is_push_to_talk else self.tr("Listening")
        told = {
            CallState.OPENING: self.tr("Opening the microphone…"), CallState.LISTENING: listening,
            CallState.HEARING: self.tr("You are speaking"), CallState.PAUSING: self.tr("You are speaking"),
            CallState.THINKING: self.tr("Thinking…"), CallState.SPEAKING: self.tr("{} is speaking").format(name),
            CallState.DUCKED: self.tr("{} is speaking").format(name),
            CallState.ON_HOLD: self.tr("On hold. The microphone is closed; press Resume to go on."),
            CallState.ENDED: "",
        }  # fmt: skip
        if not self._call.is_muted or state in (CallState.ON_HOLD, CallState.ENDED):
            return told[state]
        return (
            self.tr("You are muted")
            if state is CallState.LISTENING
            else self.tr("{} · you are muted").format(told[state])
        )

    @Property(bool, notify=changed)
    def isMicrophoneOpen(self) -> bool:  # noqa: N802 - seen from QML
        open_now = self._call.is_active and self._call.state is not CallState.ON_HOLD
        return open_now or self._dictation.is_active

    @Property(bool, notify=changed)
    def muted(self) -> bool:
        return self._call.is_muted

    @Property(bool, notify=changed)
    def held(self) -> bool:
        return self._call.state is CallState.ON_HOLD

    @Property(str, notify=changed)
    def words(self) -> str:
        """What the person says, as far as it is understood."""
        return self._call.words

    @Property(str, notify=changed)
    def caption(self) -> str:
        """What the companion says, with what is done in brackets, as in subtitles."""
        said = ACTION.sub(r"(\1)", self._call.answer[-LONGEST_CAPTION:]).strip()
        return f"{self._conversation.persona.display_name}: {said}" if said else ""

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._trouble

    @Property(float, notify=levelChanged)
    def level(self) -> float:
        """How loud the person is, from 0 to 1."""
        return min(1.0, 5 * self._call.level)

    @Property(float, notify=levelChanged)
    def loudness(self) -> float:
        """How loud the companion is, from 0 to 1."""
        return self._loudness

    @Property(bool, notify=changed)
    def pushToTalk(self) -> bool:  # noqa: N802 - seen from QML
        return self._call.is_push_to_talk

    @Property(CallCamera, constant=True)
    def camera(self) -> CallCamera:
        return self._camera

    @Property(bool, notify=changed)
    def dictating(self) -> bool:
        return self._dictation.is_active

    # --- what one presses ---

    @Slot()
    def begin(self) -> None:
        """Call whoever the conversation is with."""
        self._read_aloud.stop()
        self._dictation.cancel()
        self._trouble = ""
        try:
            self._call.begin(self._conversation.persona, self._conversation.id)
        except (NoVoice, NoRecognizer) as error:
            self._notifier.tell(error)
            self.voicesWanted.emit(isinstance(error, NoRecognizer))
        except AppError as error:
            self._notifier.tell(error)
        self._show()

    @Slot()
    def end(self) -> None:
        """Hang up."""
        self._call.end()
        self._conversation.show_messages()
        self._show()

    @Slot()
    def toggle_mute(self) -> None:
        """Hear nothing of the person, or hear them again."""
        self._call.mute(not self._call.is_muted)
        self.announced.emit(self.tr("Muted") if self._call.is_muted else self.tr("Unmuted"))

    @Slot()
    def toggle_hold(self) -> None:
        """Close the microphone and be quiet, or go on."""
        self._call.hold(self._call.state is not CallState.ON_HOLD)
        self.announced.emit(self.tr("On hold") if self._call.state is CallState.ON_HOLD else self.tr("Resumed"))

    @Slot()
    def press(self) -> None:
        """The key for talking goes down."""
        self._call.press()

    @Slot()
    def release(self) -> None:
        """The key for talking goes up."""
        self._call.release()

    @Slot()
    def toggle_dictation(self) -> None:
        """Speak in place of writing, or stop doing so."""
        if self._dictation.is_active:
            self._dictation.finish()
        else:
            self._read_aloud.stop()
            try:
                self._dictation.begin()
            except NoRecognizer as error:
                self._notifier.tell(error)
                self.voicesWanted.emit(True)
        self.changed.emit()

    @Slot()
    def drop_dictation(self) -> None:
        """Close the microphone if one dictates; what was not understood yet is not wanted."""
        if self._dictation.is_active:
            self._dictation.cancel()
            self.changed.emit()

    @Slot()
    def leave(self) -> None:
        """The window is closing, or the vault."""
        self._read_aloud.stop()
        self._dictation.cancel()
        self._call.end()

    # --- what happens ---

    def _watch(self) -> tuple[Deliver, object]:
        """On the thread of the call: where the events of its next answer go."""
        reply = GrowingReply()
        return self._stream.deliver(reply), reply

    def _on_event(self, event: object) -> None:
        match event:
            case CallAnswered(words=words, pending=pending, watcher=watcher):
                self._trouble = ""
                self._notices.look(words, pending.conversation_id)
                self._notices.note_said_in(pending.conversation_id)
                assert isinstance(watcher, GrowingReply)
                self._stream.follow(watcher, pending)
                self.spoke.emit()
            case CallTrouble(error=error):
                self._trouble = worded(error)
                if not self._call.is_active:
                    self._notifier.tell(error)
            case Loudness(level=level):
                self._loudness = level
            case CallChanged():
                self._show()

    def _show(self) -> None:
        if self._call.is_active and not self._levels.isActive():
            self._levels.start()
        elif not self._call.is_active:
            self._levels.stop()
            self._loudness = 0.0
        self.changed.emit()

    def _on_dictation(self, event: object) -> None:
        match event:
            case Dictated(text=text, is_final=is_final):
                self.dictated.emit(text, is_final)
            case DictationFailed(error=error):
                self._notifier.tell(error)
        self.changed.emit()

    def _turned_away(self) -> None:
        """Another conversation is open: the call, and what is dictated, was for the one before."""
        self.drop_dictation()
        if self._call.is_active and self._conversation.id != self._call.conversation_id:
            self._call.end()
            self._show()
