"""One entry of a lorebook: what it says, when it wakes, and where it stands then.

Fields are those of V3 cards, with SillyTavern's own under ``extensions``; every field but the content may be missing,
of an odd type or empty.  The tree an entry was read from is kept with it: nothing in it gets lost.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.core.clean_text import replace_surrogates
from app.lorebook.decorators import Decorators, parsed
from app.lorebook.keys import probe_of

Tree = dict[str, Any]


class Logic(enum.IntEnum):
    """What the secondary keys must do, once a primary key was heard."""

    AND_ANY = 0
    NOT_ALL = 1
    NOT_ANY = 2
    AND_ALL = 3


class InsertPosition(enum.IntEnum):
    """Where an entry wants to stand."""

    BEFORE = 0
    AFTER = 1
    NOTE_TOP = 2
    NOTE_BOTTOM = 3
    DEPTH = 4
    EXAMPLES_TOP = 5
    EXAMPLES_BOTTOM = 6
    OUTLET = 7


ROLES = ("system", "user", "assistant")
FIELDS = ("persona_description", "character_description", "character_personality", "character_depth_prompt",
          "scenario", "creator_notes")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filter:
    """For which companions an entry is meant, by name or tag; or for all others."""

    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    excludes: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.  None means that the rules of the scan decide; *uid* tells entries of one scan apart.

    *rank* says whose book it is from: conversations first, then profiles, companions, everything.
    """

    uid: str
    content: str
    name: str = ""
    keys: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()
    logic: Logic = Logic.AND_ANY
    is_on: bool = True
    is_constant: bool = False
    is_selective: bool = False
    order: float = 100
    place: InsertPosition = InsertPosition.BEFORE
    depth: int = 4
    role: str = "system"
    probability: float = 100
    scan_depth: int | None = None
    case_sensitive: bool | None = None
    whole_words: bool | None = None
    groups: tuple[str, ...] = ()
    is_prioritised: bool = False
    weight: float = 100
    group_scoring: bool | None = None
    leaves_recursion: bool = False
    stops_recursion: bool = False
    waits_for_recursion: int = 0
    sticky: int = 0
    cooldown: int = 0
    delay: int = 0
    ignores_budget: bool = False
    outlet: str = ""
    triggers: tuple[str, ...] = ()
    scans: tuple[str, ...] = ()
    meant_for: Filter = Filter()
    told: Decorators = field(default_factory=Decorators)
    book: str = ""
    rank: int = 3
    sure_words: frozenset[str] | None = field(init=False, compare=False, default=None)
    """Of an entry that by the usual rules can only wake by one of these words: those.  None of any other."""

    def __post_init__(self) -> None:
        # Once an entry, not once a scan: of thousands nearly all are asleep, and that is seen by one look at a set.
        object.__setattr__(self, "sure_words", _sure_words(self))

    def __repr__(self) -> str:
        return f"<Entry {self.uid}>"

    @property
    def title(self) -> str:
        """What the entry is called: its name, else its first key, else its first words."""
        return self.name or (self.keys[0] if self.keys else " ".join(self.content.split()[:5]))


def _sure_words(entry: Entry) -> frozenset[str] | None:
    told, meant = entry.told, entry.meant_for
    decides_first = (
        not entry.is_on or entry.is_constant or entry.triggers or meant.names or meant.tags or entry.delay
        or told.only_after or told.only_every or told.greeting is not None or told.activate or told.dont_activate
        or entry.waits_for_recursion or entry.leaves_recursion
    )  # fmt: skip
    reads_otherwise = (
        entry.scan_depth is not None or entry.case_sensitive is not None or entry.whole_words is not None or entry.scans
    )
    if decides_first or reads_otherwise or not entry.keys:
        return None
    probes = [probe_of(key) for key in entry.keys]
    if not all(probe.is_word and probe.pattern is None for probe in probes):
        return None  # macros and patterns are no single words, either
    return frozenset(probe.lower for probe in probes)


