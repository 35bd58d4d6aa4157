"""What one does with a memory: correct it, pin it, share it, forget it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.chat import MessageId
from app.core.scope import ScopeLevel
from app.core.workers import Failed, Finished, task
from app.memory import FactId
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import Notifier
from app.ui.where import Where

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

LINES_SHOWN, LONGEST_LINE = 6, 120
"""So much is shown of what would lose its words."""


@QmlElement
@QmlUncreatable("made by Python")
class MemoryActions(QObject):  # type: ignore[operator]
    """Does it to one memory, or to those that are *chosen*."""

    chosenChanged = Signal()
    turned = Signal()
    """What the model reads is another now."""

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        where: Where,
        chosen: set[int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._session = session
        self._memory = session.memory
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._where = where
        self._chosen = chosen

    @contextmanager
    def _doing(self) -> Iterator[None]:
        """What goes wrong is said; what changes is shown at once (``turned``), so nobody need hear of it again."""
        with self._notifier.guarding(), self._session.vault.changes.caused_by(self):
            yield

    @Slot(str)
    def add(self, text: str) -> None:
        """Keep a memory in the person's own words."""
        if text.strip():
            with self._doing():
                persona, conversation_id = self._where()
                reach = self._memory.scope(persona.id)
                self._memory.facts.write(
                    text.strip(), persona=None if reach is ScopeLevel.EVERYONE else persona.id,
                    conversation_id=conversation_id if reach is ScopeLevel.CONVERSATION else None,
                )  # fmt: skip
                self.turned.emit()

    @Slot(int, str)
    def correct(self, key: int, text: str) -> None:
        """Let a memory say something else."""
        with self._doing():
            self._memory.facts.correct(FactId(key), text)
            self.turned.emit()

    @Slot(int, bool)
    def pin(self, key: int, wanted: bool) -> None:
        """Let a memory stand in every prompt, or not any more."""
        with self._doing():
            self._memory.facts.pin(FactId(key), wanted=wanted)
            self.turned.emit()

    @Slot(int, bool)
    def end(self, key: int, wanted: bool) -> None:
        """Say that something holds no more, or does again."""
        with self._doing():
            self._memory.facts.end(FactId(key), wanted=wanted)
            self.turned.emit()

    @Slot(int, int)
    def share(self, key: int, reach: int) -> None:
        """Say who knows it: 0 this conversation, 1 this companion, 2 everybody."""
        persona, conversation_id = self._where()
        with self._doing():
            self._memory.facts.share(
                FactId(key),
                persona=None if reach == 2 else persona.id,
                conversation_id=conversation_id if reach == 0 else None,
            )
            self.turned.emit()

    @Slot()
    def merge(self) -> None:
        """Let one of those marked stand for all of them."""
        if len(self._chosen) > 1:
            with self._doing():
                if self._memory.facts.merge([FactId(each) for each in sorted(self._chosen)]) is None:
                    self._notifier.mention(self.tr("These are not known to the same companions, so they stay apart."))
                self._chosen.clear()
                self.turned.emit()
        self.chosenChanged.emit()

    @Slot(int, bool, bool)
    def forget(self, key: int, with_words: bool, for_good: bool) -> None:
        """Put a memory, or with 0 all that are marked, into the trash; or forget it *for good*.

        *with_words*: what was said in the conversation goes for good together with it.
        """
        facts = [FactId(key)] if key else [FactId(each) for each in sorted(self._chosen)]
        if not facts:
            return
        with self._doing():
            if for_good:
                self._memory.forgetting.move_to_trash(facts, with_words=with_words)
                self._forget_for_good(facts)
            else:
                self._session.trash.put_memories(facts, with_words=with_words)
            if not key:
                self._chosen.clear()
                self.chosenChanged.emit()
            self.turned.emit()

    def _forget_for_good(self, facts: list[FactId]) -> None:
        """It is out of sight; its traces are looked for and deleted off this thread."""

        def ended(event: object) -> None:
            match event:
                case Finished():
                    self._notifier.mention(self.tr("Forgotten for good."))
                    self.turned.emit()
                case Failed(error=error):
                    self._notifier.tell(error)

        talks = self._session.conversations
        self._application.io_worker.submit(
            task(lambda: talks.memories.forget_for_good(facts)), deliver=self._dispatcher.to(ended)
        )

    @Slot(int, result=list)
    def lines_of(self, key: int) -> list[str]:
        """What was said in the messages that would lose their words, a line each: so that one sees it before."""
        facts = [FactId(key)] if key else [FactId(each) for each in sorted(self._chosen)]
        store = self._session.conversations.store
        with self._notifier.guarding():
            found = [
                store.tree.get(MessageId(each)).text for each in self._memory.forgetting.holding(facts)[:LINES_SHOWN]
            ]
            return [text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…" for text in found]
        return []

    @Slot(int, result=int)
    def words_of(self, key: int) -> int:
        """How many messages lose their words where a memory, or with 0 all that are marked, is forgotten with them."""
        facts = [FactId(key)] if key else [FactId(each) for each in sorted(self._chosen)]
        with self._notifier.guarding():
            return len(self._memory.forgetting.holding(facts))
        return 0
