"""One reply as it may be shown: the minors filter, and topics that end it."""

from __future__ import annotations

from collections.abc import Sequence

from app.boundaries import StreamModerator, TopicReached
from app.core.errors import MinorsFilterTriggered
from app.models import Delta
from app.templates import ReasoningDelta, TextDelta, TextRetracted

TOPIC = "topic"


class ModeratedReply:
    """Hears a reply delta by delta; *text* and *thinking* are what of it may stay.

    Topics may be thought of, though not spoken of; the minors filter holds for both.
    """

    def __init__(self, moderator: StreamModerator, begun: str = "") -> None:
        """*begun* is what was said of it before."""
        moderator.begin_with(begun)
        self._spoken = moderator
        self._thought = moderator.for_reasoning()
        self.text = begun
        self.thinking = ""
        self.ended_by = ""
        self.has_crossed = False

    def hear(self, deltas: Sequence[Delta], *, is_last: bool = False) -> list[Delta]:
        """What of *deltas* may be shown; nothing any more once a topic has ended it.

        Raises:
            MinorsFilterTriggered: nothing of the reply may stay.
        """
        shown: list[Delta] = []
        if self.ended_by:
            return shown
        try:
            # One by one: what was heard before a boundary stays shown.
            shown.extend(self._heard(delta) for delta in deltas)
            if is_last:
                self.check()
        except TopicReached as reached:
            self._end_at(reached)
        except MinorsFilterTriggered:
            self.has_crossed = True
            raise
        return shown

    def check(self) -> None:
        """Look at all that was heard until now.

        Raises:
            MinorsFilterTriggered, TopicReached: as ``StreamModerator`` says.
        """
        self._spoken.check()
        self._thought.check()

    def is_clean(self) -> bool:
        """Whether it may be kept, looked at to its last word; what touches a topic is cut."""
        if self.has_crossed:
            return False
        try:
            self._thought.check()
            if not self.ended_by:
                self._spoken.check()
        except TopicReached as reached:
            self._end_at(reached)
        except MinorsFilterTriggered:
            return False
        return True

    def _heard(self, delta: Delta) -> Delta:
        if isinstance(delta, TextRetracted):
            self._thought.feed(self.text)
            self.thinking, self.text = self.thinking + self.text, ""
            self._spoken = self._spoken.fresh()
            return delta
        if isinstance(delta, ReasoningDelta):
            thought = self._thought.feed(delta.text)
            self.thinking += thought
            return ReasoningDelta(thought)
        said = self._spoken.feed(delta.text)
        self.text += said
        return TextDelta(said)

    def _end_at(self, reached: TopicReached) -> None:
        self.text = self._spoken.text[: reached.keep]
        self.ended_by = TOPIC
