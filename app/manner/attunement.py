"""Considers how somebody feels before a companion answers, as far as the person wants it and the model can.

Nothing of it is kept: a guess becomes one line of one prompt and the companion's face, and is a hint in both.
"""

from __future__ import annotations

import enum
import logging
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.core.errors import EngineError
from app.engine import Embedder
from app.manner.choices import MannerChoices
from app.manner.classifier import NEVER, Classifier, fit
from app.manner.feelings import NOTHING, UNCLEAR, Guess, read_feelings
from app.manner.readers import MeasuredWay, ReaderStore, ThoughtTrial, Way, shipped_reader
from app.manner.thought import named_in, thought_about
from app.models import Capability, ChatModel, ChatPrompt
from app.presence import feeling_of
from app.templates import ChatMessage, Role

log = logging.getLogger("app.manner")

ATTUNEMENT = "attunement"
"""Its key among the choices."""
SUFFIX = "\nI feel"
"""What a message is gone on with, in the turn of the person, to hear what a model makes of the feeling in it."""
LAST_CHARS = 600
"""Of a long message its end is read: that is what it comes to."""
TRIED = 16
"""Messages on which a model's thoughts are tried, of each feeling as many."""
REMEMBERED = 8
"""Messages whose feeling is known still: what was typed is sent next."""
LAST_ONES = 5
"""Messages by whose cost the next one's is judged."""
PATIENCE_S, FEWEST = 90.0, 90
"""So long a model is read to learn from it; a slow one learns from fewer examples, but never from less than these."""


class AttunementLevel(enum.Enum):
    """How much a companion considers.  The values stand in vaults."""

    INSTANT = "instant"
    QUICK = "quick"
    DEEP = "deep"


class Learning(Protocol):
    """A way to turn messages into vectors; closing it breaks it off."""

    def __call__(self, texts: Sequence[str]) -> Generator[object, None, Sequence[Sequence[float]]]: ...


