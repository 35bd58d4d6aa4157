"""What is known of the cache."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.engine.prefix import Prefix

tokens = st.lists(st.integers(0, 3), min_size=1, max_size=30)


@given(tokens, tokens)
def test_what_is_shared_is_the_same_and_the_last_token_is_always_read(cached, wanted):
    prefix = Prefix()
    prefix.add(cached)
    shared = prefix.shared_with(wanted)
    assert cached[:shared] == wanted[:shared]
    assert shared < len(wanted)
    if shared < len(cached) and shared < len(wanted) - 1:
        assert cached[shared] != wanted[shared]


@given(tokens, st.integers(0, 30))
def test_a_cut_forgets_the_tail(cached, length):
    prefix = Prefix()
    prefix.add(cached)
    prefix.cut(length)
    assert len(prefix) == min(length, len(cached))
