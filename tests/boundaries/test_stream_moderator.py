"""What hears a reply while it is spoken."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.boundaries import StreamModerator, TopicReached

REPLY = 'The lamp is lit.  "Sit down," she says!\n\nA kettle hums... Tea? Mr. Grey saw a spider on the sill. It left.'
SENTENCE = "Grey saw a spider"
"""The sentence begins here: the dot after *Mr* is taken for an end."""


def ended_at(pieces: list[str], never: tuple[str, ...] = ("war", "spiders")) -> int | None:
    watch = StreamModerator(never, (), "")
    try:
        for piece in pieces:
            watch.feed(piece)
        watch.check()
    except TopicReached as reached:
        return reached.keep
    return None


@given(st.sets(st.integers(1, len(REPLY) - 1)))
def test_a_topic_ends_a_reply_before_its_sentence_however_the_reply_comes(cuts):
    places = [0, *sorted(cuts), len(REPLY)]
    pieces = [REPLY[first:last] for first, last in pairwise(places)]
    assert ended_at(pieces) == REPLY.index(SENTENCE)


def test_a_reply_without_the_topic_goes_on():
    assert ended_at(list(REPLY), ("snakes",)) is None


@pytest.mark.parametrize("pieces", [["My dog died. The w", "ar began."], ["My dog died. The war", " began."]])
def test_a_word_that_is_still_growing_is_looked_at_again(pieces):
    assert ended_at(pieces) == len("My dog died. ")
