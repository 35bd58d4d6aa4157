"""How the next token is chosen: a chain of samplers from plain numbers."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator, Sequence
from typing import Any

from app.core.errors import GrammarUnreadable
from app.engine.engine import Sampling
from app.engine.native import llama
from app.engine.vocabulary import Vocabulary

BREAKERS = (b"\n", b":", b'"', b"*")
"""Repeating across these is no repetition: names before a colon, stars around an action."""

NEVER = -1e9
MIROSTAT_M = 100
"""How many tokens the first Mirostat looks at; the value of its paper."""


class Sampler:
    """A chain of samplers for one reply.  Used on one thread; ``close`` frees it.

    *before* is what was read and said so far: what a person wants seldom repeated is looked for there too.
    *forbidden* tokens are not chosen at all.

    Raises:
        GrammarUnreadable: the grammar is none.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        sampling: Sampling,
        before: Sequence[int],
        *,
        forbidden: Sequence[int] = (),
        seed_offset: int = 0,
    ) -> None:
        self._vocabulary = vocabulary
        self._sampling = sampling
        drawn = sampling.seed if sampling.seed is not None else int.from_bytes(os.urandom(4))
        self._seed = (drawn + seed_offset) % (1 << 32)
        links = list(self._links(before, forbidden))
        # One without its last link would abort the process, so it is built whole.
        self._chain = llama.llama_sampler_chain_init(llama.llama_sampler_chain_default_params())
        for link in links:
            llama.llama_sampler_chain_add(self._chain, link)

    def next(self, context: Any, output: int = -1) -> int:
        """The token to say next, by the logits of one of the last batch's outputs."""
        return int(llama.llama_sampler_sample(self._chain, context, output))

    def accept(self, token: int) -> None:
        """*token* is said without having been chosen here."""
        llama.llama_sampler_accept(self._chain, token)

    def close(self) -> None:
        """Free the chain; calling it twice does nothing."""
        if self._chain is not None:
            llama.llama_sampler_free(self._chain)
            self._chain = None

    def _links(self, before: Sequence[int], forbidden: Sequence[int]) -> Iterator[Any]:
        sampling = self._sampling
        # First, so that what it refuses is no choice for the others; and nothing is left unfreed if it is no grammar.
        if sampling.grammar:
            grammar = llama.llama_sampler_init_grammar(self._vocabulary.handle, sampling.grammar.encode(), b"root")
            if not grammar:
                raise GrammarUnreadable
            yield grammar
        biases = [*self._biases(), *((token, NEVER) for token in forbidden)]
        if biases:
            array = (llama.llama_logit_bias * len(biases))(*biases)
            yield llama.llama_sampler_init_logit_bias(self._vocabulary.size, len(biases), array)
        if sampling.repeat_penalty != 1.0 or sampling.frequency_penalty or sampling.presence_penalty:
            yield self._told(
                llama.llama_sampler_init_penalties(
                    self._vocabulary.size, sampling.repeat_last, sampling.repeat_penalty,
                    sampling.frequency_penalty, sampling.presence_penalty,
                ),
                before, sampling.repeat_last,
            )  # fmt: skip
        if sampling.dry_multiplier > 0:
            breakers = (ctypes.c_char_p * len(BREAKERS))(*BREAKERS)
            yield self._told(
                llama.llama_sampler_init_dry(
                    self._vocabulary.handle, sampling.dry_multiplier, sampling.dry_base,
                    sampling.dry_allowed_length, sampling.dry_last, breakers, len(BREAKERS),
                ),
                before, sampling.dry_last,
            )  # fmt: skip
        yield from self._cuts() if sampling.temperature > 0 else [llama.llama_sampler_init_greedy()]

    def _cuts(self) -> Iterator[Any]:
        """What is left of the vocabulary, and the draw from it; the order is llama.cpp's own."""
        sampling = self._sampling
        if sampling.mirostat:
            yield llama.llama_sampler_init_temp(sampling.temperature)
            numbers = (self._seed, sampling.mirostat_tau, sampling.mirostat_eta)
            if sampling.mirostat == 1:
                yield llama.llama_sampler_init_mirostat(self._vocabulary.size, *numbers, MIROSTAT_M)
            else:
                yield llama.llama_sampler_init_mirostat_v2(*numbers)
            return
        if sampling.top_n_sigma > 0:
            yield llama.llama_sampler_init_top_n_sigma(sampling.top_n_sigma)
        if sampling.top_k > 0:
            yield llama.llama_sampler_init_top_k(sampling.top_k)
        if sampling.typical_p < 1:
            yield llama.llama_sampler_init_typical(sampling.typical_p, 1)
        if sampling.top_p < 1:
            yield llama.llama_sampler_init_top_p(sampling.top_p, 1)
        if sampling.min_p > 0:
            yield llama.llama_sampler_init_min_p(sampling.min_p, 1)
        if sampling.xtc_probability > 0:
            yield llama.llama_sampler_init_xtc(sampling.xtc_probability, sampling.xtc_threshold, 1, self._seed)
        yield llama.llama_sampler_init_temp_ext(sampling.temperature, sampling.dynamic_range, sampling.dynamic_exponent)
        yield llama.llama_sampler_init_dist(self._seed)

    def _told(self, link: Any, before: Sequence[int], count: int) -> Any:
        """*link*, after it heard the last *count* words: marks of the template are no words, and must stay likely."""
        for token in before[-count:] if count else ():
            if not self._vocabulary.is_control(token):
                llama.llama_sampler_accept(link, token)
        return link

    def _biases(self) -> Iterator[tuple[int, float]]:
        """Each word's first token, with and without the blank before it."""
        for word, bias in self._sampling.bias:
            firsts = {
                tokens[0]
                for spelled in (word, f" {word}", word.capitalize(), f" {word.capitalize()}")
                if (tokens := self._vocabulary.tokens(spelled, special=False))
            }
            yield from ((token, bias) for token in sorted(firsts))
