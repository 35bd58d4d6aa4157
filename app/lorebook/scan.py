"""Which entries wake for what was just said: SillyTavern's scan, with its faults mended where that is wanted.

Pure: no database, no model, no clock; chance is given.  Every entry gets a verdict that says which key woke it, or
which rule held it back.  The steps are numbered as in the description of the scan that we follow.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.lorebook.entry import Entry, InsertPosition, Logic
from app.lorebook.keys import KeyMatcher, MatchOptions, TimeBudget
from app.lorebook.rules import ScanRules

USUAL = Entry("", "")
"""An entry that leaves everything to the rules of the scan."""
MOST_MESSAGES = 1000
MOST_ROUNDS, MOST_LOOKS = 60, 200_000
"""A book of tens of thousands of entries that wake each other one by one comes to an end all the same."""


class ActivationReason(enum.Enum):
    """Why an entry woke, or did not."""

    CONSTANT = "constant"
    STICKY = "sticky"
    KEY = "key"
    FORCED = "forced"
    OFF = "off"
    TRIGGER = "trigger"
    OTHER_COMPANION = "other companion"
    DELAYED = "delayed"
    COOLING = "cooling"
    WAITS_FOR_RECURSION = "waits for recursion"
    LEAVES_RECURSION = "leaves recursion"
    HELD_BACK = "held back"
    NO_KEYS = "no keys"
    NOT_HEARD = "not heard"
    SECONDARY = "secondary"
    EXCLUDED = "excluded"
    TOO_SLOW = "too slow"
    GROUP = "group"
    CHANCE = "chance"
    BUDGET = "budget"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class EntryVerdict:
    """What became of one entry: whether it *woke*, *why*, by which *key*, and in which round (0 is the first)."""

    entry: Entry
    is_activated: bool
    why: ActivationReason
    key: str = ""
    round: int = 0
    tokens: int = 0
    text: str = ""

    def __repr__(self) -> str:
        return f"<EntryVerdict {self.entry.uid} {self.why.value}>"


@dataclass(frozen=True, slots=True)
class ScanLine:
    """A message as a scan reads it."""

    name: str
    text: str


def no_chance(_: str) -> float:
    """Chance that always falls in favour."""
    return 0.0


@dataclass(frozen=True, slots=True)
class ScanContext:
    """What a scan looks at.

    *lines* are the messages, the newest first; *count* is how many there are in all; *replies* how many are the
    companion's.  *fields* are other texts an entry may ask to be scanned.  *stuck* and *cooling* are the entries that
    a wake of before keeps awake or asleep; *met* are those that woke at any time.  *chance* gives a number from 0 to 1
    for a name, the same for the same turn.
    """

    lines: Sequence[ScanLine]
    count: int = 0
    replies: int = 0
    trigger: str = "normal"
    name: str = ""
    tags: Sequence[str] = ()
    greeting: int | None = None
    injected: Sequence[str] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    budget_tokens: int = 1 << 30
    sticky: frozenset[str] = frozenset()
    on_cooldown: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()
    forced: frozenset[str] = frozenset()
    chance: Callable[[str], float] = no_chance
    measure: Callable[[str], int] = len
    expand: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class Activation:
    """What woke, in the order it woke, and a verdict on every entry."""

    activated: tuple[EntryVerdict, ...]
    verdicts: tuple[EntryVerdict, ...]

    def at(self, *places: InsertPosition, faithful_ties: bool = False) -> list[EntryVerdict]:
        """Those that stand at *places*, as they follow each other in the prompt: the highest order nearest the end."""
        here = [one for one in self.activated if one.entry.place in places and one.text.strip()]
        if faithful_ties:
            here.reverse()
        return sorted(here, key=lambda one: one.entry.order)


def candidates(entries: Sequence[Entry], strategy: str) -> list[Entry]:
    """*entries* in the order they are looked at: the highest order first, each book's own way among equals.

    Those of a conversation always go first, then those of a profile; *strategy* says whether a companion's go before
    those for everything (``companion first``), after them (``everything first``) or among them (``evenly``).
    """
    ranks = {"evenly": {2: 2, 3: 2}, "everything first": {2: 3, 3: 2}}.get(strategy, {})
    return sorted(entries, key=lambda entry: (ranks.get(entry.rank, entry.rank), -entry.order))


def activate(entries: Sequence[Entry], situation: ScanContext, rules: ScanRules) -> Activation:
    """Which of *entries* wake in *situation*."""
    return _Scan(candidates(entries, rules.strategy), situation, rules).run()


class _Scan:
    def __init__(self, entries: Sequence[Entry], situation: ScanContext, rules: ScanRules) -> None:
        self._entries = entries
        self._now = situation
        self._rules = rules
        self._woken: dict[str, EntryVerdict] = {}
        self._verdicts: dict[str, EntryVerdict] = {}
        self._lost: set[str] = set()  # by chance, for this scan: a second round must not roll again
        self._heard: dict[tuple[int, tuple[str, ...], bool], KeyMatcher] = {}
        self._buffer: list[str] = []
        self._counted = 0
        self._skew = 0
        self._patience = TimeBudget()
        self._readings: dict[tuple[bool | None, bool | None], MatchOptions] = {}
        self._round = 0
        self._is_recursion = self._is_deeper = False
        self._waiting = sorted({entry.waits_for_recursion for entry in entries if entry.waits_for_recursion})
        self._level = self._waiting.pop(0) if self._waiting else 0
        self._is_full = False
        self._order = {entry.uid: place for place, entry in enumerate(entries)}
        self._singled_out = situation.sticky | situation.on_cooldown | situation.met | situation.forced
        reading = self._reading(USUAL)
        self._reads_words = reading.whole_words and reading.unicode_words and not reading.case_sensitive

    def run(self) -> Activation:
        # Lore that wakes lore can go on for long; a large book gets fewer rounds, so that a turn stays quick.
        most = max(3, min(MOST_ROUNDS, MOST_LOOKS // max(1, len(self._entries))))
        while self._round < most:
            found = [verdict for entry in self._awakeable() if (verdict := self._look(entry)) is not None]
            new = self._chosen(found)
            cut = self._take(new)
            if not self._goes_on(new, cut):
                break
            self._round += 1
            if self._rules.max_steps and self._round >= self._rules.max_steps:
                break
        verdicts = (
            self._woken.get(entry.uid)
            or self._verdicts.get(entry.uid)
            or EntryVerdict(entry, False, ActivationReason.NOT_HEARD)
            for entry in self._entries
        )
        return Activation(tuple(self._woken.values()), tuple(verdicts))

    def _awakeable(self) -> Sequence[Entry]:
        """The entries that must be looked at: not those of which no word is heard, and which nothing else can wake."""
        heard = self._heard_by(USUAL) if self._reads_words else None
        if heard is None:
            return self._entries
        words, singled_out = heard.words, self._singled_out
        return [
            entry for entry in self._entries
            if (sure := entry.sure_words) is None or not sure.isdisjoint(words) or entry.uid in singled_out
        ]  # fmt: skip

    # --- one entry (3.4) ---

    def _look(self, entry: Entry) -> EntryVerdict | None:
        """The entry's verdict if it wakes in this round, before groups, chance and budget."""
        if entry.uid in self._woken or entry.uid in self._lost:
            return None
        verdict = self._judge(entry)
        if verdict.is_activated:
            return verdict
        self._verdicts[entry.uid] = verdict
        return None

    def _judge(self, entry: Entry) -> EntryVerdict:
        # The order of these questions is SillyTavern's: the first that decides gives the reason a person reads.
        now, told = self._now, entry.told
        is_stuck = entry.uid in now.sticky

        def no(why: ActivationReason, key: str = "") -> EntryVerdict:
            return EntryVerdict(entry, False, why, key, self._round)

        def yes(why: ActivationReason, key: str = "") -> EntryVerdict:
            return EntryVerdict(entry, True, why, key, self._round)

        if not entry.is_on:
            return no(ActivationReason.OFF)
        if entry.triggers and now.trigger not in (trigger.lower() for trigger in entry.triggers):
            return no(ActivationReason.TRIGGER)
        if not self._is_meant(entry):
            return no(ActivationReason.OTHER_COMPANION)
        if entry.delay and now.count < entry.delay:
            return no(ActivationReason.DELAYED)
        if told.only_after and now.replies < told.only_after:
            return no(ActivationReason.DELAYED)
        if told.only_every and now.replies % told.only_every:
            return no(ActivationReason.DELAYED)
        if told.greeting is not None and told.greeting != now.greeting:
            return no(ActivationReason.HELD_BACK)
        if entry.uid in now.on_cooldown and not is_stuck:
            return no(ActivationReason.COOLING)
        if told.ends_after_match and entry.uid in now.met:
            return no(ActivationReason.COOLING)
        waits = entry.waits_for_recursion
        if waits and not is_stuck and (not self._is_recursion or waits > self._level):
            return no(ActivationReason.WAITS_FOR_RECURSION)
        if self._is_recursion and self._rules.recursive and entry.leaves_recursion and not is_stuck:
            return no(ActivationReason.LEAVES_RECURSION)
        if told.activate:
            return yes(ActivationReason.FORCED, "@@activate")
        if told.dont_activate:
            return no(ActivationReason.HELD_BACK, "@@dont_activate")
        if entry.uid in now.forced:
            return yes(ActivationReason.FORCED)
        if entry.is_constant:
            return yes(ActivationReason.CONSTANT)
        if is_stuck or (told.keeps_after_match and entry.uid in now.met):
            return yes(ActivationReason.STICKY)
        return self._by_keys(entry, yes, no)

    def _by_keys(
        self,
        entry: Entry,
        yes: Callable[[ActivationReason, str], EntryVerdict],
        no: Callable[[ActivationReason, str], EntryVerdict],
    ) -> EntryVerdict:
        keys = self._keys(entry.keys)
        if not keys:
            return no(ActivationReason.NO_KEYS, "")
        # One matcher serves all entries of the same depth and fields: folding the text is what costs.
        heard = self._heard_by(entry)
        if heard is None:
            return no(ActivationReason.NOT_HEARD, "")
        how = self._reading(entry)
        key = next((key for key in keys if heard.says(key, how)), None)
        if key is None:
            slow = next((key for key in keys if key in heard.too_slow), None)
            return no(ActivationReason.TOO_SLOW, slow) if slow is not None else no(ActivationReason.NOT_HEARD, "")
        for wanted in entry.told.additional:
            if not any(heard.says(one, how) for one in wanted):
                return no(ActivationReason.SECONDARY, ", ".join(wanted))
        for unwanted in entry.told.excluded:
            if (met := next((one for one in unwanted if heard.says(one, how)), None)) is not None:
                return no(ActivationReason.EXCLUDED, met)
        secondary = self._keys(entry.secondary) if entry.is_selective else []
        if not secondary or self._second(entry.logic, [heard.says(one, how) for one in secondary]):
            return yes(ActivationReason.KEY, key)
        return no(ActivationReason.SECONDARY, ", ".join(secondary))

    @staticmethod
    def _second(logic: Logic, said: Sequence[bool]) -> bool:
        match logic:
            case Logic.AND_ANY:
                return any(said)
            case Logic.NOT_ALL:
                return not all(said)
            case Logic.NOT_ANY:
                return not any(said)
            case Logic.AND_ALL:
                return all(said)

    def _keys(self, keys: Sequence[str]) -> Sequence[str]:
        if not any("{{" in key for key in keys):
            return keys  # they were trimmed when they were read
        return [told for key in keys if (told := self._now.expand(key).strip())]

    def _is_meant(self, entry: Entry) -> bool:
        meant = entry.meant_for
        if not meant.names and not meant.tags:
            return True
        name, tags = self._now.name.casefold(), {tag.casefold() for tag in self._now.tags}
        by_name = not meant.names or (name in {each.casefold() for each in meant.names}) is not meant.excludes
        by_tag = not meant.tags or bool(tags & {each.casefold() for each in meant.tags}) is not meant.excludes
        return by_name and by_tag

    def _reading(self, entry: Entry) -> MatchOptions:
        rules, wanted = self._rules, (entry.case_sensitive, entry.whole_words)
        if wanted not in self._readings:
            self._readings[wanted] = MatchOptions(
                rules.case_sensitive if entry.case_sensitive is None else entry.case_sensitive,
                rules.whole_words if entry.whole_words is None else entry.whole_words,
                unicode_words=not rules.keeps("ascii_words"),
                literal_when_broken=rules.keeps("broken_patterns"),
            )
        return self._readings[wanted]

    # --- what is heard (3.5) ---

    def _heard_by(self, entry: Entry) -> KeyMatcher | None:
        """The text an entry listens to; None where it listens to nothing."""
        depth = (self._rules.depth if entry.scan_depth is None else entry.scan_depth) + self._skew
        if depth <= 0:
            return None
        key = (depth, entry.scans, self._is_deeper)
        if key not in self._heard:
            self._heard[key] = KeyMatcher(self._text(depth, entry.scans), self._patience)
        return self._heard[key]

    def _text(self, depth: int, scans: Sequence[str]) -> str:
        lines = self._now.lines[: min(depth, MOST_MESSAGES)]
        told = [f"{line.name}: {line.text.strip()}" if self._rules.names else line.text.strip() for line in lines]
        more = [self._now.fields[name] for name in scans if self._now.fields.get(name)]
        buffer = [] if self._is_deeper else self._buffer
        # Each message begins with a mark, so that a pattern can be bound to who speaks.
        return "\x01" + "\n\x01".join([*told, *more, *self._now.injected, *buffer])

    # --- groups and chance (3.7) ---

    def _chosen(self, found: list[EntryVerdict]) -> list[EntryVerdict]:
        # What is awake already goes first, so that chance and groups cannot put it to sleep.
        found.sort(key=lambda one: (one.entry.uid not in self._now.sticky, self._order[one.entry.uid]))
        left = self._after_groups(found)
        out = []
        for one in found:
            if one.entry.uid not in left:
                self._verdicts[one.entry.uid] = EntryVerdict(
                    one.entry, False, ActivationReason.GROUP, ", ".join(one.entry.groups), self._round
                )
                continue
            chance = one.entry.probability
            is_rolled = one.entry.uid not in self._now.sticky and chance < 100
            if is_rolled and self._now.chance(f"roll {one.entry.uid}") * 100 > chance:
                self._lost.add(one.entry.uid)
                self._verdicts[one.entry.uid] = EntryVerdict(
                    one.entry, False, ActivationReason.CHANCE, one.key, self._round
                )
                continue
            out.append(one)
        return out

    def _after_groups(self, found: Sequence[EntryVerdict]) -> set[str]:
        """Who is left when each inclusion group has chosen one of its members."""
        groups: dict[str, list[Entry]] = {}
        for one in found:
            for name in one.entry.groups:
                groups.setdefault(name, []).append(one.entry)
        lost: set[str] = set()
        for name, members in groups.items():
            # Who lost in one group takes no part in the next, or two groups could leave nobody.
            here = [entry for entry in members if entry.uid not in lost]
            winners = self._winners(name, here)
            lost |= {entry.uid for entry in here} - winners
        return {one.entry.uid for one in found} - lost

    def _winners(self, name: str, members: Sequence[Entry]) -> set[str]:
        stuck = {entry.uid for entry in members if entry.uid in self._now.sticky}
        if stuck:
            return stuck
        joined = self._rules.keeps("joined_groups")
        awake_groups = ([", ".join(one.entry.groups)] if joined else one.entry.groups for one in self._woken.values())
        if any(name in groups for groups in awake_groups):
            return set()
        members = self._best(members)
        if len(members) <= 1:
            return {entry.uid for entry in members}
        first = [entry for entry in members if entry.is_prioritised]
        if first:
            return {max(first, key=lambda entry: entry.order).uid}
        # A weighted draw; the same turn draws the same, so that another answer meets the same world.
        total = sum(entry.weight for entry in members)
        mark = self._now.chance(f"group {name}") * total
        for entry in members:
            mark -= entry.weight
            if mark <= 0:
                return {entry.uid}
        return {members[-1].uid}

    def _best(self, members: Sequence[Entry]) -> Sequence[Entry]:
        """Those with the most keys heard, where that is to count."""

        def counts(entry: Entry) -> bool:
            return self._rules.group_scoring if entry.group_scoring is None else entry.group_scoring

        if not any(counts(entry) for entry in members):
            return members
        scores = {entry.uid: self._score(entry) for entry in members}
        most = max(scores.values())
        return [entry for entry in members if not counts(entry) or scores[entry.uid] == most]

    def _score(self, entry: Entry) -> int:
        heard, how = self._heard_by(entry), self._reading(entry)
        if heard is None:
            return 0
        # Patterns are asked again here; what was too slow stays unheard.
        first = sum(heard.says(key, how) for key in self._keys(entry.keys))
        second = [heard.says(key, how) for key in self._keys(entry.secondary)] if entry.is_selective else []
        if entry.logic is Logic.AND_ANY:
            return first + sum(second)
        return first + len(second) if entry.logic is Logic.AND_ALL and second and all(second) else first

    # --- the budget (3.7, 4) ---

    def _take(self, new: Sequence[EntryVerdict]) -> list[EntryVerdict]:
        """Wake those of *new* that fit; those that did not."""
        cut: list[EntryVerdict] = []
        used, is_over = self._counted, False
        for one in new:
            # Measured as it will stand in the prompt: a macro can be far longer than its name.
            text = self._now.expand(one.entry.content)
            tokens = self._now.measure(text) if text.strip() else 0
            fits = used + tokens < self._now.budget_tokens
            if not one.entry.ignores_budget and (is_over or not fits):
                is_over = is_over or self._rules.keeps("cut_at_budget")
                self._is_full = True
                cut.append(one)
                self._verdicts[one.entry.uid] = EntryVerdict(
                    one.entry, False, ActivationReason.BUDGET, one.key, self._round, tokens
                )
                continue
            used += tokens
            self._woken[one.entry.uid] = EntryVerdict(one.entry, True, one.why, one.key, self._round, tokens, text)
            if not one.entry.stops_recursion or not self._rules.keeps("uncounted_lore"):
                self._counted += tokens
        return cut

    # --- what next (3.8) ---

    def _goes_on(self, new: Sequence[EntryVerdict], cut: Sequence[EntryVerdict]) -> bool:
        # Three reasons for another round: lore woke that others may listen to; fewer woke than wanted, and there is
        # more to look back at; or entries wait for a later level of recursion.
        out = {one.entry.uid for one in cut}
        wakers = [one for one in new if one.entry.uid not in out and not one.entry.stops_recursion]
        told = [self._woken[one.entry.uid].text for one in wakers]
        if self._rules.keeps("cut_lore_wakes"):
            told += [self._now.expand(one.entry.content) for one in cut if not one.entry.stops_recursion]
        was_deeper, self._is_recursion, self._is_deeper = self._is_deeper, False, False
        if (self._rules.recursive and not self._is_full and wakers) or (was_deeper and self._buffer):
            self._is_recursion = True
        elif self._wants_more():
            self._skew += 1
            self._is_deeper = True
        elif self._waiting and (self._rules.keeps("levels_run_on") or (self._rules.recursive and not self._is_full)):
            self._level = self._waiting.pop(0)
            self._is_recursion = True
        else:
            return False
        self._buffer += [text for text in told if text.strip()]
        self._heard.clear()  # the text that is listened to has grown
        return True

    def _wants_more(self) -> bool:
        """Whether fewer woke than wanted, and there is more to look back at."""
        rules, depth = self._rules, self._rules.depth + self._skew
        if rules.max_steps or len(self._woken) >= rules.min_activations or self._is_full:
            return False
        return depth < len(self._now.lines) and (not rules.max_depth or depth < rules.max_depth)
