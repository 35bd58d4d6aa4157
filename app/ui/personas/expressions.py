"""The pictures of a companion's expressions: given by hand, or brought in as a set; every change holds at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.text import text
from app.core.translation import sentence
from app.core.workers import task
from app.personas import PersonaId, read_file
from app.presence import EXPRESSIONS, Brought, drawn_face
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.task_runner import TaskRunner

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ExpressionRow:
    """One expression: *picture* is where what shows it is, empty where nothing of its own does."""

    key: str
    name: str
    picture: str
    is_own: bool


@QmlElement
@QmlUncreatable("made by Python")
class ExpressionsViewModel(QObject):  # type: ignore[operator]
    """Shows every expression there is, and which picture it has."""

    changed = Signal()
    kept = Signal()
    """The card names other pictures now."""

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        persona: Callable[[], PersonaId | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._notifier = notifier
        self._persona = persona
        self._rows: ListModel[ExpressionRow] = ListModel(ExpressionRow, self)
        self._stamp = 0
        self._count = 0
        self._said = ""
        self._work = TaskRunner(application.files_worker, dispatcher, self)
        self._work.changed.connect(self.changed)

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._work.is_busy

    @Property(bool, notify=changed)
    def isPossible(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there is a companion yet to whom pictures can belong."""
        return self._persona() is not None

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many have a picture of their own."""
        return self._count

    @Property(str, notify=changed)
    def said(self) -> str:
        """What became of the last set."""
        return self._said

    @Slot(str, QUrl)
    def assign(self, key: str, place: QUrl) -> None:
        """Let the picture in a file show that expression."""
        persona, path = self._persona(), Path(place.toLocalFile())
        if persona is not None:
            self._do(lambda: self._session.expressions.assign(persona, key, read_file(path)))

    @Slot(str)
    def remove(self, key: str) -> None:
        """Let that expression have no picture of its own."""
        persona = self._persona()
        if persona is not None:
            self._do(lambda: self._session.expressions.remove(persona, key))

    @Slot(QUrl)
    def bring(self, place: QUrl) -> None:
        """Bring in a ZIP or a folder of pictures that are named after expressions."""
        persona, path = self._persona(), Path(place.toLocalFile())
        if persona is not None:
            self._do(lambda: self._session.expressions.bring(persona, path))

    @Slot(list)
    def drop(self, places: list[QUrl]) -> None:
        """The same with what was dropped on the page."""
        if places:
            self.bring(places[0])

    def refresh(self) -> None:
        """Show what holds for the companion that is open in the editor."""
        self._said = ""
        self._show()

    def _do(self, work: Callable[[], Brought | None]) -> None:
        def done(brought: object) -> None:
            if isinstance(brought, Brought):
                self._said = sentence(text("expressions.brought", count=brought.count))
                if brought.strange:
                    names = ", ".join(brought.strange[:5])
                    self._said += " " + sentence(text("expressions.strange", names=names))
            self._show()
            self.kept.emit()

        self._work.ask(task(work), done, failed=self._notifier.tell)

    def _show(self) -> None:
        self._stamp += 1
        persona = self._persona()
        own: dict[str, int] = {}
        drawn: dict[str, str] = {}
        if persona is not None:
            with self._notifier.guarding():
                found = self._session.personas.get(persona)
                own = dict(self._session.expressions.own(found))
                if not own:
                    files = {key: drawn_face(found.portrait, key) for key in EXPRESSIONS}
                    drawn = {key: QUrl.fromLocalFile(str(file)).toString() for key, file in files.items() if file}
        self._count = len(own)
        self._rows.show([
            ExpressionRow(
                key, sentence(text(f"expression.{key}")),
                f"image://portraits/face/{persona}/{key}/{self._stamp}" if key in own else drawn.get(key, ""),
                key in own,
            )
            for key in EXPRESSIONS
        ])  # fmt: skip
        self.changed.emit()
