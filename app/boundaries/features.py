"""The signs in a text that speak for and against somebody young taking part in romance.

Each sign is one question with a yes or a no.  ``floor.py`` weighs the answers; what each weighs was learnt once from
composed cases (``packaging/learn_minors_filter.py``), with the side it may speak for fixed here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.boundaries import near_cues as near
from app.boundaries.age_cues import GROWN, AgeMention, Kind, age_mentions
from app.boundaries.normalize import normalize
from app.boundaries.roles import LOVER_AFTER, MANY, SCHOOL_WORK, role_of, sentence_of, works_at_school
from app.boundaries.romance_cues import RomanceMention, RomanceReading, romance_mentions


@dataclass(frozen=True)
class Past:
    """What came before a text, oldest first, and how the companion is described; each is read once."""

    before: tuple[str, ...] = ()
    companion: str = ""

    def __repr__(self) -> str:
        return f"<Past of {len(self.before)}>"

    @cached_property
    def earlier(self) -> str:
        return normalize("\n".join(self.before))

    @cached_property
    def described(self) -> str:
        return normalize(self.companion)

    @cached_property
    def young_roles(self) -> list[tuple[AgeMention, str, str]]:
        """Who is young in it, what they are, and where it stands: one person, not the many somebody likes or teaches."""
        return [
            (youth, role, text)
            for text in (self.earlier, self.described)
            for youth in age_mentions(text)
            if not near.DOUBTED.match(sentence_of(text, youth.start, with_end=True).strip())
            if not MANY.search(text[youth.start : youth.end]) or youth.kind is not Kind.CHILD
            if not works_at_school(text, youth)
            if (role := role_of(text, youth))
        ]

    @cached_property
    def names_an_adult(self) -> bool:
        both = f"{self.earlier}\n{self.described}"
        return any(pattern.search(both) for pattern in (GROWN, near.ADULT_PARTNER, near.ADULT_AGE))

    @cached_property
    def names(self) -> set[str]:
        """The names that stand in what tells of somebody young."""
        young = [whole for whole in (*self.before, self.companion) if age_mentions(normalize(whole))]
        return {name.casefold() for whole in young for name in near.NAME.findall(whole) if name not in near.NOT_NAMES}


@dataclass(frozen=True)
class TextFeatures:
    """A text with what came before it, and everything that the signs look at."""

    text: str
    past: Past = field(default_factory=Past)

    def __repr__(self) -> str:
        return f"<TextFeatures {len(self.text)} chars>"

    @cached_property
    def plain(self) -> str:
        return normalize(self.text)

    @cached_property
    def _said(self) -> dict[re.Pattern[str], bool]:
        return {}

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether *pattern* stands in the text; several signs ask for the same one."""
        if pattern not in self._said:
            self._said[pattern] = pattern.search(self.plain) is not None
        return self._said[pattern]

    @cached_property
    def age_mentions(self) -> list[AgeMention]:
        return age_mentions(self.plain)

    @cached_property
    def reading(self) -> RomanceReading:
        return romance_mentions(self.plain)

    @cached_property
    def roles(self) -> list[str]:
        """What each young mention of the text is: ``own``, ``has``, ``i``, ``you``, ``indefinite`` or ``other``."""
        roles = [role_of(self.plain, youth) for youth in self.age_mentions]
        if "has" in roles or "own" in roles:  # "a man who has a son. What do I bring for the child?"
            roles = [
                "has" if near.THE_CHILD.search(self.plain[max(0, y.start - 6) : y.end]) else r
                for y, r in zip(self.age_mentions, roles, strict=True)
            ]
        return roles

    @cached_property
    def gaps(self) -> list[int]:
        """For each young mention, how many words lie between it and the nearest romance of its sentence."""
        return [
            min((gap_between(self.plain, youth, cue) for cue in self.reading.cues), default=99)
            for youth in self.age_mentions
        ]

    @cached_property
    def is_with_a_young_one(self) -> bool:
        """Whether a romance goes straight to somebody young."""
        return any(_is_object(self, youth, role) for youth, role in zip(self.age_mentions, self.roles, strict=True))


def gap_between(plain: str, youth: AgeMention, cue: RomanceMention) -> int:
    """The words between them; many where the sentence turns to something, or somebody, else in between."""
    first, last = (youth.end, cue.start) if youth.start < cue.start else (cue.end, youth.start)
    between = plain[first:last] if first < last else ""
    if re.search(r"[.!?\n]", between):
        return 99
    far = len(between.split())
    return (
        far + 20
        if near.BREAKERS.search(between) or near.ADULT_PARTNER.search(between) or GROWN.search(between)
        else far
    )


