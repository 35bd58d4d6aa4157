"""A model's chat template: a Jinja program by a stranger, run in a sandbox that can change nothing.

The program never sees a word of the conversation.  It is given a placeholder for each message and what it writes is
cut at the placeholders; so it can neither lose a part of a message (many cut a reply at ``</think>``) nor take words
for orders, and one rendering serves every conversation of the same shape.
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import jinja2
from jinja2 import meta, nodes
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.template.part import Role

# Private-use characters around the number of a message: no tokenizer, template or language uses them.
OPENS, CLOSES = "\ue0f0", "\ue0f1"
PLACE = re.compile(f"{OPENS}(\\d+){CLOSES}")
REMEMBERED = 64
"""Renderings that are kept, each a shape of conversation."""


class TemplateFails(Exception):
    """The template raised, or does not compile; *str* is its own reason, which names no word of a conversation."""


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
        except Exception as error:  # noqa: BLE001 - a stranger's program can raise anything
            raise TemplateFails(str(error)) from None
        # What it reads and nobody gave it a value: its switches, tools, and names only its maker's programs set.
        self.names = frozenset(meta.find_undeclared_variables(self.tree))
        self._marks = {"bos_token": bos, "eos_token": eos}
        self._rendered: OrderedDict[object, str] = OrderedDict()

    def render(
        self, roles: Sequence[Role], variables: Mapping[str, object], *, suffixes: Mapping[int, str] | None = None
    ) -> str:
        """The prompt for messages of these *roles*, a placeholder in place of each one's words.

        *suffixes* are words behind the placeholder of a message, such as ``/no_think``.

        Raises:
            TemplateFails: the template refuses them, or goes wrong.
        """
        key = (tuple(roles), json.dumps(variables, sort_keys=True, default=str), str(suffixes), _today("%x"))
        if key in self._rendered:
            self._rendered.move_to_end(key)
            return self._rendered[key]
        messages = [
            {"role": role.value, "content": f"{OPENS}{place}{CLOSES}{(suffixes or {}).get(place, '')}"}
            for place, role in enumerate(roles)
        ]
        given = {"messages": messages, "add_generation_prompt": True, "strftime_now": _today, **self._marks}
        try:
            text = self._template.render({**given, **variables})
        except Exception as error:  # noqa: BLE001 - the same
            raise TemplateFails(f"{type(error).__name__}: {error}") from None
        self._rendered[key] = text
        if len(self._rendered) > REMEMBERED:
            self._rendered.popitem(last=False)
        return text


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
    """The names that Hugging Face's transformers and llama.cpp give to templates, and no others."""
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols, Generation]
    )
    environment.filters["tojson"] = _as_json
    environment.filters["from_json"] = environment.filters["fromjson"] = json.loads
    environment.globals["raise_exception"] = _refuse
    return environment


def _as_json(value: object, **how: Any) -> str:
    known = {name: how[name] for name in ("indent", "separators", "sort_keys") if name in how}
    return json.dumps(value, ensure_ascii=bool(how.get("ensure_ascii", False)), **known)


def _today(shape: str) -> str:
    return datetime.now().astimezone().strftime(shape)


def _refuse(message: str) -> None:
    raise jinja2.TemplateError(message)
