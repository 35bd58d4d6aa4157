"""How a companion looks, where the person wants them to know."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.manner import Looks
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import Notifier
from app.ui.task_runner import TaskRunner
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class LooksViewModel(QObject):  # type: ignore[operator]
    """Words that the person writes, or a model with eyes from the portrait."""

    changed = Signal()

    def __init__(
        self,
        session: Session,
        application: Application,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        where: Where,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._notifier, self._where = session, notifier, where
        self._looks = Looks(session.manner)
        self._describing = TaskRunner(application.files_worker, dispatcher, self)
        self._describing.changed.connect(self.changed)

    @Property(str, notify=changed)
    def words(self) -> str:
        """What the companion knows of how they look."""
        return self._looks.of(self._where()[0].id)

    @Property(bool, notify=changed)
    def mayDescribe(self) -> bool:  # noqa: N802 - seen from QML
        """Whether a model here can say how they look in their portrait."""
        return bool(self._session.attaching.describer()) and not self._describing.is_busy

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._describing.trouble

    @Slot()
    def refresh(self) -> None:
        """The page is opened: a model with eyes may have come since."""
        self.changed.emit()

    @Slot(str)
    def put(self, words: str) -> None:
        """Let the companion know that they look so."""
        persona = self._where()[0]
        with self._notifier.guarding():
            self._looks.put(persona.id, words, persona.described)
        self.changed.emit()

    @Slot()
    def describe(self) -> None:
        """Let a model say how the companion looks in their portrait."""
        persona = self._where()[0]

        def work() -> Generator[object, None, str]:
            picture = self._session.importer.picture_of(persona.id)
            return (yield from self._session.attaching.describe_portrait(picture))

        def described(words: str) -> None:
            with self._notifier.guarding():
                self._looks.put(persona.id, words, persona.described)
            self.changed.emit()

        self._describing.ask(work, described)
