"""What the lists of the chat screen show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

from app.boundaries import Theme, theme_label
from app.chat import CUT_OFF, Attachment, AttachmentKind, Author, Message, State
from app.core.clean_text import visible_text
from app.core.translation import sentence
from app.core.words import N_
from app.ui.chat.reply_stats import context_taken, kept, told
from app.ui.chat.speech import coloured
from app.ui.dates import day_line, time_of
from app.ui.list_model import NOWHERE, AnyIndex, ListModel
from app.ui.markdown import LONG_CHARS, Block, GrowingText, Kind, is_long, page_after
from app.ui.portraits import shown_source
from app.voice import HEARING_RATE


@dataclass(frozen=True, slots=True)
class PersonaRow:
    """One companion on the left."""

    key: int
    name: str
    tagline: str
    portrait: str
    is_current: bool
    is_favourite: bool = False
    last: str = ""
    when: str = ""

    def __repr__(self) -> str:
        return f"<PersonaRow {self.key}>"


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One conversation on the left."""

    key: int
    title: str
    when: str
    is_current: bool
    folder: str = ""
    is_archived: bool = False


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One conversation of several on the left."""

    key: int
    title: str
    portraits: list[str]
    last: str
    when: str
    is_current: bool

    def __repr__(self) -> str:
        return f"<GroupRow {self.key}>"


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One of several in a conversation."""

    key: int
    name: str
    portrait: str
    is_muted: bool


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One block of a message."""

    kind: str
    text: str
    mark: str
    depth: int


class Blocks(ListModel[BlockRow]):
    """The blocks of one message; as it grows only the last of them changes.

    Of a long one that is whole a page is shown, and the next when it is asked for; one that was seen growing stays.
    """

    folded = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(BlockRow, parent)
        self._growing = GrowingText()
        self._is_whole = False
        self._text = ""
        self._shown = 0
        self._is_seen = False

    @property
    def rows(self) -> Sequence[BlockRow]:
        self._see()
        return self._rows

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:  # noqa: N802 - Qt's
        self._see()
        return super().rowCount(parent)

    def _see(self) -> None:
        """Lay the text out, the first time that somebody asks: most messages of a page are never scrolled to."""
        if not self._is_seen:
            self._is_seen = True
            self._rows = self._blocks()

    @property
    def text(self) -> str:
        """What is shown of it."""
        return self._text[: self._shown]

    @Property(int, notify=folded)
    def total(self) -> int:
        """The characters of all of it."""
        return len(self._text)

    @Property(int, notify=folded)
    def shown(self) -> int:
        """The characters of it that are shown."""
        return self._shown

    @Slot()
    def show_more(self) -> None:
        """Show one page more."""
        self._shown = page_after(self._text, self._shown)
        self._lay_out()

    def set_text(self, text: str, *, is_whole: bool = False) -> None:
        """Show *text*; one that *is whole* grows no more."""
        if (text, is_whole) == (self._text, self._is_whole):
            return
        was_seen = not self._is_whole and self._text != "" and text.startswith(self._text[: self._shown])
        self._text, self._is_whole = text, is_whole
        self._shown = page_after(text, 0) if is_whole and is_long(text) and not was_seen else len(text)
        self._lay_out()

    def _blocks(self) -> list[BlockRow]:
        return [_row(block) for block in self._growing.set(self._text[: self._shown], is_whole=self._is_whole)]

    def _lay_out(self) -> None:
        if not self._is_seen:
            return
        new = self._blocks()
        for row, block in enumerate(new):
            if row < len(self._rows):
                self.replace(row, block)
            else:
                self.insert(row, block)
        while len(self._rows) > len(new):
            self.remove(len(self._rows) - 1)
        self.folded.emit()


def _row(block: Block) -> BlockRow:
    text = block.text if block.kind in (Kind.CODE, Kind.HEADING) else coloured(block.text)
    return BlockRow(block.kind.value, text, block.mark, block.depth)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks: what they are called, their portrait, and their place among several, from 1."""

    name: str
    portrait: str = ""
    place: int = 0


