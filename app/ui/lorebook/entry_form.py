"""One entry of a lorebook as a form: each field read from the entry's tree, and put back into it by its own path."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.core.words import N_, Words
from app.lorebook import Entry, InsertPosition, read_entry

Tree = dict[str, Any]

PLACES: Mapping[InsertPosition, Words] = {
    InsertPosition.BEFORE: N_("Before who they are"), InsertPosition.AFTER: N_("After who they are"),
    InsertPosition.EXAMPLES_TOP: N_("Before the examples"), InsertPosition.EXAMPLES_BOTTOM: N_("After the examples"),
    InsertPosition.NOTE_TOP: N_("Before your note"), InsertPosition.NOTE_BOTTOM: N_("After your note"),
    InsertPosition.DEPTH: N_("Some messages before the end"), InsertPosition.OUTLET: N_("Where {{outlet}} calls it"),
}  # fmt: skip
LOGICS = (N_("any of these too"), N_("not all of these"), N_("none of these"), N_("all of these too"))
THREE = (N_("Default"), N_("Yes"), N_("No"))

READ: Mapping[str, Callable[[Entry, Tree], object]] = {
    "name": lambda entry, tree: entry.name,
    "keys": lambda entry, tree: "\n".join(entry.keys),
    "secondary": lambda entry, tree: "\n".join(entry.secondary),
    "content": lambda entry, tree: tree.get("content") if isinstance(tree.get("content"), str) else "",
    "enabled": lambda entry, tree: entry.is_on,
    "constant": lambda entry, tree: entry.is_constant,
    "logic": lambda entry, tree: int(entry.logic),
    "order": lambda entry, tree: int(entry.order),
    "place": lambda entry, tree: list(PLACES).index(entry.place),
    "depth": lambda entry, tree: entry.depth,
    "role": lambda entry, tree: ("system", "user", "assistant").index(entry.role),
    "probability": lambda entry, tree: int(entry.probability),
    "sticky": lambda entry, tree: entry.sticky,
    "cooldown": lambda entry, tree: entry.cooldown,
    "delay": lambda entry, tree: entry.delay,
    "scan_depth": lambda entry, tree: entry.scan_depth if entry.scan_depth is not None else -1,
    "group": lambda entry, tree: ", ".join(entry.groups),
    "weight": lambda entry, tree: int(entry.weight),
    "whole_words": lambda entry, tree: _three(entry.whole_words),
    "case_sensitive": lambda entry, tree: _three(entry.case_sensitive),
    "leaves_recursion": lambda entry, tree: entry.leaves_recursion,
    "stops_recursion": lambda entry, tree: entry.stops_recursion,
    "waits_for_recursion": lambda entry, tree: entry.waits_for_recursion > 0,
    "ignores_budget": lambda entry, tree: entry.ignores_budget,
}

DIRECT = {"name": "comment", "content": "content", "enabled": "enabled", "constant": "constant",
          "order": "insertion_order"}  # fmt: skip
EXTENDED = {
    "logic": "selectiveLogic", "depth": "depth", "role": "role", "sticky": "sticky", "cooldown": "cooldown",
    "delay": "delay", "group": "group", "weight": "group_weight", "leaves_recursion": "exclude_recursion",
    "stops_recursion": "prevent_recursion", "waits_for_recursion": "delay_until_recursion",
    "ignores_budget": "ignore_budget",
}  # fmt: skip


def _three(value: bool | None) -> int:
    return 0 if value is None else 1 if value else 2


def value_of(tree: Tree, field: str) -> object:
    """What *field* of an entry says, as the form shows it."""
    return values_of(tree, field)[0]


def values_of(tree: Tree, *fields: str) -> tuple[object, ...]:
    """What several *fields* say: the entry is read once."""
    entry = read_entry(tree, "")
    return tuple(READ[field](entry, tree) for field in fields)


def with_value(tree: Tree, field: str, value: object) -> Tree:
    """*tree* with *field* as the form gives it; everything else as it was."""
    if value_of(tree, field) == value:
        return tree
    if field in ("keys", "secondary"):
        lines = [line.strip() for line in str(value).splitlines() if line.strip()]
        return {**tree, "keys" if field == "keys" else "secondary_keys": lines}
    if field in DIRECT:
        return {**tree, DIRECT[field]: value}
    told = tree.get("extensions")
    more: Tree = dict(told) if isinstance(told, dict) else {}
    match field:
        case "place":
            place = list(PLACES)[int(str(value))]
            more["position"] = int(place)
            tree = {**tree, "position": "after_char" if place is InsertPosition.AFTER else "before_char"}
        case "probability":
            more |= {"probability": value, "useProbability": True}
        case "scan_depth":
            more["scan_depth"] = None if int(str(value)) < 0 else value
        case "whole_words":
            more["match_whole_words"] = (None, True, False)[int(str(value))]
        case "case_sensitive":
            more["case_sensitive"] = (None, True, False)[int(str(value))]
        case _:
            more[EXTENDED[field]] = value
    return {**tree, "extensions": more}


def new_entry() -> Tree:
    """An entry in which nothing is written yet."""
    return {
        "keys": [], "secondary_keys": [], "content": "", "comment": "", "enabled": True, "constant": False,
        "selective": True, "insertion_order": 100, "position": "before_char", "use_regex": True, "extensions": {},
    }  # fmt: skip
