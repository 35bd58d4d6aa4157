"""What is done to the models one owns: which one answers, what they are called, where they lie."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

from app.core import settings as s
from app.core.errors import MoveFailed
from app.core.settings import Settings
from app.models.adapter_choices import AdapterChoices
from app.models.model_files import FileProgress, delete_removed, move_models, remove_model, restore_model
from app.models.registry import InstalledModel, ModelRegistry
from app.models.sampling_overrides import SamplingOverrides


class ModelService:
    """The one place that says which model answers.

    *overrides* and *adapter_choices* give those of the open vault, which go by a model's name; *is_downloading* whether
    a download is on its way.
    """

    def __init__(
        self,
        registry: ModelRegistry,
        settings: Settings,
        usual_folder: Path,
        overrides: Callable[[], SamplingOverrides | None],
        adapter_choices: Callable[[], AdapterChoices | None],
        is_downloading: Callable[[], bool],
    ) -> None:
        self._registry = registry
        self._settings = settings
        self._usual_folder = usual_folder
        self._overrides = overrides
        self._adapter_choices = adapter_choices
        self._is_downloading = is_downloading

    @property
    def chosen(self) -> InstalledModel:
        """The model that answers, whether it is loaded or not; the starter where none was chosen."""
        return self._registry.chosen(self._settings.text(s.MODEL_NAME))

    def choose(self, name: str) -> None:
        """Answer with the model called *name* from now on; with the starter where that is empty."""
        self._settings.put(s.MODEL_NAME, name)

    @property
    def folder(self) -> Path:
        """Where downloaded models are kept."""
        chosen = self._settings.text(s.MODELS_FOLDER)
        return Path(chosen) if chosen else self._usual_folder

    def rename(self, name: str, new: str) -> InstalledModel:
        """Call a model *new*, in everything that goes by its name.

        Raises:
            ModelNameTaken, ModelNotInRegistry: nothing was changed.
        """
        old = self._registry.find(name)
        was_chosen = self.chosen.name == old.name
        renamed = self._registry.rename(name, new)
        if was_chosen:
            self.choose(renamed.name)
        if (overrides := self._overrides()) is not None:
            overrides.rename_model(old.name, renamed.name)
        if (choices := self._adapter_choices()) is not None:
            choices.rename(old.name, renamed.name)
        return renamed

    def remove(self, name: str) -> InstalledModel:
        """Take a model off the registry; the starter answers where it did.  ``restore`` undoes it.

        Raises:
            ModelNotInRegistry, MoveFailed: nothing was changed.
        """
        model = self._registry.find(name)
        was_chosen = self.chosen.name == model.name
        remove_model(self._registry, model)
        if was_chosen:
            self.choose("")
        return model

    def restore(self, name: str) -> InstalledModel:
        """Bring back what ``remove`` took away and ``prune`` did not delete yet.

        Raises:
            ModelNotInRegistry: there is no such model.
            ModelNameTaken, MoveFailed: nothing was changed.
        """
        for model in self._registry.removed():
            if model.name.casefold() == name.casefold():
                return restore_model(self._registry, model)
        return self._registry.find(name)

    def prune(self) -> int:
        """Delete for good what was taken off the registry; the bytes that came free."""
        return delete_removed(self._registry)

    def move(self, folder: Path) -> Generator[FileProgress, None, int]:
        """Keep models in *folder* from now on, those that are there among them; see ``move_models``.

        Raises:
            MoveFailed: a download is under way, or as ``move_models`` says; everything is where it was.
        """
        if self._is_downloading():
            raise MoveFailed("download_running")
        moved = yield from move_models(self._registry, self.folder, folder)
        self._settings.put(s.MODELS_FOLDER, str(folder.absolute()))
        return moved
