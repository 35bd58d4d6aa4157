"""The gallery: every companion, found, sorted, put into folders, given away as a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.errors import AppError
from app.core.words import N_
from app.core.workers import Failed, Finished, task
from app.personas import FORMS, PersonaId, PersonaSummary, file_name
from app.session import Session
from app.ui.debouncer import Debouncer
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier
from app.ui.personas.drag import drag_card

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

SORTS = {
    "talked": N_("Last talked to"), "name": N_("Name"), "added": N_("Newest first"),
    "favourites": N_("Favourites first"),
}  # fmt: skip
MOST_TAGS = 24


@dataclass(frozen=True, slots=True)
class GalleryRow:
    """One companion of the gallery."""

    key: int
    name: str
    tagline: str
    portrait: str
    is_favourite: bool
    folder: str
    tags: str


@QmlElement
@QmlUncreatable("made by Python")
class GalleryViewModel(QObject):  # type: ignore[operator]
    """What is shown of all companions, and what may be done with each."""

    changed = Signal()
    chosen = Signal(int)
    removed = Signal()

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._session = session
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._rows: ListModel[GalleryRow] = ListModel(GalleryRow, self)
        self._glances: Sequence[PersonaSummary] = ()
        self._words = ""
        self._tags: tuple[str, ...] = ()
        self._folder = ""
        self._sort = 0
        self._is_open = False
        # Many may come in at once: they are shown together.
        self._soon = Debouncer(session.vault, 150, self.refresh, self)
        session.vault.changes.listen("persona", to=dispatcher.to(lambda _: self._heard()))

    # --- what is shown ---

    @Property(QObject, constant=True)
    def companions(self) -> QObject:
        return self._rows

    @Property(int, notify=changed)
    def total(self) -> int:
        """How many there are in all."""
        return len(self._glances)

    @Property(list, constant=True)
    def sorts(self) -> list[str]:
        return [self.tr(words) for words in SORTS.values()]

    @Property(int, notify=changed)
    def sort(self) -> int:
        return self._sort

    @Property(list, notify=changed)
    def folders(self) -> list[str]:
        """Every folder, the first of them all companions."""
        return [self.tr("All companions"), *self._named_folders()]

    def _named_folders(self) -> list[str]:
        return sorted({each.folder for each in self._glances if each.folder}, key=str.casefold)

    @Property(int, notify=changed)
    def folder(self) -> int:
        named = self._named_folders()
        return named.index(self._folder) + 1 if self._folder in named else 0

    @Property(list, notify=changed)
    def tags(self) -> list[str]:
        """The tags that most have, those that are chosen first."""
        counts = Counter(tag.casefold() for each in self._glances for tag in each.tags)
        written = {tag.casefold(): tag for each in self._glances for tag in each.tags}
        common = [key for key, _ in counts.most_common(MOST_TAGS) if key not in self._tags]
        return [written[key] for key in [*(tag for tag in self._tags if tag in written), *common]]

    @Property(list, notify=changed)
    def chosenTags(self) -> list[str]:  # noqa: N802 - seen from QML
        return list(self._tags)

    @Slot()
    def refresh(self) -> None:
        """Show what is true now."""
        self._is_open = True
        with self._notifier.guarding():
            self._glances = self._session.personas.summaries()
            self._show()

    @Slot()
    def close(self) -> None:
        """Nobody looks."""
        self._is_open = False

    def _heard(self) -> None:
        if self._is_open:
            self._soon.start()

    def _show(self) -> None:
        self._rows.reset([_row(each) for each in self._found()])
        self.changed.emit()

    def _found(self) -> list[PersonaSummary]:
        words = self._words.casefold().split()
        found = [each for each in self._glances if self._fits(each, words)]
        match list(SORTS)[self._sort]:
            case "name":
                return sorted(found, key=lambda each: each.name.casefold())
            case "added":
                return sorted(found, key=lambda each: -each.id)
            case "favourites":
                return sorted(found, key=lambda each: (not each.is_favourite, -each.talked, each.name.casefold()))
        return sorted(found, key=lambda each: (-each.talked, each.id))

    def _fits(self, each: PersonaSummary, words: Sequence[str]) -> bool:
        if self._folder and each.folder != self._folder:
            return False
        if self._tags and not set(self._tags) <= {tag.casefold() for tag in each.tags}:
            return False
        if not words:
            return True
        told = f"{each.name} {each.tagline} {each.creator} {' '.join(each.tags)}".casefold()
        return all(word in told for word in words)

    # --- finding ---

    @Slot(str)
    def search(self, words: str) -> None:
        """Show those whose name, line, tags or maker hold all of *words*."""
        self._words = words
        self._show()

    @Slot(str)
    def toggle_tag(self, tag: str) -> None:
        """Show only those with *tag*, or all again."""
        key = tag.casefold()
        self._tags = tuple(each for each in self._tags if each != key) if key in self._tags else (*self._tags, key)
        self._show()

    @Slot(int)
    def choose_folder(self, at: int) -> None:
        """Show one folder; 0 is everything."""
        named = self._named_folders()
        self._folder = named[at - 1] if 0 < at <= len(named) else ""
        self._show()

    @Slot(int)
    def choose_sort(self, at: int) -> None:
        """Show them in another order."""
        self._sort = at
        self._show()

    # --- one companion ---

    @Slot(int)
    def choose(self, key: int) -> None:
        """Talk to this one."""
        self.chosen.emit(key)

    @Slot(int)
    def toggle_favourite(self, key: int) -> None:
        """Put one among the favourites, or take it from there."""
        with self._notifier.guarding():
            is_one = self._session.personas.summary(PersonaId(key)).is_favourite
            self._session.personas.set_favourite(PersonaId(key), wanted=not is_one)

    @Slot(int, str)
    def put_into(self, key: int, folder: str) -> None:
        """Put one into a folder; an empty name takes it out."""
        with self._notifier.guarding():
            self._session.personas.put_into([PersonaId(key)], folder)

    @Slot(int, result=str)
    def folder_of(self, key: int) -> str:
        """The folder one is in."""
        return next((each.folder for each in self._glances if each.id == key), "")

    @Slot(int, int, result=str)
    def file_name(self, key: int, form: int) -> str:
        """What a file of one would be called."""
        name = next((each.name for each in self._glances if each.id == key), "")
        return file_name(name, FORMS[form])

    @Slot(int)
    def drag_out(self, key: int) -> None:
        """Let a companion's card be drawn out of the window; nothing is written before it is let go."""
        with self._notifier.guarding():
            persona = self._session.personas.get(PersonaId(key))
            thumb = self._session.personas.thumb(persona.id)
            drag_card(self, thumb, lambda: self._session.importer.as_file(persona, "png"))

    @Slot(int, int, QUrl)
    def export(self, key: int, form: int, place: QUrl) -> None:
        """Write one to a file that anybody can read."""
        path = Path(place.toLocalFile())

        def work() -> str:
            persona = self._session.personas.get(PersonaId(key))
            self._session.importer.write(persona, FORMS[form], path, replace=True)
            return path.name

        def on_event(event: object) -> None:
            match event:
                case Finished(value=name):
                    self._notifier.mention(self.tr("Written: {}. Anybody who has the file can read it.").format(name))
                case Failed(error=error):
                    self._notifier.tell(error)

        self._application.files_worker.submit(task(work), deliver=self._dispatcher.to(on_event))

    @Slot(int, result=int)
    def copy(self, key: int) -> int:
        """A second companion just like one; its number, 0 when that failed."""
        try:
            old = self._session.personas.get(PersonaId(key))
            importer = self._session.importer
            card = old.card.with_("name", f"{old.card.name} 2")
            new = self._session.personas.add(card, check=False)
            importer.give_picture(new, importer.picture_of(old.id))
            self._session.personas.place_exactly(new, wanted=old.places_exactly)
            return int(new)
        except AppError as error:
            self._notifier.tell(error)
            return 0


def _row(each: PersonaSummary) -> GalleryRow:
    return GalleryRow(
        each.id, each.name, each.tagline, each.portrait, each.is_favourite, each.folder, ", ".join(each.tags)
    )
