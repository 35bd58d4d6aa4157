"""Makes a slider: finds the direction, how far one may go along it before words break, and whether it shows.

The direction is the mean difference of the hidden states that two contrasting instructions leave (Zou et al.,
"Representation Engineering", 2023; Rimsky et al., "Steering Llama 2 via Contrastive Activation Addition", 2024).  How
far it carries is measured, never assumed: what is said while it works must be nearly as likely to the bare model as
what that says itself, and repeat itself hardly more.  Whether it shows is judged by the model, too: texts of one end
must look more like that end's instruction than texts of the other.
"""

from __future__ import annotations

import itertools
import math
from array import array
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from app.core.errors import SteeringUnusable
from app.engine import Sampling, SteeringVector, TextChunk, combined, vector_of
from app.models import ChatPrompt, LocalChatModel
from app.steering.axes import Axes, Axis
from app.templates import ChatMessage, Role

FIRST_SHARE, LAST_SHARE = 0.3, 0.75
"""Of a model's layers those between: earlier ones hold letters and words, later ones the very next word."""
STEPS = (0.12, 0.2, 0.32, 0.5, 0.8)
"""Lengths tried, each the sum over the layers of how long the vector is beside the state it is added to."""
WORST_LIKELIHOOD, WORST_VARIETY = 1.3, 0.8
"""Against the bare model's own text: the mean loss of a token at most, different pairs of words at least."""
VARIANTS, TOKENS = 3, 24
SPEAKING = Sampling(temperature=0.7, top_k=40, min_p=0.05, repeat_penalty=1.05, seed=11)
PLAIN = "You are a companion. Answer in one or two sentences."
TOLD = "You are a companion who is {end}. Answer in one or two sentences, in that manner."
SURE = 1.96
"""Standard deviations of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Making:
    """How far it is, from 0 to 1."""

    share: float


@dataclass(frozen=True, slots=True)
class MadeSlider:
    """A direction of *axis*, and how strongly it may work towards either end; 0 where it cannot.

    Of *pairs* texts of the two ends, *wins* were told apart as they should be.
    """

    axis: Axis
    vector: SteeringVector
    plus_limit: float
    minus_limit: float
    wins: int
    pairs: int

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares of wins the truth lies, at 95 % (Wilson, 1927)."""
        return wilson(self.wins, self.pairs)

    @property
    def shows(self) -> bool:
        """Whether it does anything one could rely on."""
        return bool(self.plus_limit or self.minus_limit) and self.interval[0] > 0.5

    def at(self, value: float) -> float:
        """The strength for a *value* from -1 to 1."""
        return value * (self.plus_limit if value > 0 else self.minus_limit)


