"""What a person can do on the chat screen."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application, Session
from app.boundaries import ON_EVERY_PAGE, Age, age_of
from app.chat import GONE, ConversationId, MessageId, SystemNotice
from app.core import settings as s
from app.core.errors import AppError, MinorsFilterTriggered, TopicTouched
from app.core.workers import Cancelled, Deliver, Failed, Finished, task
from app.engine import PrefillProgress
from app.generation import PendingReply
from app.models import LoadDegraded, Loading, Ready
from app.personas import Persona, PersonaId
from app.templates import ReasoningDelta, TextDelta, TextRetracted
from app.ui.chat.active_replies import GrowingReply
from app.ui.chat.addresses import Addresses
from app.ui.chat.conversation_list import ConversationList
from app.ui.chat.drafts import Drafts
from app.ui.chat.idle_scheduler import IdleScheduler
from app.ui.chat.impersonation import Impersonation
from app.ui.chat.messages import Messages, ParticipantRow
from app.ui.chat.model_preloader import ModelPreloader
from app.ui.chat.notices import CrisisNotices, NoticeList, UsageNotices
from app.ui.chat.recent_personas import RecentPersonas
from app.ui.clipboard import PrivateClipboard
from app.ui.debouncer import Debouncer
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier, worded

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

SEVERAL = 3
"""Answers asked for at once."""

SLOW_READING_TOKENS = 256
"""A prompt with more to read than this says how far it is."""


@QmlElement
@QmlUncreatable("made by Python")
class ChatViewModel(QObject):  # type: ignore[operator]
    """Companions, their conversations, and the one that is open."""

    personaChanged = Signal()
    conversationChanged = Signal()
    busyChanged = Signal()
    statusChanged = Signal()
    modelChanged = Signal()
    settingsChanged = Signal()
    copied = Signal()
    replyFinished = Signal(str)
    draftRestored = Signal(str)
    draftJoined = Signal(str)
    """What was taken back stands before what is in the field."""
    boundariesWanted = Signal()
    sendAnywayWanted = Signal()
    sent = Signal()
    queueChanged = Signal()

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        clipboard: PrivateClipboard,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._session = session
        self._store = session.conversations.store
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._clipboard = clipboard
        self._companions = RecentPersonas(
            session.personas, session.trash, notifier, leaving=self._leaving, left=self._left_companion, parent=self,
        )  # fmt: skip
        self._talks = ConversationList(session, notifier, left=self._left_talk, parent=self)
        self._messages = Messages(self)
        self._members: ListModel[ParticipantRow] = ListModel(ParticipantRow, self)
        self._persona: Persona = self._last_persona()
        self._conversation_id: ConversationId | None = None
        self._replies: dict[ConversationId, GrowingReply] = {}
        self._notes: dict[int, str] = {}
        self._queued: dict[ConversationId, str] = {}
        self._in_field = ""
        self._is_retired = False
        self._is_paused = False
        self._asides = NoticeList(self)
        self._addresses = Addresses(self)
        self._care = CrisisNotices(application, self._asides, self)
        self._rest = UsageNotices(application, session, self._asides, self)
        self._held_back: Callable[[], object] | None = None
        self._floored: dict[ConversationId, MinorsFilterTriggered] = {}
        self._drafts = Drafts(
            self._store,
            notifier,
            lambda persona, conversation_id, text: session.conversations.may_keep(
                session.personas.get(persona), conversation_id, text
            ),
            self,
        )
        self._pauses = IdleScheduler(
            session.conversations,
            application.settings,
            lambda: (self._persona, self._conversation_id),
            lambda: self.is_speaking,
            self,
        )
        self._ghostwriter = Impersonation(
            session.conversations, notifier, self._to, crossed=self._say_floor, parent=self,
            keep=lambda persona, conversation_id, text: self._drafts.note(persona.id, conversation_id, text),
        )  # fmt: skip
        self._ghostwriter.changed.connect(self.busyChanged)
        self._ghostwriter.wrote.connect(self._show_written)
        self._warming = ModelPreloader(application, notifier, self._to, self)
        self._warming.changed.connect(self.statusChanged)
        self._warming.loaded.connect(self.modelChanged)
        self._warming.ended.connect(self._warmed)
        self._paint = QTimer(self, singleShot=True, interval=0)
        self._paint.timeout.connect(self._show_growth)
        session.vault.changes.listen("conversation", to=self._to(lambda _: self._show_talks()))
        self._together = Debouncer(session.vault, 200, self._companions_changed, self)  # many may come in at once
        session.vault.changes.listen("persona", "profile", to=self._to(lambda _: self._together.start()))
        self._choose(self._persona.id)
        self._warming.begin()

    # --- what is shown ---

    @Property(RecentPersonas, constant=True)
    def recentPersonas(self) -> RecentPersonas:  # noqa: N802 - seen from QML
        return self._companions

    @Property(ConversationList, constant=True)
    def conversationList(self) -> ConversationList:  # noqa: N802 - seen from QML
        return self._talks

    @Property(QObject, constant=True)
    def messages(self) -> QObject:
        return self._messages

    @Property(QObject, constant=True)
    def members(self) -> QObject:
        """Who is in the conversation, where several are."""
        return self._members

    @Slot(int)
    def speak_now(self, key: int) -> None:
        """Let this one say something now."""
        if self._conversation_id is not None and self._reply is None:
            with self._notifier.guarding():
                self._go_round(self._conversation_id, (PersonaId(key),))

    def _go_round(
        self, conversation_id: ConversationId, speakers: tuple[PersonaId, ...], after: MessageId | None = None
    ) -> None:
        """Let those who are to speak do so, the first of them now."""
        reply = GrowingReply()
        talks = self._session.conversations
        exchange = talks.speak_next(conversation_id, speakers[0], speakers[1:], self._deliver(reply), after=after)
        if exchange is not None:
            self._follow(reply, exchange, shows=conversation_id == self._conversation_id)

    @Property(QObject, constant=True)
    def noticeList(self) -> QObject:  # noqa: N802 - seen from QML
        """What the app says beside the conversation."""
        return self._asides

    @Property(Addresses, constant=True)
    def addresses(self) -> Addresses:
        """Where the addresses lead that a model wrote."""
        return self._addresses

    @Property(str, notify=personaChanged)
    def whatItIs(self) -> str:  # noqa: N802 - seen from QML
        """That the companion is a simulation."""
        return self.tr(ON_EVERY_PAGE).replace("{name}", self._persona.name)

    @Property(bool, notify=conversationChanged)
    def paused(self) -> bool:
        """Whether the scene is paused."""
        return self._is_paused

    @Property(str, notify=personaChanged)
    def name(self) -> str:
        return self._persona.name

    @Property(str, notify=personaChanged)
    def tagline(self) -> str:
        return self._persona.tagline

    @Property(str, notify=personaChanged)
    def portrait(self) -> str:
        return self._persona.portrait

    @Property(list, notify=personaChanged)
    def openers(self) -> list[str]:
        return list(self._persona.openers)

    @Property(bool, notify=conversationChanged)
    def isEmpty(self) -> bool:  # noqa: N802 - seen from QML
        return not self._messages.rows

    @Property(int, notify=conversationChanged)
    def conversationId(self) -> int:  # noqa: N802 - seen from QML
        return self._conversation_id or 0

    @Property(bool, notify=busyChanged)
    def busy(self) -> bool:
        return self.busy_now

    @Property(str, notify=statusChanged)
    def status(self) -> str:
        return self._reply.status if self._reply is not None and self._reply.status else self._warming.status

    @Property(bool, notify=modelChanged)
    def isStarter(self) -> bool:  # noqa: N802 - seen from QML
        return self._application.registry.chosen(self._application.settings.text(s.MODEL_NAME)).is_starter

    @Property(str, notify=modelChanged)
    def modelName(self) -> str:  # noqa: N802 - seen from QML
        return self._application.model.name

    @Property(bool, notify=settingsChanged)
    def enterSends(self) -> bool:  # noqa: N802 - seen from QML
        return self._application.settings.switch(s.ENTER_SENDS)

    # --- companions and conversations ---

    @Slot(int)
    def choose_persona(self, key: int) -> None:
        """Open the latest conversation with a companion, or an empty one."""
        if key != self._persona.id:
            with self._notifier.guarding():
                self._choose(PersonaId(key))

    @Slot(int)
    def choose_conversation(self, key: int) -> None:
        """Open a conversation."""
        if key != self._conversation_id:
            with self._notifier.guarding():
                self._open(ConversationId(key))

    @Slot()
    def new_conversation(self) -> None:
        """Begin anew; the conversation exists once something is said in it."""
        with self._notifier.guarding():
            self._begin(self._persona.id)

    # --- talking ---

    @Slot(str, result=bool)
    def send(self, text: str) -> bool:
        """Say *text* to the companion; false when it was not kept, so that it must not leave the field."""
        if self.is_safe_word(text):
            self._pause(with_draft=False)
            return True
        return bool(text.strip()) and self._reply is None and self._send(text.strip(), sure=False)

    @Slot(str, result=bool)
    def send_all_the_same(self, text: str) -> bool:
        """Say *text* although it touches a topic; false when it was not kept."""
        return bool(text.strip()) and self._reply is None and self._send(text.strip(), sure=True)

    def _send(self, text: str, *, sure: bool) -> bool:
        talks, reply = self._session.conversations, GrowingReply()
        for key in ("topic", "floor"):
            self._asides.take(key)
        self._care.look(text, self._conversation_id)  # whatever becomes of it
        try:
            exchange = talks.say(self._persona, self._conversation_id, text, self._deliver(reply), sure=sure)
        except TopicTouched as error:
            self._held_back = self.sendAnywayWanted.emit
            self._asides.put("topic", error.say, "", self.tr("Send it all the same"), self.tr("Boundaries…"))
        except MinorsFilterTriggered as error:
            self._say_floor(error)
        except AppError as error:
            self._notifier.tell(error)
        else:
            self._care.note(exchange.conversation_id)
            self._follow(reply, exchange)
            self._drafts.forget()
            self._pauses.sent()
            self.sent.emit()
            return True
        return False

    @Property(str, notify=queueChanged)
    def queued(self) -> str:
        """What is sent here when the reply has ended."""
        return self._waiting

    @property
    def _waiting(self) -> str:
        return self._queued.get(self._conversation_id, "") if self._conversation_id is not None else ""

    @Slot(str, result=bool)
    def queue(self, text: str) -> bool:
        """Send *text* when the reply has ended; false where none is coming.  Until then it is kept as a draft is."""
        if self._conversation_id is None or self._reply is None or not text.strip():
            return False
        before = self._queued.get(self._conversation_id, "")
        self._queued[self._conversation_id] = f"{before}\n\n{text.strip()}" if before else text.strip()
        self._drafts.note(self._persona.id, self._conversation_id, self._queued[self._conversation_id])
        self.queueChanged.emit()
        return True

    @Slot()
    def settle_letters(self) -> None:
        """Let an input method put what it is composing into the field."""
        QGuiApplication.inputMethod().commit()

    @Slot()
    def unqueue(self) -> None:
        """Put what waits back into the field, before what stands there."""
        if self._conversation_id is not None and (text := self._queued.pop(self._conversation_id, "")):
            self.queueChanged.emit()
            self.draftJoined.emit(text)

    def _written(self) -> str:
        """What was being written here, without what waits to be sent: both are kept as one draft."""
        draft, waiting = self._drafts.of(self._persona.id, self._conversation_id), self._waiting
        return draft[len(waiting) :].lstrip("\n") if waiting and draft.startswith(waiting) else draft

    def _send_queued(self) -> None:
        """The reply has ended: what waits for that goes, unless something else is being said already."""
        if self._is_retired or self._conversation_id is None or self._reply is not None or self._is_paused:
            return
        if text := self._queued.pop(self._conversation_id, ""):
            self.queueChanged.emit()
            if not self._send(text, sure=False):
                self.draftJoined.emit(text)
            elif self._in_field:
                self._drafts.note(self._persona.id, self._conversation_id, self._in_field)

    def _say_floor(self, error: MinorsFilterTriggered, conversation_id: ConversationId | None = None) -> None:
        """Say it in the conversation *conversation_id* it happened in; there when it is opened again, if it is not
        open now."""
        if conversation_id is not None and conversation_id != self._conversation_id:
            self._floored[conversation_id] = error
            return
        self._asides.put("floor", error.say, error.advice, self.tr("Close"))

    # --- boundaries ---

    @Slot(str, result=bool)
    def is_safe_word(self, text: str) -> bool:
        """Whether *text* is the person's safe word, which is heard even while a reply comes."""
        return self._session.conversations.is_safe_word(text)

    @Slot()
    def pause(self) -> None:
        """Step out of the fiction at once."""
        self._pause(with_draft=True)

    def _pause(self, *, with_draft: bool) -> None:
        self.stop()
        for key in ("topic", "floor"):
            self._asides.take(key)
        with self._notifier.guarding():
            exchange = self._session.conversations.pause(self._persona, self._conversation_id, with_draft=with_draft)
            if with_draft:
                self._drafts.flush()
            else:
                self._drafts.forget()
            self._conversation_id = exchange.conversation_id
            self._show_talks()
            self._show_messages()

    @Slot(str, bool)
    def run_notice_action(self, key: str, other: bool) -> None:
        """Do what stands beside one of the app's words."""
        with self._notifier.guarding():
            if key == "topic" and not other:
                if self._held_back is not None and self._reply is None:
                    self._held_back()
                return
            if key == "topic":
                self._asides.take(key)
                self.boundariesWanted.emit()
                return
            if key == "age":
                self._asides.take(key)
                self._session.personas.say_age(self._persona.id, is_adult=not other)
                self._persona = self._session.personas.get(self._persona.id)
                self._pauses.turned()
                return
            if key == "paused" and self._conversation_id is not None:
                self._session.conversations.go_on(self._conversation_id)
                self._show_messages()
                return
            if key == "asked" and self._conversation_id is not None and self._reply is None:
                self._answer_last()
                return
            self._asides.take(key)

    def _ask_age(self) -> None:
        """Where a description leaves it open how old somebody is, ask: one plain question."""
        if age_of(self._persona.described) is not Age.UNCLEAR:
            self._asides.take("age")
            return
        self._asides.put(
            "age", self.tr("How old is {}?").format(self._persona.name),
            self.tr("The card does not say. Until you do, romance and mature levels are closed here."),
            self.tr("18 or older"), self.tr("Under 18"),
        )  # fmt: skip

    def _answer_last(self) -> None:
        assert self._conversation_id is not None
        reply = GrowingReply()
        talks = self._session.conversations
        self._follow(reply, talks.answer_last(self._persona, self._conversation_id, self._deliver(reply)))

    def _show_asides(self, last: SystemNotice | None) -> None:
        """What holds of the conversation that is shown."""
        if self._is_paused:
            self._asides.put("paused", self.tr("The scene is paused."), "", self.tr("Go on with the scene"))
        else:
            self._asides.take("paused")
        if last is SystemNotice.SIMULATION and not self._is_paused:
            self._asides.put("asked", self.tr("You can write on, or hear {} as well.").format(self._persona.name), "",
                             self.tr("Let {} answer too").format(self._persona.name))  # fmt: skip
        else:
            self._asides.take("asked")

    @Slot()
    def stop(self) -> None:
        """End the reply; what was said stays.

        The window is free at once; a model that is loading or reading notices at its next step.
        """
        self._ghostwriter.cancel()
        self.unqueue()  # who stops a reply may want to say something else
        reply = self._reply
        if reply is not None and reply.job is not None:
            reply.then = ()
            reply.job.cancel()
            self._let_go(reply)

    @Slot(int)
    def regenerate(self, key: int) -> None:
        """Ask for another answer beside this one; for the person's own last message, for one at all."""
        self._regenerate(key, 1)

    @Slot(int, str)
    def regenerate_with(self, key: int, hint: str) -> None:
        """Ask for another answer, and say what should be otherwise."""
        self._regenerate(key, 1, hint.strip())

    @Slot(int)
    def continue_reply(self, key: int) -> None:
        """Let the companion go on where a reply ended."""
        if self._conversation_id is None or self._reply is not None:
            return
        with self._notifier.guarding():
            reply = GrowingReply()
            talks = self._session.conversations
            exchange = talks.continue_reply(self._persona, self._conversation_id, MessageId(key), self._deliver(reply))
            reply.said = exchange.answer.text
            self._follow(reply, exchange)

    @Slot(str)
    def impersonate(self, so_far: str) -> None:
        """Let the model write the person's next message into the field; it goes on with what stands there."""
        if self._conversation_id is not None and not self.busy_now and not self._is_paused:
            self._ghostwriter.write(self._persona, self._conversation_id, so_far)

    def _show_written(self, conversation_id: int, text: str) -> None:
        if conversation_id == self._conversation_id:
            self.draftRestored.emit(text)

    @property
    def busy_now(self) -> bool:
        """Whether something is being written in the open conversation."""
        return self._reply is not None or self._ghostwriter.is_writing

    @Property(bool, notify=busyChanged)
    def isWriting(self) -> bool:  # noqa: N802 - seen from QML
        """Whether the model is writing for the person."""
        return self._ghostwriter.is_writing

    def _regenerate(self, key: int, count: int, hint: str = "") -> None:
        if self._conversation_id is None or self._reply is not None:
            return
        with self._notifier.guarding():
            reply, talks = GrowingReply(), self._session.conversations
            row = self._messages.rows[self._messages.row_of(key)]
            if row.is_mine:
                exchange = talks.answer_last(self._persona, self._conversation_id, self._deliver(reply))
            else:
                exchange = talks.regenerate(
                    self._persona, self._conversation_id, MessageId(key), self._deliver(reply), count=count, hint=hint
                )
            self._follow(reply, exchange)

    @Slot(int)
    def regenerate_several(self, key: int) -> None:
        """Ask for several other answers beside this one, spoken together; the first is shown as it grows."""
        self._regenerate(key, SEVERAL)

    @Slot(int, str, result=bool)
    def edit(self, key: int, text: str) -> bool:
        """Say a message in other words; false when they were not kept, so that they must not be lost."""
        if self._conversation_id is None or not text.strip():
            return True
        if self._reply is not None:
            return False
        with self._notifier.guarding():
            return self._edit(self._conversation_id, MessageId(key), text.strip(), sure=False)
        return False

    def _edit(self, conversation_id: ConversationId, message: MessageId, text: str, *, sure: bool) -> bool:
        reply, talks = GrowingReply(), self._session.conversations
        self._care.look(text, conversation_id)
        try:
            exchange = talks.edit(self._persona, conversation_id, message, text, self._deliver(reply), sure=sure)
        except TopicTouched as error:
            self._held_back = partial(self._edit, conversation_id, message, text, sure=True)
            self._asides.put("topic", error.say, "", self.tr("Send it all the same"), self.tr("Boundaries…"))
            return True  # they wait for the answer
        except MinorsFilterTriggered as error:
            self._say_floor(error)
            return False
        except AppError as error:
            self._notifier.tell(error)
            return False
        self._asides.take("topic")
        if exchange is not None:
            self._follow(reply, exchange)
        else:
            self._show_messages()
        return True

    @Slot(int, result=int)
    def below(self, key: int) -> int:
        """How many messages would go with this one."""
        return self._store.tree.below(MessageId(key))

    @Slot(int)
    def remove_message(self, key: int) -> None:
        """Put a message and everything said after it into the trash."""
        if self._conversation_id is not None and self._reply is None:
            with self._notifier.guarding():
                self._session.trash.put_messages(self._conversation_id, MessageId(key))
                self._show_messages()
                self._show_talks()
                self._pauses.turned()  # the model forgets it too

    @Slot(int, int)
    def swipe(self, key: int, step: int) -> None:
        """Show the next (or the last) of several versions of a message."""
        if self._conversation_id is not None and self._reply is None:
            with self._notifier.guarding():
                self._store.tree.select_variant(self._conversation_id, MessageId(key), step)
                self._show_messages()

    @Slot(int, result=int)
    def asked_by(self, key: int) -> int:
        """The person's message that *key* answers."""
        row = self._messages.row_of(key)
        return next((each.key for each in self._messages.rows[row + 1 :] if each.is_mine), key)

    @Slot(int, result=int)
    def row_of(self, key: int) -> int:
        """Where a message stands in the list, or -1."""
        return self._messages.row_of(key)

    @Slot(int, result=str)
    def text_of(self, key: int) -> str:
        """A message as it was written, for editing it."""
        row = self._messages.row_of(key)
        return self._messages.rows[row].blocks.text if row >= 0 else ""

    @Slot(int, result=str)
    def words_for_editing(self, key: int) -> str:
        """A message as it was written, or the other words for it that were begun before."""
        with self._notifier.guarding():
            if draft := self._store.drafts.edit_of(MessageId(key)):
                return draft
        return self.text_of(key)

    @Slot(int, str)
    def keep_edit_draft(self, key: int, text: str) -> None:
        """Keep other words for a message until they are said or thrown away; nothing forgets them."""
        with self._notifier.guarding():
            self._store.drafts.keep_edit(MessageId(key), text.strip())

    @Slot(int)
    def copy(self, key: int) -> None:
        """Copy a message."""
        self.copy_text(self.text_of(key))

    @Slot(str)
    def copy_text(self, text: str) -> None:
        """Copy *text*."""
        self._clipboard.put(text)
        self.copied.emit()

    @Slot(result=str)
    def draft(self) -> str:
        """What was being written when this conversation was last open."""
        return self._written()

    @Slot(str)
    def keep_draft(self, text: str) -> None:
        """Keep what is being written, a moment after the last key; what waits to be sent before it."""
        self._in_field = text
        whole = f"{self._waiting}\n\n{text}".strip() if self._waiting else text
        self._drafts.note(self._persona.id, self._conversation_id, whole)
        self._asides.take("topic")  # it was said of other words
        self._pauses.typed(text)
        self._rest.note(self._persona.name)

    def leave(self) -> None:
        """The window is closing, or the vault."""
        self._pauses.end()
        self._drafts.flush()
        with contextlib.suppress(AppError):
            self._rest.keep()

    def retire(self) -> None:
        """Another takes over: what still comes is not for this one."""
        self._is_retired = True
        self._pauses.end()
        self._rest.end()

    @Slot()
    def reload(self) -> None:
        """What is shown, or what the model reads of it, was changed elsewhere."""
        with self._notifier.guarding():
            self._show_messages()
            self._show_talks()
            self.personaChanged.emit()
            self._pauses.turned()

    @Slot(int)
    def open_conversation(self, conversation_id: int) -> None:
        """Show a conversation, also the one that is open."""
        with self._notifier.guarding():
            self._open(ConversationId(conversation_id))

    @property
    def persona(self) -> Persona:
        """Who is talked to now."""
        return self._persona

    @property
    def where(self) -> ConversationId | None:
        """The conversation that is open."""
        return self._conversation_id

    @Slot()
    def turn(self) -> None:
        """What the model is told of boundaries has changed: it gets ready anew."""
        self._pauses.turned()

    @property
    def is_speaking(self) -> bool:
        """Whether anything is being written."""
        return bool(self._replies) or self._ghostwriter.is_writing

    def silence(self) -> None:
        """Stop every reply; what was said stays."""
        self._ghostwriter.cancel()
        for conversation_id in list(self._replies):
            self._silence(conversation_id)

    # --- how it reaches the eye ---

    def refresh_settings(self) -> None:
        """Something in the settings changed: another model, or another way of loading it, is loaded at once."""
        if not (self._application.model.is_ready or self._application.model.is_asleep):
            self._warming.begin()
        self.settingsChanged.emit()
        self.modelChanged.emit()
        self._pauses.count_rest()

    @property
    def _reply(self) -> GrowingReply | None:
        """The reply that grows in the open conversation."""
        return self._replies.get(self._conversation_id) if self._conversation_id is not None else None

    def _off(self, call: Callable[[], object], then: Callable[[], None] = lambda: None) -> None:
        """Do what may take a moment on the io worker, then *then*."""

        def heard(event: object) -> None:
            match event:
                case Finished():
                    then()
                case Failed(error=error):
                    self._notifier.tell(error)

        self._application.io_worker.submit(task(call), deliver=self._to(heard))

    def _silence(self, conversation_id: ConversationId) -> None:
        if (reply := self._replies.get(conversation_id)) is not None and reply.job is not None:
            reply.then = ()
            reply.job.cancel()

    def _last_persona(self) -> Persona:
        personas, last = self._session.personas, PersonaId(self._application.settings.number(s.LAST_PERSONA))
        return personas.get(last if personas.has(last) else personas.first())

    def _choose(self, persona: PersonaId) -> None:
        talks = [one for one in self._store.catalogue.of_persona(persona) if not one.is_archived]
        if talks:
            self._open(talks[0].id, persona)
        else:
            self._begin(persona)

    def _begin(self, persona: PersonaId) -> None:
        """A conversation in which nothing was said yet but, where there is one, a greeting."""
        self._open(self._session.conversations.greet(self._session.personas.get(persona)), persona)

    def _open(self, conversation_id: ConversationId | None, persona: PersonaId | None = None) -> None:
        """Show a conversation.  A reply in the one left goes on, and is there when one comes back."""
        if conversation_id != self._conversation_id:
            self._ghostwriter.cancel()  # what it wrote is that conversation's draft
        self._drafts.flush()
        if conversation_id is not None:
            persona = self._store.catalogue.persona_of(conversation_id)
        self._persona = self._session.personas.get(persona or self._persona.id)
        self._conversation_id = conversation_id
        for key in ("topic", "floor", "care"):
            self._asides.take(key)
        self._ask_age()
        if conversation_id is not None and (error := self._floored.pop(conversation_id, None)) is not None:
            self._say_floor(error, conversation_id)
        if self._application.settings.number(s.LAST_PERSONA) != self._persona.id:
            with contextlib.suppress(AppError):  # a full disk must not keep a conversation from being shown
                self._application.settings.put(s.LAST_PERSONA, int(self._persona.id))
        self._companions.show(self._persona.id)
        self._show_talks()
        self._show_messages()
        self._show_growth()
        self.personaChanged.emit()
        self.busyChanged.emit()
        self.statusChanged.emit()
        self._in_field = self._written()
        self.draftRestored.emit(self._in_field)
        self.queueChanged.emit()
        QTimer.singleShot(0, self, self._send_queued)  # the reply may have ended while nobody looked
        self._pauses.turned()

    def _companions_changed(self) -> None:
        """Somebody came in, was changed or given away."""
        if self._is_retired:
            return
        personas = self._session.personas
        if personas.has(self._persona.id):
            self._persona = personas.get(self._persona.id)
        self._companions.show(self._persona.id)
        self._show_messages()
        self.personaChanged.emit()
        self._pauses.turned()

    def _show_talks(self) -> None:
        self._talks.show(self._persona.id, self._conversation_id)
        self.conversationChanged.emit()

    def _left_talk(self, conversation_id: ConversationId) -> None:
        """*conversation_id* was taken away."""
        self._silence(conversation_id)
        if self._conversation_id == conversation_id:
            self._choose(self._persona.id)
        self._show_talks()

    def _leaving(self, persona: PersonaId) -> None:
        """A companion is about to be deleted."""
        for one in self._store.catalogue.of_persona(persona):
            self._silence(one.id)
        self._drafts.flush()

    def _left_companion(self, persona: PersonaId) -> None:
        if persona == self._persona.id:
            self._choose(self._session.personas.first())
        self._companions.show(self._persona.id)
        self.personaChanged.emit()

    def _show_messages(self) -> None:
        path = self._store.tree.path(self._conversation_id) if self._conversation_id is not None else []
        growing = self._reply.answer if self._reply is not None else None
        members = self._session.conversations.context_builder.casts.of(self._conversation_id)
        names: dict[int, str] = {member.persona.id: member.persona.display_name for member in members}
        if self._conversation_id is not None:
            left: dict[int, str] = self._store.catalogue.speaker_names(self._conversation_id)
            is_with_others = bool(names or left or any(line.speaker == GONE or line.speaker_name for line in path))
            names = {GONE: self.tr("Somebody"), **left, **names} if is_with_others else {}
        self._members.show(
            [
                ParticipantRow(member.persona.id, member.persona.display_name, member.persona.portrait, member.is_muted)
                for member in members
            ]
        )
        self._messages.show_path(path, self._persona.display_name, self._notes, growing, names)
        self._is_paused = self._conversation_id is not None and self._store.pauses.is_paused(self._conversation_id)
        self._show_asides(path[-1].notice if path else None)
        self.conversationChanged.emit()

    def _follow(self, reply: GrowingReply, exchange: PendingReply, *, shows: bool = True) -> None:
        reply.conversation_id, reply.answer, reply.job = exchange.conversation_id, exchange.answer.id, exchange.job
        reply.then = exchange.then
        self._rest.note(self._persona.name)
        if exchange.job is not None:  # else the app itself has answered
            self._replies[exchange.conversation_id] = reply
        if not shows:
            return
        self._conversation_id = exchange.conversation_id
        self.busyChanged.emit()
        self.statusChanged.emit()
        self._show_talks()
        self._show_messages()

    def _to(self, handler: Callable[[object], None]) -> Deliver:
        """What passes events to *handler* on the Qt thread, for as long as this is the one that is shown."""
        return self._dispatcher.to(lambda event: None if self._is_retired else handler(event))

    def _deliver(self, reply: GrowingReply) -> Deliver:
        return self._to(lambda event: self._heard(reply, event))

    def _heard(self, reply: GrowingReply, event: object) -> None:
        match event:
            case TextDelta(text=text):
                reply.said += text
                self._paint.start()
            case ReasoningDelta(text=text):
                reply.thought += text
                self._paint.start()
            case TextRetracted():
                reply.said, reply.thought = "", reply.thought + reply.said
                self._paint.start()
            case Loading():
                self._say_status(reply, self._warming.words_for(event))
            case LoadDegraded():
                self._warming.say_lighter(event)
            case Ready():
                self._say_status(reply, "")
                self.modelChanged.emit()
            case PrefillProgress(done=done, total=total) if total - done > SLOW_READING_TOKENS:
                self._say_status(reply, self.tr("Reading… {} %").format(100 * done // total))
            case Finished():
                is_awaited = reply.conversation_id is not None and self._replies.get(reply.conversation_id) is reply
                self._end(reply, "")
                if (
                    is_awaited
                    and reply.then
                    and reply.conversation_id is not None
                    and not self._store.pauses.is_paused(reply.conversation_id)
                ):
                    with self._notifier.guarding():
                        self._go_round(reply.conversation_id, reply.then, reply.answer)
            case Cancelled():
                self._end(reply, "")
            case Failed(error=MinorsFilterTriggered() as error):
                reply.said = reply.thought = ""  # nothing of it is shown or read aloud any more
                if reply.answer is not None:
                    self._messages.blank(reply.answer)
                self._say_floor(error, reply.conversation_id)
                self._end(reply, "")
            case Failed(error=error):
                self._end(reply, worded(error))

    def _show_growth(self) -> None:
        reply = self._reply
        if reply is None or reply.answer is None or (row := self._messages.row_of(reply.answer)) < 0:
            return
        old = self._messages.rows[row]
        self._rest.note(self._persona.name)  # who waits for a slow model is here
        old.blocks.set_text(reply.said.rstrip())
        self._messages.replace(row, replace(old, plain=old.blocks.text, thinking=reply.thought.strip()))
        if reply.said:
            self._say_status(reply, "")

    def _end(self, reply: GrowingReply, note: str) -> None:
        if note and reply.answer is not None and self._messages.row_of(reply.answer) >= 0:
            self._notes[reply.answer] = note
        self._let_go(reply)

    def _let_go(self, reply: GrowingReply) -> None:
        """*reply* has ended, or nobody waits for it any more."""
        self._rest.note(self._persona.name)
        was_open = reply is self._reply
        self._pauses.replied()
        if reply.conversation_id is not None and self._replies.get(reply.conversation_id) is reply:
            del self._replies[reply.conversation_id]
        self.busyChanged.emit()
        self.statusChanged.emit()
        if reply.conversation_id == self._conversation_id:
            self._show_messages()
        if was_open:
            failed = reply.answer in self._notes
            row = self._messages.row_of(reply.answer) if reply.answer is not None else -1
            # What was kept, which a boundary may have cut, and not what was on its way.
            said = self._messages.rows[row].plain if row >= 0 else ""
            self.replyFinished.emit("" if failed else said)
        if reply.conversation_id == self._conversation_id and not reply.then:
            QTimer.singleShot(0, self, self._send_queued)

    def _say_status(self, reply: GrowingReply, status: str) -> None:
        if status != reply.status:
            reply.status = status
            self.statusChanged.emit()

    def _warmed(self) -> None:
        self._pauses.count_rest()
        self._pauses.turned()
