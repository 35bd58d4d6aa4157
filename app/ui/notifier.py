"""How each error looks; the one place that decides.

Inline: beside the field it concerns.  Toast: passing, for what needs no answer.  Sheet: what must be
read.  In the conversation: a reply that did not come.
"""

from __future__ import annotations

import contextlib
import enum
import logging
from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from app.core.errors import (
    AppError,
    BoundaryError,
    EngineError,
    FileError,
    HomeError,
    VaultError,
    WeakPassphrase,
    WrongSecret,
)
from app.core.log import describe
from app.core.translation import explain

log = logging.getLogger("app.ui")


class Notifier(QObject):
    """Carries words to the window: what happened, and how it should look."""

    told = Signal(str, str)

    def tell(self, error: Exception) -> None:
        """Say what went wrong."""
        look = look_of(type(error)) if isinstance(error, AppError) else Look.SHEET
        self.told.emit(worded(error), look.value)

    def mention(self, words: str) -> None:
        """Say something in passing."""
        self.told.emit(words, Look.TOAST.value)

    @contextlib.contextmanager
    def guarding(self) -> Iterator[None]:
        """Tell what goes wrong in the block, instead of letting it pass unseen."""
        try:
            yield
        except AppError as error:
            self.tell(error)


class Look(enum.Enum):
    """Where an error is shown."""

    INLINE = "inline"
    CONVERSATION = "conversation"
    TOAST = "toast"
    SHEET = "sheet"


LOOKS: dict[type[AppError], Look] = {
    WrongSecret: Look.INLINE,
    WeakPassphrase: Look.INLINE,
    EngineError: Look.CONVERSATION,
    BoundaryError: Look.CONVERSATION,
    VaultError: Look.SHEET,
    HomeError: Look.SHEET,
    FileError: Look.SHEET,
    AppError: Look.TOAST,
}


def look_of(kind: type[AppError]) -> Look:
    """How errors of *kind* are shown: by the nearest of its ancestors."""
    return next(LOOKS[ancestor] for ancestor in kind.__mro__ if ancestor in LOOKS)


def worded(error: Exception) -> str:
    """What the person reads; our own bugs are logged by place and told without details."""
    if isinstance(error, AppError):
        return explain(error)
    log.error("bug: %s", describe(error))
    return "Something went wrong inside Inglenook. What you wrote is safe; try again."