def wilson(wins: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share: Wilson, "Probable Inference, the Law of Succession" (1927)."""
    if not of:
        return 0.0, 1.0
    share, square = wins / of, SURE * SURE
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = SURE / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return middle - half, middle + half


def make_slider(model: LocalChatModel, axis: Axis, axes: Axes) -> Generator[Making, None, MadeSlider]:
    """Make a slider for *axis* on the bare *model*; closing it leaves the model as it was.

    Raises:
        SteeringUnusable: this kind of model does not show its states.
        OutOfMemory: there is no room for a second context.
    """
    engine, before = model.engine, (model.engine.adapters, model.engine.steering)
    try:
        engine.use_adapters([])
        yield Making(0.0)
        vector = yield from _direction(model, axis, axes)
        plus, minus = yield from _limits(model, vector, axes)
        made = MadeSlider(axis, vector, plus, minus, 0, 0)
        if plus or minus:
            wins, pairs = yield from _trial(model, made, axes)
            made = replace(made, wins=wins, pairs=pairs)
        return made
    finally:
        engine.use_adapters(before[0])
        engine.steer(before[1])
        engine.clear_cache()


def preview(
    model: LocalChatModel, made: MadeSlider, values: Sequence[float], said: str
) -> Generator[Making, None, list[str]]:
    """What the bare model answers to *said* with the slider at each of *values*."""
    engine, before = model.engine, (model.engine.adapters, model.engine.steering)
    found = []
    try:
        engine.use_adapters([])
        for place, value in enumerate(values):
            engine.steer(combined([(made.vector, made.at(value))]))
            texts = yield from _spoken(model, PLAIN, said, 1)
            found.append(texts[0].strip())
            yield Making((place + 1) / len(values))
        return found
    finally:
        engine.use_adapters(before[0])
        engine.steer(before[1])
        engine.clear_cache()


# --- the direction ---


def _direction(model: LocalChatModel, axis: Axis, axes: Axes) -> Generator[Making, None, SteeringVector]:
    """The mean difference of the states; its length in each layer is a share of that layer's own."""
    texts: list[tuple[list[int], int]] = []
    for said in axes.said:
        for begun in axes.begun:
            texts += [_prefilled(model, TOLD.format(end=end), said, begun) for end in (axis.plus, axis.minus)]
    states = yield from _watched(model.engine.hidden_states(texts), len(texts), 0.0, 0.4)
    layers, width = len(states[0]), len(states[0][0])
    first, last = max(1, round(FIRST_SHARE * layers)), max(1, round(LAST_SHARE * layers))
    rows: list[array[float]] = []
    for layer in range(layers):
        row, size = array("f", bytes(4 * width)), 0.0
        for place in range(0, len(states), 2):
            plus, minus = states[place][layer], states[place + 1][layer]
            size += math.sqrt(sum(one * one for one in plus))
            for at in range(width):
                row[at] += plus[at] - minus[at]
        length = math.sqrt(sum(one * one for one in row))
        # At strength 1 the shares of all layers that work add up to 1.
        share = size / (len(states) / 2) / max(length, 1e-9) / (last - first + 1)
        is_within = first <= layer + 1 <= last
        rows.append(array("f", [one * share if is_within else 0.0 for one in row]))
    return SteeringVector(width, first, last, vector_of(rows, first).values)


def _prefilled(model: LocalChatModel, told: str, said: str, begun: str) -> tuple[list[int], int]:
    """The tokens of an answer that begins with *begun*, and where that stands."""
    prompt = _prompt(told, said)
    asked = [token for token in model.encode(prompt) if isinstance(token, int)]
    answered = [token for token in model.encode(replace(prompt, continue_from=begun)) if isinstance(token, int)]
    return answered, min(len(asked), len(answered) - 1)


def _prompt(told: str, said: str) -> ChatPrompt:
    return ChatPrompt((ChatMessage(Role.SYSTEM, told), ChatMessage(Role.USER, said)), answers_as="Companion")


# --- how far ---


def _limits(model: LocalChatModel, vector: SteeringVector, axes: Axes) -> Generator[Making, None, tuple[float, float]]:
    """How strongly it may work towards plus and towards minus."""
    said = axes.held[:2]
    model.engine.steer(None)
    bare = yield from _quality(model, said)
    limits = []
    for sign, start in ((1, 0.45), (-1, 0.6)):
        limit = 0.0
        for place, step in enumerate(STEPS):
            model.engine.steer(combined([(vector, sign * step)]))
            loss, variety = yield from _quality(model, said)
            yield Making(start + 0.15 * (place + 1) / len(STEPS))
            if loss > WORST_LIKELIHOOD * bare[0] or variety < WORST_VARIETY * bare[1]:
                break
            limit = step
        limits.append(limit)
    return limits[0], limits[1]


def _quality(model: LocalChatModel, said: Sequence[str]) -> Generator[Making, None, tuple[float, float]]:
    """Of what is said now: the bare model's mean loss of a token, and the share of different pairs of words."""
    losses: list[float] = []
    varieties: list[float] = []
    for line in said:
        texts = yield from _spoken(model, PLAIN, line, VARIANTS)
        losses += [-score for score in _scores(model, PLAIN, line, texts)]
        varieties += [_variety(text) for text in texts]
    return sum(losses) / max(1, len(losses)), sum(varieties) / max(1, len(varieties))


def _variety(text: str) -> float:
    words = text.lower().split()
    pairs = list(itertools.pairwise(words))
    return len(set(pairs)) / len(pairs) if pairs else 0.0


# --- whether it shows ---


def _trial(model: LocalChatModel, made: MadeSlider, axes: Axes) -> Generator[Making, None, tuple[int, int]]:
    """Of texts at both ends: how often that of the plus end looks more like plus, and of how many pairs."""
    wins = pairs = 0
    for place, said in enumerate(axes.held):
        margins = []
        for value in (1.0, -1.0):
            model.engine.steer(combined([(made.vector, made.at(value))]))
            texts = yield from _spoken(model, PLAIN, said, VARIANTS)
            plus = _scores(model, TOLD.format(end=made.axis.plus), said, texts)
            minus = _scores(model, TOLD.format(end=made.axis.minus), said, texts)
            margins.append([one - other for one, other in zip(plus, minus, strict=True)])
        wins += sum(high > low for high, low in zip(*margins, strict=True))
        pairs += len(margins[0])
        yield Making(0.75 + 0.25 * (place + 1) / len(axes.held))
    return wins, pairs


def _scores(model: LocalChatModel, told: str, said: str, texts: Sequence[str]) -> list[float]:
    """The mean log-likelihood of a token of each of *texts* as the bare model's answer."""
    prompt = [token for token in model.encode(_prompt(told, said)) if isinstance(token, int)]
    tokenize = model.engine.tokenize
    replies = [tokenize(text, special=False) or tokenize(".", special=False) for text in texts]
    return model.engine.scores(prompt, replies)


def _spoken(model: LocalChatModel, told: str, said: str, count: int) -> Generator[Making, None, list[str]]:
    """What is answered now, *count* times."""
    texts = [""] * count
    spoken = model.engine.stream_several(model.encode(_prompt(told, said)), SPEAKING, count, TOKENS)
    for event in spoken:
        if isinstance(event, TextChunk):
            texts[event.place] += event.text
        yield Making(-1.0)
    return texts


def _watched(
    work: Generator[int, None, list[list[array[float]]]], of: int, start: float, end: float
) -> Generator[Making, None, list[list[array[float]]]]:
    while True:
        try:
            done = next(work)
        except StopIteration as stop:
            states: list[list[array[float]]] = stop.value
            if not states:
                raise SteeringUnusable("no_states") from None
            return states
        yield Making(start + (end - start) * done / of)
