"""What the app says about the open conversation, and what can be done about it there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.boundaries import Age, age_of
from app.chat import ConversationId, SystemNotice
from app.core.errors import MinorsFilterTriggered, TopicTouched
from app.core.translation import advice, say
from app.session import Session
from app.ui.chat.active_replies import ActiveReplies
from app.ui.chat.notices import CrisisNotices, NoticeList, UsageNotices
from app.ui.chat.open_conversation import OpenConversation
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class NoticesViewModel(QObject):  # type: ignore[operator]
    """Puts notices above the field, and does what stands beside one."""

    boundariesWanted = Signal()
    answerWanted = Signal()
    """The companion shall answer what the app has answered."""

    def __init__(
        self,
        application: Application,
        session: Session,
        notifier: Notifier,
        conversation: OpenConversation,
        replies: ActiveReplies,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._notifier = notifier
        self._conversation = conversation
        self._replies = replies
        self._list = NoticeList(self)
        self._crisis = CrisisNotices(application, self._list, self)
        self.usage = UsageNotices(application, session, self._list, self)
        self._retry: Callable[[], object] | None = None
        self._elsewhere: dict[ConversationId, MinorsFilterTriggered] = {}
        conversation.opened.connect(self._opened)
        conversation.shown.connect(self._shown)

    @Property(QObject, constant=True)
    def model(self) -> QObject:
        return self._list

    @Slot(str, bool)
    def act(self, key: str, other: bool) -> None:
        """Do what stands beside a notice; *other* is the second choice."""
        here = self._conversation
        is_answering = self._replies.of(here.id) is not None
        with self._notifier.guarding():
            match key:
                case "topic" if not other:
                    if self._retry is not None and not is_answering:
                        self._retry()
                    return
                case "topic":
                    self.boundariesWanted.emit()
                case "age":
                    self._session.personas.say_age(here.persona.id, is_adult=not other)
                    here.read_persona()
                    here.contextChanged.emit()
                case "paused" if here.id is not None:
                    self._session.conversations.replies.go_on(here.id)
                    here.show_messages()
                    return
                case "asked" if here.id is not None and not is_answering:
                    self.answerWanted.emit()
                    return
            self.take(key)

    def take(self, *keys: str) -> None:
        """Say them no more."""
        for key in keys:
            self._list.take(key)

    def look(self, text: str, conversation_id: ConversationId | None, *, clears: bool = True) -> None:
        """*text* is about to be said: help is shown where it is needed, whatever becomes of it."""
        if clears:
            self.take("topic", "floor")
        self._crisis.look(text, conversation_id)

    def note_said_in(self, conversation_id: ConversationId) -> None:
        """What was looked at last was said there."""
        self._crisis.note(conversation_id)

    def say_topic(self, error: TopicTouched, retry: Callable[[], object]) -> None:
        """A topic was touched; *retry* says it all the same."""
        self._retry = retry
        self._list.put("topic", say(error), "", self.tr("Send it anyway"), self.tr("Boundaries…"))

    def say_minors_filter(self, error: MinorsFilterTriggered, conversation_id: ConversationId | None = None) -> None:
        """Say it in the conversation it happened in: there when it is opened again, if it is not open now."""
        if conversation_id is not None and conversation_id != self._conversation.id:
            self._elsewhere[conversation_id] = error
            return
        self._list.put("floor", say(error), advice(error), self.tr("Close"))

    def _opened(self) -> None:
        self.take("topic", "floor", "care")
        self._ask_age()
        here = self._conversation.id
        if here is not None and (error := self._elsewhere.pop(here, None)) is not None:
            self.say_minors_filter(error)

    def _ask_age(self) -> None:
        """Where a description leaves it open how old somebody is, ask: one plain question."""
        persona = self._conversation.persona
        if age_of(persona.described) is not Age.UNCLEAR:
            self.take("age")
            return
        self._list.put(
            "age", self.tr("How old is {}?").format(persona.name),
            self.tr("The card does not say. Until you do, romance and mature levels are closed here."),
            self.tr("18 or older"), self.tr("Under 18"),
        )  # fmt: skip

    def _shown(self) -> None:
        """What holds of the conversation that is shown."""
        here, name = self._conversation, self._conversation.persona.name
        if here.is_paused:
            self._list.put("paused", self.tr("The scene is paused."), "", self.tr("Resume the scene"))
        else:
            self.take("paused")
        if here.last_notice is SystemNotice.SIMULATION and not here.is_paused:
            self._list.put("asked", self.tr("You can carry on, or let {} answer too.").format(name), "",
                           self.tr("Let {} answer too").format(name))  # fmt: skip
        else:
            self.take("asked")
