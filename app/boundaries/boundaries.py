"""The room's front desk: what holds for whom, and the doors that a text passes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.boundaries.bounds import Bounds
from app.boundaries.content_rating import for_the_young, is_mature, tamed
from app.boundaries.crisis import without_disclosures
from app.boundaries.described_age import Age, about_now, age_of, without_past
from app.boundaries.minors_filter import seems_young, violates
from app.boundaries.refusal import Refusal, Whose, beyond, why
from app.boundaries.seen_young import seems_to_show_young
from app.boundaries.store import BoundaryStore
from app.boundaries.stream_moderator import StreamModerator
from app.boundaries.topics import touched
from app.core.errors import MinorsFilterTriggered, TopicTouched

CHILD_SHOWN = "There is a 10-year-old child in the picture."
"""What the minors filter is told of a picture with somebody who may be young, in words that it surely knows."""


@dataclass(frozen=True, slots=True)
class ModerationContext:
    """Who talks: a companion and a conversation by their numbers, how the companion is described, and the person.

    *others* describes whoever else is there, each by themselves; *scene* is where they meet; *pictures* say what is
    shown in this turn.
    """

    persona: int
    conversation_id: int | None
    description: str
    profile: str = ""
    others: tuple[str, ...] = ()
    scene: str = ""
    pictures: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<ModerationContext {self.persona}>"

    @property
    def both(self) -> str:
        """Everything that tells how old somebody is now: an adult's childhood does not."""
        told = [about_now(each) for each in (self.description, *self.others)]
        shown = [CHILD_SHOWN] if self.shows_young else []
        mine = f"I am {self.profile}." if self.profile else ""
        return "\n".join(filter(None, (*told, self.scene, *shown, mine))).strip()

    @property
    def shows_young(self) -> bool:
        """Whether a picture of this turn shows somebody who may be under 18: romance is closed while it is shown."""
        return any(seems_to_show_young(each) for each in self.pictures)

    @property
    def is_young(self) -> bool:
        """Whether anybody is under 18, seems so, or may be."""
        if self.shows_young:
            return True
        if any(age_of(each) in (Age.YOUNG, Age.UNCLEAR) for each in (self.description, *self.others)):
            return True
        return seems_young(self.scene) or bool(self.profile and seems_young(f"I am {self.profile}."))


class Boundaries:
    """What holds in each conversation.  *locks_mature* says whether mature levels wait for the passphrase."""

    def __init__(self, store: BoundaryStore, locks_mature: Callable[[], bool] = lambda: False) -> None:
        self.store = store
        self._locks_mature = locks_mature
        self.was_unlocked = False
        """Since the start; a fresh process asks again."""

    @property
    def holds_mature_back(self) -> bool:
        """Whether mature levels are locked now."""
        return self._locks_mature() and not self.was_unlocked

    def holding(self, who: ModerationContext) -> Bounds:
        """What holds now: as chosen, less what is locked, and less what is closed to the young."""
        bounds = self.store.bounds(who.persona, who.conversation_id)
        if who.is_young:
            return replace(bounds, steps=for_the_young(bounds.steps))
        if self.holds_mature_back and is_mature(bounds.steps):
            return replace(bounds, steps=tamed(bounds.steps))
        return bounds

    def check(self, who: ModerationContext, text: str, before: Sequence[str], *, sure: bool = False) -> None:
        """Let a person's message pass, or not; *sure* when they were asked about a topic of theirs.

        Raises:
            MinorsFilterTriggered: it crosses the minors filter; nothing of it may be kept or read.
            TopicTouched: it touches a topic that they asked never to touch.
        """
        if not self.passes_floor(who, text, before):
            raise MinorsFilterTriggered
        if not sure and touched(self.store.bounds(who.persona, who.conversation_id).never, text) is not None:
            raise TopicTouched

    def passes_floor(self, who: ModerationContext, text: str, before: Sequence[str]) -> bool:
        """Whether *text* may be kept and read.  Who tells of harm that was done to them is heard."""
        if not violates(text, before=before, companion=who.both):
            return True
        rest = without_disclosures(text)
        return rest != text and not violates(rest, before=before, companion=who.both)

    def why(self, who: ModerationContext, reply: str, asked_for: str) -> Refusal | None:
        """Whose no *reply* is, when it is one."""
        refusal = why(reply, asked_for, self.holding(who))
        if refusal is None or refusal.whose is not Whose.LEVEL:
            return refusal
        if beyond(asked_for, self.store.bounds(who.persona, who.conversation_id)) is not None:
            return refusal  # the dial as the person set it
        return replace(refusal, whose=Whose.FLOOR if who.is_young else Whose.LOCK)

    def moderator(self, who: ModerationContext, before: Sequence[str]) -> StreamModerator:
        """What hears the reply to the last of *before*."""
        # What was done to somebody is no part of a scene: a kind reply to it may speak of it.
        return StreamModerator(self.holding(who).never, [without_disclosures(line) for line in before], who.both)


def check_card_texts(core: str, describing: Sequence[str], others: Sequence[str]) -> None:
    """The door for a card: *core* is who is described, *describing* its texts on that, *others* what is said in it.

    An adult's childhood, family and pupils are no reason to refuse them; what tells of romance in the same breath is.

    Raises:
        MinorsFilterTriggered: it puts somebody under 18 into romance.
    """
    age = age_of(core)
    young = core if age is Age.YOUNG else ""
    told = [without_past(text) for text in (core, *describing)] if age is Age.ADULT else [core, *describing]
    if any(violates(part, companion=young) for part in (*told, *others) if part.strip()):
        raise MinorsFilterTriggered("described")


def check_described(text: str, *beside: str) -> None:
    """The door for what describes somebody: a card, a companion, a profile, an entry of a lorebook.

    Each of the texts *beside* it, such as a greeting, is about whom it describes.

    Raises:
        MinorsFilterTriggered: it puts somebody under 18 into romance.
    """
    young = text if seems_young(text) else ""
    if any(violates(part, companion=young) for part in (text, *beside) if part.strip()):
        raise MinorsFilterTriggered("described")
