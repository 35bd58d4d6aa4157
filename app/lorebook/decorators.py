"""The decorators at the head of an entry's content (V3 cards): ``@@name value``, ``@@@name`` where that is unknown.

Those that are not known are left out of the prompt, but stay in the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Decorators:
    """What stood at the head of a content, and the *content* without it."""

    content: str = ""
    activate: bool = False
    dont_activate: bool = False
    depth: int | None = None
    role: str = ""
    position: str = ""
    scan_depth: int | None = None
    only_after: int = 0
    only_every: int = 0
    greeting: int | None = None
    keeps_after_match: bool = False
    ends_after_match: bool = False
    additional: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    unknown: tuple[str, ...] = field(default=())


FLAGS = {
    "activate": "activate", "dont_activate": "dont_activate", "keep_activate_after_match": "keeps_after_match",
    "dont_activate_after_match": "ends_after_match",
}  # fmt: skip
NUMBERS = {
    "depth": "depth", "scan_depth": "scan_depth", "activate_only_after": "only_after",
    "activate_only_every": "only_every", "is_greeting": "greeting",
}  # fmt: skip
WORDS = {"role": ("assistant", "system", "user"), "position": ("after_desc", "before_desc", "personality", "scenario")}


def parsed(content: str) -> Decorators:
    """The decorators at the head of *content*."""
    if not content.startswith("@@"):
        return Decorators(content)
    lines = content.split("\n")
    found: dict[str, object] = {}
    lists: dict[str, list[tuple[str, ...]]] = {"additional": [], "excluded": []}
    unknown: list[str] = []
    missed = False  # whether the decorator above was not known, so that its fallback counts
    while lines and lines[0].startswith("@@"):
        line = lines.pop(0)
        is_fallback = line.startswith("@@@")
        if is_fallback and not missed:
            continue
        name, _, value = line.lstrip("@").rstrip("\r").partition(" ")
        missed = not _put(name.strip(), value.strip(), found, lists)
        if missed:
            unknown.append(name.strip())
    kept = {key: tuple(value) for key, value in lists.items()}
    return Decorators("\n".join(lines), unknown=tuple(unknown), **found, **kept)  # type: ignore[arg-type]


def _put(name: str, value: str, found: dict[str, object], lists: dict[str, list[tuple[str, ...]]]) -> bool:
    """Note one decorator; whether it is known.  The first of its name counts."""
    if name in FLAGS:
        found.setdefault(FLAGS[name], True)
    elif name in NUMBERS:
        if not value.isdecimal() or len(value) > 6:
            return False
        found.setdefault(NUMBERS[name], int(value))
    elif name in WORDS:
        if value not in WORDS[name]:
            return False
        found.setdefault(name, value)
    elif name in ("additional_keys", "exclude_keys"):
        keys = tuple(part.strip() for part in value.split(",") if part.strip())
        lists["additional" if name == "additional_keys" else "excluded"].append(keys)
    else:
        return False
    return True
