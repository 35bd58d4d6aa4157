"""What a person can do on the chat screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.conversation import ConversationId, Exchange, MessageId
from app.core import settings as s
from app.core.clock import local
from app.core.lanes import Cancelled, Deliver, Failed, Finished, Job
from app.engine import Reading
from app.house import House, OpenVault
from app.library import Loading, Ready
from app.persona import Persona, PersonaId
from app.template import Said, Thought
from app.ui.chat.rows import CompanionRow, Messages, TalkRow
from app.ui.mailbox import Mailbox
from app.ui.notices import worded
from app.ui.rows import Rows

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

SLOW_READING_TOKENS = 256
"""A prompt with more to read than this says how far it is."""


@QmlElement
@QmlUncreatable("made by Python")
class ChatController(QObject):  # type: ignore[operator]
    """Companions, their conversations, and the one that is open."""

    companionChanged = Signal()
    talkChanged = Signal()
    busyChanged = Signal()
    statusChanged = Signal()
    modelChanged = Signal()
    settingsChanged = Signal()
    removed = Signal(str)
    copied = Signal()
    replyFinished = Signal(str)
    draftRestored = Signal(str)

    def __init__(self, house: House, opened: OpenVault, mailbox: Mailbox, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._opened = opened
        self._store = opened.conversations.store
        self._mailbox = mailbox
        self._companions: Rows[CompanionRow] = Rows(CompanionRow, self)
        self._talks: Rows[TalkRow] = Rows(TalkRow, self)
        self._messages = Messages(self)
        self._persona: Persona = opened.personas.all()[0]
        self._talk: ConversationId | None = None
        self._removed: ConversationId | None = None
        self._job: Job | None = None
        self._answer: MessageId | None = None
        self._said = ""
        self._thought = ""
        self._notes: dict[int, str] = {}
        self._status = ""
        self._drafts: dict[PersonaId, str] = {}
        self._paint = QTimer(self, singleShot=True, interval=0)
        self._paint.timeout.connect(self._show_growth)
        opened.vault.changes.listen("conversation", to=mailbox.to(lambda _: self._show_talks()))
        self.choose_companion(self._persona.id)
        self._warm_up()

    # --- what is shown ---

    @Property(QObject, constant=True)
    def companions(self) -> QObject:
        return self._companions

    @Property(QObject, constant=True)
    def talks(self) -> QObject:
        return self._talks

    @Property(QObject, constant=True)
    def messages(self) -> QObject:
        return self._messages

    @Property(str, notify=companionChanged)
    def name(self) -> str:
        return self._persona.name

    @Property(str, notify=companionChanged)
    def tagline(self) -> str:
        return self._persona.tagline

    @Property(str, notify=companionChanged)
    def portrait(self) -> str:
        return self._persona.portrait

    @Property(list, notify=companionChanged)
    def openers(self) -> list[str]:
        return list(self._persona.openers)

    @Property(bool, notify=talkChanged)
    def isEmpty(self) -> bool:  # noqa: N802 - seen from QML
        return not self._messages.rows

    @Property(str, notify=talkChanged)
    def title(self) -> str:
        return next((row.title for row in self._talks.rows if row.is_current), "")

    @Property(int, notify=talkChanged)
    def talk(self) -> int:
        return self._talk or 0

    @Property(bool, notify=busyChanged)
    def busy(self) -> bool:
        return self._job is not None

    @Property(str, notify=statusChanged)
    def status(self) -> str:
        return self._status

    @Property(bool, notify=modelChanged)
    def isStarter(self) -> bool:  # noqa: N802 - seen from QML
        return self._house.shelf.chosen(self._house.settings.text(s.MODEL_NAME)).is_starter

    @Property(str, notify=modelChanged)
    def modelName(self) -> str:  # noqa: N802 - seen from QML
        return self._house.model.name

    @Property(bool, notify=settingsChanged)
    def enterSends(self) -> bool:  # noqa: N802 - seen from QML
        return self._house.settings.switch(s.ENTER_SENDS)

    # --- companions and conversations ---

    @Slot(int)
    def choose_companion(self, key: int) -> None:
        """Open the latest conversation with a companion, or an empty one."""
        self._persona = self._opened.personas.get(PersonaId(key))
        talks = self._store.of_persona(self._persona.id)
        self._open(talks[0].id if talks else None)
        self.companionChanged.emit()

    @Slot(int)
    def choose_talk(self, key: int) -> None:
        """Open a conversation."""
        self._open(ConversationId(key))

    @Slot()
    def new_talk(self) -> None:
        """Begin anew; the conversation exists once something is said in it."""
        self._open(None)

    @Slot(int, str)
    def rename_talk(self, key: int, title: str) -> None:
        """Give a conversation another name."""
        self._store.rename(ConversationId(key), title)
        self._show_talks()

    @Slot(int)
    def remove_talk(self, key: int) -> None:
        """Take a conversation away; it can be brought back while the notice stands."""
        self.purge()
        self._removed = ConversationId(key)
        title = next((row.title for row in self._talks.rows if row.key == key), "")
        self._store.put_away(self._removed)
        if self._talk == self._removed:
            self.choose_companion(self._persona.id)
        self._show_talks()
        self.removed.emit(title)

    @Slot()
    def undo_remove(self) -> None:
        """Bring back the conversation that was taken away last."""
        if self._removed is not None:
            self._store.bring_back(self._removed)
            self._open(self._removed)
            self._removed = None

    @Slot()
    def purge(self) -> None:
        """The chance to undo has passed: delete for good."""
        if self._removed is not None:
            self._removed = None
            self._store.purge()

    # --- talking ---

    @Slot(str)
    def send(self, text: str) -> None:
        """Say *text* to the companion."""
        if not text.strip() or self._job is not None:
            return
        if self._talk is None:
            self._talk = self._store.start(self._persona.id)
        self._drafts.pop(self._persona.id, None)
        self._store.keep_draft(self._talk, "")
        self._follow(self._opened.conversations.say(self._persona, self._talk, text.strip(), self._deliver()))

    @Slot()
    def stop(self) -> None:
        """End the reply; what was said stays."""
        if self._job is not None:
            self._job.cancel()

    @Slot(int)
    def regenerate(self, key: int) -> None:
        """Ask for another answer beside this one."""
        if self._talk is not None and self._job is None:
            self._follow(
                self._opened.conversations.regenerate(self._persona, self._talk, MessageId(key), self._deliver())
            )

    @Slot(int, str)
    def edit(self, key: int, text: str) -> None:
        """Say a message in other words."""
        if self._talk is None or self._job is not None or not text.strip():
            return
        exchange = self._opened.conversations.edit(
            self._persona, self._talk, MessageId(key), text.strip(), self._deliver()
        )
        if exchange is not None:
            self._follow(exchange)
        else:
            self._show_messages()

    @Slot(int, int)
    def turn_alternative(self, key: int, step: int) -> None:
        """Show the next (or the last) of several versions of a message."""
        if self._talk is not None and self._job is None:
            self._store.turn_to(self._talk, MessageId(key), step)
            self._show_messages()

    @Slot(int, result=str)
    def text_of(self, key: int) -> str:
        """A message as it was written, for editing it."""
        row = self._messages.row_of(key)
        return self._messages.rows[row].blocks.text if row >= 0 else ""

    @Slot(int)
    def copy(self, key: int) -> None:
        """Copy a message."""
        self.copy_text(self.text_of(key))

    @Slot(str)
    def copy_text(self, text: str) -> None:
        """Copy *text*."""
        QGuiApplication.clipboard().setText(text)
        self.copied.emit()

    @Slot(result=str)
    def draft(self) -> str:
        """What was being written when this conversation was last open."""
        if self._talk is not None:
            return self._store.draft(self._talk)
        return self._drafts.get(self._persona.id, "")

    @Slot(str)
    def keep_draft(self, text: str) -> None:
        """Keep what is being written, so that it is there again later."""
        if self._talk is not None:
            self._store.keep_draft(self._talk, text)
        else:
            self._drafts[self._persona.id] = text

    # --- how it reaches the eye ---

    def refresh_settings(self) -> None:
        """Something in the settings changed."""
        self.settingsChanged.emit()
        self.modelChanged.emit()

    def _open(self, talk: ConversationId | None) -> None:
        if self._job is not None:
            self.stop()
        self._talk = talk
        self._show_companions()
        self._show_talks()
        self._show_messages()
        self.draftRestored.emit(self.draft())

    def _show_companions(self) -> None:
        self._companions.show(
            [
                CompanionRow(who.id, who.name, who.tagline, who.portrait, who.id == self._persona.id)
                for who in self._opened.personas.all()
            ]
        )

    def _show_talks(self) -> None:
        talks = self._store.of_persona(self._persona.id)
        self._talks.show(
            [TalkRow(talk.id, talk.title, when(local(talk.updated)), talk.id == self._talk) for talk in talks]
        )
        self.talkChanged.emit()

    def _show_messages(self) -> None:
        path = self._store.path(self._talk) if self._talk is not None else []
        self._messages.show_path(path, self._persona.name, self._notes)
        self.talkChanged.emit()

    def _follow(self, exchange: Exchange) -> None:
        self._job, self._answer = exchange.job, exchange.answer.id
        self._said = self._thought = ""
        self._show_messages()
        self._say_status("")
        self.busyChanged.emit()

    def _deliver(self) -> Deliver:
        return self._mailbox.to(self._heard)

    def _heard(self, event: object) -> None:
        match event:
            case Said(text=text):
                self._said += text
                self._paint.start()
            case Thought(text=text):
                self._thought += text
                self._paint.start()
            case Loading(name=name):
                self._say_status(self.tr("Loading {}…").format(name))
            case Ready():
                self._say_status("")
                self.modelChanged.emit()
            case Reading(done=done, total=total) if total - done > SLOW_READING_TOKENS:
                self._say_status(self.tr("Reading… {} %").format(100 * done // total))
            case Finished() | Cancelled():
                self._end("")
            case Failed(error=error):
                self._end(worded(error))

    def _show_growth(self) -> None:
        if self._answer is None or (row := self._messages.row_of(self._answer)) < 0:
            return
        old = self._messages.rows[row]
        old.blocks.set_text(self._said.rstrip())
        self._messages.replace(row, replace(old, plain=old.blocks.text, thinking=self._thought.strip()))
        if self._status:
            self._say_status("")

    def _end(self, note: str) -> None:
        if note and self._answer is not None:
            self._notes[self._answer] = note
        said, answer = self._said, self._answer
        self._job = self._answer = None
        self._say_status("")
        if answer is not None and self._messages.row_of(answer) >= 0:
            self._show_messages()
        self.busyChanged.emit()
        self.replyFinished.emit("" if note else said.strip())

    def _say_status(self, status: str) -> None:
        if status != self._status:
            self._status = status
            self.statusChanged.emit()

    def _warm_up(self) -> None:
        """Load the model while the person looks around, so that the first word comes at once."""
        self._house.engine_lane.submit(self._house.model.ensure, deliver=self._mailbox.to(self._warmed))

    def _warmed(self, event: object) -> None:
        match event:
            case Ready():
                self.modelChanged.emit()
            case Loading(name=name):
                self._say_status(self.tr("Loading {}…").format(name))
            case Finished() | Cancelled():
                self._say_status("")
            case Failed(error=error):
                self._say_status(worded(error))


def when(at: datetime) -> str:
    """A short time for a list: the hour today, else the day."""
    today = datetime.now(at.tzinfo)
    if at.date() == today.date():
        return at.strftime("%H:%M")
    return at.strftime("%d %b" if at.year == today.year else "%d %b %Y")
