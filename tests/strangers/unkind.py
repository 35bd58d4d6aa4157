"""More of what strangers send: templates, headers of models, Markdown, plain files of the home, pictures."""

from __future__ import annotations

import json
import random

from tests.personas import cards as made
from tests.strangers.bending import ODD, bent, damaged, dumped, nested

TEMPLATE_PARTS = [
    "{% for m in messages %}", "{% endfor %}", "{{ m.role }}", "{{ m['content'] }}", "{{ m.content | trim }}", "{% if m.role == 'user' %}",
    "{% if add_generation_prompt %}", "{% elif x %}", "{% else %}", "{% endif %}", "<|im_start|>", "\n", "{{ bos_token }}",
    "{% set n = namespace(x='a') %}", "{% set n.x = n.x ~ n.x %}", "{% set n.x = n.x * 99999 %}", "{{ 'a' * 999999999 }}",
    "{% for a in range(99999) %}", "{{ [1] * 99999999 }}", "{% macro f(x) %}", "{% endmacro %}", "{{ f(f(f)) }}", "{{ f(1) }}",
    "{{ raise_exception('no ' ~ m.role) }}", "{{ strftime_now('%d' * 99999) }}", "{{ messages | tojson }}", "{{ x.y.z }}",
    "{{ ''.__class__.__mro__ }}", "{{ cycler.__init__ }}", "{{ 9 ** 9 ** 9 }}", "{{ m | attr('__class__') }}", "{% break %}",
    "{{ 'a b' | wordwrap(1) }}", "{{ 'a' | center(99999999) }}", "{% set messages = [] %}", "{{ messages[1:] }}", "{# c",
    "{% generation %}", "{% endgeneration %}", "{{ ((((((1)))))) }}", "{% include 'x' %}", "{% import 'x' as y %}", "{{",
    "%}", "{{ lipsum(n=999999) }}", "{{ '%999999999d' % 1 }}", "{{ messages | map(attribute='content') | join(' ') }}",
    "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% endfor %}", "\u202e\x1b[2J",
]  # fmt: skip
MARKDOWN_PARTS = [
    "[", "](", "](x)", "![", "*", "**", "_", "`", "```\n", "~~", "> ", "- ", "1. ", "\n", "\n\n", "|", "|-|-|\n", "word ",
    "hidden ", "<", "\\", "# ", "    ", "\t", "secret", "&amp;", "http://a.b/c ", "(", ")", '"t"', "=", "---\n", "~~~\n",
    "[x]: y\n", "\u200b", "</b>", "<!-- c -->", "é", "\r\n", "\u202e", "😀", "\U000e0041", "\x00", "\ud800", "a" * 300, "[a](" * 200,
    "> " * 60, "- " * 60, "*a **b " * 80,
]  # fmt: skip


def template_file(chance: random.Random) -> bytes:
    """A chat template: parts of usual and of hostile ones, in any order."""
    usual = "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% endfor %}"
    parts = [chance.choice(TEMPLATE_PARTS) for _ in range(chance.randrange(1, 14))]
    if chance.random() < 0.5:
        parts.insert(chance.randrange(len(parts) + 1), usual)
    return "".join(parts).encode("utf-8", "surrogatepass")


def markdown_file(chance: random.Random) -> bytes:
    """A message."""
    most = 400 if chance.random() < 0.1 else 50
    parts = [chance.choice(MARKDOWN_PARTS) for _ in range(chance.randrange(1, most))]
    return "".join(parts).encode("utf-8", "surrogatepass")


ENTRIES: dict[str, list] = {
    "device.json": [{"theme": "dark", "text_size": 16, "model": "a", "window": [0, 0, 1, 1]}],
    "models.json": [[{"name": "a", "path": "/a.gguf", "size_bytes": 1, "changed_ns": 1, "architecture": "llama",
                      "trained_tokens": 5, "has_template": True, "kind": "model", "origin": {"how": "copy"},
                      "hashes": [["a", "b"]], "tokens_a_second": 1.5}]],
    "downloads.json": [[{"id": 1, "repo": "a/b", "commit": "c" * 40, "name": "n", "kind": "model",
                         "files": [{"path": "a.gguf", "size_bytes": 5, "sha256": "d" * 64}], "folder": "/m",
                         "fetched": [], "stage": "failed",
                         "trouble": {"code": "error.no_space.download", "arguments": [["need", {"size_bytes": 5}]]}}]],
    "plans.json": [{"k": {"state": "good", "plan": {"context_tokens": 512, "kv_type": "f16"},
                          "gives_up": [{"code": "degradation.short_context", "arguments": [["tokens", 512]]}],
                          "day": "2026-01-01"}, "flash x": {"flash": True}, "pace x": {"bytes_a_second": 5}}],
    "engine.json": [{"key": "k", "form": "f", "is_plainer": False}],
}  # fmt: skip
LEDGER = {
    "key": "0",
    "at": 1,
    "host": "h",
    "port": 1,
    "why": {"code": "connection.search", "arguments": [["words", "w"]]},
    "sent": 1,
    "received": 2,
    "is_open": False,
}


def state_file(chance: random.Random) -> bytes:
    """A name, a line feed, and what stands in that plain file of a home."""
    name = chance.choice([*ENTRIES, "ledger.jsonl"])
    if name == "ledger.jsonl":
        lines = [
            dumped(bent(LEDGER, chance) if chance.random() < 0.7 else LEDGER) for _ in range(chance.randrange(1, 6))
        ]
        content = b"\n".join(lines)
    else:
        content = dumped(bent(chance.choice(ENTRIES[name]), chance))
    if chance.random() < 0.3:
        content = damaged(content, chance)
    if chance.random() < 0.05:
        content = nested(chance)
    if chance.random() < 0.05:
        content = json.dumps(chance.choice(ODD)).encode()
    return name.encode() + b"\n" + content


def picture_file(chance: random.Random) -> bytes:
    """A picture, damaged."""
    return damaged(
        made.picture(chance.choice(["PNG", "WEBP", "JPEG", "GIF"]), size=(chance.randrange(1, 90), 70)), chance
    )
