"""The page “For you”: the catalogue, judged for this machine."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.errors import Gated
from app.core.workers import Priority, task
from app.models import CatalogueEmbedder, CatalogueModel, Recommendation, Suitability
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.models import wording
from app.ui.models.start_download import Seen, begin, see
from app.ui.task_runner import TaskRunner

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class RecommendedRow:
    """One card.

    *verdict* is ``great``, ``runs``, ``slow`` or ``not``; *standing* is ``here``, ``coming``, ``stopped``, ``asking``
    while the hub is asked, or nothing.
    """

    key: str
    name: str
    good_at: str
    facts: str
    verdict: str
    verdict_words: str
    summary: str
    is_recommended: bool
    may_get: bool
    standing: str
    trouble: str


@QmlElement
@QmlUncreatable("made by Python")
class RecommendedViewModel(QObject):  # type: ignore[operator]
    """Shows what runs well here and begins downloads of it."""

    changed = Signal()
    begun = Signal(str)
    tokenWanted = Signal(str)

    def __init__(self, application: Application, dispatcher: EventDispatcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._judging = TaskRunner(application.io_worker, dispatcher, self)
        self._measuring = TaskRunner(application.engine_worker, dispatcher, self, priority=Priority.IDLE)
        self._asking = TaskRunner(application.hub_worker, dispatcher, self)
        self._judging.changed.connect(self.changed)
        self._measuring.changed.connect(self.changed)
        self._asking.changed.connect(self._show)
        self._advice: list[Recommendation] = []
        self._asked = ""
        self._troubles: dict[str, str] = {}
        self._rows: ListModel[RecommendedRow] = ListModel(RecommendedRow, self)

    @Property(QObject, constant=True)
    def cards(self) -> QObject:
        return self._rows

    @Property(bool, notify=changed)
    def judging(self) -> bool:
        return self._judging.is_busy and not self._advice

    @Property(bool, notify=changed)
    def measuring(self) -> bool:
        """Whether the speed of this computer is being measured, the first time."""
        return self._judging.is_busy or self._measuring.is_busy

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._judging.trouble

    @Property(str, notify=changed)
    def suggestion(self) -> str:
        """The recommended model, for somebody who has only the starter; nothing otherwise."""
        best = self._recommended
        if self._application.downloads.has_unfinished or self._judging.is_busy or self._measuring.is_busy:
            return ""
        if (
            best is None
            or not self._application.registry.has_only_starter
            or self._application.settings.switch(s.SUGGESTION_PUT_OFF)
        ):
            return ""
        return wording.offer(best.model.name, best.model.size_bytes, best.suitability)

    @Property(str, notify=changed)
    def suggested(self) -> str:
        """The key of the recommended model."""
        return self._recommended.model.id if self._recommended is not None else ""

    @property
    def _recommended(self) -> Recommendation | None:
        return next((advice for advice in self._advice if advice.is_recommended), None)

    @Slot()
    def refresh(self) -> None:
        """Judge anew: what is free changes all the time.  Once nobody waits for a model the speed is measured, too."""
        self._judge(measures=True)

    def _judge(self, *, measures: bool = False) -> None:
        recommender = self._application.recommender

        def show(found: object) -> None:
            assert isinstance(found, tuple)
            self._advice, is_measured = found
            if measures and not is_measured and not self._measuring.is_busy:
                self._measuring.ask(recommender.measure, lambda speeds: self._judge())
            self._show()

        self._judging.ask(
            task(lambda: (recommender.recommend(self._application.model.held), recommender.is_measured)), show
        )

    @Slot(str)
    def get(self, key: str) -> None:
        """Download a model of the catalogue, after one more look at its header."""
        known: list[CatalogueModel | CatalogueEmbedder] = [
            self._application.recommender.embedder(), *(advice.model for advice in self._advice),
        ]  # fmt: skip
        model = next((each for each in known if each.id == key), None)
        if model is None:
            return
        self._asked, self._troubles = key, {}

        def answered(seen: object) -> None:
            assert isinstance(seen, Seen)
            self._asked = ""
            if seen.judgement is not None:
                self._put(key, seen.judgement)
            why_not = begin(self._application, seen)
            if why_not:
                self._troubles[key] = why_not
            else:
                self.begun.emit(model.name)

        def failed(error: Exception) -> None:
            if isinstance(error, Gated):
                self.tokenWanted.emit(model.repo)

        self._asking.ask(lambda: see(self._application, model.repo, model.quant), answered, failed=failed)

    # --- finding memories ---

    @Property(str, notify=changed)
    def embedderKey(self) -> str:  # noqa: N802 - seen from QML
        return self._application.recommender.embedder().id

    @Property(str, notify=changed)
    def embedderName(self) -> str:  # noqa: N802 - seen from QML
        model = self._application.recommender.embedder()
        return self.tr("{}, for memories").format(model.name)

    @Property(str, notify=changed)
    def embedderFacts(self) -> str:  # noqa: N802 - seen from QML
        """What it is for, and how it stands."""
        model = self._application.recommender.embedder()
        trouble = self._troubles.get(model.id, "")
        told = self.tr("Finds memories by what they mean, not by their words alone. {} to download · {} · {}").format(
            wording.size(model.size_bytes), model.licence, model.maker
        )
        return f"{told}\n{trouble}" if trouble else told

    @Property(bool, notify=changed)
    def mayGetEmbedder(self) -> bool:  # noqa: N802 - seen from QML
        """Whether it is neither here nor on its way."""
        repo = self._application.recommender.embedder().repo
        here = any(model.origin.source == repo for model in self._application.registry.models())
        coming = any(download.repo == repo for download in self._application.downloads.all())
        return not here and not coming and not self._asking.is_busy

    @Slot()
    def put_off(self) -> None:
        """Do not suggest a model on the chat's screen any more."""
        self._application.settings.put(s.SUGGESTION_PUT_OFF, True)
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Give up asking the hub."""
        self._asking.give_up()

    @Slot()
    def again(self) -> None:
        """Go on with what was asked for last: the token is there now."""
        if self._asked:
            self.get(self._asked)

    @Slot()
    def show_states(self) -> None:
        """Something is here or coming that was not before."""
        self._show()

    def _put(self, key: str, judgement: Suitability) -> None:
        self._advice = [
            replace(advice, suitability=judgement) if advice.model.id == key else advice for advice in self._advice
        ]

    def _show(self) -> None:
        if self._asking.trouble:
            self._troubles = {self._asked: self._asking.trouble}
        here = {model.origin.source: model for model in self._application.registry.models() if model.origin.source}
        coming = {download.repo: wording.standing(download.stage) for download in self._application.downloads.all()}
        rows = []
        for advice in self._advice:
            model = advice.model
            state = "here" if model.repo in here else coming.get(model.repo, "")
            if self._asking.is_busy and self._asked == model.id:
                state = "asking"
            measured = here[model.repo].tokens_a_second if model.repo in here else 0.0
            rows.append(
                RecommendedRow(
                    model.id, model.name, model.good_at, self._facts(advice),
                    advice.suitability.verdict.value, wording.verdict(advice.suitability),
                    wording.summary(advice.suitability, measured), advice.is_recommended,
                    wording.may_get(advice.suitability), state,
                    self._troubles.get(model.id, ""),
                )
            )  # fmt: skip
        # The one that is recommended stands first.
        self._rows.show(sorted(rows, key=lambda row: not row.is_recommended))
        self.changed.emit()

    def _facts(self, advice: Recommendation) -> str:
        model = advice.model
        return self.tr("{} to download · {} · sees up to {} tokens · {}").format(
            wording.size(model.size_bytes), model.licence, wording.number(model.context_tokens), model.maker
        )
