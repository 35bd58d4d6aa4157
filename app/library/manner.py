"""How freely a companion chooses words: plain names for sampling numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.engine import ModelFacts, Sampling

MANNERS: Mapping[str, Sampling] = {
    "steady": Sampling(temperature=0.4, top_k=40, top_p=0.9, min_p=0.1),
    "lively": Sampling(temperature=0.8, top_k=60, top_p=0.95, min_p=0.05),
    "wild": Sampling(temperature=1.15, top_k=120, top_p=0.98, min_p=0.03),
}


def sampling_for(manner: str, facts: ModelFacts) -> Sampling:
    """The numbers for *manner* on this model."""
    sampling = MANNERS.get(manner, MANNERS["lively"])
    if facts.is_starter:
        # Names and facts come back word for word from the prompt; a penalty on repeating would bend them.
        return replace(sampling, temperature=sampling.temperature * 0.75, repeat_penalty=1.0)
    return sampling
