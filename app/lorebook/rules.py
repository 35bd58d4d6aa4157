"""The rules of a scan, with SillyTavern's own defaults, and which of its known faults are kept.

Each fault has a name.  Cards were written against some of them, so each can be had back by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.words import N_, Words

FAULTS: Mapping[str, Words] = {
    "ascii_words": N_("Whole words end only at letters without accents, so that words in other scripts are found"
                      " inside longer ones"),
    "broken_patterns": N_("A pattern that cannot be read is looked for as it is written"),
    "cut_at_budget": N_("When an entry does not fit, smaller ones after it are not tried"),
    "uncounted_lore": N_("Entries that stop others from waking are not counted against the budget"),
    "cut_lore_wakes": N_("Entries that did not fit can still wake others"),
    "levels_run_on": N_("Entries that wait for a later round wake although the budget is used up"),
    "joined_groups": N_("An entry of several groups that is awake does not keep others of them asleep"),
    "reversed_ties": N_("Entries of the same order stand the other way round"),
}  # fmt: skip
"""What the original does, by name; see ``reference`` of the lorebook scan, 3.2 to 3.9."""


@dataclass(frozen=True, slots=True)
class ScanRules:
    """How entries are woken.  *faithful* names the faults that are kept; depth 0 of *max_depth* is no limit."""

    depth: int = 4
    budget_percent: int = 25
    budget_cap: int = 0
    recursive: bool = True
    max_steps: int = 0
    min_activations: int = 0
    max_depth: int = 0
    case_sensitive: bool = False
    whole_words: bool = True
    group_scoring: bool = False
    names: bool = True
    strategy: str = "companion first"
    faithful: frozenset[str] = frozenset()

    def keeps(self, fault: str) -> bool:
        """Whether the fault called *fault* is kept."""
        return fault in self.faithful
