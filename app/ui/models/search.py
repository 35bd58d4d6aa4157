"""The page “Search”: everything on the hub."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QLocale, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.hub import SORTS, Found, Kind, Query
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.models import wording
from app.ui.models.opened_repo import OpenedRepoViewModel
from app.ui.task_runner import TaskRunner

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

LICENCES = ("", "apache-2.0", "mit", "gemma", "llama3.1", "llama3.2", "llama3.3", "cc-by-nc-4.0")
LANGUAGES = ("", "en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "zh", "ja", "ko", "ar", "hi")
FIRST, MORE = 30, 30


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One repository."""

    key: str
    name: str
    facts: str


@QmlElement
@QmlUncreatable("made by Python")
class SearchViewModel(QObject):  # type: ignore[operator]
    """Searches the hub; ``opened`` is what was opened of it."""

    changed = Signal()

    def __init__(self, application: Application, dispatcher: EventDispatcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._searching = TaskRunner(application.hub_worker, dispatcher, self)
        self._searching.changed.connect(self._show)
        self.opened_repo = OpenedRepoViewModel(application, dispatcher, self)
        self._query = Query(limit=FIRST)
        self._only_fitting = True
        self._found: list[Found] = []
        self._count = 0
        self._has_searched = False
        self._results: ListModel[FoundRow] = ListModel(FoundRow, self)

    @Property(OpenedRepoViewModel, constant=True)
    def opened(self) -> OpenedRepoViewModel:
        return self.opened_repo

    # --- what is looked for ---

    @Property(QObject, constant=True)
    def results(self) -> QObject:
        return self._results

    @Property(bool, notify=changed)
    def searching(self) -> bool:
        return self._searching.is_busy

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._searching.trouble

    @Property(bool, notify=changed)
    def isEmpty(self) -> bool:  # noqa: N802 - seen from QML
        """Whether a search found nothing."""
        return self._has_searched and not self._results.rows and not self.searching and not self.trouble

    @Property(bool, notify=changed)
    def mayShowMore(self) -> bool:  # noqa: N802 - seen from QML
        return self._count >= self._query.limit

    @Property(list, constant=True)
    def sorts(self) -> list[str]:
        return [
            self.tr("Trending"),
            self.tr("Most downloaded"),
            self.tr("Most liked"),
            self.tr("Last changed"),
            self.tr("Newest"),
        ]

    @Property(list, constant=True)
    def licences(self) -> list[str]:
        return [self.tr("Any licence"), *LICENCES[1:]]

    @Property(list, constant=True)
    def languages(self) -> list[str]:
        names = [QLocale(code).nativeLanguageName() for code in LANGUAGES[1:]]
        return [self.tr("Any language"), *(name[:1].upper() + name[1:] for name in names)]

    @Slot(str, int, int, int, bool, bool)
    def search(self, text: str, sort: int, licence: int, language: int, fitting: bool, no_gated: bool) -> None:
        """Look for models."""
        self._only_fitting = fitting
        gated = False if no_gated else None
        self.opened_repo.close()
        self._ask(Query(text.strip(), SORTS[sort], LICENCES[licence], LANGUAGES[language], gated, FIRST))

    @Slot()
    def more(self) -> None:
        """Show more of what there is."""
        self._ask(replace(self._query, limit=self._query.limit + MORE))

    def _ask(self, query: Query) -> None:
        only_fitting = self._only_fitting

        def look() -> Generator[object, None, tuple[list[Found], int]]:
            found = yield from self._application.hub.search(query)
            # A whole name is meant as it is.
            most = self._application.recommender.fitting_parameters() if only_fitting and "/" not in query.words else 0
            return [each for each in found if not most or each.parameters <= most], len(found)

        def answered(found: object) -> None:
            assert isinstance(found, tuple)
            self._query = query
            (self._found, self._count), self._has_searched = found, True

        self._searching.ask(look, answered)

    @Slot()
    def stop_looking(self) -> None:
        """Nobody looks any more; a download that was asked for is still begun."""
        self._searching.give_up()
        self.opened_repo.stop_looking()

    @Slot()
    def show_states(self) -> None:
        """Something is here or coming that was not before."""
        self.opened_repo.show()

    def _show(self) -> None:
        self._results.show([self._found_row(found) for found in self._found])
        self.changed.emit()

    def _found_row(self, found: Found) -> FoundRow:
        kinds = {Kind.EMBEDDING: self.tr("for searching memories"), Kind.ADAPTER: self.tr("an adapter (LoRA)")}
        billions = f"{found.parameters / 1e9:.1f}B" if found.parameters else ""
        downloads = self.tr("{} downloads").format(wording.number(found.downloads))
        parts = (
            billions, found.licence or self.tr("licence not stated"), downloads, found.changed,
            kinds.get(found.kind, ""), self.tr("gated") if found.is_gated else "",
        )  # fmt: skip
        return FoundRow(found.repo, found.repo, " · ".join(filter(None, parts)))
