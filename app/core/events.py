"""What the vault tells everyone after a commit.

A listener names the kinds of things it shows and is called when one of them changed, so that no screen has to know
another.  It hears which they were, so that it reads nothing anew that it does not show, and need not hear of what it
changed itself.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.core.log import describe

log = logging.getLogger("app.core")


@dataclass(frozen=True, slots=True)
class Changed:
    """What one commit touched: things of these *kinds*, such as ``conversation``.

    *ids* are the numbers of those *of* one kind; empty where it may have been any.  *origin* is who caused it, where
    that was said.
    """

    kinds: frozenset[str]
    ids: frozenset[int] = frozenset()
    origin: object | None = None
    of: str = ""

    def ids_of(self, kind: str) -> frozenset[int]:
        """Which things of this *kind* changed; empty where it may have been any."""
        return self.ids if kind == self.of else frozenset()

    def may_concern(self, kind: str, *ids: int) -> bool:
        """Whether one of the things of this *kind* that are numbered *ids* may have changed."""
        known = self.ids_of(kind)
        return kind in self.kinds and (not known or not known.isdisjoint(ids))


Listener = Callable[[Changed], None]


class ChangeNotifier:
    """Passes each change to those who listen for its kind, on the thread that committed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[tuple[frozenset[str], Listener, object | None]] = []
        self._causes = threading.local()

    def listen(self, *kinds: str, to: Listener, besides: object | None = None) -> None:
        """Call *to* after every commit that touched one of *kinds*, but for those that *besides* caused."""
        with self._lock:
            self._listeners.append((frozenset(kinds), to, besides))

    @contextmanager
    def caused_by(self, origin: object) -> Iterator[None]:
        """What this thread commits in the block was caused by *origin*."""
        before, self._causes.origin = self.origin, origin
        try:
            yield
        finally:
            self._causes.origin = before

    @property
    def origin(self) -> object | None:
        """Who causes what this thread commits; None where nobody said so."""
        return getattr(self._causes, "origin", None)

    def announce(self, changed: Changed) -> None:
        """Tell everyone concerned."""
        with self._lock:
            concerned = [
                listener
                for kinds, listener, besides in self._listeners
                if kinds & changed.kinds and (besides is None or besides is not changed.origin)
            ]
        tell_each(concerned, changed)


def tell_each(listeners: Iterable[Callable[..., None]], *told: object) -> None:
    """Call each of *listeners* with *told*.  One that raises loses only itself: what it heard of has happened."""
    for listener in tuple(listeners):
        try:
            listener(*told)
        except Exception as error:  # noqa: BLE001 - whoever tells goes on, and so do the others
            log.error("a listener failed: %s", describe(error))
