"""A model's chat template: a Jinja program by a stranger, run in a sandbox that can change nothing.

The program never sees a word of the conversation.  It is given a placeholder for each message and what it writes is
cut at the placeholders; so it can neither lose a part of a message (many cut a reply at ``</think>``) nor take words
for orders, and one rendering serves every conversation of the same shape.

Jinja's sandbox limits what a program can reach, not what it can use up: memory and time are bounded by the process that
this runs in (``app.templates.helper_process``), the length of what it writes here.
"""

from __future__ import annotations

import enum
import json
import re
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import jinja2
from jinja2 import meta, nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.templates.chat_message import Role

# Private-use characters around the number of a message: no tokenizer, template or language uses them.
OPENS, CLOSES = "\ue0f0", "\ue0f1"
PLACE = re.compile(f"{OPENS}(\\d+){CLOSES}")
OUTPUT_TIMES, OUTPUT_MORE = 4, 64 << 10
"""A prompt is at most so many times as long as what it is made of, and so many letters more."""
RENDERING_S = 1.0
"""Seconds of processor time that one rendering may take; those that are around take some milliseconds."""


class TemplateLimit(enum.Enum):
    """What a template may use up."""

    MEMORY = "memory"
    TIME = "time"
    OUTPUT = "output"
    DEPTH = "depth"
    CRASH = "crash"


class TemplateFails(Exception):
    """The template raised, or does not compile; *str* is its own reason, which names no word of a conversation.

    *bound* is what it went beyond, if that was the reason.
    """

    def __init__(self, reason: str, bound: TemplateLimit | None = None) -> None:
        super().__init__(reason)
        self.bound = bound


class JinjaTemplate:
    """*source*, compiled.

    Raises:
        TemplateFails: it is no template.
    """

    def __init__(self, source: str, *, bos: str = "", eos: str = "") -> None:
        self.source = source
        environment = _environment()
        try:
            self.tree = environment.parse(source)
            self._template = environment.from_string(source)
            # What it reads and nobody gave it a value: its switches, tools, and names only its maker's programs set.
            self.names = frozenset(meta.find_undeclared_variables(self.tree))
        except Exception as error:  # noqa: BLE001 - a stranger's program can raise anything
            raise failed(error) from None
        self._marks = {"bos_token": bos, "eos_token": eos}

    def render(
        self, roles: Sequence[Role], variables: Mapping[str, object], *, suffixes: Mapping[int, str] | None = None
    ) -> str:
        """The prompt for messages of these *roles*, a placeholder in place of each one's words.

        *suffixes* are words behind the placeholder of a message, such as ``/no_think``.

        Raises:
            TemplateFails: the template refuses them, or goes wrong.
        """
        messages = [
            {"role": role.value, "content": f"{OPENS}{place}{CLOSES}{(suffixes or {}).get(place, '')}"}
            for place, role in enumerate(roles)
        ]
        given = {"messages": messages, "add_generation_prompt": True, "strftime_now": today, **self._marks}
        room = OUTPUT_TIMES * sum(len(message["role"] + message["content"]) for message in messages) + OUTPUT_MORE
        written: list[str] = []
        begun = time.thread_time()
        try:
            for piece in self._template.generate({**given, **variables}):
                written.append(piece)
                room -= len(piece)
                if room < 0:
                    raise TemplateFails("it writes far more than it is given", TemplateLimit.OUTPUT)
        except TemplateFails:
            raise
        except Exception as error:  # noqa: BLE001 - the same
            raise failed(error) from None
        if time.thread_time() - begun > RENDERING_S:
            raise TemplateFails("it takes too long", TemplateLimit.TIME)
        return "".join(written)


def failed(error: Exception) -> TemplateFails:
    """What went wrong in a template, as its failure."""
    bounds = {MemoryError: TemplateLimit.MEMORY, RecursionError: TemplateLimit.DEPTH}
    bound = next((bounds[kind] for kind in bounds if isinstance(error, kind)), None)
    return TemplateFails(f"{type(error).__name__}: {error}", bound)


def places_in(rendered: str) -> list[int]:
    """The numbers of the messages that stand in *rendered*, in their order there."""
    return [int(found) for found in PLACE.findall(rendered)]


class Generation(Extension):
    """``{% generation %}`` marks a model's own words for training; here it only stands around them."""

    tags = {"generation"}  # noqa: RUF012 - Jinja's way of declaring it

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endgeneration",), drop_needle=True)
        return nodes.Scope(body, lineno=line)


def _environment() -> ImmutableSandboxedEnvironment:
    """The names that Hugging Face's transformers and llama.cpp give to templates, and no others.

    Nothing is computed while it is compiled: Jinja does so with what is constant, outside of any bound, unless it is
    told not to and what it writes passes through a function that needs to know the context.
    """
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols, Generation], optimized=False, finalize=_as_it_is
    )
    environment.filters["tojson"] = _as_json
    environment.filters["from_json"] = environment.filters["fromjson"] = json.loads
    environment.globals["raise_exception"] = _refuse
    return environment


@jinja2.pass_context
def _as_it_is(_: object, value: object) -> object:
    return value


def _as_json(value: object, **how: Any) -> str:
    known = {name: how[name] for name in ("indent", "separators", "sort_keys") if name in how}
    return json.dumps(value, ensure_ascii=bool(how.get("ensure_ascii", False)), **known)


def today(shape: str) -> str:
    """The time here, in the *shape* that ``strftime`` takes."""
    return datetime.now().astimezone().strftime(shape)


def _refuse(message: str) -> None:
    raise jinja2.TemplateError(message)
