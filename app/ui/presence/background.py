"""What stands behind the conversation: chosen for it, for the companion, or for everybody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.scope import ScopeLevel
from app.core.workers import task
from app.personas import read_file
from app.presence import Background, BackgroundKind
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import Notifier
from app.ui.presence.scope_choice import ScopeChoice
from app.ui.task_runner import TaskRunner
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

KINDS = (BackgroundKind.NONE, BackgroundKind.PORTRAIT, BackgroundKind.PICTURE)


@QmlElement
@QmlUncreatable("made by Python")
class BackgroundViewModel(QObject):  # type: ignore[operator]
    """Everything holds at once, and is seen behind the page."""

    changed = Signal()
    chosen = Signal()
    """Something else stands there now."""
    pictureWanted = Signal()

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
        self._backgrounds = session.backgrounds
        self._notifier = notifier
        self._where = where
        self._scope_choice = ScopeChoice(where, self.tr("For every companion without one"), self)
        self._scope_choice.chosen.connect(self.refresh)
        self._reading = TaskRunner(application.files_worker, dispatcher, self)

    @Property(ScopeChoice, constant=True)
    def scope(self) -> ScopeChoice:
        """For whom it is chosen."""
        return self._scope_choice

    @Property(list, notify=changed)
    def kinds(self) -> list[str]:
        """What can stand there; the first is not to choose anything at this level."""
        inherited = self.tr("None") if self._is_for_everyone else self.tr("Use the wider setting")
        none = [] if self._is_for_everyone else [self.tr("None")]
        return [inherited, *none, self.tr("Their portrait"), self.tr("A picture…")]

    @Property(int, notify=changed)
    def kind(self) -> int:
        chosen = self._chosen()
        if chosen is None:
            return 0
        return KINDS.index(chosen.kind) + (0 if self._is_for_everyone else 1)

    @Slot(int)
    def choose_kind(self, place: int) -> None:
        """Let that stand there; a picture is asked for first."""
        shift = 0 if self._is_for_everyone else 1
        with self._notifier.guarding():
            if place < shift:
                self._backgrounds.clear(self._scope_choice.scope)
            elif KINDS[place - shift] is BackgroundKind.PICTURE:
                self.pictureWanted.emit()
            else:
                self._backgrounds.choose(
                    self._scope_choice.scope, replace(self._now(), kind=KINDS[place - shift], picture=None)
                )
        self._tell()

    @Slot(QUrl)
    def take(self, place: QUrl) -> None:
        """Let the picture in a file stand there."""
        path, scope, now = Path(place.toLocalFile()), self._scope_choice.scope, self._now()

        def keep() -> None:
            picture = read_file(path)
            self._backgrounds.choose(scope, replace(now, kind=BackgroundKind.PICTURE, picture=None), picture)

        self._reading.ask(task(keep), lambda _: self._tell(), failed=self._notifier.tell)

    @Property(bool, notify=changed)
    def isSeen(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there is anything whose look could be changed here."""
        return self._now().kind is not BackgroundKind.NONE

    @Property(int, notify=changed)
    def blur(self) -> int:
        """Percent."""
        return self._now().blur

    @Property(int, notify=changed)
    def strength(self) -> int:
        """Percent."""
        return self._now().strength

    @Slot(int, int)
    def look(self, blur: int, strength: int) -> None:
        """Blur it, and let it be seen, so much."""
        with self._notifier.guarding():
            self._backgrounds.choose(self._scope_choice.scope, replace(self._now(), blur=blur, strength=strength))
        self._tell()

    def refresh(self) -> None:
        """Another conversation is open."""
        self._scope_choice.changed.emit()
        self.changed.emit()

    @property
    def _is_for_everyone(self) -> bool:
        return self._scope_choice.current is ScopeLevel.EVERYONE

    def _tell(self) -> None:
        self.changed.emit()
        self.chosen.emit()

    def _chosen(self) -> Background | None:
        return self._backgrounds.chosen(self._scope_choice.scope)

    def _now(self) -> Background:
        """What is chosen at this level, else what holds."""
        persona, conversation_id = self._where()
        return self._chosen() or self._backgrounds.of(persona, conversation_id)