def _is_object(seen: TextFeatures, youth: AgeMention, role: str) -> bool:
    """Whether a romance goes straight to this young one."""
    if role in ("own", "has", "you", "group"):
        return False
    return any(
        cue.end <= youth.start and near.TO_SOMEBODY.fullmatch(seen.plain[cue.end : youth.start])
        for cue in seen.reading.cues
    )


def _comes_after(seen: TextFeatures, youth: AgeMention) -> bool:
    """*... kisses Freya. She is seventeen.*"""
    if not re.match(r"(?:she|he)(?: is|'s| was)\b", seen.plain[youth.start :]):
        return False
    before = seen.plain[: youth.start].rstrip().rstrip(".!?;")
    return any(
        youth.start - 45 <= cue.end <= youth.start and not re.search(r"[.!?;]", before[cue.end :])
        for cue in seen.reading.cues
    )


def _named_again(seen: TextFeatures) -> bool:
    """Whether a name that stood beside a young age before is said again."""
    return any(re.search(rf"\b{name}\b", seen.plain) for name in seen.past.names)


def _matches(pattern: re.Pattern[str]) -> Callable[[TextFeatures], bool]:
    return lambda seen: seen.says(pattern)


def _both(one: Callable[[TextFeatures], bool], other: Callable[[TextFeatures], bool]) -> Callable[[TextFeatures], bool]:
    return lambda seen: one(seen) and other(seen)


def _role(*roles: str) -> Callable[[TextFeatures], bool]:
    return lambda seen: any(role in roles for role in seen.roles)


def _only_role(*roles: str) -> Callable[[TextFeatures], bool]:
    return lambda seen: bool(seen.roles) and all(role in roles for role in seen.roles)


def _kind(*kinds: Kind) -> Callable[[TextFeatures], bool]:
    return lambda seen: any(youth.kind in kinds for youth in seen.age_mentions)


def _gap(most: int, roles: Sequence[str] = ()) -> Callable[[TextFeatures], bool]:
    return lambda seen: any(
        gap <= most and (not roles or role in roles) for gap, role in zip(seen.gaps, seen.roles, strict=True)
    )


def _ages(least: int) -> Callable[[TextFeatures], bool]:
    return lambda seen: len(near.ADULT_AGE.findall(seen.plain)) >= least


def _no_adult(seen: TextFeatures) -> bool:
    return not (seen.says(near.ADULT_PARTNER) or seen.says(near.ADULT_AGE) or seen.says(GROWN))


