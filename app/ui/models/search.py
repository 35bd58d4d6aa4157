"""The page “Search”: everything on the hub, with what it offers and whether it runs here."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QLocale, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.errors import Gated
from app.core.translation import sentence
from app.hub import SORTS, Found, Kind, Offer, Query, Repo, describe_quantization
from app.models import Suitability
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.models import wording
from app.ui.models.start_download import Seen, begin, see
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


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One thing to download.  *verdict* is empty where it is not judged; *standing* as in ``RecommendedRow``."""

    key: str
    title: str
    facts: str
    about: str
    verdict: str
    verdict_words: str
    summary: str
    may_get: bool
    standing: str
    trouble: str


@QmlElement
@QmlUncreatable("made by Python")
class SearchViewModel(QObject):  # type: ignore[operator]
    """Searches the hub and opens what was found."""

    changed = Signal()
    begun = Signal(str)
    tokenWanted = Signal(str)

    def __init__(self, application: Application, dispatcher: EventDispatcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._searching = TaskRunner(application.hub_worker, dispatcher, self)
        self._opening = TaskRunner(application.hub_worker, dispatcher, self)
        self._getting = TaskRunner(application.hub_worker, dispatcher, self)
        for asking in (self._searching, self._opening, self._getting):
            asking.changed.connect(self._show)
        self._query = Query(limit=FIRST)
        self._only_fitting = True
        self._found: list[Found] = []
        self._count = 0
        self._has_searched = False
        self._repo: Repo | None = None
        self._judged: dict[str, Suitability] = {}
        self._asked = ""
        self._with_projector = False
        self._results: ListModel[FoundRow] = ListModel(FoundRow, self)
        self._offers: ListModel[OfferRow] = ListModel(OfferRow, self)

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
        self.close_repo()
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

    # --- what one offers ---

    @Property(QObject, constant=True)
    def offers(self) -> QObject:
        return self._offers

    @Property(bool, notify=changed)
    def opening(self) -> bool:
        return self._opening.is_busy

    @Property(str, notify=changed)
    def openTrouble(self) -> str:  # noqa: N802 - seen from QML
        return self._opening.trouble

    @Property(str, notify=changed)
    def repo(self) -> str:
        """The repository that is open."""
        return self._repo.name if self._repo is not None else ""

    @Property(str, notify=changed)
    def repoFacts(self) -> str:  # noqa: N802 - seen from QML
        repo = self._repo
        if repo is None:
            return ""
        licence = repo.licence or self.tr("not stated")
        text = self.tr("Licence: {} · commit {}").format(licence, repo.commit[:12])
        if repo.is_gated:
            text += " · " + self.tr("its makers want their terms accepted on its page first, with your account")
        return text

    @Property(bool, notify=changed)
    def hasProjector(self) -> bool:  # noqa: N802 - seen from QML
        return self._repo is not None and any(offer.projector is not None for offer in self._repo.offers)

    @Property(bool, notify=changed)
    def withProjector(self) -> bool:  # noqa: N802 - seen from QML
        return self._with_projector

    @Slot(bool)
    def choose_projector(self, wanted: bool) -> None:
        """Whether the projector for pictures comes along."""
        self._with_projector = wanted
        self._show()

    @Slot(str)
    def open_repo(self, name: str) -> None:
        """Show what a repository offers, judged by the header of its smallest model."""

        def look() -> Generator[object, None, tuple[Repo, dict[str, Suitability]]]:
            repo = yield from self._application.hub.open(name)
            yield repo
            try:
                return repo, (
                    yield from self._application.recommender.look_over(
                        self._application.hub, repo, self._application.model.held
                    )
                )
            except Gated:
                return repo, {}  # that is said when it is asked for

        def opened(repo: object) -> None:
            if isinstance(repo, Repo):
                self._repo, self._judged = repo, {}
                self._show()

        def judged(answer: object) -> None:
            assert isinstance(answer, tuple)
            self._repo, self._judged = answer

        self._repo, self._judged, self._asked = None, {}, ""
        self._getting.say("")
        self._opening.ask(look, judged, stepped=opened)

    @Slot()
    def close_repo(self) -> None:
        """Back to what was found."""
        self._opening.give_up()
        self._opening.say("")
        self._repo, self._judged = None, {}
        self._show()

    @Slot(str)
    def get(self, key: str) -> None:
        """Download one, after an exact look at its header."""
        repo = self._repo
        if repo is None:
            return
        self._asked = key

        def answered(seen: object) -> None:
            assert isinstance(seen, Seen)
            if seen.judgement is not None:
                self._judged = {**self._judged, seen.offer.name: seen.judgement}
            why_not = begin(self._application, seen, with_projector=self._with_projector)
            self._getting.say(why_not)
            if not why_not:
                self.begun.emit(seen.offer.name)

        def failed(error: Exception) -> None:
            if isinstance(error, Gated):
                self.tokenWanted.emit(repo.name)

        self._getting.ask(lambda: see(self._application, repo.name, key), answered, failed=failed)

    @Slot()
    def stop(self) -> None:
        """Give up the download that is being looked at."""
        self._getting.give_up()

    @Slot()
    def stop_looking(self) -> None:
        """Nobody looks any more; a download that was asked for is still begun."""
        self._searching.give_up()
        self._opening.give_up()

    @Slot()
    def again(self) -> None:
        """Go on with what was asked for last: the token is there now."""
        if self._asked:
            self.get(self._asked)

    @Slot()
    def show_states(self) -> None:
        """Something is here or coming that was not before."""
        self._show()

    def _show(self) -> None:
        self._results.show([self._found_row(found) for found in self._found])
        self._offers.show(self._offer_rows(self._repo) if self._repo is not None else [])
        self.changed.emit()

    def _offer_rows(self, repo: Repo) -> list[OfferRow]:
        here = {model.origin.file for model in self._application.registry.models() if model.origin.source == repo.name}
        downloads = [download for download in self._application.downloads.all() if download.repo == repo.name]
        coming = {download.files[0].path: wording.standing(download.stage) for download in downloads}
        return [self._offer_row(offer, here, coming) for offer in repo.offers]

    def _found_row(self, found: Found) -> FoundRow:
        kinds = {Kind.EMBEDDING: self.tr("for searching memories"), Kind.ADAPTER: self.tr("an adapter (LoRA)")}
        billions = f"{found.parameters / 1e9:.1f}B" if found.parameters else ""
        downloads = self.tr("{} downloads").format(wording.number(found.downloads))
        parts = (
            billions, found.licence or self.tr("licence not stated"), downloads, found.changed,
            kinds.get(found.kind, ""), self.tr("gated") if found.is_gated else "",
        )  # fmt: skip
        return FoundRow(found.repo, found.repo, " · ".join(filter(None, parts)))

    def _offer_row(self, offer: Offer, here: set[str], coming: dict[str, str]) -> OfferRow:
        kinds = {
            Kind.EMBEDDING: self.tr("For searching memories, not for talking."),
            Kind.ADAPTER: self.tr("An adapter (LoRA): changes how another model talks."),
            Kind.PROJECTOR: self.tr("A projector: lets a model of this repository see pictures."),
            Kind.OTHER: self.tr("Not a model by itself."),
        }
        judgement = self._judged.get(offer.name)
        first = offer.parts[0].path
        state = "here" if first in here else coming.get(first, "")
        asked = self._asked == offer.name
        if asked and self._getting.is_busy:
            state = "asking"
        parts = self.tr("{} parts").format(len(offer.parts)) if len(offer.parts) > 1 else ""
        return OfferRow(
            offer.name, offer.quant or offer.name, " · ".join(filter(None, (wording.size(offer.size_bytes), parts))),
            kinds.get(offer.kind) or sentence(describe_quantization(offer.quant)),
            judgement.verdict.value if judgement is not None else "",
            wording.verdict(judgement) if judgement is not None else "",
            wording.summary(judgement) if judgement is not None else "",
            judgement is None or wording.may_get(judgement),
            state, self._getting.trouble if asked else "",
        )  # fmt: skip
