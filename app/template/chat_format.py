"""Renders a conversation with the chat template a model carries, or as a plain transcript.

Templates are Jinja programs written by strangers, so they run in a sandbox that can change
nothing.  Some refuse a system message, others two messages by the same side in a row; what a
template cannot take is folded into what it can.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

# Private-use characters that mark where a message's own words begin and end in the rendered prompt.
OPENS, CLOSES = "\ue0f0", "\ue0f1"
THINKS = (
    ("<think>", "</think>"),
    ("[THINK]", "[/THINK]"),
    ("<thinking>", "</thinking>"),
    ("<reasoning>", "</reasoning>"),
)


class Role(enum.Enum):
    """Who a part of the prompt is by."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Part:
    """One message of the prompt."""

    role: Role
    text: str

    def __repr__(self) -> str:
        return f"<Part {self.role.value} {len(self.text)} chars>"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the rendered prompt; only the template's own text may hold control tokens."""

    text: str
    is_template: bool


class ChatFormat:
    """How one model wants a conversation written down."""

    def __init__(
        self, template: str | None, *, bos: str = "", eos: str = "", you: str = "You", they: str = "Me"
    ) -> None:
        """Compile *template*; without one, or with a broken one, a plain transcript is used."""
        self._bos, self._eos = bos, eos
        self._you, self._they = you, they
        self._template = _compiled(template)
        self._tools: list[object] | None = None
        if not self._keeps(Part(Role.USER, "a")):
            self._tools = []  # some walk through their tools without asking whether there are any
            if not self._keeps(Part(Role.USER, "a")):
                self._template = None
        self._takes_system = self._keeps(Part(Role.SYSTEM, "s"), Part(Role.USER, "a"))
        self._takes_late_system = self._keeps(
            Part(Role.SYSTEM, "s"), Part(Role.USER, "a"), Part(Role.ASSISTANT, "b"),
            Part(Role.SYSTEM, "n"), Part(Role.USER, "c"),
        )  # fmt: skip

    @property
    def is_fallback(self) -> bool:
        """Whether the model has no usable template of its own."""
        return self._template is None

    @property
    def stops(self) -> tuple[str, ...]:
        """Words that end a reply besides the model's own end tokens."""
        return (f"\n{self._you}:", f"\n{self._they}:") if self.is_fallback else ()

    def render(self, parts: Sequence[Part]) -> list[Segment]:
        """The prompt for a reply to *parts*, ending where the reply begins."""
        marked = [replace(part, text=f"{OPENS}{_clean(part.text)}{CLOSES}") for part in self._fitted(parts)]
        try:
            return _segments(self._rendered(marked))
        except Exception:  # noqa: BLE001 - it took our trial and fails on the real thing: from now on without it
            self._template = None
            return _segments(self._transcript(marked))

    def starts_thinking(self, segments: Sequence[Segment]) -> bool:
        """Whether the template itself has opened a thought that the reply will go on with."""
        return "".join(segment.text for segment in segments).rstrip().endswith(tuple(opens for opens, _ in THINKS))

    def _fitted(self, parts: Sequence[Part]) -> list[Part]:
        """*parts* as this template can take them."""
        fitted: list[Part] = []
        pending: list[str] = []
        late = False
        for part in parts:
            if part.role is Role.SYSTEM and not (self._takes_late_system if late else self._takes_system):
                pending.append(part.text)
                continue
            late = late or part.role is not Role.SYSTEM
            whole = part
            if pending and part.role is Role.USER:
                whole = replace(part, text="\n\n".join([*pending, part.text]))
                pending = []
            if fitted and fitted[-1].role is part.role and not self._takes_late_system:
                fitted[-1] = replace(part, text=f"{fitted[-1].text}\n\n{whole.text}")
            else:
                fitted.append(whole)
        return fitted

    def _rendered(self, parts: Sequence[Part]) -> str:
        if self._template is None:
            return self._transcript(parts)
        messages = [{"role": part.role.value, "content": part.text} for part in parts]
        return self._template.render(
            messages=messages,
            add_generation_prompt=True,
            bos_token=self._bos,
            eos_token=self._eos,
            enable_thinking=False,
            reasoning_effort="low",
            tools=self._tools,
            strftime_now=lambda shape: datetime.now().astimezone().strftime(shape),
        )

    def _transcript(self, parts: Sequence[Part]) -> str:
        lines = []
        for part in parts:
            match part.role:
                case Role.SYSTEM:
                    lines.append(part.text)
                case Role.USER:
                    lines.append(f"{self._you}: {part.text}")
                case Role.ASSISTANT:
                    lines.append(f"{self._they}: {part.text}")
        return "\n".join([*lines, f"{self._they}:"])

    def _keeps(self, *parts: Part) -> bool:
        """Whether all of *parts* come out of the template, in order."""
        marks = [f"{OPENS}{index}{part.text}{CLOSES}" for index, part in enumerate(parts)]
        try:
            text = self._rendered([replace(part, text=mark) for part, mark in zip(parts, marks, strict=True)])
        except Exception:  # noqa: BLE001 - a stranger's program can raise anything
            return False
        places = [text.find(mark) for mark in marks]
        return -1 not in places and places == sorted(places)


class Generation(Extension):
    """``{% generation %}`` marks a model's own words for training; here it only stands around them."""

    tags = {"generation"}  # noqa: RUF012 - Jinja's way of declaring it

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endgeneration",), drop_needle=True)
        return nodes.Scope(body, lineno=line)


def _compiled(source: str | None) -> jinja2.Template | None:
    if not source:
        return None
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols, Generation]
    )
    environment.filters["tojson"] = lambda value, indent=None: json.dumps(value, ensure_ascii=False, indent=indent)
    environment.globals["raise_exception"] = _refuse
    try:
        return environment.from_string(source)
    except jinja2.TemplateError:
        return None


def _refuse(message: str) -> None:
    raise jinja2.TemplateError(message)


def _clean(text: str) -> str:
    """*text* without what would be taken for our own marks."""
    return text.replace(OPENS, "").replace(CLOSES, "").strip()


def _segments(rendered: str) -> list[Segment]:
    segments: list[Segment] = []
    for chunk in rendered.split(OPENS):
        own, closed, rest = chunk.partition(CLOSES)
        if not closed:
            own, rest = "", own
        segments += [Segment(own, is_template=False)] if own else []
        segments += [Segment(rest, is_template=True)] if rest else []
    return segments
