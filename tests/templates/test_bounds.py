"""Templates that attack: each costs a sentence and a plainer form, and the next one is answered as if nothing had been."""

from __future__ import annotations

import os
import threading

import psutil
import pytest

from app.core.paths import resources
from app.models import TOY_MODEL, template_in
from app.templates import ChatFormat, ChatMessage, Role, Sandbox, TemplateLimit, check_template
from app.templates.sandbox import is_ours
from tests.templates.test_chat_format import CHATML, TALK, written

LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% set c = a * b %}{% endfor %}{% endfor %}"
ATTACKS = {
    "a constant of 700 MB": ("{%- set x = 'a' * 700000000 -%}" + CHATML, {TemplateLimit.MEMORY}),
    "a constant of 700 MB that is written": (
        "{{ 'a' * 700000000 }}" + CHATML,
        {TemplateLimit.MEMORY, TemplateLimit.OUTPUT},
    ),
    "memory bit by bit": (
        "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}" + CHATML,
        {TemplateLimit.MEMORY},
    ),
    "a list of lists": (
        "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}" + CHATML,
        {TemplateLimit.MEMORY, TemplateLimit.TIME},
    ),
    "a filter that fills": ("{{ 'a' | center(900000000) }}" + CHATML, {TemplateLimit.MEMORY, TemplateLimit.OUTPUT}),
    "a format that fills": ("{{ '%900000000d' % 1 }}" + CHATML, {TemplateLimit.MEMORY, TemplateLimit.OUTPUT}),
    "a power": ("{% set x = 9 ** (9 ** 9) %}" + CHATML, {TemplateLimit.TIME, TemplateLimit.MEMORY}),
    "two loops": (LOOP + CHATML, {TemplateLimit.TIME}),
    "a macro that calls itself": (
        "{% macro f(x) %}{{ f(x) }}{{ f(x) }}{% endmacro %}{{ f(1) }}" + CHATML,
        {TemplateLimit.DEPTH},
    ),
    "far too many words": ("{% for i in range(9999) %}{{ 'word ' * 99 }}{% endfor %}" + CHATML, {TemplateLimit.OUTPUT}),
    "wrapping": (
        "{{ ('a b ' * 3000000) | wordwrap(3) }}" + CHATML,
        {TemplateLimit.TIME, TemplateLimit.MEMORY, TemplateLimit.OUTPUT},
    ),
    "a date of 20 MB": (
        "{{ strftime_now('%A' * 9000000) }}" + CHATML,
        {TemplateLimit.TIME, TemplateLimit.MEMORY, TemplateLimit.OUTPUT},
    ),
    "5,000 brackets": (
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}" + CHATML,
        {TemplateLimit.DEPTH, TemplateLimit.CRASH},
    ),
    "3,000 conditions": (
        "{% if x %}" * 3000 + "{% endif %}" * 3000 + CHATML,
        {TemplateLimit.DEPTH, TemplateLimit.CRASH},
    ),
    "20,000 sums": ("{{ " + "1+" * 20000 + "1 }}" + CHATML, {TemplateLimit.DEPTH, TemplateLimit.CRASH}),
}


@pytest.fixture(scope="module")
def sandbox():
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


def transcript(parts) -> str:
    return written(ChatFormat(None), parts)


@pytest.mark.logs
@pytest.mark.parametrize("attack", ATTACKS)
def test_a_template_that_goes_beyond_a_bound_is_refused_and_a_plain_transcript_is_used(sandbox, attack):
    source, bounds = ATTACKS[attack]
    before = psutil.Process(os.getpid()).memory_info().rss
    hostile = ChatFormat(source, sandbox=sandbox)
    assert hostile.is_fallback
    assert hostile.bound in bounds
    assert hostile.refusal
    assert written(hostile) == transcript(TALK)
    assert psutil.Process(os.getpid()).memory_info().rss - before < 64 << 20
    kind = ChatFormat(CHATML, sandbox=sandbox)
    assert not kind.is_fallback
    assert "<|im_start|>user\nWell?" in written(kind)


