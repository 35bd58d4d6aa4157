"""Runs strangers' templates in a process of their own, and ends it when one goes beyond its bounds.

A chat template is a program.  One that loops for ever, or asks for all memory there is, must cost the person nothing
but a sentence and a plainer form: so it never runs in the process that holds the conversation.  The helper is started
once and kept; it has seen no word of anybody, so nothing of it needs to be kept secret or safe.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import json
import logging
import multiprocessing
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import psutil

from app.templates.chat_message import Role
from app.templates.helper_process import MEMORY_BYTES, READY, Question, Source, answer, serve
from app.templates.jinja_template import RENDERING_S, JinjaTemplate, TemplateFails, TemplateLimit, today
from app.templates.traits import Traits

log = logging.getLogger("app.templates")

FINDING_S = 5.0
"""Seconds of processor time to find out a template's traits: some eighty renderings, 0.1 s for usual ones."""
WALL_TIMES = 30.0
"""So many times as long a machine that is busy with other things may take for it."""
START_S = 60.0
LOOK_S = 0.02
REMEMBERED = 64
"""Renderings that are kept of each template, each a shape of conversation."""

OURS = frozenset({"694b2821aca58422b2fb827eb0d704725ec2ba86d3d8487ad11174d38481c3c3"})
"""SHA-256 of templates that we wrote: the starter's.  They need no process, so that it answers whatever else fails."""


GONE = object()


class NotStarted(TemplateFails):
    """There is no helper, as where the system does not let it start: nothing is known of a template, which is tried
    again."""

    def __init__(self) -> None:
        super().__init__("the process that tries templates could not be started")


class Sandbox:
    """The helper process; one question at a time, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        atexit.register(self.close)
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._watched: psutil.Process | None = None
        """The process, once it has said that it is ready."""
        self._most_bytes = 0
        self._closings = 0

    def ask(self, question: Question, limit_s: float) -> object:
        """The helper's answer to *question*, for which it may use *limit_s* seconds of processor time.

        Raises:
            TemplateFails: the template's own reason, or the bound that it went beyond.
        """
        with self._lock:
            closings = self._closings
            found = self._answered(question, limit_s)
            if found is GONE and closings == self._closings:
                # Once it may have been something else: the system, short of memory, ends whichever process it likes.
                found = self._answered(question, limit_s)
            if found is GONE:
                if closings != self._closings:
                    raise NotStarted
                raise TemplateFails("it ended the process that tried it", TemplateLimit.CRASH)
        if isinstance(found, TemplateFails):
            raise found
        return found

    def _answered(self, question: Question, limit_s: float) -> object:
        """The helper's answer, ``GONE`` where it ended instead."""
        try:
            connection, process = self._started()
            used = _seconds(process)
            connection.send(question)
            if not connection.poll(LOOK_S):  # nearly always it has answered by then
                self._watch(connection, process, used + limit_s, time.monotonic() + limit_s * WALL_TIMES)
            return connection.recv()
        except (EOFError, OSError, psutil.Error):
            self._end()
            return GONE
        except BaseException:
            self._end()  # an answer that nobody waits for would be taken for the next one's
            raise

    def close(self) -> None:
        """End the helper, whatever it does; the next question starts another."""
        self._closings += 1
        if (process := self._process) is not None:
            process.kill()  # whoever waits for its answer, with the lock, is told that there will be none
        with self._lock:
            self._end()

    def prepare(self) -> None:
        """Start the helper, so that it is there by the time something is asked; without waiting for it."""
        with self._lock, contextlib.suppress(NotStarted):
            self._start()

    def _started(self) -> tuple[Connection, psutil.Process]:
        connection = self._start()
        if self._watched is None:
            try:
                is_ready = connection.poll(START_S) and connection.recv() == READY
            except (EOFError, OSError):
                is_ready = False
            if not is_ready:
                self._end()
                raise NotStarted
            assert self._process is not None
            self._watched = psutil.Process(self._process.pid)
            self._most_bytes = self._watched.memory_info().rss + MEMORY_BYTES
        return connection, self._watched

    def _start(self) -> Connection:
        if self._process is not None and self._connection is not None and self._process.is_alive():
            return self._connection
        self._end()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs,), daemon=True, name="templates")
        try:
            process.start()
        except (OSError, AssertionError):  # no room for it; or this is a helper itself, which may have none
            ours.close()
            raise NotStarted from None
        finally:
            theirs.close()
        self._process, self._connection = process, ours
        return ours

    def _watch(self, connection: Connection, process: psutil.Process, most_s: float, until: float) -> None:
        """Wait for an answer.

        Raises:
            TemplateFails: it goes beyond a bound.
            psutil.Error: the helper is gone.
        """
        while not connection.poll(LOOK_S):
            if _seconds(process) > most_s or time.monotonic() > until:
                raise TemplateFails("it takes too long", TemplateLimit.TIME)
            if process.memory_info().rss > self._most_bytes:
                raise TemplateFails("it needs too much memory", TemplateLimit.MEMORY)

    def _end(self) -> None:
        process, connection = self._process, self._connection
        self._process = self._connection = self._watched = None
        if connection is not None:
            connection.close()
        if process is not None:
            process.kill()
            process.join()


