"""How freely a companion chooses words: plain names for sampling numbers, and what a person changed of them.

The numbers come, each over the one before: from the manner, from the model's own metadata, and from what the
person set for everybody, for a model, for a companion, for a companion on a model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.words import N_, Words
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
    """One number a person can set: its field of ``Sampling``, its words and its span."""

    key: str
    label: Words
    help: Words
    low: float
    high: float

    @property
    def is_whole(self) -> bool:
        return isinstance(getattr(Sampling(), self.key), int)


KNOBS = (
    SamplingParameter(
        "temperature", N_("Temperature"), N_("How evenly words are drawn; 0 always takes the likeliest."), 0, 5
    ),
    SamplingParameter(
        "dynamic_range",
        N_("Dynamic range"),
        N_("How far the temperature goes up and down with how sure the model is."),
        0,
        5,
    ),
    SamplingParameter("dynamic_exponent", N_("Dynamic exponent"), N_("How sharply it does."), 0.1, 10),
    SamplingParameter("top_k", N_("Top-k"), N_("Only the likeliest so many tokens; 0 takes all."), 0, 1000),
    SamplingParameter(
        "top_p", N_("Top-p"), N_("Only the likeliest tokens that together have this share; 1 takes all."), 0.01, 1
    ),
    SamplingParameter(
        "min_p", N_("Min-p"), N_("Only tokens with this share of the likeliest one's chance; 0 takes all."), 0, 1
    ),
    SamplingParameter(
        "typical_p", N_("Typical"), N_("Only tokens about as surprising as is to be expected; 1 takes all."), 0.01, 1
    ),
    SamplingParameter(
        "top_n_sigma",
        N_("Top-n-sigma"),
        N_("Only tokens within so many standard deviations of the likeliest; 0 takes all."),
        0,
        10,
    ),
    SamplingParameter(
        "xtc_probability", N_("XTC probability"), N_("How often the likeliest words are passed over; 0 never."), 0, 1
    ),
    SamplingParameter(
        "xtc_threshold", N_("XTC threshold"), N_("From which chance on a word counts as one of those."), 0, 0.5
    ),
    SamplingParameter(
        "repeat_penalty", N_("Repetition penalty"), N_("Makes words that were said less likely; 1 does not."), 0.5, 3
    ),
    SamplingParameter(
        "repeat_last", N_("Look back for repetition"), N_("In tokens, over the conversation too."), 0, 8192
    ),
    SamplingParameter(
        "frequency_penalty", N_("Frequency penalty"), N_("More for each time a word was said; 0 does not."), -2, 2
    ),
    SamplingParameter(
        "presence_penalty", N_("Presence penalty"), N_("Once for a word that was said; 0 does not."), -2, 2
    ),
    SamplingParameter(
        "dry_multiplier", N_("DRY"), N_("Against whole phrases said again; 0 turns it off, 0.8 is usual."), 0, 5
    ),
    SamplingParameter("dry_base", N_("DRY base"), N_("How fast it grows with the length of the phrase."), 1, 4),
    SamplingParameter(
        "dry_allowed_length", N_("DRY allowed length"), N_("Phrases of so many tokens are let through."), 1, 50
    ),
    SamplingParameter("dry_last", N_("DRY looks back"), N_("In tokens."), 0, 32_768),
    SamplingParameter(
        "mirostat", N_("Mirostat"), N_("1 or 2 keeps the surprise even, in place of every cut; 0 is off."), 0, 2
    ),
    SamplingParameter("mirostat_tau", N_("Mirostat surprise"), N_("How much surprise is aimed at."), 0, 20),
    SamplingParameter("mirostat_eta", N_("Mirostat rate"), N_("How quickly it corrects itself."), 0.001, 1),
)

Numbers = Mapping[str, object]
"""What a person changed: knobs by their key, and ``manner``, ``bias``, ``banned``, ``grammar``."""

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
        sampling = replace(sampling, temperature=sampling.temperature * 0.75, repeat_penalty=1.0)
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
