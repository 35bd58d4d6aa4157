"""The adapters on the registry: brought in, tried, and chosen for whoever speaks."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Iterable
from pathlib import Path

from app.core.errors import AdapterUnusable, EngineError
from app.core.workers import run_in_thread
from app.engine import AppliedAdapter, check_adapter, read_header
from app.models.adapter_choices import AdapterChoices
from app.models.peft import is_peft, read_peft, write_gguf
from app.models.registry import ADAPTER, InstalledModel, ModelRegistry, Origin


class AdapterService:
    """Tells which adapters work.  *choices* are those of the open vault."""

    def __init__(self, registry: ModelRegistry, choices: Callable[[], AdapterChoices | None]) -> None:
        self._registry = registry
        self._choices = choices
        self._fits: dict[tuple[str, str], bool] = {}

    def installed(self) -> list[InstalledModel]:
        """Every adapter on the registry."""
        return [model for model in self._registry.models() if model.kind == ADAPTER]

    def add(self, path: Path, folder: Path) -> Generator[object, None, InstalledModel]:
        """Try the adapter at *path* on the model it was made for, in a child process, and put it on the registry.

        One in PEFT's form, its folder or its file of weights, is written to *folder* in ours first.

        Raises:
            AdapterUnusable: it is none, is incomplete or broken, or none of the models here is the one it was made for.
            ModelMissing, ModelUnreadable: nothing was changed.
        """
        path = path.absolute()
        if not is_peft(path):
            return (yield from self._registry.add(path, kind=ADAPTER))
        made = yield from self._converted(path, folder)
        try:
            return (yield from self._registry.add(made, Origin("copy"), kind=ADAPTER))
        except BaseException:
            made.unlink(missing_ok=True)
            raise

    def _converted(self, path: Path, folder: Path) -> Generator[object, None, Path]:
        """The adapter in PEFT's form at *path*, as a GGUF in *folder*, by the shape of a model here that it fits."""
        adapter = yield from run_in_thread(lambda report: read_peft(path))
        name = (path if path.is_dir() else path.parent).name
        folder.mkdir(parents=True, exist_ok=True)
        for model in self._registry.models():
            if model.kind != "model":
                continue
            file = _free(folder, name)
            part, base = file.with_name(f"{file.name}.part"), read_header(Path(model.path))
            try:
                write_gguf(adapter, base, part, name)
                check_adapter(read_header(part), base)
            except AdapterUnusable:
                part.unlink(missing_ok=True)
            else:
                part.replace(file)
                return file
        raise AdapterUnusable("no_model")

    def fits(self, adapter: InstalledModel, model: InstalledModel) -> bool:
        """Whether *adapter* was made for a model of the shape of *model*."""
        key = adapter.path, model.path
        if key not in self._fits:
            try:
                check_adapter(read_header(Path(adapter.path)), read_header(Path(model.path)))
                self._fits[key] = True
            except EngineError:
                self._fits[key] = False
        return self._fits[key]

    def working(
        self, model: InstalledModel, persona: int | None, conversation_id: int | None, voice: str = ""
    ) -> tuple[AppliedAdapter, ...]:
        """What changes *model* while a companion speaks in a conversation; *voice* is a starter's key.

        What was chosen and has gone, or was made for another model, is left out.
        """
        ours = self._registry.starter.adapters(voice) if model.is_starter else ()
        choices = self._choices()
        chosen = choices.holding(persona, conversation_id) if choices is not None else {}
        if not chosen:
            return ours
        return (*ours, *self._found(model, chosen.items()))

    def _found(self, model: InstalledModel, chosen: Iterable[tuple[str, float]]) -> Iterable[AppliedAdapter]:
        here = {adapter.name: adapter for adapter in self.installed()}
        for name, scale in chosen:
            adapter = here.get(name)
            if adapter is not None and Path(adapter.path).exists() and self.fits(adapter, model):
                yield AppliedAdapter(Path(adapter.path), scale)


def _free(folder: Path, name: str) -> Path:
    """A place in *folder* for *name* at which nothing lies."""
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return next(place for each in names if not (place := folder / f"{each}.gguf").exists())
