"""The page “On this computer”: the models that are here."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.clock import Milliseconds, local
from app.core.errors import AppError, ModelNotInRegistry
from app.core.workers import task
from app.models import (
    RECOGNIZER,
    InstalledModel,
    Suitability,
    check_files,
    check_model,
    copy_in,
    is_peft,
    is_voice_file,
    projector_memory,
    storage_of,
)
from app.templates import Checked
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.models import wording
from app.ui.models.external import ExternalModelsViewModel
from app.ui.models.file_work import FileWork
from app.ui.notifier import Notifier
from app.ui.task_runner import TaskRunner

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class InstalledRow:
    """One model.

    *details* is what is known of it, line by line; *is_usable* whether it can answer, or find memories, where it
    *finds*, or understand speech, where it *hears*.
    """

    key: str
    facts: str
    details: str
    is_current: bool
    is_usable: bool
    is_starter: bool
    is_ours: bool
    finds: bool = False
    hears: bool = False
    chats: bool = False
    sees: bool = False


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """One model that was taken away and can be put back."""

    key: str


@QmlElement
@QmlUncreatable("made by Python")
class InstalledViewModel(QObject):  # type: ignore[operator]
    """Uses, names, checks, takes away and brings in models."""

    changed = Signal()
    listed = Signal()
    """What is here was looked at anew; progress of work on files does not count."""
    modelChanged = Signal()

    def __init__(
        self, application: Application, dispatcher: EventDispatcher, notifier: Notifier, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._notifier = notifier
        self._work = FileWork(application.files_worker, dispatcher, self)
        self._measuring = TaskRunner(application.io_worker, dispatcher, self)
        self._checking = TaskRunner(application.io_worker, dispatcher, self)
        self._formats: dict[str, Checked | None] = {}
        self._work.changed.connect(self.changed)
        self._freeable = ""
        self._was_current = ""
        self._storage = ""
        self._judged: dict[str, str] = {}
        self._rows: ListModel[InstalledRow] = ListModel(InstalledRow, self)
        self._removed: ListModel[RemovedRow] = ListModel(RemovedRow, self)
        self._external = ExternalModelsViewModel(application, self._work, self._was_added, self)

    # --- what is here ---

    @Property(QObject, constant=True)
    def models(self) -> QObject:
        return self._rows

    @Property(str, notify=changed)
    def storage(self) -> str:
        return self._storage

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._work.is_busy

    @Property(str, notify=changed)
    def doing(self) -> str:
        """What is being done with files, and how far it is."""
        return self._work.doing

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._work.trouble

    @Property(QObject, constant=True)
    def removedModels(self) -> QObject:  # noqa: N802 - seen from QML
        """What was taken away and can be put back."""
        return self._removed

    @Property(str, notify=changed)
    def freeable(self) -> str:
        """How much room what was taken away still takes; nothing when nothing was."""
        return self._freeable

    @Slot()
    def refresh(self) -> None:
        """Show what is here."""
        self._application.embedding.apply()
        current = self._application.model.name
        self._rows.show([self._row(model, current) for model in self._application.registry.models()])
        removed = self._application.registry.removed()
        self._removed.show([RemovedRow(model.name) for model in removed])
        self._freeable = wording.size(sum(m.total_bytes for m in removed if m.origin.is_ours)) if removed else ""
        self.changed.emit()
        self.listed.emit()
        self._measure()

    def _measure(self) -> None:
        """See what models take: the disk may be slow, so not here."""
        folder = self._application.models.folder

        def measured(found: object) -> None:
            assert isinstance(found, tuple)
            self._storage = self.tr("{} in {}, {} free on that disk").format(
                wording.size(found[0]), folder, wording.size(found[1])
            )
            self.changed.emit()

        self._measuring.ask(task(lambda: storage_of(folder)), measured)
        self._check_formats()

    def _check_formats(self) -> None:
        """See what each model's chat format takes: headers are read for it, so not here."""
        unknown = [
            model for model in self._application.registry.models()
            if model.kind == "model" and not model.is_starter and model.path not in self._formats
        ]  # fmt: skip

        def checked(found: object) -> None:
            assert isinstance(found, dict)
            self._formats.update(found)
            self.refresh()

        if unknown:
            self._checking.ask(task(lambda: _formats_of(unknown)), checked)

    @Slot(str)
    def use(self, name: str) -> None:
        """Answer with this model from now on, or find memories or understand speech by it; an embedder that does so
        already is let go."""
        with self._notifier.guarding():
            model = self._application.registry.find(name)
            if model.kind == RECOGNIZER:
                self._application.settings.put(s.RECOGNIZER, model.name)
            elif model.is_embedder:
                self._application.embedding.choose("" if name == self._application.embedding.name else name)
            else:
                self._application.models.choose(model.name)
        self.refresh()
        self.modelChanged.emit()

    @Slot(str, str)
    def rename(self, name: str, new: str) -> None:
        """Call a model something else."""
        with self._notifier.guarding():
            self._application.models.rename(name, new)
        self.refresh()
        self.modelChanged.emit()

    @Slot(str)
    def take_away(self, name: str) -> None:
        """Take a model off the registry; it can be put back until Inglenook is started again."""
        with self._notifier.guarding():
            was_current = self._application.model.name == name
            self._application.models.remove(name)
            self._was_current = name if was_current else self._was_current
            self._notifier.mention(self.tr("“{}” was removed. You can restore it below.").format(name))
        self.refresh()
        self.modelChanged.emit()

    @Slot(str)
    def put_back(self, name: str) -> None:
        """Undo taking a model away; it answers again if it did."""
        with self._notifier.guarding():
            self._application.models.restore(name)
            if self._was_current == name:
                self._application.models.choose(name)
        self.refresh()
        self.modelChanged.emit()

    @Slot()
    def delete_now(self) -> None:
        """Delete for good what was taken away."""

        def deleted(freed: object) -> None:
            assert isinstance(freed, int)
            self._notifier.mention(self.tr("{} freed.").format(wording.size(freed)))
            self.refresh()

        self._work.begin(task(self._application.models.prune), deleted, self.tr("Deleting…"))

    @Slot(str)
    def check(self, name: str) -> None:
        """Read all of a model again."""
        model = self._find(name)
        if model is None:
            return

        def checked(knew: object) -> None:
            said = self.tr("{} is intact: it matches what was downloaded.") if knew else self.tr("{} can be read.")
            self._notifier.mention(said.format(name))
            self.refresh()

        self._work.begin(lambda: check_files(self._application.registry, model), checked)

    @Slot(str, QUrl)
    def give_eyes(self, name: str, file: QUrl) -> None:
        """Give a model the eyes in *file*, once it has looked through them in a process of its own; with no file let
        it do without."""
        if file.isEmpty():
            with self._notifier.guarding():
                self._application.registry.unpair(name)
            self.refresh()
            self.modelChanged.emit()
            return

        def given(model: object) -> None:
            self._notifier.mention(self.tr("{} can see pictures now.").format(name))
            self.refresh()
            self.modelChanged.emit()

        projector = Path(file.toLocalFile())
        self._work.begin(lambda: self._application.registry.pair(name, projector), given, self.tr("Trying the eyes…"))

    @Slot(str)
    def judge(self, name: str) -> None:
        """Say how a model runs here."""
        model = self._find(name)
        if model is None or model.kind != "model":
            return

        def judged(found: object) -> None:
            assert isinstance(found, Suitability)
            said = f"{wording.verdict(found)}. {wording.summary(found, model.tokens_a_second)}"
            self._judged = {**self._judged, name: said}
            self.refresh()

        self._work.begin(
            lambda: self._application.recommender.assess_file(Path(model.path), self._application.model.held), judged
        )

    # --- bringing in ---

    @Slot(QUrl, bool)
    def add(self, file: QUrl, copy: bool) -> None:
        """Try a model file and put it on the registry, where it lies or as a copy."""
        path, registry, folder = Path(file.toLocalFile()), self._application.registry, self._application.models.folder

        def work() -> Generator[object, None, object]:
            if is_voice_file(path):
                return (yield from copy_in(registry, path, folder))  # something is added to its file
            if is_peft(path):
                return (yield from self._application.adapters.add(path, folder))
            return (yield from (copy_in(registry, path, folder) if copy else registry.add(path)))

        self._work.begin(work, self._was_added, self.tr("Trying the model…"))

    def take(self, files: Sequence[QUrl]) -> None:
        """Put model files that were opened from outside on the registry, where they lie."""
        paths, folder = [Path(file.toLocalFile()) for file in files], self._application.models.folder

        def work() -> Generator[object, None, object]:
            added: object = None
            for path in paths:
                registry = self._application.registry
                is_voice = is_voice_file(path)
                added = yield from (copy_in(registry, path, folder) if is_voice else registry.add(path))
            return added

        self._work.begin(work, self._was_added, self.tr("Trying the model…"))

    @Slot(QUrl)
    def move_folder(self, folder: QUrl) -> None:
        """Keep models in another folder, those that are there among them."""

        def moved(count: object) -> None:
            self._notifier.mention(self.tr("The models were moved and checked."))
            self.refresh()

        place = Path(folder.toLocalFile())
        self._work.begin(lambda: self._application.models.move(place), moved)

    @Property(ExternalModelsViewModel, constant=True)
    def external(self) -> ExternalModelsViewModel:
        return self._external

    @Slot()
    def stop(self) -> None:
        """Give up what is being done with files."""
        self._work.give_up()

    def _was_added(self, model: object) -> None:
        assert isinstance(model, InstalledModel)
        said = self.tr("{} was added.")
        if model.kind == "model" and not model.has_template:
            said = self.tr("{} was added. It brings no chat format, so a plain transcript is used.")
        elif model.template_bound:
            said = self.tr(
                "{} was added. Its chat format asks for far more time or memory than a prompt takes, so it is not used."
                " A plain transcript takes its place, and answers may be worse."
            )
        self._notifier.mention(said.format(model.name))
        self.refresh()
        self.modelChanged.emit()

    def _find(self, name: str) -> InstalledModel | None:
        try:
            return self._application.registry.find(name)
        except ModelNotInRegistry:
            return None

    def _row(self, model: InstalledModel, current: str) -> InstalledRow:
        if model.is_starter:
            facts = self.tr("{}, small, for trying the app").format(wording.size(model.total_bytes))
            return InstalledRow(model.name, facts, "", model.name == current, True, True, False)
        parts = [wording.size(model.total_bytes), model.architecture, model.origin.source or self.tr("your own file")]
        if model.tokens_a_second:
            parts.append(self.tr("{} tokens a second").format(f"{model.tokens_a_second:.1f}"))
        if model.sees:
            parts.append(self.tr("sees pictures"))
        if model.kind != "model":
            parts.insert(0, self._kind(model.kind))
        finds = model.is_embedder
        if model.kind == RECOGNIZER:
            current = self._application.settings.text(s.RECOGNIZER)
        return InstalledRow(
            model.name,
            " · ".join(filter(None, parts)),
            self._details(model),
            model.name == (self._application.embedding.name if finds else current),
            finds or model.kind in ("model", RECOGNIZER),
            False,
            model.origin.is_ours,
            finds,
            model.kind == RECOGNIZER,
            model.kind == "model",
            model.sees,
        )

    def _kind(self, kind: str) -> str:
        kinds = {
            "adapter": self.tr("adapter"), "embedding": self.tr("for searching memories"),
            "projector": self.tr("projector"), "voice": self.tr("a voice"),
            "recognizer": self.tr("recognises speech"),
        }  # fmt: skip
        return kinds.get(kind, kind)

    def _day(self, at: int) -> str:
        return f"{local(Milliseconds(at)):%Y-%m-%d}" if at else self.tr("never")

    def _details(self, model: InstalledModel) -> str:
        hows = {
            "download": self.tr("downloaded"), "copy": self.tr("copied"), "adopted": self.tr("used where it lies"),
            "here": self.tr("used where it lies"),
        }  # fmt: skip
        checked = self._formats.get(model.path)
        lines = [
            self._judged.get(model.name, ""),
            *(wording.chat_format(checked) if checked is not None else ()),
            self.tr("From {}, {}").format(
                model.origin.source or self.tr("this computer"), hows.get(model.origin.how, "")
            ),
            self.tr("Commit {}").format(model.origin.commit) if model.origin.commit else "",
            self.tr("Licence {}").format(model.origin.licence) if model.origin.licence else "",
            self.tr("Added {}, last used {}").format(self._day(model.added), self._day(model.used)),
            self.tr("File {}").format(model.path),
            self.tr("Eyes {}; they take about {} of memory").format(
                model.projector, wording.size(projector_memory(Path(model.projector)))
            )
            if model.projector
            else "",
            *(self.tr("SHA-256 {}").format(digest) for _, digest in model.hashes),
        ]
        return "\n".join(filter(None, lines))


def _formats_of(models: Sequence[InstalledModel]) -> dict[str, Checked | None]:
    """What each model's chat format takes, by its path; None where the file cannot be read."""
    found: dict[str, Checked | None] = {}
    for model in models:
        try:
            found[model.path] = check_model(model.name, Path(model.path))
        except AppError:
            found[model.path] = None
    return found
