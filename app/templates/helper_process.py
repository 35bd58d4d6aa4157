"""The process that templates run in: it knows no conversation, reaches no network, and may be killed at any moment.

What a stranger's program may use up is bounded from both sides.  The system refuses it more memory, where the system
can (Linux); ``app.templates.sandbox``, which started it, watches its memory and its time and ends it.
"""

from __future__ import annotations

import sys
from multiprocessing.connection import Connection
from pathlib import Path

from app.core.child import become_private_child
from app.templates.chat_message import Role
from app.templates.jinja_template import JinjaTemplate, TemplateFails, failed
from app.templates.traits import find_traits

MEMORY_BYTES = 256 << 20
"""What templates may use beyond what an empty interpreter does."""
READY = "ready"

Source = tuple[str, str, str]
"""A template and the two marks it may name: source, beginning and end of a text."""
Question = tuple[Source, list[str] | None, dict[str, object], dict[int, str] | None]
"""What ``answer`` is asked: of which template; the messages' roles, or None for its traits; values and suffixes."""


def serve(connection: Connection) -> None:
    """Answer one question after another until whoever asks is gone."""
    become_private_child()
    _refuse_more_memory()
    compiled: dict[Source, JinjaTemplate] = {}
    connection.send(READY)
    while True:
        try:
            question = connection.recv()
        except (EOFError, OSError):
            return
        try:
            found: object = answer(question, compiled)
        except TemplateFails as fails:
            found = fails
        except Exception as error:  # noqa: BLE001 - looking through a stranger's program can go wrong anywhere
            found = failed(error)
        connection.send(found)


def answer(question: Question, compiled: dict[Source, JinjaTemplate]) -> object:
    """The traits of a template, or what it makes of messages.

    Raises:
        TemplateFails: it cannot be used, or not for these.
    """
    source, roles, values, suffixes = question
    text, bos, eos = source
    if source not in compiled:
        compiled.clear()  # one model at a time
        compiled[source] = JinjaTemplate(text, bos=bos, eos=eos)
    if roles is None:
        return find_traits(compiled[source], bos, eos)
    return compiled[source].render([Role(role) for role in roles], values, suffixes=suffixes)


def _refuse_more_memory() -> None:
    """Let the system refuse more memory, where it can; elsewhere the watching process is the only bound."""
    if sys.platform != "linux":
        return
    import resource

    used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY_BYTES, used + MEMORY_BYTES))
