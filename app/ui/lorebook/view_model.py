"""The page of lorebooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.chat import ConversationId
from app.lorebook import Lorebook, LorebookId
from app.personas import Persona, PersonaId
from app.session import Session
from app.ui.debouncer import Debouncer
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.lorebook.activation import ActivationViewModel
from app.ui.lorebook.entry_form import new_entry, value_of, with_value
from app.ui.lorebook.entry_list import EntryList, Tree
from app.ui.lorebook.files import LorebookFiles
from app.ui.lorebook.quirks import QuirksViewModel
from app.ui.notifier import Notifier
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

OWN = 0
"""The book inside the companion's card."""
NO_BOOK = -1


@dataclass(frozen=True, slots=True)
class BookRow:
    """One book: *reach* is 0 for everything, 1 for the companion, 2 for the conversation."""

    key: int
    name: str
    whose: str
    reach: int
    is_on: bool
    is_own: bool


@QmlElement
@QmlUncreatable("made by Python")
class LorebookViewModel(QObject):  # type: ignore[operator]
    """The books, the entries of one, one entry, and the try-out."""

    changed = Signal()
    bookChanged = Signal()
    entryChanged = Signal()
    turned = Signal()

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        where: Where,
        why_in_words: Callable[[str, str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._session = session
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._where = where
        self._store = session.conversations.context_builder.books
        self._books: ListModel[BookRow] = ListModel(BookRow, self)
        self.entry_list = EntryList(self)
        self._book, self._owner = NO_BOOK, PersonaId(0)
        self._tree: Tree = {"entries": []}
        self._at = -1
        self._soon = Debouncer(session.vault, 500, self._settle, self)
        self._files = LorebookFiles(
            application, self._store, dispatcher, notifier, lambda: (self._called(), self._tree), self
        )
        self._files.read.connect(self._was_read)
        self._quirks = QuirksViewModel(application, session, notifier, self)
        self._quirks.turned.connect(self.turned)
        self._activation = ActivationViewModel(application, session, dispatcher, where, why_in_words, self.flush, self)

    @Property(QuirksViewModel, constant=True)
    def quirks(self) -> QuirksViewModel:
        return self._quirks

    @Property(ActivationViewModel, constant=True)
    def activation(self) -> ActivationViewModel:
        return self._activation

    @Property(LorebookFiles, constant=True)
    def files(self) -> LorebookFiles:
        return self._files

    def _was_read(self, key: int) -> None:
        self.flush()
        self._show_book(key)
        self.refresh()
        self.turned.emit()

    # --- books ---

    @Property(QObject, constant=True)
    def books(self) -> QObject:
        return self._books

    @Slot()
    def refresh(self) -> None:
        """Show what is true now."""
        self.flush()
        persona, conversation_id = self._where()
        with self._notifier.guarding():
            rows = [BookRow(OWN, self.tr("{}'s own").format(persona.name), self.tr("in the card"), 1, True, True)]
            rows += [
                self._row(book, persona, conversation_id)
                for book in self._store.all()
                if book.persona in (None, persona.id) and book.conversation_id in (None, conversation_id)
            ]
            self._books.reset(rows)
            self._quirks.refresh()
            if not any(row.key == self._book for row in rows):
                self._show_book(NO_BOOK)
            elif self._book != NO_BOOK:
                self._show_book(self._book)
        self.changed.emit()

    def _row(self, book: Lorebook, persona: Persona, conversation_id: ConversationId | None) -> BookRow:
        if book.conversation_id is not None:
            whose, reach = self.tr("for this conversation"), 2
        elif book.persona is not None:
            whose, reach = self.tr("for {}").format(persona.name), 1
        else:
            whose, reach = self.tr("for everybody"), 0
        return BookRow(book.id, book.name or self.tr("Without a name"), whose, reach, book.is_on, False)

    @Slot()
    def add_book(self) -> None:
        """A new, empty book for everybody."""
        self.flush()
        with self._notifier.guarding():
            key = self._store.add({"name": self.tr("New lorebook"), "entries": []})
            self._show_book(key)
            self.refresh()
            self.turned.emit()

    @Slot(int)
    def open_book(self, key: int) -> None:
        """Show the entries of a book."""
        self.flush()
        with self._notifier.guarding():
            self._at = -1
            self._show_book(key)

    def _show_book(self, key: int) -> None:
        owner = self._where()[0].id
        if (key, owner) != (self._book, self._owner):
            self._at = -1
        self._book, self._owner = key, owner
        if key == OWN:
            self._tree = dict(self._where()[0].card.book or {})
        else:
            self._tree = self._store.tree(LorebookId(key)) if key > 0 else {"entries": []}
        entries = self._tree.get("entries")
        every = list(entries.values()) if isinstance(entries, dict) else entries
        self._tree = {**self._tree, "entries": [one for one in every if isinstance(one, dict)] if every else []}
        if self._at >= len(self._tree["entries"]):
            self._at = -1
        self.entry_list.show(self._tree["entries"])
        self.bookChanged.emit()
        self.entryChanged.emit()

    @Property(int, notify=bookChanged)
    def book(self) -> int:
        return self._book

    @Property(str, notify=bookChanged)
    def bookName(self) -> str:  # noqa: N802 - seen from QML
        return self._called()

    def _called(self) -> str:
        if self._book == OWN:
            return self.tr("{}'s own").format(self._where()[0].name)
        name = self._tree.get("name")
        return name if isinstance(name, str) else ""

    @Slot(str)
    def rename_book(self, name: str) -> None:
        """Give the open book another name."""
        if self._book > 0 and name.strip() and name != self._called():
            self._keep({**self._tree, "name": name.strip()})
            self.refresh()

    @Slot(int, bool)
    def turn_book(self, key: int, wanted: bool) -> None:
        """Turn a book on or off."""
        with self._notifier.guarding():
            book = self._store.get(LorebookId(key))
            if book is not None:
                self._store.put(book.id, persona=book.persona, conversation_id=book.conversation_id, is_on=wanted)
                self.refresh()
                self.turned.emit()

    @Slot(int, int)
    def reach_book(self, key: int, reach: int) -> None:
        """Say for whom a book is."""
        persona, conversation_id = self._where()
        with self._notifier.guarding():
            book = self._store.get(LorebookId(key))
            if book is None or (reach == 2 and conversation_id is None):
                self.refresh()
                return
            self._store.put(
                book.id,
                persona=persona.id if reach == 1 else None,
                conversation_id=conversation_id if reach == 2 else None,
                is_on=book.is_on,
            )
            self.refresh()
            self.turned.emit()

    @Slot(int)
    def remove_book(self, key: int) -> None:
        """Put a book into the trash."""
        with self._notifier.guarding():
            self._soon.stop()
            self._session.trash.put_book(LorebookId(key))
            self.refresh()
            self.turned.emit()

    # --- entries ---

    @Property(EntryList, constant=True)
    def entries(self) -> EntryList:
        return self.entry_list

    @Slot()
    def add_entry(self) -> None:
        """One more entry, at the end."""
        if self._book != NO_BOOK:
            self.entry_list.search("")
            self._keep({**self._tree, "entries": [*self._tree["entries"], new_entry()]})
            self.open_entry(len(self._tree["entries"]) - 1)

    @Slot(int)
    def remove_entry(self, at: int) -> None:
        """Put an entry of the book into the trash."""
        if not 0 <= at < len(self._tree["entries"]):
            return
        self.flush()
        gone = self._tree["entries"][at]
        name = str(value_of(gone, "name") or value_of(gone, "keys")).replace("\n", ", ")
        with self._notifier.guarding():
            self._session.trash.put_entry(
                gone, name, book=self._book if self._book > 0 else None,
                persona=self._owner if self._book == OWN else None,
            )  # fmt: skip
            # Only what lies in the trash may go.
            self._at = -1
            self._keep({**self._tree, "entries": [e for place, e in enumerate(self._tree["entries"]) if place != at]})
            self.entryChanged.emit()

    @Slot(int)
    def open_entry(self, at: int) -> None:
        """Show one entry."""
        self.flush()
        self._at = at if 0 <= at < len(self._tree["entries"]) else -1
        self.entryChanged.emit()

    @Property(int, notify=entryChanged)
    def entry(self) -> int:
        return self._at

    @Slot(str, result="QVariant")
    def value(self, field: str) -> object:
        """What a field of the open entry says."""
        return value_of(self._tree["entries"][self._at], field) if self._at >= 0 else None

    @Slot(str, "QVariant")
    def put(self, field: str, value: object) -> None:
        """Let a field of the open entry say something else."""
        if self._at < 0:
            return
        told = int(value) if isinstance(value, float) else value
        old = self._tree["entries"][self._at]
        new = with_value(old, field, told)
        if new is not old:
            entries = [new if place == self._at else each for place, each in enumerate(self._tree["entries"])]
            self._tree = {**self._tree, "entries": entries}
            self._soon.start()

    def _keep(self, tree: Mapping[str, Any]) -> None:
        self._tree = dict(tree)
        self._soon.start()
        self.flush()

    def _settle(self) -> None:
        self._soon.start()  # so that there is something to keep
        self.flush()

    @Slot()
    def flush(self) -> None:
        """Keep what was changed a moment ago."""
        if not self._soon.isActive():
            return
        self._soon.stop()
        # What cannot be kept stays in the form, to be put otherwise.
        with self._notifier.guarding():
            if self._book == OWN:
                personas, key = self._session.personas, self._owner
                card = personas.get(key).card.with_("character_book", self._tree)
                personas.change(key, card, is_step=False)
            elif self._book > 0:
                self._store.change(LorebookId(self._book), self._tree)
            self.turned.emit()
        self.entry_list.show(self._tree["entries"])