@pytest.mark.logs
@pytest.mark.parametrize(
    ("late", "bound"),
    [(LOOP, TemplateLimit.TIME), ("{% set x = 'a' * 700000000 %}", TemplateLimit.MEMORY)],
    ids=["time", "memory"],
)
def test_one_that_attacks_only_in_a_longer_conversation_is_left_alone_from_then_on(sandbox, late, bound):
    source = "{% if messages | length > 60 %}" + late + "{% endif %}" + CHATML
    chat_format = ChatFormat(source, sandbox=sandbox)
    assert not chat_format.is_fallback
    assert "<|im_start|>" in written(chat_format)
    longer = [*TALK, *(ChatMessage(Role.USER if place % 2 else Role.ASSISTANT, f"{place}") for place in range(70))]
    assert written(chat_format, longer) == transcript(longer)
    assert chat_format.bound is bound
    asked = []
    sandbox_ask, sandbox.ask = sandbox.ask, lambda *given: asked.append(given)
    try:
        assert written(chat_format, [*longer, ChatMessage(Role.USER, "more")]) == transcript(
            [*longer, ChatMessage(Role.USER, "more")]
        )
    finally:
        sandbox.ask = sandbox_ask
    assert not asked


def test_the_process_that_runs_templates_is_kept_and_what_it_wrote_is_remembered(sandbox):
    chat_format = ChatFormat(CHATML, sandbox=sandbox)
    written(chat_format)
    process = sandbox._process
    ChatFormat(CHATML + " ", sandbox=sandbox)
    assert sandbox._process is process
    sandbox.close()
    written(chat_format)  # this shape was written before: nobody needs to be asked
    assert sandbox._process is None
    written(chat_format, TALK[:2])
    assert sandbox._process is not None


def test_a_helper_that_was_killed_comes_back(sandbox):
    chat_format = ChatFormat(CHATML, sandbox=sandbox)
    written(chat_format, TALK[:1])
    sandbox._process.kill()
    sandbox._process.join()
    assert "<|im_start|>" in written(chat_format, TALK[1:])


def test_the_starters_template_needs_no_process():
    sandbox = Sandbox()
    source = template_in(resources() / TOY_MODEL)
    assert is_ours(source)
    starter = ChatFormat(source, sandbox=sandbox)
    assert not starter.is_fallback
    assert "Well?" in written(starter)
    assert sandbox._process is None


@pytest.mark.logs
def test_checking_a_hostile_template_says_which_bound_it_broke():
    checked = check_template("hostile", ATTACKS["two loops"][0])
    assert checked.refused
    assert checked.bound == "time"
    assert checked.lost == ()


def test_where_the_helper_cannot_start_a_transcript_is_used_until_it_can(monkeypatch):
    sandbox = Sandbox()

    def refused(*_, **__):
        raise OSError("no room for another process")

    with monkeypatch.context() as patched:
        patched.setattr("multiprocessing.context.SpawnProcess.start", refused)
        sandbox.prepare()
        without = ChatFormat(CHATML + "  ", sandbox=sandbox)
    assert without.is_fallback
    assert without.bound is None
    assert "could not be started" in without.refusal
    assert not ChatFormat(CHATML + "  ", sandbox=sandbox).is_fallback
    sandbox.close()


@pytest.mark.logs
def test_a_helper_that_is_busy_can_be_ended_at_once(sandbox):
    hostile = threading.Thread(target=lambda: ChatFormat(LOOP + CHATML + " ", sandbox=sandbox))
    hostile.start()
    while sandbox._watched is None:
        hostile.join(0.01)
    sandbox.close()
    hostile.join(20)
    assert not hostile.is_alive()
    assert not ChatFormat(CHATML + "   ", sandbox=sandbox).is_fallback
