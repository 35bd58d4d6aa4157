"""The conversation that is open, and whom it is with."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.chat import ConversationId, MessageId, SystemNotice
from app.core import settings as s
from app.core.errors import AppError
from app.personas import Persona, PersonaId
from app.session import Session
from app.ui.chat.active_replies import ActiveReplies
from app.ui.chat.company import Company
from app.ui.chat.message_pager import MessagePager
from app.ui.chat.message_window import MessageWindow
from app.ui.chat.messages import Messages, Voice
from app.ui.chat.opening import OpeningViewModel
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class OpenConversation(QObject):  # type: ignore[operator]
    """Opens conversations and shows their messages."""

    personaChanged = Signal()
    changed = Signal()
    """Another conversation, or something in this one."""
    leaving = Signal(bool)
    """This one is about to be shown no more; or, where false, is shown anew."""
    opened = Signal()
    shown = Signal()
    """The messages were read again."""
    contextChanged = Signal()
    """The model will read something else than before."""

    def __init__(
        self,
        application: Application,
        session: Session,
        notifier: Notifier,
        replies: ActiveReplies,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = application.settings
        self._session = session
        self._store = session.conversations.store
        self._notifier = notifier
        self._replies = replies
        self.message_list = Messages(self)
        self.members = Company(session, self)
        self._persona = self._last_persona()
        self._conversation_id: ConversationId | None = None
        self._is_paused = False
        self._last_notice: SystemNotice | None = None
        self._window = MessageWindow(self._store)
        self.message_pager = MessagePager(
            self._window, self.message_list, notifier, lambda: self._conversation_id, self.show_messages, self
        )
        self.changed.connect(self.message_pager.changed)
        self._opening = OpeningViewModel(self.message_list, lambda: self._persona, self)
        self.changed.connect(self._opening.changed)
        self.personaChanged.connect(self._opening.changed)

    # --- what is shown ---

    @Property(QObject, constant=True)
    def messages(self) -> QObject:
        return self.message_list

    @Property(Company, constant=True)
    def company(self) -> Company:
        """Who is in it, where several are."""
        return self.members

    @Property(OpeningViewModel, constant=True)
    def opening(self) -> OpeningViewModel:
        """What stands in it before the person said anything."""
        return self._opening

    @Property(str, notify=personaChanged)
    def name(self) -> str:
        return self._persona.name

    @Property(str, notify=personaChanged)
    def tagline(self) -> str:
        return self._persona.tagline

    @Property(str, notify=personaChanged)
    def portrait(self) -> str:
        return self._persona.portrait

    @Property(int, notify=personaChanged)
    def companion(self) -> int:
        """The companion's number."""
        return int(self._persona.id)

    @Property(bool, notify=changed)
    def isEmpty(self) -> bool:  # noqa: N802 - seen from QML
        return not self.message_list.rows

    @Property(bool, notify=changed)
    def paused(self) -> bool:
        """Whether the scene is paused."""
        return self._is_paused

    @Property(int, notify=changed)
    def number(self) -> int:
        return self._conversation_id or 0

    @Property(MessagePager, constant=True)
    def pager(self) -> MessagePager:
        return self.message_pager

    @property
    def persona(self) -> Persona:
        """Who is talked to."""
        return self._persona

    @property
    def id(self) -> ConversationId | None:
        """None where nothing was said yet."""
        return self._conversation_id

    @property
    def is_paused(self) -> bool:
        """Whether the scene is paused."""
        return self._is_paused

    @property
    def last_notice(self) -> SystemNotice | None:
        """What the app said at the end of it, where it did."""
        return self._last_notice

    # --- opening ---

    @Slot(int)
    def choose_persona(self, key: int) -> None:
        """Open the latest conversation with a companion, or an empty one."""
        if key != self._persona.id or self.members.isGroup:
            with self._notifier.guarding():
                self.open_latest(PersonaId(key))

    @Slot(int)
    def choose(self, key: int) -> None:
        """Open a conversation."""
        if key != self._conversation_id:
            with self._notifier.guarding():
                self.open(ConversationId(key))

    @Slot()
    def begin(self) -> None:
        """Begin anew; the conversation exists once something is said in it."""
        with self._notifier.guarding():
            self._begin(self._persona.id)

    @Slot(int, int)
    def show_again(self, conversation_id: int, key: int) -> None:
        """Show a conversation, also the one that is open; the page around a message, or with 0 the newest."""
        with self._notifier.guarding():
            self.open(ConversationId(conversation_id), around=MessageId(key) if key else None)

    @Slot()
    def reload(self) -> None:
        """What is shown, or what the model reads of it, was changed elsewhere."""
        with self._notifier.guarding():
            self.show_messages()
            self.personaChanged.emit()
            self.contextChanged.emit()

    def open_latest(self, persona: PersonaId) -> None:
        """The latest conversation with *persona* alone that was not archived, or a new one."""
        latest = [one for one in self._store.catalogue.alone_with(persona) if not one.is_archived]
        if latest:
            self.open(latest[0].id, persona)
        else:
            self._begin(persona)

    def open(
        self,
        conversation_id: ConversationId | None,
        persona: PersonaId | None = None,
        around: MessageId | None = None,
    ) -> None:
        """Show a conversation.  A reply in the one left goes on, and is there when one comes back."""
        self.leaving.emit(conversation_id is None or conversation_id != self._conversation_id)
        if conversation_id is not None:
            persona = self._store.catalogue.persona_of(conversation_id)
        self._persona = self._session.personas.get(persona or self._persona.id)
        self._conversation_id = conversation_id
        self._window.to_newest()
        if conversation_id is not None and around is not None:
            self._window.to(conversation_id, around)
        if self._settings.number(s.LAST_PERSONA) != self._persona.id:
            with contextlib.suppress(AppError):  # a full disk must not keep a conversation from being shown
                self._settings.put(s.LAST_PERSONA, int(self._persona.id))
        self.show_messages()
        self.personaChanged.emit()
        self.opened.emit()
        self.contextChanged.emit()

    def follow(self, conversation_id: ConversationId, *, to_newest: bool = True) -> None:
        """Something was said: the conversation may have come into being with it.

        Whoever said it is taken *to the newest* message; who only reads stays where they read.
        """
        self._conversation_id = conversation_id
        if to_newest:
            self._window.to_newest()
        self.show_messages()

    # --- showing ---

    def read_persona(self) -> None:
        """Somebody changed whoever is talked to."""
        if self._session.personas.has(self._persona.id):
            self._persona = self._session.personas.get(self._persona.id)
        self.personaChanged.emit()

    def show_messages(self) -> None:
        """Read the messages again."""
        here = self._conversation_id
        path, leaf = self._window.read(here)
        growing = self._replies.of(here)
        voices = self.members.show(here, path)
        self.message_list.show_path(
            path,
            Voice(self._persona.display_name, self._persona.portrait),
            self._replies.failures,
            growing.answer if growing else None,
            voices,
            newest=leaf,
            you=self._you(),
        )
        self._is_paused = here is not None and self._store.pauses.is_paused(here)
        if not self._window.has_newer:
            self._last_notice = path[-1].notice if path else None
        self.shown.emit()
        self.changed.emit()

    def _you(self) -> Voice:
        """The person, as they are called here."""
        context = self._session.conversations.context_builder
        profile = context.profile(self._persona, self._conversation_id)
        called = context.you(self._persona, self._conversation_id)
        return Voice(called or self.tr("You"), profile.portrait if profile is not None else "")

    def _begin(self, persona: PersonaId) -> None:
        """A conversation in which nothing was said yet but, where there is one, a greeting."""
        self.open(self._session.conversations.replies.greet(self._session.personas.get(persona)), persona)

    def _last_persona(self) -> Persona:
        personas, last = self._session.personas, PersonaId(self._settings.number(s.LAST_PERSONA))
        return personas.get(last if personas.has(last) else personas.first())
