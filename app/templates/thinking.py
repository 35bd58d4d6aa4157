"""Whether a model thinks before it speaks, and the switch of its template that turns this off.

Told from the template alone: from the names that it reads and the values it compares them with, tried one by one and
judged by how the prompt ends.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import nodes

from app.templates.chat_message import Role
from app.templates.jinja_template import JinjaTemplate, TemplateFails
from app.templates.reasoning import CLOSED_AT_END, KNOWS_THOUGHTS, OPEN_AT_END

SWITCHES = re.compile(r"think|reason|effort|thought|\bcot", re.IGNORECASE)
OFF_WORDS = ("off", "disabled", "disable", "none", "no", "never", "false", "chat", "no_think", "nothink")
LEAST_WORDS = ("minimal", "low")
ON_WORDS = ("on", "enabled", "enable", "auto", "adaptive", "always", "high", "medium", "true", "thinking")
IN_SYSTEM = "/no_think"
"""Words in the system prompt by which some templates are told (Nemotron, SmolLM3)."""


class Thinks(enum.Enum):
    """Whether a model thinks before it speaks."""

    NEVER = "none"
    CAN_BE_OFF = "can be off"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Thinking:
    """What a template's switch is and how it is set: *off* and *on* are values for its names.

    *in_system* is said at the end of the system prompt to have it off.
    """

    thinks: Thinks
    off: dict[str, object] = field(default_factory=dict)
    on: dict[str, object] = field(default_factory=dict)
    in_system: str = ""


def find_thinking(template: JinjaTemplate, roles: tuple[Role, ...], given: dict[str, object]) -> Thinking:
    """The switch of *template*, which takes messages of these *roles*; *given* are values it needs besides."""

    def rendered(values: dict[str, object], suffix: str = "") -> str:
        place = {0: f" {suffix}"} if suffix else None
        try:
            return template.render(roles, {**given, **values}, suffixes=place)
        except TemplateFails:
            return ""

    usual = rendered({})
    least = _lowest_effort(template, usual, rendered)
    best = Thinking(Thinks.ALWAYS if _may_think(template, usual) else Thinks.NEVER, off=least)
    best_ends = _ending(rendered(least))
    for values in _candidates(template):
        told = rendered(values)
        ends = _ending(told)
        if not told or ends < best_ends or (ends == best_ends and best.thinks is Thinks.CAN_BE_OFF):
            continue
        on = _on_values(values)
        has_effect = rendered(on) not in ("", told) if on else False
        if ends > best_ends or (has_effect and ends > 0 and not any(value in LEAST_WORDS for value in values.values())):
            best, best_ends = Thinking(Thinks.CAN_BE_OFF, off=values, on=on), ends
    if best.thinks is not Thinks.CAN_BE_OFF and IN_SYSTEM in template.source and roles[0] is Role.SYSTEM:
        ends = _ending(rendered({}, IN_SYSTEM))
        if ends > _ending(usual):
            return Thinking(Thinks.CAN_BE_OFF, in_system=IN_SYSTEM)
    if best.thinks is not Thinks.CAN_BE_OFF and best_ends == CLOSED:
        return Thinking(Thinks.CAN_BE_OFF, off=least)
    if best.thinks is Thinks.ALWAYS and len(roles) > 1:
        # Some ask for thoughts in a system prompt of their own, which ours takes the place of (Granite).
        alone = find_thinking(template, (Role.USER,), given)
        return alone if alone.thinks is Thinks.CAN_BE_OFF else best
    return best


OPEN, NEUTRAL, CLOSED = 0, 1, 2


def _ending(prompt: str) -> int:
    """How *prompt* ends: with a thought begun, with neither, with one that is over."""
    if OPEN_AT_END.search(prompt):
        return OPEN
    return CLOSED if CLOSED_AT_END.search(prompt) else NEUTRAL


def _may_think(template: JinjaTemplate, usual: str) -> bool:
    return _ending(usual) == OPEN or bool(KNOWS_THOUGHTS.search(template.source))


def _candidates(template: JinjaTemplate) -> Iterator[dict[str, object]]:
    """Ways of turning it off: each switch by each word for that, then all of them at once."""
    found = {name: _compared(template, name) for name in _read(template) if SWITCHES.search(name)}
    for name, words in found.items():
        # A word that it compares with says more than a plain no.
        for word in (*OFF_WORDS, *LEAST_WORDS):
            if word in words:
                yield {name: word}
        yield {name: False}
    if len(found) > 1:
        yield dict.fromkeys(found, False)


def _read(template: JinjaTemplate) -> list[str]:
    """The names whose values *template* reads, also those that it gives a value itself where nobody else did."""
    return sorted({one.name for one in template.tree.find_all(nodes.Name) if one.ctx == "load"})


def _on_values(values: dict[str, object]) -> dict[str, object]:
    """What would turn on what *values* turn off."""
    pairs = {"off": "on", "disabled": "enabled", "disable": "enable", "none": "high", "no": "yes", "chat": "thinking"}
    return {name: True if value is False else pairs.get(str(value), "high") for name, value in values.items()}


def _lowest_effort(template: JinjaTemplate, usual: str, rendered: object) -> dict[str, object]:
    """The least that a model which always thinks can be told to think."""
    assert callable(rendered)
    for name in _read(template):
        if not re.search(r"effort|strength", name):
            continue
        words = _compared(template, name)
        for word in LEAST_WORDS if words else LEAST_WORDS[1:]:
            if (word in words or not words) and rendered({name: word}) not in ("", usual):
                return {name: word}
    return {}


def _compared(template: JinjaTemplate, name: str) -> set[str]:
    """The words with which *template* compares the variable called *name*, or what it sets from it."""
    words: set[str] = set()
    names = {name}
    for assigned in template.tree.find_all(nodes.Assign):
        if isinstance(assigned.target, nodes.Name) and any(
            one.name == name for one in assigned.node.find_all(nodes.Name)
        ):
            names.add(assigned.target.name)
    for compared in template.tree.find_all(nodes.Compare):
        if isinstance(compared.expr, nodes.Name) and compared.expr.name in names:
            for operand in compared.ops:
                consts = [operand.expr, *operand.expr.find_all(nodes.Const)]
                for value in (one.value for one in consts if isinstance(one, nodes.Const)):
                    # A list of words is one value once Jinja has folded it.
                    words |= {str(each) for each in (value if isinstance(value, list | tuple) else (value,))}
    return words