def _seconds(process: psutil.Process) -> float:
    told = process.cpu_times()
    return float(told.user + told.system)


shared = Sandbox()
"""For the model that is loaded."""


class BoundedTemplate:
    """A template whose *traits* are known, run within bounds; what it made of a shape of conversation is remembered."""

    def __init__(self, source: Source, sandbox: Sandbox | None) -> None:
        """Find out its traits; without a *sandbox* it runs here, which only our own may.

        Raises:
            TemplateFails: it cannot be used.
        """
        self._source = source
        self._sandbox = sandbox
        self._here: dict[Source, JinjaTemplate] = {}
        self._rendered: OrderedDict[object, str] = OrderedDict()
        self._broken: TemplateFails | None = None
        # One rendering first, within the bound of one: what loops for ever is known for it at once.
        try:
            self._ask([Role.USER.value], {}, None, RENDERING_S)
        except TemplateFails as fails:
            if fails.bound is not None:
                raise
        traits = self._ask(None, {}, None, FINDING_S)
        assert isinstance(traits, Traits)
        self.traits = traits

    def render(
        self, roles: Sequence[Role], values: Mapping[str, object], suffixes: Mapping[int, str] | None = None
    ) -> str:
        """As ``JinjaTemplate.render``; one that once went beyond a bound is not asked again.

        Raises:
            TemplateFails: the template refuses them, or goes wrong.
        """
        # Some name the date.
        key = (tuple(roles), json.dumps(values, sort_keys=True, default=str), str(suffixes), today("%x"))
        if key in self._rendered:
            self._rendered.move_to_end(key)
            return self._rendered[key]
        if self._broken is not None:
            raise self._broken
        try:
            told = self._ask([role.value for role in roles], dict(values), dict(suffixes or {}), RENDERING_S)
        except TemplateFails as fails:
            if fails.bound is not None:
                self._broken = fails
            raise
        assert isinstance(told, str)
        self._rendered[key] = told
        if len(self._rendered) > REMEMBERED:
            self._rendered.popitem(last=False)
        return told

    def _ask(
        self, roles: list[str] | None, values: dict[str, object], suffixes: dict[int, str] | None, limit_s: float
    ) -> object:
        question = (self._source, roles, values, suffixes)
        if self._sandbox is None:
            return answer(question, self._here)
        try:
            return self._sandbox.ask(question, limit_s)
        except TemplateFails as fails:
            if fails.bound is not None:
                log.warning("a chat template went beyond its bounds: %s", fails.bound.value)
            raise


def is_ours(source: str) -> bool:
    """Whether we wrote this template."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest() in OURS


def bounded(source: str, bos: str, eos: str, sandbox: Sandbox) -> BoundedTemplate | TemplateFails:
    """The template, or why it cannot be used; found out once."""
    try:
        return _found_out(source, bos, eos, sandbox)
    except TemplateFails as fails:
        return fails


@lru_cache(maxsize=16)
def _found_out(source: str, bos: str, eos: str, sandbox: Sandbox) -> BoundedTemplate | TemplateFails:
    try:
        return BoundedTemplate((source, bos, eos), None if is_ours(source) else sandbox)
    except TemplateFails as fails:
        # What ended the process is no more than likely, and not kept.
        if isinstance(fails, NotStarted) or fails.bound is TemplateLimit.CRASH:
            raise
        return fails
