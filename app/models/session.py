"""The model that answers now.  Lives on the engine worker: it loads, swaps and frees there."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.core import settings as s
from app.core.clock import local, now
from app.core.errors import HomeUnwritable, ModelUnreadable, OutOfMemory, ProjectorUnusable, UnknownArchitecture
from app.core.settings import Settings
from app.core.text import Text
from app.core.workers import Report, run_in_thread
from app.engine import (
    STARTER_KEY,
    Device,
    Engine,
    Header,
    LoadPlan,
    MediaKind,
    MediaSource,
    ModelFacts,
    choice_here,
    fingerprint,
    list_devices,
    measure_memory,
    no_media,
    open_model,
    probe_model,
    read_header,
)
from app.models.drafts import DraftFinder
from app.models.eyes import projector_memory
from app.models.local_chat_model import SENSES, LocalChatModel
from app.models.machine import look_around
from app.models.plan_history import KnownPlan, PlanHistory, flash_key, key_for
from app.models.planner import (
    BLIND,
    CARD_FAILS,
    NO_ROOM,
    PLAINER,
    TEMPLATE_BREAKS,
    TEMPLATE_WAITS,
    LoadPreferences,
    MemoryBudget,
    PlanCandidate,
    fallback_plans,
    fits,
    host_and_device_bytes,
    load_preferences,
    memory_budget,
    too_large,
    without,
)
from app.models.registry import InstalledModel, ModelRegistry
from app.models.starter import WINDOW_TOKENS
from app.templates import shared

log = logging.getLogger("app.models")

OFF = "off"
"""Of the choices of ``guess_ahead``: nothing is guessed."""

TELLING_TOKENS = 20
"""A reply shorter than that says little about a model's speed."""

FlashProbe = Callable[[int, int, int, int], Generator[object, None, bool]]
"""Measures whether flash attention is quicker for heads, key-value heads, a width and a number of threads."""

Opener = Callable[[Path, LoadPlan, Callable[[float], bool]], Engine]