NOBODY = Voice("")
PAUSE_MS = 10 * 60 * 1000
"""After so long a pause somebody's next message says again whose it is, and when."""


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message.

    *note* is what went wrong with it, in words; *plain* is what was said, for readers aloud; *figures* how it went.
    *no* tells whose no a reply is, where it is one: ``topic``, ``level`` or ``training``.  *is_first* says that it
    answers nothing: a greeting.  *begins* a row of messages by one speaker; *day* is written above the first of a day;
    *speaker* is whose it is among several, from 1.
    """

    key: int
    author: str
    is_mine: bool
    blocks: Blocks
    plain: str
    thinking: str
    progress: str
    note: str
    place: int
    siblings: int
    is_last: bool
    figures: str
    is_aside: bool
    no: str
    links: list[str]
    is_hidden: bool = False
    is_pinned: bool = False
    checkpoint: str = ""
    is_first: bool = False
    portrait: str = ""
    context_tokens: int = 0
    time: str = ""
    day: str = ""
    begins: bool = True
    speaker: int = 0
    attachments: list[dict[str, Any]] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<MessageRow {self.key}>"


class Messages(ListModel[MessageRow]):
    """The messages of a conversation, the newest first, as a list that grows upwards from the bottom wants them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(MessageRow, parent)
        self._blocks: dict[int, Blocks] = {}
        self._voices: dict[int, Voice] = {}
        self._made: dict[int, tuple[object, MessageRow]] = {}
        """The row of each message, and what it was made from: of a page most are the same from turn to turn."""

    def row_of(self, key: int) -> int:
        """Where the message *key* stands, or -1."""
        return next((number for number, row in enumerate(self.rows) if row.key == key), -1)

    def blank(self, key: int) -> None:
        """Show nothing of the message *key* any more."""
        if key in self._blocks:
            self._blocks[key].set_text("")

    def show_path(
        self,
        path: list[Message],
        persona: Voice,
        notes: dict[int, str],
        growing: int | None,
        voices: Mapping[int, Voice] | None = None,
        newest: int | None = None,
        you: Voice = NOBODY,
    ) -> None:
        """Show the messages of *path*, oldest first as given; *growing* is the reply being spoken.

        *newest* is the last message of the conversation, which need not be in a page of it.  *voices* are those who
        speak besides *persona* and *you*, by their numbers.
        """
        self._voices = dict(voices or {})
        gone = self._blocks.keys() - {int(message.id) for message in path}
        rows = [
            self._row(
                message,
                you if message.author is Author.ME else persona,
                notes.get(message.id, ""),
                before=path[place - 1] if place else None,
                is_growing=message.id == growing,
                is_last=message.id == (newest if newest is not None else path[-1].id),
            )
            for place, message in reversed(list(enumerate(path)))
        ]
        self.show(rows)
        for key in gone:
            self._blocks.pop(key).deleteLater()
            self._made.pop(key, None)

    def _row(
        self, message: Message, usual: Voice, note: str, *, before: Message | None, is_growing: bool, is_last: bool
    ) -> MessageRow:
        """The row of *message*, the same as before where nothing of it changed."""
        shown = self._blocks[message.id].shown if message.id in self._blocks else None
        voice = self._voice_of(message, usual)
        day = day_line(message.created, before.created if before is not None else None)
        begins = bool(day) or not _goes_on(message, before)
        made_from = (message, voice, day, begins, note, is_growing, is_last, shown)
        known = self._made.get(message.id)
        if known is not None and known[0] == made_from:
            return known[1]
        row = replace(
            self._new_row(message, voice, note, is_growing=is_growing, is_last=is_last), day=day, begins=begins
        )
        self._made[message.id] = ((*made_from[:-1], self._blocks[message.id].shown), row)
        return row

    def _voice_of(self, message: Message, usual: Voice) -> Voice:
        if message.author is Author.APP:
            return Voice("Inglenook")
        if message.author is Author.ME:
            return usual
        if message.speaker_name:
            return Voice(message.speaker_name)
        return self._voices.get(message.speaker or 0, usual)

    def _new_row(self, message: Message, voice: Voice, note: str, *, is_growing: bool, is_last: bool) -> MessageRow:
        mine, aside = message.author is Author.ME, message.author is Author.APP
        stats = {} if mine or aside else kept(message.stats)
        no, is_cut = whose_no(stats), stats.get("ended_by") == CUT_OFF
        if message.id not in self._blocks:
            self._blocks[message.id] = Blocks(self)
            if message.state is State.OPEN:  # a reply that is gone on with, or that was scrolled away from
                self._blocks[message.id].set_text(message.text)
        blocks = self._blocks[message.id]
        # What is shown of an open reply is ahead of what is kept of it.
        if message.state is not State.OPEN:
            blocks.set_text(message.text, is_whole=True)
        # A reply whose end could not be kept is open on disk, but nobody is speaking it any more.
        gave_up = message.state is State.OPEN and not is_growing
        return MessageRow(
            key=message.id,
            author=voice.name,
            portrait=voice.portrait,
            speaker=voice.place,
            time=time_of(message.created),
            is_mine=mine,
            blocks=blocks,
            plain=blocks.text,
            thinking=folded(message.thinking),
            progress=CUT_OFF if is_cut else (State.STOPPED if gave_up else message.state).value,
            note=note or self.tr(no.words),
            place=message.variant_index,
            siblings=message.variant_count,
            is_last=is_last,
            figures=told(stats, message.model),
            context_tokens=context_taken(stats),
            is_aside=aside,
            no=no.whose,
            links=[] if mine or aside else links_in(message.text),
            is_hidden=message.is_hidden,
            is_pinned=message.is_pinned,
            checkpoint=message.checkpoint,
            is_first=message.parent is None,
            attachments=shown_rows(message.attachments),
        )


