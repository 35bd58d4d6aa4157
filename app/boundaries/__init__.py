"""What is welcome, for whom, and when to rest.

The dial and topics are the person's own; the filter is fixed.  Every door that lets words in asks here: what a person
writes, what a model says, what describes a companion.  Pure checks and one small store; nothing here knows a model.
"""

from app.boundaries.boundaries import Boundaries, ModerationContext, check_card_texts, check_described
from app.boundaries.bounds import BoundaryChoices, Bounds
from app.boundaries.content_rating import (
    HIGHEST,
    LEVEL_STEPS,
    Level,
    Theme,
    is_mature,
    level_label,
    level_meaning,
    level_of,
    step_label,
    step_meaning,
    theme_label,
)
from app.boundaries.crisis import (
    CrisisKind,
    HelpLine,
    classify_crisis,
    country_of,
    lines_for,
    read_lines,
)
from app.boundaries.described_age import Age, age_of
from app.boundaries.disclosure import TOLD_AFTER_ASKING, Question, asked
from app.boundaries.minors_filter import seems_young, violates
from app.boundaries.policy import PolicyService
from app.boundaries.refusal import Refusal, Whose, is_refusal, why
from app.boundaries.safe_word import TOLD_WHILE_PAUSED, is_safe_word
from app.boundaries.scrubber import scrubbed
from app.boundaries.seen_young import seems_to_show_young, speaks_of_a_picture
from app.boundaries.store import BoundaryStore
from app.boundaries.stream_moderator import StreamModerator, TopicReached
from app.boundaries.topics import touched
from app.boundaries.usage_time import BreakSchedule, Due, TimeSpent, UsageTimer

__all__ = [
    "HIGHEST",
    "LEVEL_STEPS",
    "TOLD_AFTER_ASKING",
    "TOLD_WHILE_PAUSED",
    "Age",
    "Boundaries",
    "BoundaryChoices",
    "BoundaryStore",
    "Bounds",
    "BreakSchedule",
    "CrisisKind",
    "Due",
    "HelpLine",
    "Level",
    "ModerationContext",
    "PolicyService",
    "Question",
    "Refusal",
    "StreamModerator",
    "Theme",
    "TimeSpent",
    "TopicReached",
    "UsageTimer",
    "Whose",
    "age_of",
    "asked",
    "check_card_texts",
    "check_described",
    "classify_crisis",
    "country_of",
    "is_mature",
    "is_refusal",
    "is_safe_word",
    "level_label",
    "level_meaning",
    "level_of",
    "lines_for",
    "read_lines",
    "scrubbed",
    "seems_to_show_young",
    "seems_young",
    "speaks_of_a_picture",
    "step_label",
    "step_meaning",
    "theme_label",
    "touched",
    "violates",
    "why",
]  # fmt: skip
