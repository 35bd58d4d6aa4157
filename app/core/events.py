"""What the vault tells everyone after a commit.

A listener names the kinds of things it shows and is called when one of them changed, so that no
screen has to know another.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.core.log import describe

log = logging.getLogger("app.core")


@dataclass(frozen=True, slots=True)
class Changed:
    """The kinds of things one commit touched, such as ``conversation``."""

    kinds: frozenset[str]


Listener = Callable[[Changed], None]


class ChangeNotifier:
    """Passes each change to those who listen for its kind, on the thread that committed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[tuple[frozenset[str], Listener]] = []

    def listen(self, *kinds: str, to: Listener) -> None:
        """Call *to* after every commit that touched one of *kinds*."""
        with self._lock:
            self._listeners.append((frozenset(kinds), to))

    def announce(self, changed: Changed) -> None:
        """Tell everyone concerned."""
        with self._lock:
            concerned = [listener for kinds, listener in self._listeners if kinds & changed.kinds]
        tell_each(concerned, changed)


def tell_each(listeners: Iterable[Callable[..., None]], *told: object) -> None:
    """Call each of *listeners* with *told*.  One that raises loses only itself: what it heard of has happened."""
    for listener in tuple(listeners):
        try:
            listener(*told)
        except Exception as error:  # noqa: BLE001 - whoever tells goes on, and so do the others
            log.error("a listener failed: %s", describe(error))
