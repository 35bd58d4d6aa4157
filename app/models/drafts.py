"""Which of the models on the shelf could guess ahead for another: a much smaller one that has the same words."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterable
from dataclasses import replace
from pathlib import Path

from app.core import settings as s
from app.core.errors import EngineError
from app.core.settings import Settings
from app.engine import VOCABULARY_PADDING, Header, LoadPlan, list_devices, probe_model, read_header
from app.models.local_chat_model import LocalChatModel
from app.models.machine import look_around
from app.models.planner import fits, memory_budget
from app.models.registry import InstalledModel, ModelRegistry

log = logging.getLogger("app.models")

SMALLER = 4
"""So many times smaller it must be: guessing costs too, and several guesses must cost less than one token."""

WORDS = ("tokenizer.ggml.model", "tokenizer.ggml.pre")
"""What a header says of how text becomes tokens.  Whether each token is the same is seen when it is loaded."""


WITH_MODEL = "model"
"""Of the choices of ``guess_ahead``: by a smaller model too."""


class DraftFinder:
    """Finds, once for each model that is loaded and each change of the shelf, what guesses for it.

    Used on the engine worker.
    """

    def __init__(self, registry: ModelRegistry, settings: Settings, home: Path) -> None:
        self._registry = registry
        self._settings = settings
        self._home = home
        self._looked_at: tuple[InstalledModel, LoadPlan, tuple[str, ...]] | None = None
        self.name = ""
        """What guesses now, by its name on the registry; none where empty."""

    def forget(self) -> None:
        """The model is gone, and what guessed for it with it."""
        self.name, self._looked_at = "", None

    def find(self, model: LocalChatModel, loaded: InstalledModel, plan: LoadPlan) -> Generator[object, None, None]:
        """Let the smallest model that can guess for *model*, which is *loaded* by *plan*; broken off, look again."""
        # What nobody reads ahead for would never catch up with the conversation.
        is_wanted = self._settings.text(s.GUESS_AHEAD) == WITH_MODEL and self._settings.switch(s.READ_AHEAD)
        shelf = self._registry.models() if is_wanted and model.facts.can_take_back else []
        looked_at = loaded, plan, tuple(other.path for other in shelf)
        if self._looked_at == looked_at:
            return
        self.name = ""
        yield from model.assist(None)
        for other in drafts_for(loaded, shelf):
            if other.trained_tokens >= plan.context_tokens and (yield from self._assists(model, other, plan)):
                self.name = other.name
                log.info("a smaller model guesses ahead")
                break
        self._looked_at = looked_at

    def _assists(self, model: LocalChatModel, other: InstalledModel, plan: LoadPlan) -> Generator[object, None, bool]:
        """Whether *other* guesses for *model* from now on."""
        path = Path(other.path)
        room = memory_budget(look_around(self._home), list_devices() if plan.gpu_layers else [])
        try:
            self._registry.require_unchanged(other)
            if not fits(read_header(path), replace(plan, sequences=1), room):
                return False
            if plan.gpu_layers:
                yield from probe_model(path, plan)  # a driver could take the app with it
            yield from model.assist(path)
        except EngineError as error:
            log.info("a smaller model cannot guess here: %s", type(error).__name__)
            return False
        return True


def drafts_for(model: InstalledModel, shelf: Iterable[InstalledModel]) -> list[InstalledModel]:
    """The models of *shelf* that may guess for *model*, the smallest first."""
    wanted = _header(model)
    if wanted is None:
        return []
    found = []
    for other in shelf:
        if other.is_embedder or other.is_starter or other == model or other.total_bytes * SMALLER > model.total_bytes:
            continue
        header = _header(other)
        if header is not None and _have_same_words(wanted, header):
            found.append(other)
    return sorted(found, key=lambda other: other.total_bytes)


def _have_same_words(one: Header, other: Header) -> bool:
    """Whether the two may have the same tokens, as far as their headers tell."""
    if abs(one.vocabulary - other.vocabulary) > VOCABULARY_PADDING or not one.vocabulary:
        return False
    return all(one.metadata.get(key) == other.metadata.get(key) for key in WORDS)


def _header(model: InstalledModel) -> Header | None:
    try:
        return read_header(Path(model.path))
    except EngineError:
        log.info("a model could not be looked at for guessing ahead")
        return None
