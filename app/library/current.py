"""The model that answers now.  Lives on the engine lane: it loads, swaps and frees there."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from app.core import settings as s
from app.core.settings import Settings
from app.engine import Engine, LoadPlan, list_devices, open_model, read_header
from app.hardware import look_around
from app.library.fit import plan_for
from app.library.shelf import Shelf, ShelfModel

log = logging.getLogger("app.library")

Opener = Callable[[Path, LoadPlan], Engine]


@dataclass(frozen=True, slots=True)
class Loading:
    """A model is about to be read from disk."""

    name: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A model is loaded."""

    name: str
    is_starter: bool
    seconds: float


class CurrentModel:
    """Keeps the chosen model loaded."""

    def __init__(self, shelf: Shelf, settings: Settings, home: Path, opener: Opener = open_model) -> None:
        self._shelf = shelf
        self._settings = settings
        self._home = home
        self._opener = opener
        self._engine: Engine | None = None
        self._loaded: tuple[ShelfModel, LoadPlan] | None = None

    @property
    def name(self) -> str:
        """The name of the model on the shelf that is loaded, or would be."""
        return self._shelf.chosen(self._settings.text(s.MODEL_NAME)).name

    def ensure(self) -> Generator[Loading | Ready, None, Engine]:
        """The chosen model, loaded; the one before it is freed first.

        Raises:
            EngineError: it cannot be loaded; the next call tries again.
        """
        model = self._shelf.chosen(self._settings.text(s.MODEL_NAME))
        if self._engine is not None and self._loaded and self._loaded[0] == model and not self._plan_changed(model):
            return self._engine
        self.close()
        yield Loading(model.name)
        started = time.monotonic()
        self._shelf.require_unchanged(model)
        plan = self._plan(model)
        engine = self._opener(Path(model.path), plan)
        self._engine, self._loaded = engine, (model, plan)
        seconds = time.monotonic() - started
        log.info("model loaded in %.2f s, window %d tokens", seconds, engine.facts.context_tokens)
        yield Ready(model.name, engine.facts.is_starter, seconds)
        return engine

    def close(self) -> None:
        """Free the model, if one is loaded."""
        if self._engine is not None:
            self._engine.close()
        self._engine, self._loaded = None, None

    def _plan_changed(self, model: ShelfModel) -> bool:
        if self._loaded is None:
            return True
        plan = self._loaded[1]
        wanted = self._settings.number(s.CONTEXT_TOKENS)
        limit = model.trained_tokens or wanted
        return plan.threads != self._settings.number(s.THREADS) or plan.context_tokens != min(wanted, limit)

    def _plan(self, model: ShelfModel) -> LoadPlan:
        use_gpu = self._settings.switch(s.USE_GPU) and not model.is_starter
        return plan_for(
            read_header(Path(model.path)),
            look_around(self._home),
            context_tokens=self._settings.number(s.CONTEXT_TOKENS),
            threads=self._settings.number(s.THREADS),
            use_gpu=use_gpu and any(device.is_gpu for device in list_devices()),
        )