def seconds_of(attachment: Attachment) -> int:
    """How long a recording is, at least one; 0 for a picture."""
    is_sound = attachment.kind is AttachmentKind.AUDIO
    return max(1, round(attachment.width / HEARING_RATE)) if is_sound else 0


def shown_rows(attachments: tuple[Attachment, ...]) -> list[dict[str, Any]]:
    """What a message shows, as QML reads it."""
    return [
        {
            "key": int(each.id), "source": shown_source(each.digest), "alt": each.alt, "width": each.width,
            "height": each.height, "digest": each.digest.hex(), "seconds": seconds_of(each),
        }
        for each in attachments
    ]  # fmt: skip


def folded(thinking: str) -> str:
    """What a model thought, as far as anybody reads it: it is laid out in one piece."""
    return thinking if len(thinking) <= LONG_CHARS else f"{visible_text(thinking[:LONG_CHARS])}…"


LINK = re.compile(r"https?://[^\s<>()\[\]\"'“”*`]+", re.IGNORECASE)
MOST_LINKS, LONGEST_LINK = 5, 2000


def links_in(text: str) -> list[str]:
    """The addresses in *text*, each once; a few, and none of absurd length."""
    if "://" not in text:
        return []
    found = dict.fromkeys(hit.rstrip(".,;:!?") for hit in LINK.findall(text) if len(hit) <= LONGEST_LINK)
    return list(found)[:MOST_LINKS]


@dataclass(frozen=True, slots=True)
class Refused:
    """Whose no a reply is, and how that is said."""

    whose: str = ""
    words: str = ""


WORDS_OF_NO = {
    "topic": N_("This was your own boundary: it reached a topic that you asked never to touch, or to treat with care."),
    "level": N_("This was your own boundary: what you asked for is above the content rating here ({theme})."),
    "floor": N_("Closed here: this companion, or what you are called, is or seems under 18. No setting opens it."),
    "lock": N_("Mature levels are locked. Unlock them under Boundaries, with your passphrase."),
    "training": N_("This was the model's training, not a boundary of yours. Regenerating, rephrasing or another"
                   " model may help."),
}  # fmt: skip


def whose_no(stats: Mapping[str, Any]) -> Refused:
    """Whose no a reply with these *stats* is; an empty one where it is none."""
    whose = str(stats.get("ended_by", ""))
    if whose not in WORDS_OF_NO:
        return Refused()
    theme = str(stats.get("theme", ""))
    named = next((sentence(theme_label(each)) for each in Theme if each.value == theme), "")
    return Refused(whose, WORDS_OF_NO[whose].replace("{theme}", named.lower()))


def _goes_on(message: Message, before: Message | None) -> bool:
    """Whether *message* is one more of who spoke just *before*."""
    if before is None or message.created - before.created > PAUSE_MS:
        return False
    return (message.author, message.speaker, message.speaker_name) == (
        before.author, before.speaker, before.speaker_name,
    )  # fmt: skip
