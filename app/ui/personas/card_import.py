"""Bringing companions in: a look at what a card holds, then the card itself, or a whole folder of them."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.clean_text import visible_text
from app.core.errors import AppError, NoCard
from app.core.translation import counted, explain, sentence
from app.core.words import N_
from app.core.workers import Cancelled, Failed, Finished, Job, Scanned, task
from app.personas import (
    Card,
    Fidelity,
    ImportResult,
    NoteKind,
    ParsedCard,
    cards_in,
    picture_shown,
    read_card,
    read_file,
)
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.personas.token_counter import TokenCounter
from app.ui.portraits import Portraits

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

LONGEST = 4000
MOST_GREETINGS = 30
FATES = {
    NoteKind.MENDED: N_("Repaired"), NoteKind.UNUSED: N_("Kept, but not used"), NoteKind.LOST: N_("Could not be read"),
}  # fmt: skip
PARTS = {
    "creator_notes": N_("Creator's notes"), "description": N_("Who they are"), "personality": N_("Personality"),
    "scenario": N_("How you meet"), "mes_example": N_("How they speak"), "system_prompt": N_("Instructions"),
    "post_history_instructions": N_("Closing instructions"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of a card, as the preview shows it."""

    key: str
    label: str
    body: str

    def __repr__(self) -> str:
        return f"<PartRow {self.key}>"


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What is to be said about a card or a file."""

    key: int
    label: str
    words: str


@QmlElement
@QmlUncreatable("made by Python")
class CardImportViewModel(QObject):  # type: ignore[operator]
    """One look at a time; nothing is kept before the person says so."""

    looked = Signal()
    changed = Signal()
    brought = Signal(int)
    reported = Signal()

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        portraits: Portraits,
        counting: TokenCounter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._session = session
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._portraits = portraits
        self._counting = counting
        self._incoming: ParsedCard | None = None
        self._parts: ListModel[PartRow] = ListModel(PartRow, self)
        self._notes: ListModel[NoteRow] = ListModel(NoteRow, self)
        self._cost = ""
        self._looks = 0
        self._twin = 0
        self._job: Job | None = None
        self._done, self._total, self._report = 0, 0, ""

    # --- the card that is looked at ---

    @Property(str, notify=looked)
    def name(self) -> str:
        return self._card.name

    @Property(str, notify=looked)
    def by(self) -> str:
        """Who made it, and which version it is."""
        maker, version = (" ".join(self._card.text(field).split()) for field in ("creator", "character_version"))
        return " · ".join(part for part in (maker, version) if part)

    @Property(list, notify=looked)
    def tags(self) -> list[str]:
        return list(self._card.tags)

    @Property(str, notify=looked)
    def portrait(self) -> str:
        return f"other/preview/{self._looks}" if self._incoming is not None and self._incoming.picture else ""

    @Property(QObject, constant=True)
    def parts(self) -> QObject:
        return self._parts

    @Property(QObject, constant=True)
    def notes(self) -> QObject:
        return self._notes

    @Property(str, notify=changed)
    def cost(self) -> str:
        """What it takes of the model's memory."""
        return self._cost

    @Property(bool, notify=looked)
    def isTwin(self) -> bool:  # noqa: N802 - seen from QML
        """Whether this very card is here already."""
        return self._twin > 0

    @property
    def _card(self) -> Card:
        return self._incoming.card if self._incoming is not None else Card()

    @Slot(list)
    def take(self, places: Sequence[QUrl]) -> None:
        """Files were chosen or dropped: one card is looked at, several or a folder come in at once."""
        paths = [Path(place.toLocalFile()) for place in places if place.isLocalFile()]
        if len(paths) == 1 and not paths[0].is_dir():
            self._look_at(lambda: read_card(read_file(paths[0])))
        elif paths:
            self._bring_in(paths)

    @Slot()
    def paste(self) -> None:
        """What lies on the clipboard: files, or the text of a card."""
        told = QGuiApplication.clipboard().mimeData()
        if told.hasUrls() and any(url.isLocalFile() for url in told.urls()):
            self.take(told.urls())
            return
        text = told.text().strip()
        if not text:
            self._notifier.tell(NoCard("clipboard"))
            return
        self._look_at(lambda: read_card(text.encode("utf-8", "replace")))

    def _look_at(self, read: object) -> None:
        def work() -> tuple[ParsedCard, bytes, int]:
            incoming = read()  # type: ignore[operator]
            picture = b""
            if incoming.picture:
                try:
                    picture = picture_shown(incoming.picture, 640)
                except AppError:
                    picture = b""  # the notes say so
            return incoming, picture, int(self._session.importer.duplicate_of(incoming.card) or 0)

        def on_event(event: object) -> None:
            match event:
                case Finished(value=(ParsedCard() as incoming, bytes() as picture, int() as twin)):
                    self._show(incoming, picture, twin)
                case Failed(error=error):
                    self._notifier.tell(error)

        self._application.files_worker.submit(task(work), deliver=self._dispatcher.to(on_event))

    def _show(self, incoming: ParsedCard, picture: bytes, twin: int) -> None:
        self._incoming, self._twin = incoming, twin
        self._looks += 1
        self._portraits.put("preview", picture)
        card = incoming.card
        rows = [
            PartRow(field, self.tr(label), _short(card.text(field)))
            for field, label in PARTS.items()
            if card.text(field).strip()
        ]
        rows += [
            PartRow(f"greeting {number}", self.tr("Greeting {}").format(number), _short(text))
            for number, text in enumerate(card.greetings[:MOST_GREETINGS], 1)
        ]
        if (more := len(card.greetings) - MOST_GREETINGS) > 0:
            rows.append(PartRow("greetings", self.tr("More greetings"), self.tr("{} not shown here").format(more)))
        if card.entries:
            named = ", ".join(_called(entry) for entry in card.entries[:12])
            rows.append(PartRow("lore", self.tr("Lorebook, {} entries").format(len(card.entries)), named))
        self._parts.reset(rows)
        self._notes.reset(
            [NoteRow(at, self.tr(FATES[note.fate]), sentence(note.text))
             for at, note in enumerate(incoming.notes)]
        )  # fmt: skip
        self._cost = ""
        self._counting.count({"all": _read_always(card), "lore": _lore(card)}, self._counted)
        self.looked.emit()
        self.changed.emit()

    def _counted(self, counts: dict[str, int], exactly: bool) -> None:
        about = "" if exactly else self.tr("about ")
        self._cost = self.tr("Takes {}{} tokens of what the model sees at once").format(about, counts["all"])
        if counts["lore"]:
            self._cost += self.tr(", and up to {}{} more for its lore").format(about, counts["lore"])
        self.changed.emit()

    @Slot()
    def keep(self) -> None:
        """Bring in the card that was looked at."""
        incoming = self._incoming
        if incoming is None or self._job is not None:
            return

        def work() -> tuple[int, Fidelity]:
            key = self._session.importer.keep(incoming)
            return int(key), self._session.importer.fidelity(key, incoming)

        size = max(1, sum(map(len, incoming.card.every_text())))

        def on_event(event: object) -> None:
            if isinstance(event, Finished | Failed | Cancelled):
                self._job = None
                self.changed.emit()
            match event:
                case Scanned(chars=chars):
                    share = min(99, 100 * chars // size)
                    self._done, self._total = share, 100
                    self._notifier.mention(self.tr("Looking through {}… {} %").format(incoming.card.name, share))
                    self.changed.emit()
                case Finished(value=(int() as key, Fidelity() as fidelity)):
                    self._report = self._how(incoming, fidelity)
                    self._forget()
                    self.brought.emit(key)
                    self.changed.emit()
                    if self._notes.rows:
                        self.reported.emit()  # there is something to read
                    else:
                        self._notifier.mention(self._report)
                case Failed(error=error):
                    self._notifier.tell(error)

        self._job = self._application.files_worker.submit(task(work), deliver=self._dispatcher.to(on_event))

    def _how(self, incoming: ParsedCard, fidelity: Fidelity) -> str:
        """How it came in, in a sentence."""
        told = [self.tr("{} imported: {} fields").format(incoming.card.name, fidelity.fields)]
        if fidelity.entries:
            told.append(self.tr("{} entries of lore").format(fidelity.entries))
        if fidelity.files:
            told.append(counted("files_in_card", fidelity.files))
        whole = self.tr("Everything is unchanged, and will be exported unchanged.")
        bent = self.tr("Something is not as it was in the file.")
        return f"{', '.join(told)}. {whole if fidelity.is_whole else bent}"

    @Slot()
    def refuse(self) -> None:
        """Nothing of it is kept."""
        self._forget()

    def _forget(self) -> None:
        self._incoming = None
        self._portraits.put("preview", b"")

    # --- many at once ---

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._job is not None

    @Property(float, notify=changed)
    def share(self) -> float:
        """How much of a folder has come in, from 0 to 1."""
        return self._done / self._total if self._total else 0.0

    @Property(str, notify=changed)
    def report(self) -> str:
        """What became of the last folder."""
        return self._report

    @Slot()
    def stop(self) -> None:
        """Bring in no more; what has come in stays."""
        if self._job is not None:
            self._job.cancel()

    def _bring_in(self, paths: Sequence[Path]) -> None:
        if self._job is not None:
            return
        self._done, self._total, self._report = 0, 0, ""
        self._notes.reset([])

        def work() -> Generator[object, None, None]:
            every = [each for path in paths for each in (cards_in(path) if path.is_dir() else [path])]
            yield len(every)
            yield from self._session.importer.import_files(every)

        counts = {"in": 0, "twins": 0}

        def on_event(event: object) -> None:
            match event:
                case int() as total:
                    self._total = total
                case ImportResult(error=None, is_duplicate=is_twin):
                    counts["twins" if is_twin else "in"] += 1
                    self._done += 1
                case ImportResult(path=path, error=AppError() as error):
                    self._notes.insert(len(self._notes.rows), NoteRow(self._done, path.name, explain(error)))
                    self._done += 1
                case Finished() | Cancelled() | Failed():
                    self._job = None
                    self._report = self._told(counts["in"], counts["twins"], is_whole=isinstance(event, Finished))
                    if isinstance(event, Failed):
                        self._notifier.tell(event.error)
                    self.reported.emit()
            self.changed.emit()

        self._job = self._application.files_worker.submit(work, deliver=self._dispatcher.to(on_event))
        self.changed.emit()

    def _told(self, came: int, twins: int, *, is_whole: bool) -> str:
        told = [counted("companions_imported", came)]
        if twins:
            told.append(counted("companions_already_here", twins))
        if self._notes.rows:
            told.append(counted("files_refused", len(self._notes.rows)))
        if not is_whole:
            told.append(self.tr("It was stopped before the end."))
        return " ".join(told)


def _short(text: str) -> str:
    text = visible_text(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _called(entry: dict[str, object]) -> str:
    keys = entry.get("keys")
    first = keys[0] if isinstance(keys, list) and keys else ""
    return str(entry.get("comment") or entry.get("name") or first)


def _read_always(card: Card) -> str:
    """What of a card is in every prompt."""
    fields = ("description", "personality", "scenario", "mes_example", "system_prompt", "post_history_instructions")
    return "\n".join(card.text(field) for field in fields)


def _lore(card: Card) -> str:
    return "\n".join(str(entry.get("content", "")) for entry in card.entries)
