"""The page of memories: everything a companion knows, where it comes from, and what one can do with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.chat import ConversationId, MessageId
from app.core import settings as s
from app.core.workers import Failed, Finished, task
from app.memory import ChapterId, Fact, FactId, Memory, MemoryScope, PageId, Viewpoint
from app.personas import Persona, file_name, read_file, write_file
from app.session import Session
from app.ui.dates import day_and_time
from app.ui.debouncer import Debouncer
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.memory.exam import ExamViewModel
from app.ui.memory.rows import ChapterRow, MemoryRow, memory_row, month_of, subject_of
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

Where = Callable[[], tuple[Persona, ConversationId | None]]
REACHES = (None, MemoryScope.CONVERSATION, MemoryScope.COMPANION, MemoryScope.SHARED)
BY_SUBJECT, BY_TIME = 0, 1
LINES_SHOWN, LONGEST_LINE = 6, 120
"""So much is shown of what would lose its words."""
MOST_SHOWN = 300
"""More are found by searching; each takes a look at its source."""


@QmlElement
@QmlUncreatable("made by Python")
class MemoryViewModel(QObject):  # type: ignore[operator]
    """What the companion that is open knows."""

    changed = Signal()
    chosenChanged = Signal()
    turned = Signal()
    """What the model reads is another now."""
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
        self._application = application
        self._session = session
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._where = where
        self._rows: ListModel[MemoryRow] = ListModel(MemoryRow, self)
        self._chapters: ListModel[ChapterRow] = ListModel(ChapterRow, self)
        self._pages: ListModel[ChapterRow] = ListModel(ChapterRow, self)
        self._looked_for, self._order, self._shows_closed = "", BY_SUBJECT, False
        self._chosen: set[int] = set()
        self._count = self._closed_count = self._unshown = 0
        self._exam = ExamViewModel(session, dispatcher, notifier, where, self)
        self._soon = Debouncer(session.vault, 100, self._show, self)
        self._is_shown = False
        session.vault.changes.listen("memory", to=dispatcher.to(lambda _: self._show_soon()))

    @property
    def _memory(self) -> Memory:
        return self._session.memory

    @property
    def _here(self) -> Viewpoint:
        persona, conversation_id = self._where()
        remembering = self._session.conversations.memory_context
        assert remembering is not None
        return remembering.here(persona, conversation_id)

    def _show_soon(self) -> None:
        if self._is_shown:
            self._soon.start()

    # --- what is shown ---

    @Slot()
    def refresh(self) -> None:
        """Show what is known now, with what was said a moment ago."""
        self._is_shown = True
        self._chosen.clear()
        conversation_id = self._where()[1]
        if conversation_id is not None:
            persona = self._where()[0]
            self._session.conversations.memories.remember(persona, conversation_id)
        self._show()
        self.chosenChanged.emit()

    @Slot()
    def leave(self) -> None:
        """The page is closed."""
        self._is_shown = False
        self._exam.stop()

    def _show(self) -> None:
        with self._notifier.guarding():
            self._show_facts()
            persona, conversation_id = self._where()
            ways = self._session.conversations.store.branches
            self._chapters.show([
                ChapterRow(
                    each.id, self.tr("Told by {}, {}").format(self._teller(each.made_by), day_and_time(each.made)),
                    each.text, each.first,
                )
                for each in self._memory.stories.of(conversation_id, ways.on_way) if each.text
            ])  # fmt: skip
            self._pages.show([
                ChapterRow(each.id, self.tr("Week of {}").format(f"{each.monday:%d.%m.%Y}"), each.text, 0)
                for each in self._memory.journal.pages(persona.id)
            ])  # fmt: skip
        self.changed.emit()

    def _teller(self, made_by: str) -> str:
        return {"rule": self.tr("rule, without a model"), "hand": self.tr("you")}.get(made_by, made_by)

    def _show_facts(self) -> None:
        here = self._here
        every = self._memory.facts.of(here.persona)
        held, closed = self._memory.active(every)
        self._count, self._closed_count = len(held), len(closed)
        shown = [(fact, False) for fact in held] + ([(fact, True) for fact in closed] if self._shows_closed else [])
        words = self._looked_for.casefold().split()
        store = self._session.conversations.store
        if words:
            shown = [each for each in shown if all(
                word in self._memory.told(each[0], here).casefold() for word in words)]  # fmt: skip
        if self._order == BY_TIME:
            shown.sort(key=lambda each: (-each[0].since, -each[0].id))
        else:
            heads = (self.tr("Always in mind"), self.tr("About you"), self.tr("About {}").format(here.name))
            place = {head: at for at, head in enumerate(heads)}

            def order(each: tuple[Fact, bool]) -> tuple[int, str, bool, float, int]:
                section = subject_of(each[0], here)
                return place.get(section, len(heads)), section, each[1], -each[0].weight, -each[0].since

            shown.sort(key=order)
        self._unshown = max(0, len(shown) - MOST_SHOWN)
        self._rows.show([
            memory_row(
                fact, self._memory, here, store, is_closed=is_closed, is_chosen=fact.id in self._chosen,
                section=month_of(fact) if self._order == BY_TIME else subject_of(fact, here),
            )
            for fact, is_closed in shown[:MOST_SHOWN]
        ])  # fmt: skip

    @Property(QObject, constant=True)
    def memories(self) -> QObject:
        return self._rows

    @Property(QObject, constant=True)
    def chapters(self) -> QObject:
        return self._chapters

    @Property(QObject, constant=True)
    def pages(self) -> QObject:
        return self._pages

    @Property(ExamViewModel, constant=True)
    def exam(self) -> ExamViewModel:
        return self._exam

    @Property(str, notify=changed)
    def name(self) -> str:
        """Whose memories they are."""
        return self._where()[0].name

    @Property(int, notify=changed)
    def count(self) -> int:
        return self._count

    @Property(int, notify=changed)
    def closedCount(self) -> int:  # noqa: N802 - seen from QML
        return self._closed_count

    @Property(int, notify=changed)
    def order(self) -> int:
        return self._order

    @Property(bool, notify=changed)
    def showsClosed(self) -> bool:  # noqa: N802 - seen from QML
        return self._shows_closed

    @Property(int, notify=changed)
    def unshown(self) -> int:
        """How many are not shown, so that one searches for them."""
        return self._unshown

    @Property(bool, notify=changed)
    def searching(self) -> bool:
        return bool(self._looked_for.strip())

    @Property(bool, notify=changed)
    def isOn(self) -> bool:  # noqa: N802 - seen from QML
        return self._is_shown and self._memory.is_on

    @Slot(str)
    def look_for(self, words: str) -> None:
        """Show only memories that hold *words*."""
        self._looked_for = words
        self._soon.start()

    @Slot(int)
    def put_order(self, order: int) -> None:
        """Show them by subject, or on a timeline."""
        self._order = order
        self._show()

    @Slot(bool)
    def show_closed(self, wanted: bool) -> None:
        """Show also what holds no more."""
        self._shows_closed = wanted
        self._show()

    @Slot(int, int)
    def go_to(self, conversation_id: int, message: int) -> None:
        """Show the message a memory comes from, or the reply it was used for."""
        with self._notifier.guarding():
            store = self._session.conversations.store
            store.tree.select_message(ConversationId(conversation_id), store.tree.get(message).id)  # type: ignore[arg-type]
            self.placeWanted.emit(conversation_id, message)

    # --- what one does with a memory ---

    @Slot(str)
    def add(self, text: str) -> None:
        """Keep a memory in the person's own words."""
        if text.strip():
            with self._notifier.guarding():
                persona, conversation_id = self._where()
                reach = self._memory.scope(persona.id)
                self._memory.facts.write(
                    text.strip(), persona=None if reach is MemoryScope.SHARED else persona.id,
                    conversation_id=conversation_id if reach is MemoryScope.CONVERSATION else None,
                )  # fmt: skip
                self._turn()

    @Slot(int, str)
    def correct(self, key: int, text: str) -> None:
        """Let a memory say something else."""
        with self._notifier.guarding():
            self._memory.facts.correct(FactId(key), text)
            self._turn()

    @Slot(int, bool)
    def pin(self, key: int, wanted: bool) -> None:
        """Let a memory stand in every prompt, or not any more."""
        with self._notifier.guarding():
            self._memory.facts.pin(FactId(key), wanted=wanted)
            self._turn()

    @Slot(int, bool)
    def end(self, key: int, wanted: bool) -> None:
        """Say that something holds no more, or does again."""
        with self._notifier.guarding():
            self._memory.facts.end(FactId(key), wanted=wanted)
            self._turn()

    @Slot(int, int)
    def share(self, key: int, reach: int) -> None:
        """Say who knows it: 0 this conversation, 1 this companion, 2 everybody."""
        persona, conversation_id = self._where()
        with self._notifier.guarding():
            self._memory.facts.share(
                FactId(key),
                persona=None if reach == 2 else persona.id,
                conversation_id=conversation_id if reach == 0 else None,
            )
            self._turn()

    @Slot(int, bool)
    def choose(self, key: int, wanted: bool) -> None:
        """Mark a memory, to merge it with others or to forget several."""
        (self._chosen.add if wanted else self._chosen.discard)(key)
        for place, row in enumerate(self._rows.rows):
            if row.key == key:
                self._rows.replace(place, replace(row, is_chosen=wanted))
        self.chosenChanged.emit()

    @Property(int, notify=chosenChanged)
    def chosen(self) -> int:
        """How many are marked."""
        return len(self._chosen)

    @Slot()
    def merge(self) -> None:
        """Let one of those marked stand for all of them."""
        if len(self._chosen) > 1:
            with self._notifier.guarding():
                if self._memory.facts.merge([FactId(each) for each in sorted(self._chosen)]) is None:
                    self._notifier.mention(self.tr("These are not known by the same companions, so they stay apart."))
                self._chosen.clear()
                self._turn()
        self.chosenChanged.emit()

    @Slot(int, bool, bool)
    def forget(self, key: int, with_words: bool, for_good: bool) -> None:
        """Put a memory, or with 0 all that are marked, into the trash; or forget it *for good*.

        *with_words*: what was said in the conversation goes for good together with it.
        """
        facts = [FactId(key)] if key else [FactId(each) for each in sorted(self._chosen)]
        if not facts:
            return
        with self._notifier.guarding():
            if for_good:
                self._memory.forgetting.move_to_trash(facts, with_words=with_words)
                self._forget_for_good(facts)
            else:
                self._session.trash.put_memories(facts, with_words=with_words)
            if not key:
                self._chosen.clear()
                self.chosenChanged.emit()
            self._turn()

    def _forget_for_good(self, facts: list[FactId]) -> None:
        """It is out of sight; its traces are looked for and deleted off this thread."""

        def ended(event: object) -> None:
            match event:
                case Finished():
                    self._notifier.mention(self.tr("Forgotten for good."))
                    self._turn()
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

    def _turn(self) -> None:
        remembering = self._session.conversations.memory_context
        if remembering is not None:
            remembering.forget()
        self.turned.emit()
        self._show()

    # --- the story and the journal ---

    @Slot(int, str)
    def correct_chapter(self, key: int, text: str) -> None:
        """Let a chapter say something else; an empty text forgets it, and it is told anew."""
        with self._notifier.guarding():
            if text.strip():
                self._memory.stories.correct(ChapterId(key), text)
            else:
                self._memory.stories.remove(ChapterId(key))
            self._turn()

    @Slot(int)
    def tear_out(self, key: int) -> None:
        """Take a page out of the journal."""
        with self._notifier.guarding():
            self._session.trash.put_page(PageId(key))
            self._show()

    @Property(bool, notify=changed)
    def keepsJournal(self) -> bool:  # noqa: N802 - seen from QML
        return self._is_shown and self._memory.choices.keeps_journal(self._where()[0].id)

    @Slot(bool)
    def keep_journal(self, wanted: bool) -> None:
        """Let the companion write a page a week, or not."""
        persona, conversation_id = self._where()
        with self._notifier.guarding():
            self._memory.choices.put_journal(persona.id, wanted=wanted)
            if wanted and conversation_id is not None:
                self._session.conversations.memories.remember(persona, conversation_id)
            self._show()

    # --- choices ---

    @Property(bool, notify=changed)
    def hasConversation(self) -> bool:  # noqa: N802 - seen from QML
        return self._where()[1] is not None

    @Property(bool, notify=changed)
    def isSealed(self) -> bool:  # noqa: N802 - seen from QML
        return self._is_shown and self._memory.choices.is_excluded(self._where()[1])

    @Slot(bool)
    def seal(self, wanted: bool) -> None:
        """Let the conversation make no memories, or let it again."""
        persona, conversation_id = self._where()
        if conversation_id is not None:
            with self._notifier.guarding():
                self._memory.exclude(conversation_id, wanted=wanted)
                if not wanted:
                    self._session.conversations.memories.remember(persona, conversation_id)
                self._turn()

    @Property(bool, notify=changed)
    def remembers(self) -> bool:
        return self._is_shown and self._application.settings.switch(s.REMEMBER)

    @Slot(bool)
    def put_remembering(self, wanted: bool) -> None:
        """Let companions remember, or not."""
        with self._notifier.guarding():
            self._application.settings.put(s.REMEMBER, wanted)
            self._turn()

    @Property(int, notify=changed)
    def reach(self) -> int:
        """How far what is learned with this companion is known: 0 as usual, then as ``Reach``."""
        return REACHES.index(self._memory.choices.scope_of(self._where()[0].id)) if self._is_shown else 0

    @Slot(int)
    def put_reach(self, at: int) -> None:
        """Choose it."""
        with self._notifier.guarding():
            self._memory.choices.put_scope(self._where()[0].id, REACHES[at])
            self._turn()

    @Property(str, notify=changed)
    def meaning(self) -> str:
        """How memories are found."""
        name = self._application.embedding.name
        return self.tr("By their words, and by their meaning with {}.").format(name) if name else self.tr(
            "By their words, their forms and words of near meaning. An embedding model would find them by their meaning"
            " too: there is one under Models."
        )  # fmt: skip

    # --- files ---

    @Slot(QUrl, bool)
    def export(self, file: QUrl, as_text: bool) -> None:
        """Write everything that is known to a file that anybody can read."""
        persona, here = self._where()[0], self._here
        with self._notifier.guarding():
            content = self._session.conversations.memories.export_memories(persona, here.you, as_text=as_text)
            write_file(Path(file.toLocalFile()), content, replace=True)
            self._notifier.mention(self.tr("Written. Anybody who has the file can read it."))

    @Slot(bool, result=str)
    def file_name(self, as_text: bool) -> str:
        """What the file would be called."""
        return file_name(f"{self._where()[0].name} memories", "txt" if as_text else "json")

    @Slot(QUrl)
    def bring_in(self, file: QUrl) -> None:
        """Bring in the memories of a file."""
        persona = self._where()[0]
        path, talks = Path(file.toLocalFile()), self._session.conversations

        def ended(event: object) -> None:
            match event:
                case Finished(value=(int(kept), int(refused))):
                    words = self.tr("{} memories came in.").format(kept)
                    if refused:
                        words = self.tr("{} {} were not: the floor does not open for them.").format(words, refused)
                    self._notifier.mention(words)
                    self._turn()
                case Failed(error=error):
                    self._notifier.tell(error)

        self._application.files_worker.submit(
            lambda: talks.memories.import_memories(persona, read_file(path)), deliver=self._dispatcher.to(ended)
        )
