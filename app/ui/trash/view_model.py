"""What lies in the trash, undoing the last deletion, and deleting for good."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.chat import ConversationId
from app.core.clock import local
from app.core.translation import counted
from app.core.words import N_
from app.core.workers import task
from app.maintenance import TrashItem, TrashKind
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.task_runner import TaskRunner

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

KINDS = {
    TrashKind.COMPANION: N_("Companion"),
    TrashKind.CONVERSATION: N_("Conversation"),
    TrashKind.MESSAGES: N_("Messages"),
    TrashKind.MEMORY: N_("Memory"),
    TrashKind.LOREBOOK: N_("Lorebook"),
    TrashKind.ENTRY: N_("Lorebook entry"),
    TrashKind.PROFILE: N_("Profile"),
    TrashKind.PAGE: N_("Journal page"),
}
PARTS = {
    TrashKind.COMPANION: (N_("1 conversation"), N_("{} conversations")),
    TrashKind.CONVERSATION: (N_("1 message"), N_("{} messages")),
    TrashKind.MESSAGES: (N_("1 message"), N_("{} messages")),
    TrashKind.LOREBOOK: (N_("1 entry"), N_("{} entries")),
}
MEMORIES = (N_("1 memory"), N_("{} memories"))
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class TrashRow:
    """One thing in the trash."""

    key: str
    name: str
    about: str


@QmlElement
@QmlUncreatable("made by Python")
class TrashViewModel(QObject):  # type: ignore[operator]
    """Shows it, and hears of everything that goes there."""

    changed = Signal()
    moved = Signal(str)
    """Something was put away just now, in words."""
    returned = Signal(int)
    """Something came back: the conversation to show, or 0."""

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bin = session.trash
        self._notifier = notifier
        self._rows: ListModel[TrashRow] = ListModel(TrashRow, self)
        self._deleting = TaskRunner(application.io_worker, dispatcher, self)
        self._deleting.changed.connect(self.changed)
        self._bin.listeners.append(self._moved)

    @Property(QObject, constant=True)
    def model(self) -> QObject:
        return self._rows

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._deleting.is_busy

    @Property(bool, notify=changed)
    def mayUndo(self) -> bool:  # noqa: N802 - seen from QML
        return self._bin.may_undo

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._deleting.trouble

    @Slot()
    def refresh(self) -> None:
        """Show what lies there now."""
        self._rows.show([self._row(one) for one in self._bin.all()])
        self.changed.emit()

    @Slot()
    def undo(self) -> None:
        """Bring back what was put away last."""
        with self._notifier.guarding():
            step, conversation_id = self._bin.undo()
            if step:
                self._back(conversation_id)
                self._notifier.mention(self.tr("Restored: {}").format(self._name(step[0])))

    @Slot(str)
    def restore(self, key: str) -> None:
        """Bring one thing back."""
        kind, number = _told(key)
        with self._notifier.guarding():
            self._back(self._bin.restore(kind, number))

    @Slot(str)
    def delete(self, key: str) -> None:
        """Delete one thing for good."""
        kind, number = _told(key)
        self._alone(task(lambda: self._bin.delete(kind, number)))

    @Slot()
    def empty(self) -> None:
        """Delete everything for good."""
        self._alone(self._bin.empty)

    def _alone(self, work: Callable[[], Generator[object, None, object]]) -> None:
        def done(_: object) -> None:
            self.refresh()
            self.returned.emit(0)

        self._deleting.ask(work, done, failed=lambda _: self.refresh())

    def _back(self, conversation_id: ConversationId | None) -> None:
        self.refresh()
        self.returned.emit(int(conversation_id or 0))

    def _moved(self, put: tuple[TrashItem, ...]) -> None:
        if not put:
            return
        if len(put) > 1:
            words = counted("memories_moved", len(put))
        else:
            parts = self._parts(put[0])
            name = self._name(put[0])
            words = self.tr("“{}” moved to the Trash").format(name) if name else self.tr("Moved to the Trash")
            words += (self.tr(", with {}.").format(self.tr(" and ").join(parts))) if parts else "."
        self.changed.emit()
        self.moved.emit(words)

    def _parts(self, one: TrashItem) -> list[str]:
        """What went along."""
        said = []
        if one.kind in PARTS and one.parts > (1 if one.kind is TrashKind.MESSAGES else 0):
            said.append(self._counted(one.parts, PARTS[one.kind]))
        if one.memories:
            said.append(self._counted(one.memories, MEMORIES))
        return said

    def _counted(self, count: int, words: tuple[str, str]) -> str:
        return self.tr(words[0]) if count == 1 else self.tr(words[1]).format(count)

    def _row(self, one: TrashItem) -> TrashRow:
        about = [self.tr(KINDS[one.kind]), one.whose, *self._parts(one), f"{local(one.at):%Y-%m-%d %H:%M}"]
        return TrashRow(
            f"{one.kind.value}/{one.key}", self._name(one) or self.tr("Untitled"), " · ".join(filter(None, about))
        )

    def _name(self, one: TrashItem) -> str:
        """What it is called; a memory's words with those filled in of whom it tells."""
        named = one.name.replace("{you}", self.tr("The person")).replace(
            "{name}", one.whose or self.tr("The companion")
        )
        return _short(named)


def _short(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"


def _told(key: str) -> tuple[TrashKind, int]:
    kind, _, number = key.partition("/")
    return TrashKind(kind), int(number)
