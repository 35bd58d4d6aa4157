"""What the page of memories shows, a row for each."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from app.chat import ConversationStore, MessageId
from app.core.clock import Milliseconds
from app.core.translation import sentence
from app.memory import HOW_SAID, THEM, YOU, Fact, Memory, Viewpoint
from app.ui.dates import day_and_time

SHORT = 140


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """One memory.

    *source* is the message it comes from, *used_by* the reply it was last used for; 0 where there is none.  *section*
    is the heading it stands under; *reach* is 0 for the conversation, 1 for the companion, 2 for everybody.
    """

    key: int
    text: str
    section: str
    origin: str
    quote: str
    source: int
    source_conversation: int
    used: str
    used_by: int
    used_conversation: int
    is_pinned: bool
    is_closed: bool
    reach: int
    is_chosen: bool

    def __repr__(self) -> str:
        return f"<MemoryRow {self.key}>"


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """One chapter of the running story, or one page of a journal."""

    key: int
    title: str
    text: str
    source: int

    def __repr__(self) -> str:
        return f"<ChapterRow {self.key}>"


@dataclass(frozen=True, slots=True)
class ExamRow:
    """One question of the self-test, answered both ways."""

    key: int
    question: str
    wanted: str
    with_memory: str
    without: str

    def __repr__(self) -> str:
        return f"<ExamRow {self.key}>"


def memory_row(
    fact: Fact,
    memory: Memory,
    here: Viewpoint,
    store: ConversationStore,
    *,
    section: str,
    is_closed: bool,
    is_chosen: bool,
) -> MemoryRow:
    """A fact as the page shows it."""
    source, conversation_id, quote = _source(fact, store)
    use = store.tree.origin_of(MessageId(fact.used_by)) if fact.used_by else None
    return MemoryRow(
        fact.id,
        memory.told(fact, here),
        section,
        _origin(fact, is_closed=is_closed),
        quote,
        source,
        conversation_id,
        _used(fact),
        fact.used_by if fact.used_by and use else 0,
        use[0] if use else 0,
        fact.is_pinned,
        is_closed,
        2 if fact.persona is None else 0 if fact.conversation_id is not None else 1,
        is_chosen,
    )


def subject_of(fact: Fact, here: Viewpoint) -> str:
    """Under which heading a fact stands."""
    if fact.is_pinned:
        return _tr("Always in mind")
    if fact.subject == YOU:
        return _tr("About you")
    return _tr("About {}").format(here.name) if fact.subject == THEM else fact.subject


def month_of(fact: Fact) -> str:
    """The month a fact was learned in."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(fact.since), "MMMM yyyy")


def _source(fact: Fact, store: ConversationStore) -> tuple[int, int, str]:
    for message in reversed(fact.sources):
        if (origin := store.tree.origin_of(MessageId(message))) is not None:
            words = " ".join(origin[1].split())
            return message, origin[0], words if len(words) <= SHORT else f"{words[:SHORT].rsplit(' ', 1)[0]}…"
    return 0, 0, ""


def _origin(fact: Fact, *, is_closed: bool) -> str:
    said = sentence(HOW_SAID[fact.said_by])
    told = _tr("{}, {}").format(said[:1].upper() + said[1:], day_and_time(fact.since))
    if len(fact.sources) > 1:
        told = _tr("{} (and {} more)").format(told, len(fact.sources) - 1)
    if is_closed and fact.ended is not None:
        told = _tr("{}. True until {}").format(told, day_and_time(fact.ended))
    elif fact.confidence < 0.7:
        told = _tr("{}. Uncertain").format(told)
    return told


def _used(fact: Fact) -> str:
    if fact.used is None:
        return _tr("not used yet")
    return _tr("last used {}").format(day_and_time(Milliseconds(fact.used)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Memory", text)
