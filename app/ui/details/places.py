"""The places of a conversation: what is marked, its branches, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.chat import UNTITLED, ConversationId, ConversationSummary, MessageId, search
from app.core.translation import sentence
from app.core.workers import task
from app.session import Session
from app.ui.dates import day_and_time
from app.ui.details.branches import BranchRow, branches
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.task_runner import TaskRunner
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

MOST_FOUND = 60
SHORT = 160


@dataclass(frozen=True, slots=True)
class BookmarkRow:
    """A message that is marked, or that was found."""

    key: int
    label: str
    text: str
    conversation_id: int

    def __repr__(self) -> str:
        return f"<BookmarkRow {self.key}>"


@QmlElement
@QmlUncreatable("made by Python")
class PlacesViewModel(QObject):  # type: ignore[operator]
    """Marks messages, goes to them, and goes on from them."""

    turned = Signal()
    """What is shown, or what the model reads, is another now."""
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
        self._notifier = notifier
        self._where = where
        self._context_builder = session.conversations.context_builder
        self._store = session.conversations.store
        self._vault = session.vault
        self._mapping = TaskRunner(application.io_worker, dispatcher, self)
        self._copying = TaskRunner(application.io_worker, dispatcher, self)
        self._marks: ListModel[BookmarkRow] = ListModel(BookmarkRow, self)
        self._found: ListModel[BookmarkRow] = ListModel(BookmarkRow, self)
        self._map: ListModel[BranchRow] = ListModel(BranchRow, self)

    @property
    def _conversation_id(self) -> ConversationId | None:
        return self._where()[1]

    def refresh(self) -> None:
        """Show what stands in the conversation that is open."""
        conversation_id = self._conversation_id
        self._show_marks()
        self._found.reset([])

        def work() -> list[BranchRow]:
            if conversation_id is None:
                return []
            tree = self._store.tree
            return branches(tree.outline(conversation_id), tree.leaf_of(conversation_id))

        # The tree is read whole: not on this thread.
        self._mapping.ask(task(work), self._map.reset, failed=self._notifier.tell)

    def _show_marks(self) -> None:
        conversation_id = self._conversation_id
        self._marks.reset([] if conversation_id is None else [
            BookmarkRow(each.message, each.checkpoint or self.tr("Pinned"), short(each.text), conversation_id)
            for each in self._context_builder.marks.all(conversation_id)
        ])  # fmt: skip

    @Property(QObject, constant=True)
    def marks(self) -> QObject:
        return self._marks

    @Property(QObject, constant=True)
    def found(self) -> QObject:
        return self._found

    @Property(QObject, constant=True)
    def map(self) -> QObject:
        return self._map

    @Slot(int, bool)
    def hide(self, key: int, wanted: bool) -> None:
        """Let no model read a message, or let it again."""
        with self._notifier.guarding():
            self._context_builder.marks.hide(MessageId(key), wanted=wanted)
            self.turned.emit()

    @Slot(int, bool)
    def pin(self, key: int, wanted: bool) -> None:
        """Let the model always read a message, or not any more."""
        with self._notifier.guarding():
            self._context_builder.marks.pin(MessageId(key), wanted=wanted)
            self.turned.emit()
            self._show_marks()

    @Slot(int, str)
    def name_place(self, key: int, name: str) -> None:
        """Give a place a name, to come back to."""
        with self._notifier.guarding():
            self._context_builder.marks.name(MessageId(key), name)
            self.turned.emit()
            self._show_marks()

    @Slot(int, int)
    def go_to(self, conversation_id: int, key: int) -> None:
        """Show a message, on whichever branch it lies; 0 is the conversation that is open."""
        where = ConversationId(conversation_id) if conversation_id else self._conversation_id
        if where is not None:
            with self._notifier.guarding():
                self._store.tree.select_message(where, MessageId(key))
                self.placeWanted.emit(where, key)

    @Slot(int)
    def go_on_from(self, key: int) -> None:
        """Go on from a message as if nothing had followed; what followed stays on its own branch."""
        if (conversation_id := self._conversation_id) is not None:
            with self._notifier.guarding():
                self._store.tree.select_message(conversation_id, MessageId(key), to_end=False)
                self.turned.emit()

    @Slot(int)
    def copy_from(self, key: int) -> None:
        """A conversation of its own with what was said up to a message."""
        if (conversation_id := self._conversation_id) is not None:
            with self._notifier.guarding():
                title = self.tr("{}, from another turn").format(_title(self._store.catalogue.get(conversation_id)))
                self._copying.ask(
                    task(lambda: self._store.tree.copy_branch(conversation_id, MessageId(key), title)),
                    lambda new: self.placeWanted.emit(new, 0), failed=self._notifier.tell,
                )  # fmt: skip

    @Slot(str, bool)
    def search(self, words: str, everywhere: bool) -> None:
        """Look for words in this conversation, or in all."""
        conversation_id = self._conversation_id
        with self._notifier.guarding():
            hits = search(self._vault, words, MOST_FOUND, None if everywhere else conversation_id)
            titles = {each.id: _title(each) for each in self._store.catalogue.every()} if everywhere else {}
            self._found.reset([
                BookmarkRow(hit.message, titles.get(hit.conversation_id, "") if everywhere else self._when(hit.message),
                         _around(hit.text, words), hit.conversation_id)
                for hit in hits
            ])  # fmt: skip

    def _when(self, message: MessageId) -> str:
        return day_and_time(self._store.tree.get(message).created)


def _title(conversation: ConversationSummary) -> str:
    return conversation.title or sentence(UNTITLED)


def short(text: str) -> str:
    """The beginning of *text* on one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= SHORT else f"{plain[:SHORT]}…"


def _around(text: str, words: str) -> str:
    """The part of *text* where the first of *words* stands."""
    plain = " ".join(text.split())
    first = next(iter(words.split()), "")
    place = max(0, plain.casefold().find(first.casefold()) - SHORT // 3)
    part = plain[place : place + SHORT]
    return f"{'…' if place else ''}{part}{'…' if place + SHORT < len(plain) else ''}"
