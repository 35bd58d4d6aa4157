"""The model that answers now.  Lives on the engine lane: it loads, swaps and frees there."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path

from app.core import settings as s
from app.core.errors import OutOfMemory
from app.core.settings import Settings
from app.engine import Engine, LoadPlan, fingerprint, list_devices, open_model, read_header
from app.hardware import look_around
from app.library.fit import plan_for
from app.library.shelf import Shelf, ShelfModel
from app.template import ChatFormat

log = logging.getLogger("app.library")

Opener = Callable[[Path, LoadPlan], Engine]

LIGHTER_TOKENS = (4096, 2048, 1024)
"""Windows to try, one after another, when there is no memory for the wanted one."""


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


@dataclass(frozen=True, slots=True)
class Lightened:
    """There was not enough memory for the wanted window: the model was loaded with one of *context_tokens*."""

    context_tokens: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What decides how a model is loaded; when any of it changes, the model is loaded anew."""

    model: ShelfModel
    context_tokens: int
    threads: int
    use_gpu: bool


class CurrentModel:
    """Keeps the chosen model loaded."""

    def __init__(self, shelf: Shelf, settings: Settings, home: Path, opener: Opener = open_model) -> None:
        self._shelf = shelf
        self._settings = settings
        self._home = home
        self._opener = opener
        self._engine: Engine | None = None
        self._loaded: Wanted | None = None
        self._formats: dict[str, ChatFormat] = {}
        self._identity = ""
        self._is_resting = False

    @property
    def name(self) -> str:
        """The name of the model on the shelf that is loaded, or would be."""
        return self._shelf.chosen(self._settings.text(s.MODEL_NAME)).name

    @property
    def identity(self) -> str:
        """What tells this model, as it is loaded, from every other: what one has computed is of no use to another."""
        assert self._loaded is not None
        if not self._identity:
            try:
                weights = fingerprint(Path(self._loaded.model.path))
            except OSError:  # loaded, and gone from the disk since: nobody will meet this one again
                weights = f"gone {time.monotonic_ns()}"
            self._identity = f"{weights} gpu {self._loaded.use_gpu}"
        return self._identity

    @property
    def is_ready(self) -> bool:
        """Whether the chosen model is loaded, as it should be."""
        return self._engine is not None and self._loaded == self._wanted()

    @property
    def is_resting(self) -> bool:
        """Whether it was only put aside, and comes back when somebody types."""
        return self._is_resting

    def rest(self) -> None:
        """Free the model until it is wanted again."""
        if self._engine is not None:
            self.close()
            self._is_resting = True
            log.info("the model was put aside")

    def ensure(self) -> Generator[Loading | Lightened | Ready, None, Engine]:
        """The chosen model, loaded; the one before it is freed first.

        Raises:
            EngineError: it cannot be loaded; the next call tries again.
        """
        wanted = self._wanted()
        if self._engine is not None and self._loaded == wanted:
            return self._engine
        self.close()
        self._is_resting = False
        model = wanted.model
        yield Loading(model.name)
        started = time.monotonic()
        self._shelf.require_unchanged(model)
        engine = self._open(wanted)
        self._engine, self._loaded = engine, wanted
        seconds = time.monotonic() - started
        log.info("model loaded in %.2f s, window %d tokens", seconds, engine.facts.context_tokens)
        trained = engine.facts.trained_tokens or wanted.context_tokens
        if engine.facts.context_tokens < min(wanted.context_tokens, trained):
            yield Lightened(engine.facts.context_tokens)
        yield Ready(model.name, engine.facts.is_starter, seconds)
        return engine

    def chat_format(self, they: str) -> ChatFormat:
        """The loaded model's chat format for a companion called *they*.

        Compiling a template and finding out what it takes costs more than a token, so it is done
        once, not for every reply.
        """
        assert self._engine is not None
        if they not in self._formats:
            facts = self._engine.facts
            self._formats[they] = ChatFormat(facts.chat_template, bos=facts.bos, eos=facts.eos, they=they)
        return self._formats[they]

    def close(self) -> None:
        """Free the model, if one is loaded."""
        self._formats.clear()
        self._identity = ""
        if self._engine is not None:
            self._engine.close()
        self._engine, self._loaded = None, None

    def _wanted(self) -> Wanted:
        model = self._shelf.chosen(self._settings.text(s.MODEL_NAME))
        return Wanted(
            model,
            self._settings.number(s.CONTEXT_TOKENS),
            self._settings.number(s.THREADS),
            self._settings.switch(s.USE_GPU) and not model.is_starter,
        )

    def _open(self, wanted: Wanted) -> Engine:
        """Load what is wanted, with a smaller window where there is not the memory for the wanted one.

        Raises:
            OutOfMemory: there is none for the smallest either; it tells what the wanted one would take.
        """
        try:
            return self._open_with(wanted)
        except OutOfMemory:
            trained = read_header(Path(wanted.model.path)).number("context_length") or wanted.context_tokens
            for tokens in LIGHTER_TOKENS:
                if tokens < min(wanted.context_tokens, trained):
                    with contextlib.suppress(OutOfMemory):
                        return self._open_with(replace(wanted, context_tokens=tokens))
            raise

    def _open_with(self, wanted: Wanted) -> Engine:
        """On the graphics card where there is one and the model fits, else on the processor."""
        path = Path(wanted.model.path)
        if wanted.use_gpu and any(device.is_gpu for device in list_devices()):
            try:
                return self._opener(path, self._plan(wanted, use_gpu=True))
            except OutOfMemory:
                log.info("the model does not fit on the graphics card")
        return self._opener(path, self._plan(wanted, use_gpu=False))

    def _plan(self, wanted: Wanted, *, use_gpu: bool) -> LoadPlan:
        return plan_for(
            read_header(Path(wanted.model.path)),
            look_around(self._home),
            context_tokens=wanted.context_tokens,
            threads=wanted.threads,
            use_gpu=use_gpu,
        )
