"""The pages of the help: files that came with the app, shown as what they are; nothing is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.core.paths import resources
from app.ui.clipboard import PrivateClipboard
from app.ui.list_model import ListModel
from app.ui.markdown import Kind, blocks

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class HelpBlockRow:
    """One block of a page."""

    key: int
    kind: str
    text: str
    mark: str
    depth: int


def help_pages() -> list[Path]:
    """The files of the help, in the order they are read in."""
    return sorted((resources() / "help").glob("*.md"))


def title_of(page: Path) -> str:
    """What *page* is called: its first heading."""
    with page.open(encoding="utf-8") as file:
        return file.readline().removeprefix("#").strip()


@QmlElement
@QmlUncreatable("made by Python")
class HelpViewModel(QObject):  # type: ignore[operator]
    """Which pages there are, and what stands on the one that is open."""

    changed = Signal()

    def __init__(self, clipboard: PrivateClipboard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._pages = help_pages()
        self._blocks: ListModel[HelpBlockRow] = ListModel(HelpBlockRow, self)
        self._at = -1

    @Property(list, constant=True)
    def titles(self) -> list[str]:
        return [title_of(page) for page in self._pages]

    @Property(int, notify=changed)
    def at(self) -> int:
        """Which page is open; -1 for none."""
        return self._at

    @Property(QObject, constant=True)
    def blocks(self) -> QObject:
        """What stands on the open page, below its title."""
        return self._blocks

    @Slot(int)
    def open(self, at: int) -> None:
        """Show the page at *at*; -1 closes the one that is open."""
        self._at = at if 0 <= at < len(self._pages) else -1
        found = blocks(self._pages[self._at].read_text(encoding="utf-8")) if self._at >= 0 else []
        self._blocks.show(
            [
                HelpBlockRow(number, block.kind.value, block.text, block.mark, block.depth)
                for number, block in enumerate(found)
                if number or block.kind is not Kind.HEADING
            ]
        )
        self.changed.emit()

    @Slot(str)
    def copy_text(self, text: str) -> None:
        """Put *text*, a command of the page, on the clipboard."""
        self._clipboard.put(text)
