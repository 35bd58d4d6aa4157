"""What is welcome, for whom, and when to rest.

The dial and topics are the person's own; the floor is fixed.  Every door that lets words in asks here: what a person
writes, what a model says, what describes a companion.  Pure checks and one small store; nothing here knows a model.
"""

from app.boundaries.boundaries import Boundaries, Who, check_card_texts, check_described
from app.boundaries.bounds import Bounds, Wishes
from app.boundaries.content_rating import (
    HIGHEST,
    LEVEL_STEPS,
    LEVELS,
    STEPS,
    THEMES,
    Level,
    Theme,
    is_mature,
    level_of,
)
from app.boundaries.crisis import (
    ELSEWHERE,
    KIND,
    NOT_KEPT,
    HelpLine,
    Need,
    country_of,
    lines_for,
    needed,
    read_lines,
)
from app.boundaries.described_age import Age, age_of
from app.boundaries.disclosure import ON_EVERY_PAGE, REMINDER, TOLD_AFTER_ASKING, Question, answer, asked
from app.boundaries.minors_filter import crosses, seems_young
from app.boundaries.refusal import Refusal, Whose, is_refusal, why
from app.boundaries.safe_word import PAUSED, TOLD_WHILE_PAUSED, is_safe_word
from app.boundaries.scrubber import tamed
from app.boundaries.store import BoundaryStore, Reach
from app.boundaries.stream_moderator import TopicReached, Watch
from app.boundaries.topics import touched
from app.boundaries.usage_time import Due, Sitting, Terms, TimeSpent

__all__ = [
    "ELSEWHERE",
    "HIGHEST",
    "KIND",
    "LEVELS",
    "LEVEL_STEPS",
    "NOT_KEPT",
    "ON_EVERY_PAGE",
    "PAUSED",
    "REMINDER",
    "STEPS",
    "THEMES",
    "TOLD_AFTER_ASKING",
    "TOLD_WHILE_PAUSED",
    "Age",
    "Boundaries",
    "BoundaryStore",
    "Bounds",
    "Due",
    "HelpLine",
    "Level",
    "Need",
    "Question",
    "Reach",
    "Refusal",
    "Sitting",
    "Terms",
    "Theme",
    "TimeSpent",
    "TopicReached",
    "Watch",
    "Who",
    "Whose",
    "Wishes",
    "age_of",
    "answer",
    "asked",
    "check_card_texts",
    "check_described",
    "country_of",
    "crosses",
    "is_mature",
    "is_refusal",
    "is_safe_word",
    "level_of",
    "lines_for",
    "needed",
    "read_lines",
    "seems_young",
    "tamed",
    "touched",
    "why",
]  # fmt: skip
