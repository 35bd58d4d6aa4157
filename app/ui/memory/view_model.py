"""The page of memories: everything a companion knows, where it comes from, and what one can do with it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.chat import ConversationId
from app.memory import Fact, Memory, Viewpoint
from app.session import Session
from app.ui.debouncer import Debouncer
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.memory.actions import MemoryActions
from app.ui.memory.exam import ExamViewModel
from app.ui.memory.files import MemoryFilesViewModel
from app.ui.memory.options import MemoryOptionsViewModel
from app.ui.memory.rows import MemoryRow, memory_row, month_of, subject_of
from app.ui.memory.summaries import SummariesViewModel
from app.ui.notifier import Notifier
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

BY_SUBJECT, BY_TIME = 0, 1
MOST_SHOWN = 300
"""More are found by searching; each takes a look at its source."""


@QmlElement
@QmlUncreatable("made by Python")
class MemoryViewModel(QObject):  # type: ignore[operator]
    """What the companion that is open knows."""

    changed = Signal()
    chosenChanged = Signal()
    turned = Signal()
    """What the model reads is another now."""
    placeWanted = Signal(int, int)

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        where: Where,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._notifier = notifier
        self._where = where
        self._rows: ListModel[MemoryRow] = ListModel(MemoryRow, self)
        self._looked_for, self._order, self._shows_closed = "", BY_SUBJECT, False
        self._chosen: set[int] = set()
        self._count = self._closed_count = self._unshown = 0
        self._is_shown = False
        self._exam = ExamViewModel(session, dispatcher, notifier, where, self)
        self._summaries = SummariesViewModel(session, notifier, where, self)
        self._actions = MemoryActions(application, session, dispatcher, notifier, where, self._chosen, self)
        self._options = MemoryOptionsViewModel(application, session, notifier, where, lambda: self._is_shown, self)
        self._files = MemoryFilesViewModel(application, session, dispatcher, notifier, where, lambda: self._here, self)
        for part in (self._summaries, self._actions, self._options, self._files):
            part.turned.connect(self._turn)
        self._actions.chosenChanged.connect(self.chosenChanged)
        self._options.changed.connect(self._show)
        self.changed.connect(self._options.shown)
        self._soon = Debouncer(session.vault, 100, self._show, self)
        session.vault.changes.listen("memory", to=dispatcher.to(lambda _: self._show_soon()), besides=self._actions)

    @Property(SummariesViewModel, constant=True)
    def summaries(self) -> SummariesViewModel:
        return self._summaries

    @Property(MemoryActions, constant=True)
    def actions(self) -> MemoryActions:
        return self._actions

    @Property(MemoryOptionsViewModel, constant=True)
    def options(self) -> MemoryOptionsViewModel:
        return self._options

    @Property(MemoryFilesViewModel, constant=True)
    def files(self) -> MemoryFilesViewModel:
        return self._files

    @property
    def _memory(self) -> Memory:
        return self._session.memory

    @property
    def _here(self) -> Viewpoint:
        persona, conversation_id = self._where()
        remembering = self._session.conversations.memory_context
        assert remembering is not None
        return remembering.here(persona, conversation_id)

    def _show_soon(self) -> None:
        if self._is_shown:
            self._soon.start()

    @Slot()
    def refresh(self) -> None:
        """Show what is known now, with what was said a moment ago."""
        self._is_shown = True
        self._chosen.clear()
        conversation_id = self._where()[1]
        if conversation_id is not None:
            persona = self._where()[0]
            self._session.conversations.memories.remember(persona, conversation_id)
        self._show()
        self.chosenChanged.emit()

    @Slot()
    def leave(self) -> None:
        """The page is closed."""
        self._is_shown = False
        self._exam.stop()

    def _show(self) -> None:
        with self._notifier.guarding():
            self._show_facts()
            self._summaries.show()
        self.changed.emit()

    def _show_facts(self) -> None:
        here = self._here
        every = self._memory.facts.of(here.persona)
        held, closed = self._memory.active(every)
        self._count, self._closed_count = len(held), len(closed)
        shown = [(fact, False) for fact in held] + ([(fact, True) for fact in closed] if self._shows_closed else [])
        words = self._looked_for.casefold().split()
        store = self._session.conversations.store
        if words:
            shown = [each for each in shown if all(
                word in self._memory.told(each[0], here).casefold() for word in words)]  # fmt: skip
        if self._order == BY_TIME:
            shown.sort(key=lambda each: (-each[0].since, -each[0].id))
        else:
            heads = (self.tr("Always in mind"), self.tr("About you"), self.tr("About {}").format(here.name))
            place = {head: at for at, head in enumerate(heads)}

            def order(each: tuple[Fact, bool]) -> tuple[int, str, bool, float, int]:
                section = subject_of(each[0], here)
                return place.get(section, len(heads)), section, each[1], -each[0].weight, -each[0].since

            shown.sort(key=order)
        self._unshown = max(0, len(shown) - MOST_SHOWN)
        self._rows.show([
            memory_row(
                fact, self._memory, here, store, is_closed=is_closed, is_chosen=fact.id in self._chosen,
                section=month_of(fact) if self._order == BY_TIME else subject_of(fact, here),
            )
            for fact, is_closed in shown[:MOST_SHOWN]
        ])  # fmt: skip

    @Property(QObject, constant=True)
    def memories(self) -> QObject:
        return self._rows

    @Property(ExamViewModel, constant=True)
    def exam(self) -> ExamViewModel:
        return self._exam

    @Property(str, notify=changed)
    def name(self) -> str:
        """Whose memories they are."""
        return self._where()[0].name

    @Property(int, notify=changed)
    def count(self) -> int:
        return self._count

    @Property(int, notify=changed)
    def closedCount(self) -> int:  # noqa: N802 - seen from QML
        return self._closed_count

    @Property(int, notify=changed)
    def order(self) -> int:
        return self._order

    @Property(bool, notify=changed)
    def showsClosed(self) -> bool:  # noqa: N802 - seen from QML
        return self._shows_closed

    @Property(int, notify=changed)
    def unshown(self) -> int:
        """How many are not shown, so that one searches for them."""
        return self._unshown

    @Property(bool, notify=changed)
    def searching(self) -> bool:
        return bool(self._looked_for.strip())

    @Property(bool, notify=changed)
    def isOn(self) -> bool:  # noqa: N802 - seen from QML
        return self._is_shown and self._memory.is_on

    @Slot(str)
    def look_for(self, words: str) -> None:
        """Show only memories that hold *words*."""
        self._looked_for = words
        self._soon.start()

    @Slot(int)
    def put_order(self, order: int) -> None:
        """Show them by subject, or on a timeline."""
        self._order = order
        self._show()

    @Slot(bool)
    def show_closed(self, wanted: bool) -> None:
        """Show also what holds no more."""
        self._shows_closed = wanted
        self._show()

    @Slot(int, int)
    def go_to(self, conversation_id: int, message: int) -> None:
        """Show the message a memory comes from, or the reply it was used for."""
        with self._notifier.guarding():
            store = self._session.conversations.store
            store.tree.select_message(ConversationId(conversation_id), store.tree.get(message).id)  # type: ignore[arg-type]
            self.placeWanted.emit(conversation_id, message)

    @Slot(int, bool)
    def choose(self, key: int, wanted: bool) -> None:
        """Mark a memory, to merge it with others or to forget several."""
        (self._chosen.add if wanted else self._chosen.discard)(key)
        for place, row in enumerate(self._rows.rows):
            if row.key == key:
                self._rows.replace(place, replace(row, is_chosen=wanted))
        self.chosenChanged.emit()

    @Property(int, notify=chosenChanged)
    def chosen(self) -> int:
        """How many are marked."""
        return len(self._chosen)

    def _turn(self) -> None:
        remembering = self._session.conversations.memory_context
        if remembering is not None:
            remembering.forget()
        self.turned.emit()
        self._show()

    @Property(bool, notify=changed)
    def hasConversation(self) -> bool:  # noqa: N802 - seen from QML
        return self._where()[1] is not None
