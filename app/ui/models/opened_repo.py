"""The repository that is open on the page “Search”: what it offers, and whether it runs here."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.errors import Gated
from app.core.translation import sentence
from app.hub import Kind, Offer, Repo, describe_quantization
from app.models import Suitability
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.models import wording
from app.ui.models.start_download import Seen, begin, see
from app.ui.task_runner import TaskRunner

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


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
class OpenedRepoViewModel(QObject):  # type: ignore[operator]
    """Opens a repository, judges what it offers by its headers, and begins a download of it."""

    changed = Signal()
    begun = Signal(str)
    tokenWanted = Signal(str)

    def __init__(self, application: Application, dispatcher: EventDispatcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._opening = TaskRunner(application.hub_worker, dispatcher, self)
        self._getting = TaskRunner(application.hub_worker, dispatcher, self)
        for asking in (self._opening, self._getting):
            asking.changed.connect(self.show)
        self._repo: Repo | None = None
        self._judged: dict[str, Suitability] = {}
        self._asked = ""
        self._with_projector = False
        self._offers: ListModel[OfferRow] = ListModel(OfferRow, self)

    @Property(QObject, constant=True)
    def offers(self) -> QObject:
        return self._offers

    @Property(bool, notify=changed)
    def opening(self) -> bool:
        return self._opening.is_busy

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._opening.trouble

    @Property(str, notify=changed)
    def name(self) -> str:
        """The repository that is open."""
        return self._repo.name if self._repo is not None else ""

    @Property(str, notify=changed)
    def facts(self) -> str:
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
        self.show()

    @Slot(str)
    def open(self, name: str) -> None:
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
                self.show()

        def judged(answer: object) -> None:
            assert isinstance(answer, tuple)
            self._repo, self._judged = answer

        self._repo, self._judged, self._asked = None, {}, ""
        self._getting.say("")
        self._opening.ask(look, judged, stepped=opened)

    @Slot()
    def close(self) -> None:
        """Back to what was found."""
        self._opening.give_up()
        self._opening.say("")
        self._repo, self._judged = None, {}
        self.show()

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
        self._opening.give_up()

    @Slot()
    def again(self) -> None:
        """Go on with what was asked for last: the token is there now."""
        if self._asked:
            self.get(self._asked)

    def show(self) -> None:
        """Show what is true now."""
        self._offers.show(self._offer_rows(self._repo) if self._repo is not None else [])
        self.changed.emit()

    def _offer_rows(self, repo: Repo) -> list[OfferRow]:
        here = {model.origin.file for model in self._application.registry.models() if model.origin.source == repo.name}
        downloads = [download for download in self._application.downloads.all() if download.repo == repo.name]
        coming = {download.files[0].path: wording.standing(download.stage) for download in downloads}
        return [self._offer_row(offer, here, coming) for offer in repo.offers]

    def _offer_row(self, offer: Offer, here: set[str], coming: dict[str, str]) -> OfferRow:
        kinds = {
            Kind.EMBEDDING: self.tr("For searching memories, not for talking."),
            Kind.ADAPTER: self.tr("An adapter (LoRA): changes how another model talks."),
            Kind.PROJECTOR: self.tr("A projector: lets a model from this repository see pictures."),
            Kind.VOICE: self.tr("A voice: reads replies aloud."),
            Kind.RECOGNIZER: self.tr("A recogniser: understands what you say."),
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
