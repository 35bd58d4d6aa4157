"""Graphics packs, on the page “On this computer”."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.workers import task
from app.models import InstalledPack, PackStatus
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.models import wording
from app.ui.models.file_work import FileWork
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack that is here; *is_suspect* where it can be tried again."""

    key: str
    name: str
    facts: str
    is_suspect: bool


@QmlElement
@QmlUncreatable("made by Python")
class PacksViewModel(QObject):  # type: ignore[operator]
    """Brings graphics packs in, and takes them away."""

    changed = Signal()
    listed = Signal()
    startWanted = Signal()

    def __init__(
        self, application: Application, dispatcher: EventDispatcher, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application, self._dispatcher, self._notifier = application, dispatcher, notifier
        self._work = FileWork(application.files_worker, dispatcher, self)
        self._work.changed.connect(self.changed)
        self._waits = False
        self._rows: ListModel[PackRow] = ListModel(PackRow, self)

    @Property(QObject, constant=True)
    def packs(self) -> QObject:
        return self._rows

    @Property(bool, notify=listed)
    def offered(self) -> bool:
        """Whether this version has packs for this system, or one is here."""
        return bool(self._application.packs.offers) or self._rows.rowCount() > 0

    @Property(str, notify=listed)
    def files(self) -> str:
        """The files of those that belong to this version and are not here, line by line."""
        here = [row.key for row in self._rows.rows]
        return "\n".join(
            self.tr("Not added: {}, in the file {}, {}").format(offer.name, offer.file, wording.size(offer.size_bytes))
            for offer in self._application.packs.offers
            if offer.key not in here
        )

    @Property(bool, notify=listed)
    def waits(self) -> bool:
        """Whether it takes another start until what was done here holds."""
        return self._waits

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._work.is_busy

    @Property(str, notify=changed)
    def doing(self) -> str:
        return self._work.doing

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._work.trouble

    @Slot()
    def refresh(self) -> None:
        """Show what is here."""
        self._rows.show([self._row(pack) for pack in self._application.packs.here()])
        self._waits = self._application.packs.waits_for_a_start
        self.listed.emit()

    @Slot(QUrl)
    def add(self, file: QUrl) -> None:
        """Check a pack, try it, and use it from the next start on."""
        self.take([file])

    def take(self, files: Sequence[QUrl]) -> None:
        """The same with packs that were opened from outside."""
        if self._work.is_busy:
            self._notifier.mention(self.tr("One pack is being imported. Open the other one after that."))
            return
        paths = [Path(file.toLocalFile()) for file in files]

        def work() -> Generator[object, None, str]:
            cards = []
            for path in paths:
                cards += yield from self._application.packs.add(path)
            return ", ".join(dict.fromkeys(card.description for card in cards))

        def added(cards: object) -> None:
            self._notifier.mention(self.tr("The pack is here. It works with {}.").format(cards))
            self.refresh()

        self._work.begin(work, added, failed=lambda error: self.refresh())

    @Slot()
    def stop(self) -> None:
        """Give up bringing one in."""
        self._work.give_up()
        # On the same worker, and so after it has ended: it may have been done by then.
        self._application.files_worker.submit(task(lambda: None), deliver=self._dispatcher.to(lambda _: self.refresh()))

    @Slot(str)
    def remove(self, key: str) -> None:
        """Take one away."""
        with self._notifier.guarding():
            self._application.packs.remove(key)
            self._application.sweep_packs()
        self.refresh()

    @Slot(str)
    def try_again(self, key: str) -> None:
        """Load one at the next start though it brought the app down."""
        with self._notifier.guarding():
            self._application.packs.try_again(key)
        self.refresh()

    @Slot()
    def start_afresh(self) -> None:
        """Close the vault and start again, so that what was brought in is used."""
        self.startWanted.emit()

    def _row(self, pack: InstalledPack) -> PackRow:
        standing = {
            PackStatus.WORKS: self.tr("in use"),
            PackStatus.IDLE: self.tr("finds no graphics card: its driver may be gone"),
            PackStatus.WAITING: self.tr("in use after the next start"),
            PackStatus.SUSPECT: self.tr("not loaded, because Inglenook stopped while loading it"),
            PackStatus.DAMAGED: self.tr("damaged: import it again"),
            PackStatus.OLD: self.tr("for another version, not in use"),
        }[pack.standing]
        name = pack.name or self.tr("A graphics pack")
        facts = f"{wording.size(pack.size_bytes)} · {standing}" if pack.size_bytes else standing
        return PackRow(pack.key, name, facts, pack.standing is PackStatus.SUSPECT)
