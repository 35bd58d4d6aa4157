"""What the vault tells everyone after a commit.

A listener names the kinds of things it shows and is called when one of them changed, so that no
screen has to know another.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass


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
        for listener in concerned:
            listener(changed)
