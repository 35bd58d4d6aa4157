"""Which embedding model finds memories by their meaning, and when it is loaded."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from app.core import settings as s
from app.core.errors import AppError
from app.core.settings import Settings
from app.core.workers import Priority, Worker, task
from app.engine import open_embedder
from app.memory.memory import Memory
from app.models import ModelRegistry

log = logging.getLogger("app.memory")

NO_EMBEDDER = "-"
PATIENCE_S = 10.0


class EmbeddingService:
    """Loads it and lets it go on the worker that uses it; *memory* gives that of the open vault."""

    def __init__(
        self,
        registry: ModelRegistry,
        settings: Settings,
        worker: Worker,
        memory: Callable[[], Memory | None],
    ) -> None:
        self._registry = registry
        self._settings = settings
        self._worker = worker
        self._memory = memory
        self._loaded = ""

    @property
    def name(self) -> str:
        """The embedding model by which memories are found: the chosen one, else the first that is here; or none."""
        name = self._settings.text(s.EMBEDDER)
        there = [model.name for model in self._registry.models() if model.is_embedder]
        return name if name in there else there[0] if there and name != NO_EMBEDDER else ""

    def choose(self, name: str) -> None:
        """Find memories by their meaning too, with the embedding model called *name*; with none by words alone.

        Raises:
            ModelNotInRegistry: there is no such model.
        """
        self._settings.put(s.EMBEDDER, self._registry.find(name).name if name else NO_EMBEDDER)
        self.apply()

    def apply(self) -> None:
        """Load it, or let it go, when nobody waits; one that cannot be loaded is done without."""
        memory = self._memory()
        if memory is None or self._worker.is_closed or self.name == self._loaded:
            return
        name = self._loaded = self.name

        def load() -> None:
            before, memory.embedder = memory.embedder, None
            if before is not None:
                before.close()
            if not name or self._memory() is not memory:
                return
            try:
                memory.embedder = open_embedder(Path(self._registry.find(name).path))
            except AppError as error:
                log.info("the embedding model was not loaded: %s", type(error).__name__)

        self._worker.submit(task(load), priority=Priority.IDLE)

    def free(self, memory: Memory, *, is_quiet: bool) -> None:
        """Let the embedding model go, on the worker that may be using it."""
        self._loaded = ""

        def let_go() -> None:
            embedder, memory.embedder = memory.embedder, None
            if embedder is not None:
                embedder.close()

        if not self._worker.is_closed:
            self._worker.submit(task(let_go)).wait(PATIENCE_S)
        elif is_quiet:
            let_go()
