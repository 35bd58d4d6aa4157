"""A conversation's tree, drawn short: where it branches, how each branch ends, and the places with names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST = 400

Outline = Sequence[tuple[int, int | None, str, str, str]]


@dataclass(frozen=True, slots=True)
class BranchRow:
    """One line of the map: *depth* is how many branchings lie above it, *more* how many messages follow unshown."""

    key: int
    depth: int
    who: str
    said: str
    checkpoint: str
    more: int
    is_shown: bool

    def __repr__(self) -> str:
        return f"<BranchRow {self.key}>"


def branches(outline: Outline, leaf: int | None) -> list[BranchRow]:
    """The map of a tree given as ``ConversationStore.outline`` gives it; *leaf* is what is shown last."""
    children: dict[int | None, list[int]] = {}
    known = {key: (parent, who, text, name) for key, parent, who, text, name in outline}
    for key, (parent, *_) in known.items():
        children.setdefault(parent, []).append(key)
    shown = _way(known, leaf)
    rows: list[BranchRow] = []
    waiting = [(key, 0) for key in reversed(children.get(None, []))]
    while waiting and len(rows) < MOST:
        key, depth = waiting.pop()
        run = [key]
        # What follows without a choice is one line, up to a place that has a name.
        while len(next_ones := children.get(run[-1], [])) == 1 and not known[next_ones[0]][3]:
            run.append(next_ones[0])
        _, who, text, name = known[key]
        rows.append(BranchRow(key, depth, who, " ".join(text.split()), name, len(run) - 1, key in shown))
        below = children.get(run[-1], [])
        step = 1 if len(below) > 1 else 0
        waiting += [(each, depth + step) for each in reversed(below)]
    return rows


def _way(known: dict[int, tuple[int | None, str, str, str]], leaf: int | None) -> set[int]:
    way: set[int] = set()
    at = leaf
    while at is not None and at in known:
        way.add(at)
        at = known[at][0]
    return way
