"""What is known of the cache, and what of it a new prompt can use."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.engine.prefix import SURE, Prefix, Reuse

tokens = st.lists(st.integers(0, 3), min_size=1, max_size=30)
texts = st.lists(st.integers(0, 30_000), min_size=1, max_size=200)


def holding(cached) -> Prefix:
    prefix = Prefix()
    prefix.add(cached)
    return prefix


@given(tokens, tokens)
def test_what_is_shared_is_the_same_and_no_more(cached, wanted):
    shared = holding(cached).shared_with(wanted)
    assert cached[:shared] == wanted[:shared]
    if shared < min(len(cached), len(wanted)):
        assert cached[shared] != wanted[shared]


@given(tokens, st.integers(0, 30))
def test_a_cut_forgets_the_tail(cached, length):
    prefix = holding(cached)
    prefix.cut(length)
    assert len(prefix) == min(length, len(cached))


@given(texts, texts, st.booleans())
def test_whatever_is_used_again_is_what_is_wanted(cached, wanted, may_shift):
    reuse = holding(cached).reuse_for(wanted, may_shift=may_shift)
    used = cached[: reuse.head] + cached[reuse.head + reuse.gap :][: reuse.tail]
    assert used == wanted[: reuse.length]
    assert may_shift or not reuse.tail


@given(texts, st.lists(st.integers(0, 30_000), min_size=1, max_size=50), st.integers(SURE, 200))
def test_what_was_dropped_near_the_beginning_leaves_the_rest_to_be_used(head, dropped, length):
    tail = list(range(40_000, 40_000 + length))
    reuse = holding([*head, *dropped, *tail]).reuse_for([*head, *tail, 7, 8], may_shift=True)
    assert reuse == Reuse(len(head), len(dropped), length)


def test_a_chance_likeness_is_not_taken_for_the_same_text():
    few = list(range(100, 100 + SURE - 1))
    assert holding([1, 2, 9, *few]).reuse_for([1, 2, *few, 5, 6], may_shift=True) == Reuse(2)


def test_taking_out_moves_what_follows_forward():
    prefix = holding([1, 2, 3, 4, 5])
    prefix.remove(1, 2)
    assert prefix.shared_with([1, 4, 5, 6]) == 3
