"""The self-test: what a companion recalls, and what it invents, with memory and without."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.core.workers import Cancelled, Failed, Finished, Job
from app.generation import EvaluationResult
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.memory.rows import ExamRow
from app.ui.notifier import Notifier
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class ExamViewModel(QObject):  # type: ignore[operator]
    """Runs the exam, a question at a time; nothing of it is kept."""

    changed = Signal()

    def __init__(
        self,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        where: Where,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._where = where
        self._results: ListModel[ExamRow] = ListModel(ExamRow, self)
        self._found: list[EvaluationResult] = []
        self._job: Job | None = None
        self._was_run = False

    @Property(QObject, constant=True)
    def results(self) -> QObject:
        return self._results

    @Property(bool, notify=changed)
    def running(self) -> bool:
        return self._job is not None

    @Property(str, notify=changed)
    def summary(self) -> str:
        """What came of it, in a sentence."""
        if not self._found:
            return self.tr("There is nothing to ask yet: first say something about you.") if self._was_run else ""
        told = [each for each in self._found if each.wanted]
        untold = [each for each in self._found if not each.wanted]
        with_memory = sum(each.right_with == "right" for each in told)
        without = sum(each.right_without == "right" for each in told)
        invented = sum(each.right_with == "wrong" for each in self._found)
        words = self.tr("{} of {} recalled with memory, {} without.").format(with_memory, len(told), without)
        if untold:
            words += " " + self.tr("{} of {} answers were invented or wrong.").format(invented, len(self._found))
        return words

    @Slot()
    def run(self) -> None:
        """Ask the questions."""
        if self._job is not None:
            return
        persona, conversation_id = self._where()
        self._found, self._was_run = [], True
        self._results.reset([])
        with self._notifier.guarding():
            self._job = self._session.conversations.memories.evaluate_memory(
                persona, conversation_id, self._dispatcher.to(self._heard)
            )
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Ask no more."""
        if self._job is not None:
            self._job.cancel()

    def _heard(self, event: object) -> None:
        match event:
            case EvaluationResult():
                self._found.append(event)
                self._results.show([self._row(at, each) for at, each in enumerate(self._found)])
                self.changed.emit()
            case Finished() | Cancelled() | Failed():
                self._job = None
                if isinstance(event, Failed):
                    self._notifier.tell(event.error)
                self.changed.emit()

    def _row(self, at: int, each: EvaluationResult) -> ExamRow:
        wanted = self.tr("You said: {}").format(each.wanted) if each.wanted else self.tr("You never said.")
        return ExamRow(
            at, each.question, wanted, self._judged(each.right_with, each.with_memory),
            self._judged(each.right_without, each.without),
        )  # fmt: skip

    def _judged(self, verdict: str, answer: str) -> str:
        words = {"right": self.tr("✓ right"), "honest": self.tr("– said it does not know"),
                 "wrong": self.tr("✗ wrong or invented")}[verdict]  # fmt: skip
        return f"{words}: {' '.join(answer.split())}"