def read_entry(tree: Tree, uid: str, *, book: str = "", rank: int = 3) -> Entry:
    """The entry that *tree* is."""
    more = tree.get("extensions")
    own: Mapping[str, Any] = more if isinstance(more, dict) else {}
    head = parsed(_text(tree.get("content")))
    place = _whole(own.get("position"), -1)
    if place not in set(InsertPosition):
        place = InsertPosition.AFTER if tree.get("position") in ("after_char", 1) else InsertPosition.BEFORE
    waits = own.get("delay_until_recursion")
    entry = Entry(
        uid=uid,
        content=head.content,
        name=_text(tree.get("comment")) or _text(tree.get("name")),
        keys=_texts(tree.get("keys")),
        secondary=_texts(tree.get("secondary_keys")),
        logic=Logic(_within(own.get("selectiveLogic", own.get("selective_logic")), 0, 3, 0)),
        is_on=tree.get("enabled") is not False,
        is_constant=tree.get("constant") is True,
        is_selective=tree.get("selective") is True,
        order=_number(tree.get("insertion_order"), 100),
        place=InsertPosition(place),
        depth=max(0, min(_whole(own.get("depth"), 4), 10_000)),
        role=ROLES[_within(own.get("role"), 0, 2, 0)],
        probability=_number(own.get("probability"), 100) if own.get("useProbability", True) is not False else 100,
        scan_depth=_maybe(own.get("scan_depth")),
        case_sensitive=_flag(own.get("case_sensitive", tree.get("case_sensitive"))),
        whole_words=_flag(own.get("match_whole_words")),
        groups=tuple(part.strip() for part in _text(own.get("group")).split(",") if part.strip()),
        is_prioritised=own.get("group_override") is True,
        weight=max(0.0, _number(own.get("group_weight"), 100)),
        group_scoring=_flag(own.get("use_group_scoring")),
        leaves_recursion=own.get("exclude_recursion") is True,
        stops_recursion=own.get("prevent_recursion") is True,
        waits_for_recursion=1 if waits is True else max(0, _whole(waits, 0)),
        sticky=_within(own.get("sticky"), 0, 1_000_000, 0),
        cooldown=_within(own.get("cooldown"), 0, 1_000_000, 0),
        delay=_within(own.get("delay"), 0, 1_000_000, 0),
        ignores_budget=own.get("ignore_budget") is True,
        outlet=_text(own.get("outlet_name")).strip(),
        triggers=_texts(own.get("triggers")),
        scans=tuple(name for name in FIELDS if own.get(f"match_{name}") is True),
        meant_for=_filter(own.get("character_filter")),
        told=head,
        book=book,
        rank=rank,
    )
    return decorated(entry)


def decorated(entry: Entry) -> Entry:
    """*entry* as the decorators at its head want it."""
    told = entry.told
    changes: dict[str, Any] = {}
    if told.depth is not None:
        changes |= {"place": InsertPosition.DEPTH, "depth": told.depth}
    if told.role:
        changes["role"] = told.role
    if told.position:
        changes["place"] = InsertPosition.BEFORE if told.position == "before_desc" else InsertPosition.AFTER
    if told.scan_depth is not None:
        changes["scan_depth"] = told.scan_depth
    return replace(entry, **changes) if changes else entry


def _text(value: object) -> str:
    return replace_surrogates(value) if isinstance(value, str) else ""


def _texts(value: object) -> tuple[str, ...]:
    every = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(replace_surrogates(text.strip()) for text in every if isinstance(text, str) and text.strip())


def _number(value: object, otherwise: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return otherwise
    try:
        told = float(value)
    except (ValueError, OverflowError):
        return otherwise
    return told if abs(told) < 1e12 else otherwise


def _whole(value: object, otherwise: int) -> int:
    return int(_number(value, otherwise))


def _within(value: object, low: int, high: int, otherwise: int) -> int:
    told = _whole(value, otherwise)
    return told if low <= told <= high else otherwise


def _maybe(value: object) -> int | None:
    told = _number(value, -1)
    return None if told < 0 else min(int(told), 10_000)


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _filter(value: object) -> Filter:
    if not isinstance(value, dict):
        return Filter()
    excludes = value.get("isExclude", value.get("is_exclude")) is True
    return Filter(_texts(value.get("names")), _texts(value.get("tags")), excludes)
