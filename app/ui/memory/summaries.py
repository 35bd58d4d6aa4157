"""What was told in short: the chapters of the story, and the pages of a journal."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.memory import ChapterId, PageId
from app.session import Session
from app.ui.dates import day_and_time
from app.ui.list_model import ListModel
from app.ui.memory.rows import ChapterRow
from app.ui.notifier import Notifier
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class SummariesViewModel(QObject):  # type: ignore[operator]
    """Shows and corrects those of the conversation and the companion that are open."""

    turned = Signal()
    """What the model reads is another now."""

    def __init__(
        self,
        session: Session,
        notifier: Notifier,
        where: Where,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._memory = session.memory
        self._branches = session.conversations.store.branches
        self._trash = session.trash
        self._notifier = notifier
        self._where = where
        self._chapters: ListModel[ChapterRow] = ListModel(ChapterRow, self)
        self._pages: ListModel[ChapterRow] = ListModel(ChapterRow, self)

    def show(self) -> None:
        """Show what there is now."""
        persona, conversation_id = self._where()
        self._chapters.show([
            ChapterRow(
                each.id, self.tr("Written by {}, {}").format(self._teller(each.made_by), day_and_time(each.made)),
                each.text, each.first,
            )
            for each in self._memory.stories.of(conversation_id, self._branches.on_way) if each.text
        ])  # fmt: skip
        self._pages.show([
            ChapterRow(each.id, self.tr("Week of {}").format(f"{each.monday:%d.%m.%Y}"), each.text, 0)
            for each in self._memory.journal.pages(persona.id)
        ])  # fmt: skip

    @Property(QObject, constant=True)
    def chapters(self) -> QObject:
        return self._chapters

    @Property(QObject, constant=True)
    def pages(self) -> QObject:
        return self._pages

    def _teller(self, made_by: str) -> str:
        return {"rule": self.tr("fixed rules, without a model"), "hand": self.tr("you")}.get(made_by, made_by)

    @Slot(int, str)
    def correct_chapter(self, key: int, text: str) -> None:
        """Let a chapter say something else; an empty text forgets it, and it is told anew."""
        with self._notifier.guarding():
            if text.strip():
                self._memory.stories.correct(ChapterId(key), text)
            else:
                self._memory.stories.remove(ChapterId(key))
            self.turned.emit()

    @Slot(int)
    def tear_out(self, key: int) -> None:
        """Take a page out of the journal."""
        with self._notifier.guarding():
            self._trash.put_page(PageId(key))
            self.show()
