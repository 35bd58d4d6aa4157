"""Watches a reply as it is spoken: the minors filter, and topics never to touch."""

from __future__ import annotations

from collections.abc import Sequence

from app.boundaries.minors_filter import past, violates_after
from app.boundaries.scrubber import TextScrubber
from app.boundaries.topics import place_of
from app.boundaries.word_forms import sentences
from app.core.errors import MinorsFilterTriggered

LOOKED_AT_EVERY = 40
"""Characters between two looks; a look costs about a millisecond."""
LOOKED_BACK = 1200
ENDS = '.!?\n*"”'


class TopicReached(Exception):
    """A reply came to a topic that is never to be touched; *keep* characters of it stay."""

    def __init__(self, keep: int) -> None:
        super().__init__()
        self.keep = keep


class StreamModerator:
    """Hears a reply piece by piece; gives what may be shown of each.

    Raises:
        MinorsFilterTriggered: nothing of the reply may stay.
        TopicReached: it ends before the sentence that touches the topic.
    """

    def __init__(self, never: Sequence[str], before: Sequence[str], companion: str) -> None:
        self._never = tuple(never)
        self._past = past(before, companion)
        self._tamer = TextScrubber()
        self._looked = 0
        self._from = 0  # topics are searched from here on: whole sentences before it touch none
        self.text = ""

    def for_reasoning(self) -> StreamModerator:
        """A watch over what is thought beside the reply: topics may be thought of, the minors filter holds."""
        return StreamModerator((), self._past.before, self._past.companion)

    def fresh(self) -> StreamModerator:
        """A watch that has heard nothing yet, for the same boundaries."""
        return StreamModerator(self._never, self._past.before, self._past.companion)

    def begin_with(self, text: str) -> None:
        """*text* was there before: the filter is looked for in it with what follows, but topics in it end nothing."""
        self.text += self._tamer.scrub(text)
        self._looked = self._from = len(self.text)

    def feed(self, piece: str) -> str:
        """What of *piece* may be shown."""
        tame = self._tamer.scrub(piece)
        self.text += tame
        # At the end of whatever a sentence, a line or an action is, and at the latest after so many characters.
        ends_something = any(end in tame for end in ENDS)
        if ends_something or len(self.text) - self._looked >= LOOKED_AT_EVERY:
            self.check()
        return tame

    def check(self) -> None:
        """Look at what was heard until now; at the end once more."""
        self._looked = len(self.text)
        # Enough for two windows of the filter: what stands further back was looked at with what stood around it.
        tail = self.text[-LOOKED_BACK:]
        if tail and violates_after(self._past, tail):
            raise MinorsFilterTriggered
        if self._never:
            self._look_for_topics(self.text[self._from :])

    def _look_for_topics(self, fresh: str) -> None:
        for topic in self._never:
            if (place := place_of(topic, fresh)) is not None:
                raise TopicReached(self._from + place)
        # Only the last sentence can still grow into a topic.
        *_, (growing, _) = [(0, ""), *sentences(fresh)]
        self._from += growing