FEATURES: dict[str, tuple[int, Callable[[TextFeatures], bool]]] = {
    # --- for: the side is +1 ---
    "somebody young in the text": (1, lambda seen: bool(seen.age_mentions)),
    "young: age": (1, _kind(Kind.AGE)),
    "young: school": (1, _kind(Kind.SCHOOL)),
    "young: child word": (1, _kind(Kind.CHILD)),
    "young: young relative": (1, _kind(Kind.KIN)),
    "young: evasion": (1, _kind(Kind.EVASION)),
    "it is I who is young": (1, _role("i")),
    "it is you who is young": (1, _role("you")),
    "a young one, indefinite": (1, _role("indefinite")),
    "a young one, by name": (1, _role("other")),
    "somebody's young one": (1, _role("own")),
    "beside the romance": (1, _gap(2)),
    "near the romance": (1, _gap(6)),
    "in the sentence of the romance": (1, _gap(19)),
    "I or you, near the romance": (1, _gap(10, ("i", "you"))),
    "indefinite, near the romance": (1, _gap(6, ("indefinite", "other"))),
    "somebody's, beside the romance": (1, _gap(3, ("own",))),
    "intimacy": (1, lambda seen: any(cue.is_strong for cue in seen.reading.cues)),
    "intimacy near": (1, lambda seen: any(cue.is_strong for cue in seen.reading.cues) and _gap(19)(seen)),
    "several cues of romance": (1, lambda seen: len(seen.reading.cues) > 1),
    "a scene is asked for": (1, _matches(near.ASKED_FOR)),
    "a wish": (1, _matches(near.WISH)),
    "a wish, no adult named": (1, _both(_matches(near.WISH), _no_adult)),
    "between you and me": (1, _matches(near.I_YOU)),
    "between you and me, one young": (1, _both(_matches(near.I_YOU), _role("i", "you"))),
    "an action": (1, _matches(near.ACTION)),
    "no adult named": (1, _no_adult),
    "the romance is with a young one": (1, lambda seen: seen.is_with_a_young_one),
    "with a young one, an adult": (1, lambda seen: _ages(1)(seen) and seen.is_with_a_young_one),
    "the two of them, one young": (1, _both(_matches(near.THE_TWO), _role("other", "indefinite", "i", "theirs"))),
    "somebody else's young one": (1, _role("theirs")),
    "somebody else's, a wish": (1, _both(_role("theirs"), _matches(near.WISH))),
    "somebody else's before, and of them": (1, lambda seen: any(role in ("theirs", "kin") for _, role, _ in seen.past.young_roles) and seen.says(near.WITH_THEM)),
    "with a young one, a wish": (1, lambda seen: seen.says(near.WISH) and seen.is_with_a_young_one),
    "with a young one, an adult partner": (1, lambda seen: seen.says(near.ADULT_PARTNER) and seen.is_with_a_young_one),
    "is a child": (1, lambda seen: seen.says(near.IS_A_CHILD) and bool(seen.age_mentions)),
    "a lover is young": (1, lambda seen: any(near.LOVER_IS.search(seen.plain[max(0, y.start - 60) : y.start]) for y in seen.age_mentions)),
    "from an adult to a young one": (1, lambda seen: seen.says(near.FROM_ADULT) and bool(seen.age_mentions)),
    "a part's age": (1, lambda seen: bool(seen.age_mentions) and re.search(r"(?:^|\n|\b)(?:your role|my role|role|name|character|age|setting):", seen.plain) is not None),
    "a young lover": (1, lambda seen: any(LOVER_AFTER.match(seen.plain[y.end : y.end + 30]) for y in seen.age_mentions)),
    "somebody's little one": (1, _role("kin")),
    "somebody's little one, a wish": (1, _both(_role("kin"), _matches(near.WISH))),
    "romance with her or him": (1, _matches(near.WITH_THEM)),
    "romance with her or him, no adult named": (1, _both(_matches(near.WITH_THEM), _no_adult)),
    "the two of them": (1, _matches(near.THE_TWO)),
    "a scene is asked for, near": (1, _both(_matches(near.ASKED_FOR), _gap(19))),
    "a scene with a young part": (1, _both(_matches(near.ASKED_FOR), _role("i", "you", "indefinite", "other"))),
    "a wish near": (1, _both(_matches(near.WISH), _gap(10, ("indefinite", "other", "i", "you", "kin", "has")))),
    "one adult with one young": (1, lambda seen: len(near.ADULT_AGE.findall(seen.plain)) == 1 and _role("i", "you", "indefinite", "other", "kin")(seen) and not seen.says(near.ADULT_PARTNER)),
    "I am young, no adult named": (1, _both(_role("i"), _no_adult)),
    "by name, no adult named": (1, _both(_role("other", "indefinite"), _no_adult)),
    "two who are young": (1, _matches(near.TEEN_PAIR)),
    "other laws, an age": (1, _both(_kind(Kind.AGE, Kind.EVASION, Kind.SCHOOL, Kind.CHILD), _matches(near.OTHER_LAWS))),
    "an adult by word, one young": (1, lambda seen: re.search(r"\bgrown(?:[- ]up)?\b|\badult\b", seen.plain) is not None and _role("i", "you", "indefinite", "other", "kin")(seen)),
    "born too late": (1, lambda seen: any(re.match(r"born|birth|dob|b\.", seen.plain[y.start :]) for y in seen.age_mentions)),
    "said to be older": (1, _both(_kind(Kind.EVASION, Kind.AGE, Kind.SCHOOL), _matches(near.CLAIMED))),
    "evasion near the romance": (1, _both(_kind(Kind.EVASION), _gap(19))),
    "the companion is young": (1, lambda seen: any(role not in ("has", "own", "group") for _, role, text in seen.past.young_roles if text is seen.past.described)),
    "somebody before is young": (1, lambda seen: any(role not in ("has", "own", "group") for _, role, text in seen.past.young_roles if text is seen.past.earlier)),
    "somebody's young one before": (1, lambda seen: any(role == "kin" for youth, role, _ in seen.past.young_roles)),
    "before, and between you and me": (1, lambda seen: bool(seen.past.young_roles) and seen.says(near.I_YOU)),
    "she or he is young, after the romance": (1, lambda seen: any(_comes_after(seen, youth) for youth in seen.age_mentions)),
    "named again": (1, _named_again),
    "named again, no adult named": (1, _both(_named_again, _no_adult)),
    # --- against: the side is -1 ---
    "love in words alone": (-1, lambda seen: bool(seen.reading.cues) and all(cue.is_soft for cue in seen.reading.cues)),
    "love in words, somebody's young one": (-1, lambda seen: all(cue.is_soft for cue in seen.reading.cues) and (_role("own", "has", "group")(seen) or any(role == "own" for _, role, _ in seen.past.young_roles) or seen.says(near.PARENTING))),
    "only a group": (-1, _only_role("group", "own", "has")),
    "only a group, not beside": (-1, lambda seen: _only_role("group", "own", "has")(seen) and not _gap(3)(seen)),
    "its own crush": (-1, lambda seen: seen.says(near.OWN_CRUSH) and (_role("own", "theirs")(seen) or seen.says(near.PARENTING))),
    "its own crush, advice": (-1, lambda seen: seen.says(near.OWN_CRUSH) and seen.says(near.ADVICE)),
    "only somebody's": (-1, _only_role("own", "has")),
    "only somebody's, not beside": (-1, lambda seen: _only_role("own", "has")(seen) and not _gap(3)(seen)),
    "far from the romance": (-1, lambda seen: bool(seen.age_mentions) and not _gap(19)(seen)),
    "an adult partner": (-1, _matches(near.ADULT_PARTNER)),
    "an adult partner, young one far": (-1, lambda seen: seen.says(near.ADULT_PARTNER) and not _gap(6)(seen)),
    "an adult's age": (-1, _ages(1)),
    "two adults' ages": (-1, _ages(2)),
    "grown up": (-1, _matches(GROWN)),
    "grown up, only a young relative": (-1, lambda seen: seen.says(GROWN) and bool(seen.age_mentions) and all(y.kind in (Kind.KIN, Kind.CHILD) for y in seen.age_mentions)),
    "looked after": (-1, _matches(near.BABYSAT)),
    "looked after, by a couple": (-1, _both(_matches(near.BABYSAT), _matches(near.ADULT_PARTNER))),
    "parenting": (-1, _matches(near.PARENTING)),
    "advice on one's own": (-1, _both(_matches(near.ADVICE), _matches(near.PARENTING))),
    "advice, somebody's young one": (-1, _both(_matches(near.ADVICE), _role("own"))),
    "memory": (-1, _matches(near.MEMORY)),
    "long ago": (-1, _matches(near.LONG_AGO)),
    "long ago, memory": (-1, _both(_matches(near.LONG_AGO), _matches(near.MEMORY))),
    "law and news": (-1, _matches(near.LAW)),
    "law and news, nobody's wish": (-1, lambda seen: seen.says(near.LAW) and not seen.says(near.WISH) and not seen.says(near.I_YOU)),
    "the law is asked": (-1, _matches(near.LAW_ASKED)),
    "a parent's name for an adult": (-1, lambda seen: any(near.PARENT_OF.search(seen.plain[max(0, y.start - 40) : y.start]) for y in seen.age_mentions)),
    "a couple's evening": (-1, _matches(near.COUPLE)),
    "a simile": (-1, _matches(near.SIMILE)),
    "school as work": (-1, _both(_matches(SCHOOL_WORK), lambda seen: all(y.kind in (Kind.SCHOOL, Kind.CHILD) for y in seen.age_mentions))),
    "romance ruled out": (-1, _matches(near.NO_ROMANCE)),
    "denied": (-1, lambda seen: seen.says(near.DENIES) and (seen.says(near.ADULT_AGE) or seen.says(GROWN))),
    "mixed up": (-1, _matches(near.MIXED_UP)),
    "a child busy with its own": (-1, lambda seen: any(near.CHILD_SCENE.match(seen.plain[y.end : y.end + 60]) for y in seen.age_mentions)),
    "a family's kiss": (-1, lambda seen: seen.reading.family > 0),
    "another meaning": (-1, lambda seen: seen.reading.other > 0),
    "a wish of nobody": (-1, lambda seen: not (seen.says(near.WISH) or seen.says(near.I_YOU) or seen.says(near.ASKED_FOR))),
    "before, an adult as well": (-1, lambda seen: bool(seen.past.young_roles) and seen.past.names_an_adult),
    "before, only somebody's": (-1, lambda seen: bool(seen.past.young_roles) and all(role in ("own", "has", "group") for _, role, _ in seen.past.young_roles)),
    "before, only somebody's, not of them": (-1, lambda seen: bool(seen.past.young_roles) and not seen.age_mentions and all(role in ("own", "has", "group") for _, role, _ in seen.past.young_roles) and not seen.says(near.WITH_THEM)),
    "before, and an adult partner now": (-1, lambda seen: bool(seen.past.young_roles) and seen.says(near.ADULT_PARTNER)),
}  # fmt: skip
"""Every sign: the side it may speak for, and its question."""


def answers(seen: TextFeatures) -> list[bool]:
    """The answers of *seen*, in the order of ``FEATURES``."""
    return [question(seen) for _, question in FEATURES.values()]


def is_worth_weighing(seen: TextFeatures) -> bool:
    """Whether there are romance and somebody young at all; without both nothing is weighed."""
    return bool(seen.reading.cues) and (bool(seen.age_mentions) or bool(seen.past.young_roles))
