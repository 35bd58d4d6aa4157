"""Sampler chains from plain numbers."""

from __future__ import annotations

import os
from typing import Any

from app.engine.engine import Sampling
from app.engine.native import llama


def sampler_chain(sampling: Sampling, vocabulary: int) -> Any:
    """A chain that ends in a draw (or in the likeliest token at temperature 0).

    *vocabulary* is the number of tokens the model knows.  The caller frees the chain with
    ``llama_sampler_free``.  One without its last link would abort the process, so it is built whole.
    """
    chain = llama.llama_sampler_chain_init(llama.llama_sampler_chain_default_params())
    if sampling.repeat_penalty != 1.0:
        penalties = llama.llama_sampler_init_penalties(
            vocabulary, sampling.repeat_last, sampling.repeat_penalty, 0.0, 0.0
        )
        llama.llama_sampler_chain_add(chain, penalties)
    if sampling.temperature <= 0:
        llama.llama_sampler_chain_add(chain, llama.llama_sampler_init_greedy())
        return chain
    seed = sampling.seed if sampling.seed is not None else int.from_bytes(os.urandom(4))
    for link in (
        llama.llama_sampler_init_top_k(sampling.top_k),
        llama.llama_sampler_init_top_p(sampling.top_p, 1),
        llama.llama_sampler_init_min_p(sampling.min_p, 1),
        llama.llama_sampler_init_temp(sampling.temperature),
        llama.llama_sampler_init_dist(seed),
    ):
        llama.llama_sampler_chain_add(chain, link)
    return chain
