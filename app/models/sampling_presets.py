"""How freely a companion chooses words: plain names for sampling numbers, and what a person changed of them.

The numbers come, each over the one before: from the manner, from the model's own metadata, and from what the
person set for everybody, for a model, for a companion, for a companion on a model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.core.text import Text
from app.engine import ModelFacts, Sampling

PRESETS: Mapping[str, Sampling] = {
    "steady": Sampling(temperature=0.4, top_k=40, top_p=0.9, min_p=0.1),
    "lively": Sampling(temperature=0.8, top_k=60, top_p=0.95, min_p=0.05),
    "wild": Sampling(temperature=1.15, top_k=120, top_p=0.98, min_p=0.03),
}
WARMTH = {"steady": 0.5, "lively": 1.0, "wild": 1.4}
"""How a manner scales the temperature that a model itself asks for."""

FROM_METADATA = {
    "temp": "temperature", "top_k": "top_k", "top_p": "top_p", "min_p": "min_p",
    "xtc_probability": "xtc_probability", "xtc_threshold": "xtc_threshold",
    "penalty_last_n": "repeat_last", "penalty_repeat": "repeat_penalty",
    "mirostat": "mirostat", "mirostat_tau": "mirostat_tau", "mirostat_eta": "mirostat_eta",
}  # fmt: skip
"""``general.sampling.…`` in a model's file, and our name for it."""


@dataclass(frozen=True, slots=True)
class SamplingParameter:
    """One number a person can set: its field of ``Sampling`` and its span."""

    key: str
    low: float
    high: float

    @property
    def label(self) -> Text:
        return Text(f"sampling.{self.key}.label")

    @property
    def help(self) -> Text:
        return Text(f"sampling.{self.key}.help")

    @property
    def is_whole(self) -> bool:
        return isinstance(getattr(Sampling(), self.key), int)


KNOBS = (
    SamplingParameter("temperature", 0, 5),
    SamplingParameter("dynamic_range", 0, 5),
    SamplingParameter("dynamic_exponent", 0.1, 10),
    SamplingParameter("top_k", 0, 1000),
    SamplingParameter("top_p", 0.01, 1),
    SamplingParameter("min_p", 0, 1),
    SamplingParameter("typical_p", 0.01, 1),
    SamplingParameter("top_n_sigma", 0, 10),
    SamplingParameter("xtc_probability", 0, 1),
    SamplingParameter("xtc_threshold", 0, 0.5),
    SamplingParameter("repeat_penalty", 0.5, 3),
    SamplingParameter("repeat_last", 0, 8192),
    SamplingParameter("frequency_penalty", -2, 2),
    SamplingParameter("presence_penalty", -2, 2),
    SamplingParameter("dry_multiplier", 0, 5),
    SamplingParameter("dry_base", 1, 4),
    SamplingParameter("dry_allowed_length", 1, 50),
    SamplingParameter("dry_last", 0, 32768),
    SamplingParameter("mirostat", 0, 2),
    SamplingParameter("mirostat_tau", 0, 20),
    SamplingParameter("mirostat_eta", 0.001, 1),
)

Numbers = Mapping[str, object]
"""What a person changed: knobs by their key, and ``manner``, ``bias``, ``banned``, ``grammar``."""

STARTER_COOLER = 0.3
"""A small model's second thoughts are seldom good ones."""

STARTER_AGAINST_LOOPS: Mapping[str, Any] = {"dry_multiplier": 0.8, "dry_allowed_length": 4, "dry_last": 128}
"""So small a model says a phrase again and again.  It is looked for in what was said last, not in what the companion
was told: that must come back word for word, and does (17 of 18 facts of the examination, with and without)."""

NOT_SAID_BY_STARTER = ("You remember:",)
"""It takes the words before what it was told for something to say, and goes on with facts of its own making."""


def sampling_for(manner: str, facts: ModelFacts, changed: Sequence[Numbers] = ()) -> Sampling:
    """The sampling for *manner* on this model, with what the person *changed*, the most particular last."""
    for numbers in changed:
        if numbers.get("manner") in PRESETS:
            manner = str(numbers["manner"])
    sampling = _asked_by(facts, manner)
    if facts.is_starter:
        # Names and facts come back word for word from the prompt; a penalty on repeating would bend them.
        cooler = 0.75 if facts.is_toy else STARTER_COOLER
        sampling = replace(sampling, temperature=sampling.temperature * cooler, repeat_penalty=1.0)
        if not facts.is_toy:
            sampling = replace(sampling, **STARTER_AGAINST_LOOPS)
    for numbers in changed:
        sampling = replace(sampling, **_fields(numbers))  # type: ignore[arg-type]
    if facts.is_starter:
        sampling = replace(sampling, banned=(*sampling.banned, *NOT_SAID_BY_STARTER))
    return sampling


def accepted(key: str, value: object) -> object:
    """*value* as it may stand for *key*; None where it may not."""
    knob = next((knob for knob in KNOBS if knob.key == key), None)
    if knob is not None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not knob.low <= value <= knob.high:
            return None
        return int(value) if knob.is_whole else float(value)
    if key == "manner":
        return value if value in PRESETS else None
    if key in ("bias", "banned", "grammar") and isinstance(value, str):
        return value if key != "bias" or biases(value) is not None else None
    return None


def biases(text: str) -> tuple[tuple[str, float], ...] | None:
    """What is written as a line each of a word and a number, such as ``suddenly -5``; None where it is not."""
    found = []
    for line in text.splitlines():
        word, _, number = line.strip().rpartition(" ")
        if not line.strip():
            continue
        try:
            found.append((word.strip().rstrip(":"), float(number)))
        except ValueError:
            return None
        if not found[-1][0] or not -100 <= found[-1][1] <= 100:
            return None
    return tuple(found)


def _asked_by(facts: ModelFacts, manner: str) -> Sampling:
    """The manner's numbers, as the model's makers would have them."""
    sampling = PRESETS.get(manner, PRESETS["lively"])
    for theirs, ours in FROM_METADATA.items():
        value = _number(facts.metadata.get(f"general.sampling.{theirs}", ""))
        if value is None or accepted(ours, value) is None:
            continue
        if ours == "temperature":
            value *= WARMTH.get(manner, 1.0)
        sampling = replace(sampling, **{ours: accepted(ours, value)})  # type: ignore[arg-type]
    return sampling


def _fields(numbers: Numbers) -> dict[str, object]:
    fields: dict[str, object] = {}
    for key, value in numbers.items():
        checked = accepted(key, value)
        if checked is None or key == "manner":
            continue
        if key == "bias":
            fields[key] = biases(str(checked)) or ()
        elif key == "banned":
            fields[key] = tuple(line.strip() for line in str(checked).splitlines() if line.strip())
        else:
            fields[key] = checked
    return fields


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