class Attunement:
    """*model_key* tells the model that answers apart; *embedder* is the one that finds memories, where there is one.

    *starter* is the file in which lies how the starter is read.
    """

    def __init__(
        self,
        store: ReaderStore,
        choices: MannerChoices,
        model_key: Callable[[], str],
        embedder: Callable[[], Embedder | None],
        starter: Path,
    ) -> None:
        self.store = store
        self._choices = choices
        self._model_key = model_key
        self._embedder = embedder
        self._shipped = shipped_reader(starter)
        self._guesses: OrderedDict[str, Guess] = OrderedDict()
        self._took: dict[Way, deque[float]] = {}
        self._models = ("", "")

    def level(self, persona: int | None, conversation_id: int | None) -> AttunementLevel:
        """How much a companion considers in a conversation."""
        chosen = self._choices.holding(persona, conversation_id).get(ATTUNEMENT)
        return AttunementLevel(chosen) if chosen else AttunementLevel.QUICK

    def thinks(self, persona: int | None, conversation_id: int | None) -> bool:
        """Whether a thought comes before an answer: it is wanted, and this model's are not known to be of no use."""
        if self.level(persona, conversation_id) is not AttunementLevel.DEEP:
            return False
        trial = self.trial()
        return trial is None or trial.is_useful

    # --- what there is ---

    def trial(self) -> ThoughtTrial | None:
        """How the thoughts of the model that answers did; None where nobody tried."""
        return self.store.trial(self._model_key())

    def ways(self) -> list[MeasuredWay]:
        """Every way that is of use with the models that are here, the best first; what is as good costs less first.

        What a message takes is known from the last ones, where there were any.
        """
        every = (*self._of_model().values(), *self._of_embedder())
        found = [replace(each, cost_ms=self._cost_ms(each)) for each in every if each.classifier.is_useful]
        return sorted(found, key=lambda each: (-round(each.classifier.right / each.classifier.of, 2), each.cost_ms))

    def _cost_ms(self, measured: MeasuredWay) -> float:
        """What a message takes: the least of the last ones, since another program at work says nothing of the way."""
        return min(self._took.get(measured.way, ()), default=measured.cost_ms)

    def is_learnt(self, model: ChatModel) -> bool:
        """Whether there is nothing left to find out about the models that are here."""
        return not self._missing(model) and not self._wants_trial(model)

    def _of_model(self) -> dict[Way, MeasuredWay]:
        key = self._model_key()
        known = self.store.of(key)
        if self._shipped is not None and self._shipped[0] == key and Way.STATES not in known:
            return {**known, Way.STATES: self._shipped[1]}
        return known

    def _of_embedder(self) -> list[MeasuredWay]:
        embedder = self._embedder()
        return list(self.store.of(embedder.identity).values()) if embedder is not None else []

    # --- learning ---

    def learn(self, model: ChatModel) -> Generator[object, None, None]:
        """Find out, once for each model, how feelings are told by it; for when nobody waits.  Closing it keeps nothing.

        Nobody's words are read for it, only examples that ship.
        """
        for way in self._missing(model):
            key = self._key(way)
            try:
                measured = yield from self._measured(way, self._vectors(way, model))
            except EngineError:
                # It is not asked again at every start.
                measured = MeasuredWay(way, Classifier(b"", b"", NEVER, 0, 0), 0.0)
            self.store.keep(key, measured)
            self._guesses.clear()
            self._took.pop(way, None)
            log.info(
                "feelings by %s: %d of %d in %.0f ms", way.value, measured.classifier.right, measured.classifier.of,
                measured.cost_ms,
            )  # fmt: skip
        if self._wants_trial(model):
            yield from self.try_thoughts(model)

    def try_thoughts(self, model: ChatModel) -> Generator[object, None, ThoughtTrial]:
        """Find out whether the thoughts of *model* name the right feeling.  Closing it keeps nothing."""
        right, started = 0, time.perf_counter()
        tried = [each for each in read_feelings().examples if each[0] != NOTHING][:TRIED]
        for feeling, text in tried:
            right += named_in((yield from thought_about(text, model))) == feeling
        trial = ThoughtTrial(right, len(tried), 1000 * (time.perf_counter() - started) / len(tried))
        self.store.keep_trial(self._model_key(), trial)
        log.info("thoughts: %d of %d in %.0f ms", trial.right, trial.of, trial.cost_ms)
        return trial

    def _wants_trial(self, model: ChatModel) -> bool:
        """Whether somebody wants thoughts of which nobody knows yet whether they are of use."""
        is_wanted = self._choices.is_chosen(ATTUNEMENT, AttunementLevel.DEEP.value)
        return is_wanted and not model.facts.is_toy and self.trial() is None

    def _missing(self, model: ChatModel) -> list[Way]:
        missing = []
        embedder = self._embedder()
        if embedder is not None and Way.MEANING not in self.store.of(embedder.identity):
            missing.append(Way.MEANING)
        known = self._of_model()
        if Capability.STATES in model.capabilities and not model.facts.is_toy:
            if Way.STATES not in known:
                missing.append(Way.STATES)
            elif not known[Way.STATES].classifier.of and Way.PEEK not in known:
                missing.append(Way.PEEK)  # worse and dearer: only where the states cannot be had
        return missing

    def _key(self, way: Way) -> str:
        embedder = self._embedder()
        return embedder.identity if way is Way.MEANING and embedder is not None else self._model_key()

    def _measured(self, way: Way, vectors: Learning) -> Generator[object, None, MeasuredWay]:
        examples = read_feelings().examples
        started = time.perf_counter()
        found = [*(yield from vectors([text for _, text in examples[:FEWEST]]))]
        each_s = (time.perf_counter() - started) / FEWEST
        most = max(FEWEST, min(len(examples), round(PATIENCE_S / max(each_s, 1e-6))))
        found += yield from vectors([text for _, text in examples[FEWEST:most]])
        return MeasuredWay(way, fit(found, [label for label, _ in examples[:most]]), 1000 * each_s)

    def _vectors(self, way: Way, model: ChatModel) -> Learning:
        match way:
            case Way.MEANING:
                embedder = self._embedder()
                assert embedder is not None
                return embedded(embedder)
            case Way.STATES:
                return read_states(model)
            case _:
                return peeked(model)

    # --- reading ---

    def read(
        self, said: str, model: ChatModel, prompt: Callable[[], ChatPrompt], within_ms: float
    ) -> Generator[object, None, Guess]:
        """What somebody seems to feel who writes *said*; *prompt* gives what a model would read to answer it.

        By the best way that takes no longer than *within_ms*, or that has told of these very words already; what
        cannot be read is unclear.
        """
        said = said.strip()[-LAST_CHARS:]
        by_words = feeling_of(said, read_feelings().cues)
        if by_words.is_clear:
            return Guess(by_words.expression, Way.WORDS.value)
        self._forget_other_models()
        known = self._guesses.get(said)
        best = next((each for each in self.ways() if each.cost_ms <= within_ms), None)
        if known is not None or best is None or not said:
            return known or UNCLEAR
        started = time.perf_counter()
        try:
            if best.way is Way.PEEK:
                vectors: Sequence[Sequence[float]] = yield from _peeked(model, [prompt()])
            else:
                vectors = yield from self._vectors(best.way, model)([said])
        except EngineError:
            return UNCLEAR
        took = self._took.setdefault(best.way, deque([best.cost_ms], maxlen=LAST_ONES))
        took.append(1000 * (time.perf_counter() - started))
        feeling = best.classifier.feeling(vectors[0])
        self._guesses[said] = Guess(feeling, best.way.value) if feeling else UNCLEAR
        if len(self._guesses) > REMEMBERED:
            self._guesses.popitem(last=False)
        return self._guesses[said]

    def _forget_other_models(self) -> None:
        """What was told by other models than those that are here says nothing of these."""
        embedder = self._embedder()
        models = self._model_key(), embedder.identity if embedder is not None else ""
        if models != self._models:
            self._models = models
            self._guesses.clear()
            self._took.clear()


def embedded(embedder: Embedder) -> Learning:
    """Vectors by what *embedder* makes of messages."""
    return lambda texts: _embedded(embedder, texts)


def _embedded(embedder: Embedder, texts: Sequence[str]) -> Generator[object, None, list[Sequence[float]]]:
    return list((yield from embedder.embed(texts)))


def read_states(model: ChatModel) -> Learning:
    """Vectors by what *model* works with inside; a template would cost three times as many tokens, and tell no more."""
    return lambda texts: model.states([text + SUFFIX for text in texts])


def peeked(model: ChatModel) -> Learning:
    """Vectors by how likely *model* finds the words for each feeling, of messages with nothing before them."""
    return lambda texts: _peeked(model, [ChatPrompt((ChatMessage(Role.USER, each),)) for each in texts])


def _peeked(model: ChatModel, prompts: Sequence[ChatPrompt]) -> Generator[object, None, list[Sequence[float]]]:
    found: list[Sequence[float]] = []
    for prompt in prompts:
        found += [(yield from model.peek(prompt, SUFFIX, read_feelings().says))]
    return found
