"""The rules of a scan, with SillyTavern's own defaults, and which of its known faults are kept.

Each fault has a name.  Cards were written against some of them, so each can be had back by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

FAULTS = (
    "ascii_words",
    "broken_patterns",
    "cut_at_budget",
    "uncounted_lore",
    "cut_lore_wakes",
    "levels_run_on",
    "joined_groups",
    "reversed_ties",
)
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