@dataclass(frozen=True, slots=True)
class Loading:
    """A model is being read from disk; *share* of it, from 0 to 1, is there."""

    name: str
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Ready:
    """A model is loaded."""

    name: str
    is_starter: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class LoadDegraded:
    """There was not room for all that was wanted: what is given up."""

    gives_up: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What decides how a model is loaded; when any of it changes, the model is loaded anew."""

    model: InstalledModel
    wish: LoadPreferences


class ModelSession:
    """Keeps the chosen model loaded."""

    def __init__(
        self,
        registry: ModelRegistry,
        settings: Settings,
        home: Path,
        opener: Opener = open_model,
        flash_probe: FlashProbe | None = None,
    ) -> None:
        self._flash_probe = flash_probe
        self._registry = registry
        self._settings = settings
        self._home = home
        self._opener = opener
        self._plans = PlanHistory(home / "plans.json")
        self._model: LocalChatModel | None = None
        self._loaded: Wanted | None = None
        self._rung: PlanCandidate | None = None
        self._identity = ""
        self._drafts = DraftFinder(registry, settings, home)
        self._is_resting = False
        self._told_of_form = False
        self._told_of_template: set[Text] = set()
        self.show: MediaSource = no_media
        # The vault whose pictures they are may be another by then, or closed.
        self._show_now: MediaSource = lambda item: self.show(item)  # noqa: PLW0108
        """Where the pictures of the open vault come from."""

    @property
    def answers_as_starter(self) -> bool:
        """Whether the model that answers is the starter."""
        return self.facts.is_starter

    @property
    def chosen(self) -> InstalledModel:
        """The model on the registry that is loaded, or would be."""
        loaded = self._loaded  # read once: its worker may swap the model meanwhile
        return loaded.model if loaded is not None else self._registry.chosen(self._settings.text(s.MODEL_NAME))

    @property
    def name(self) -> str:
        """The name of the model on the registry that is loaded, or would be."""
        return self._registry.chosen(self._settings.text(s.MODEL_NAME)).name

    @property
    def plan(self) -> LoadPlan | None:
        """How it is loaded, if it is."""
        return self._rung.plan if self._rung is not None else None

    @property
    def held(self) -> MemoryBudget:
        """What the loaded model would give back, in bytes.  Of its weights only those on graphics cards: the system
        counts as free what it could read from the file again."""
        loaded, rung = self._loaded, self._rung  # asked for on other workers, while this one may swap the model
        if loaded is None or rung is None or loaded.model.is_starter:
            return NO_ROOM
        header, plan = read_header(Path(loaded.model.path)), rung.plan
        on_host, on_cards = host_and_device_bytes(header, plan)
        eyes = projector_memory(Path(loaded.wish.projector)) if loaded.wish.projector else 0
        if plan.gpu_layers:
            on_cards += eyes
        else:
            on_host += eyes
        weights = sum(tensor.size_bytes for tensor in header.tensors)
        return MemoryBudget(max(0, on_host - weights) if not plan.gpu_layers else 0, on_cards)

    @property
    def draft(self) -> str:
        """The smaller model that guesses for it, by its name on the registry; none where empty."""
        return self._drafts.name

    @property
    def _guesses_ahead(self) -> bool:
        return self._settings.text(s.GUESS_AHEAD) != OFF

    @property
    def path(self) -> Path | None:
        """Where the loaded model lies."""
        loaded = self._loaded  # read once: its worker may swap the model meanwhile
        return Path(loaded.model.path) if loaded is not None else None

    @property
    def facts(self) -> ModelFacts:
        """What is known of the model that is loaded, or would be."""
        loaded = self._model  # read once, as above
        if loaded is not None:
            return loaded.facts
        model = self._registry.chosen(self._settings.text(s.MODEL_NAME))
        facts = ModelFacts(model.name, model.architecture, 0, model.trained_tokens, None, "", "", {})
        if not model.is_starter:
            return facts
        return self._registry.starter.known(facts.with_metadata({STARTER_KEY: "true"}))

    def takes_in(self, kind: MediaKind) -> bool:
        """Whether the model that is loaded, or would be, sees pictures, or hears recordings."""
        loaded = self._model  # read once, as above
        return SENSES[kind] in loaded.capabilities if loaded is not None else kind.value in self.chosen.senses

    @property
    def identity(self) -> str:
        """What tells this model, as it is loaded, from every other: what one has computed is of no use to another."""
        loaded, rung, known = self._loaded, self._rung, self._identity  # read once, as above
        assert loaded is not None
        assert rung is not None
        if not known:
            plan = rung.plan
            weights = _weights_of(Path(loaded.model.path))
            known = f"{weights} {plan.gpu_layers} {plan.kv_type} {plan.flash_attention} {plan.stretch}"
            if loaded.wish.projector:
                known += f" {_weights_of(Path(loaded.wish.projector))} {loaded.wish.picture_tokens}"
            if loaded is self._loaded:
                self._identity = known
        return known

    @property
    def loaded(self) -> LocalChatModel:
        """The model, which is loaded."""
        assert self._model is not None, "the model is loaded"
        return self._model

    @property
    def is_ready(self) -> bool:
        """Whether the chosen model is loaded, as it should be."""
        return self._model is not None and self._loaded == self._wanted()

    @property
    def is_asleep(self) -> bool:
        """Whether it was only put aside, and comes back when somebody types."""
        return self._is_resting

    def sleep(self) -> None:
        """Free the model until it is wanted again."""
        if self._model is not None:
            self.close()
            self._is_resting = True
            log.info("the model was put aside")

    def ensure(self) -> Generator[object, None, LocalChatModel]:
        """The chosen model, loaded; the one before it is freed first.

        Yields ``Loading``, ``LoadDegraded`` and ``Ready``; closing it breaks loading off.

        Raises:
            EngineError: it cannot be loaded; the next call tries again.
        """
        wanted = self._wanted()
        if self._model is not None and self._loaded == wanted:
            self._model.guess_ahead(wanted=self._guesses_ahead)
            return self._model
        self.close()
        self._is_resting = False
        model = wanted.model
        if not model.is_starter:
            shared.prepare()  # by the time the model is there, what writes its prompts is there too
        yield Loading(model.name)
        started = time.monotonic()
        self._registry.require_unchanged(model)
        engine, rung = yield from self._load(wanted)
        known = self._registry.starter.known(engine.facts) if model.is_starter else None
        loaded = LocalChatModel(
            engine, thinks=lambda: self._settings.switch(s.THINK_FIRST), identity=lambda: self.identity, facts=known
        )
        loaded.guess_ahead(wanted=self._guesses_ahead)
        gives_up = rung.gives_up
        if wanted.wish.projector:
            gives_up = (*gives_up, *(yield from open_senses(engine, wanted.wish, self._show_now)))
        self._model, self._loaded, self._rung = loaded, wanted, rung
        seconds = time.monotonic() - started
        log.info("model loaded in %.2f s, window %d tokens", seconds, engine.facts.context_tokens)
        if gives_up:
            yield LoadDegraded(gives_up)
        yield from self._tell_of_form()
        yield from self.warn_of("")
        yield Ready(model.name, loaded.facts.is_starter, seconds)
        return loaded

    def _tell_of_form(self) -> Iterator[LoadDegraded]:
        """Say once that the engine runs in a plainer form than this processor says it can."""
        choice = choice_here()
        if choice is not None and choice.is_plainer and not self._told_of_form:
            self._told_of_form = True
            yield LoadDegraded((PLAINER,))

    def warn_of(self, answers_as: str) -> Iterator[LoadDegraded]:
        """Say once, of each model that is loaded, that its template went beyond its bounds."""
        chat_format = self.loaded.chat_format(answers_as)
        why = TEMPLATE_WAITS if chat_format.is_for_now else TEMPLATE_BREAKS
        if (chat_format.is_for_now or chat_format.bound is not None) and why not in self._told_of_template:
            self._told_of_template.add(why)
            yield LoadDegraded((why,))

    def find_draft(self) -> Generator[object, None, None]:
        """When nobody waits: let a smaller model on the shelf guess for the one that is loaded; see ``DraftFinder``."""
        loaded, model, rung = self._loaded, self._model, self._rung
        if loaded is not None and model is not None and rung is not None:
            yield from self._drafts.find(model, loaded.model, rung.plan)

    def calibrate(self) -> Generator[object, None, None]:
        """When nobody waits: measure once what is quicker on this machine; the next loading goes by it."""
        loaded, probe = self._loaded, self._flash_probe
        if loaded is None or probe is None or loaded.model.is_starter or self._rung is None:
            return
        if self._rung.plan.gpu_layers or loaded.wish.flash_attention != "auto":
            return
        key, shape = self._attention(read_header(Path(loaded.model.path)), loaded.wish.threads)
        if self._plans.flash(key) is None and all(shape):
            is_quicker = yield from probe(*shape, loaded.wish.threads)
            self._plans.note_flash(key, is_quicker)
            log.info("flash attention is %s here", "quicker" if is_quicker else "not quicker")

    def _attention(self, header: Header, threads: int) -> tuple[str, tuple[int, int, int]]:
        """The shape of a model's attention: heads, key-value heads, width; and the key it is remembered by."""
        heads = header.number("attention.head_count") or 0
        kv_heads = header.number("attention.head_count_kv") or max(header.numbers("attention.head_count_kv"), default=0)
        width = header.number("attention.key_length") or (header.number("embedding_length") or 0) // max(heads, 1)
        shape = (heads, int(kv_heads) or heads, width)
        return flash_key(look_around(self._home), threads, *shape), shape

    def note_reply(self, tokens: int, tokens_a_second: float) -> None:
        """The model that is loaded has spoken so many tokens at this speed, 0 where that cannot be told."""
        if self._loaded is None or self._loaded.model.is_starter:
            return
        try:
            self._registry.note_use(self._loaded.model.path, tokens_a_second if tokens >= TELLING_TOKENS else 0.0)
        except HomeUnwritable:
            log.info("the use of a model could not be noted")

    def forget_read(self) -> None:
        """Let a model that is loaded hold no word of what it has read or said."""
        if self._model is not None:
            self._model.clear_cache()

    def close(self) -> None:
        """Free the model, if one is loaded."""
        self._told_of_template.clear()
        self._identity = ""
        self._drafts.forget()
        if self._model is not None:
            self._model.close()
        self._model, self._loaded, self._rung = None, None, None

    def _wanted(self) -> Wanted:
        model = self._registry.chosen(self._settings.text(s.MODEL_NAME))
        wish = load_preferences(self._settings)
        if model.is_starter:
            wish = replace(wish, use_gpu=False, context_tokens=min(wish.context_tokens, WINDOW_TOKENS))
        # What no picture changes must not cost another loading.
        wish = replace(wish, projector=model.projector, picture_tokens=wish.picture_tokens if model.projector else 0)
        return Wanted(model, wish)

    def _load(self, wanted: Wanted) -> Generator[object, None, tuple[Engine, PlanCandidate]]:
        """The first rung of the fallback plans that fits, loaded.

        Raises:
            OutOfMemory: not even the last one does.
        """
        path = Path(wanted.model.path)
        header = read_header(path)
        devices = list_devices() if wanted.wish.use_gpu else []
        machine = look_around(self._home)
        flash, _ = self._attention(header, wanted.wish.threads)
        wish = replace(wanted.wish, flash_is_quicker=bool(self._plans.flash(flash)))
        key = key_for(_weights_of(path), machine, devices, wish)
        known = self._plans.recall(key)
        is_suspect = self._plans.is_suspect(key)
        rung, card_fails = None, False
        for rung in self._rungs(header, wish, devices, known):
            if card_fails:
                if rung.plan.gpu_layers:
                    continue
                rung = replace(rung, gives_up=(CARD_FAILS, *rung.gives_up[1:]))  # noqa: PLW2901
            # Read anew for each: what the one before had taken may be free again, or not yet.
            room = without(memory_budget(look_around(self._home), devices), wish.projector, rung.plan)
            if not fits(header, rung.plan, room):
                continue
            is_new = known is None or rung.plan != known.plan
            if is_new and not wanted.model.is_starter and self._opener is open_model:
                try:
                    if not (yield from self._is_tried(path, header, rung, room, is_suspect=is_suspect or card_fails)):
                        continue
                except UnknownArchitecture:
                    raise
                except ModelUnreadable:
                    # Where a card was used it may be the card's fault; what the model does without it is tried too.
                    if not rung.plan.gpu_layers:
                        raise
                    log.info("a plan failed on the graphics card")
                    card_fails = True
                    continue
            try:
                engine = yield from self._open(path, wanted.model.name, rung, key)
            except OutOfMemory:
                log.info("a plan did not fit after all")
                continue
            self._plans.worked(key, KnownPlan(rung.plan, rung.gives_up, _today()))
            return engine, rung
        assert rung is not None, "a ladder has a rung"
        raise too_large(header, rung.plan, memory_budget(look_around(self._home), devices))

    @staticmethod
    def _rungs(
        header: Header, wish: LoadPreferences, devices: list[Device], known: KnownPlan | None
    ) -> Iterator[PlanCandidate]:
        """The one that worked before, then all from the top.

        A lighter one that worked is not insisted on: there may be more room by now.  A card that failed is tried once a
        day, as its driver may be mended.
        """
        rungs = fallback_plans(header, wish, has_card=any(device.is_gpu for device in devices))
        if known is not None and (not known.gives_up or (CARD_FAILS in known.gives_up and known.day == _today())):
            yield PlanCandidate(known.plan, known.gives_up)
        yield from rungs

    @staticmethod
    def _is_tried(
        path: Path, header: Header, rung: PlanCandidate, room: MemoryBudget, *, is_suspect: bool
    ) -> Generator[object, None, bool]:
        """Whether a new plan fits by what llama.cpp itself adds up, and answers in a process of its own.

        Raises:
            ModelUnreadable, UnknownArchitecture: it does not work.
        """
        try:
            memory = (yield from measure_memory(path, [rung.plan]))[0]
            if not fits(header, rung.plan, room, memory):
                return False
            if is_suspect or rung.plan.gpu_layers or rung.plan.kv_type != "f16":
                # A driver, or a shift of a quantized cache, could take the app with it.
                yield from probe_model(path, rung.plan)
        except OutOfMemory:
            return False
        return True

    def _open(self, path: Path, name: str, rung: PlanCandidate, key: str) -> Generator[object, None, Engine]:
        """Load in this process.  Should it take the app down, the next start knows what was being tried."""

        opened: list[Engine] = []

        def load(report: Report) -> Engine:
            opened.append(self._opener(path, rung.plan, lambda share: report(Loading(name, share))))
            return opened[0]

        self._plans.trying(key)
        try:
            return (yield from run_in_thread(load))
        except BaseException:
            self._plans.failed(key)
            for engine in opened:  # it was there by the time somebody gave up on it
                engine.close()
            raise


def open_senses(engine: Engine, wish: LoadPreferences, show: MediaSource) -> Generator[object, None, tuple[Text, ...]]:
    """Give *engine* its eyes; what is given up where they do not open: it still answers."""
    try:
        yield from engine.open_senses(Path(wish.projector), wish.picture_tokens, show)
    except ProjectorUnusable:
        log.warning("a projector did not load")
        return (BLIND,)
    except BaseException:
        engine.close()
        raise
    return ()


def _today() -> str:
    return f"{local(now()):%Y-%m-%d}"


def _weights_of(path: Path) -> str:
    try:
        return fingerprint(path)
    except OSError:  # loaded, and gone from the disk since: nobody will meet this one again
        return f"gone {time.monotonic_ns()}"
