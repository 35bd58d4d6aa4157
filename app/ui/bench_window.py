"""A real window without a screen over a vault of its own, for measuring: opened, driven and waited for."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from typing import Any

import psutil
from PySide6.QtCore import QEventLoop, Qt, QTimer

from app.application import Application
from app.chat import Author, ConversationId, MessageId, State, insert_message
from app.core.clock import now
from app.core.paths import Home
from app.engine import Engine
from app.session import Session
from app.ui.application import MainWindow, prepare_application
from app.vault import PretendKeyring

PATIENCE_S, LOOK_MS = 300.0, 1
PASSPHRASE = "tractor velvet onion"  # noqa: S105 - of a vault that lasts a minute
WORDS = "the lamp went out and she listened to the rain on the roof while somebody walked by "


class BenchWindow:
    """The window over *home*, welcomed and unlocked; *engine* gives what answers whenever a model is loaded."""

    def __init__(self, home: Home, engine: Callable[[], Engine]) -> None:
        prepare_application(sys.argv[:1])
        begun = time.perf_counter()
        self.application = Application(
            home,
            keyring=PretendKeyring(available=False),
            opener=lambda *_: engine(),
            # What is measured once on a machine takes a core for a while.
            flash_probe=None,
            busy=_is_busy,
        )
        self._window = MainWindow(self.application)
        frames: list[float] = []
        self._window.root.frameSwapped.connect(lambda: frames.append(time.perf_counter()))
        app: Any = self._window.app  # its properties are Qt's
        self.app = app
        self.until(lambda: self.app.stage == "welcome" and not self.app.welcome.busy)
        self.app.welcome.begin(PASSPHRASE, PASSPHRASE)
        self.until(lambda: self.app.stage == "chat" and bool(frames))
        self.first_frame_ms = round(1000 * (frames[0] - begun), 1)

    @property
    def session(self) -> Session:
        """What is open."""
        session = self.application.session
        assert session is not None
        return session

    def close(self) -> None:
        """Close the window and the vault."""
        self._window.close()
        self.application.close()

    def fill(self, size: int) -> tuple[ConversationId, MessageId]:
        """A conversation of *size* messages, written in one go, and the first of them."""
        session, store = self.session, self.session.conversations.store
        conversation_id = store.catalogue.start(self.app.chat.conversation.persona.id)
        made: list[MessageId] = []
        with session.vault.write("conversation") as db:
            for number in range(size):
                author = Author.PERSONA if number % 2 else Author.ME
                parent = made[-1] if made else None
                text = f"{WORDS * 2}{number}."
                made.append(insert_message(db, now(), conversation_id, parent, author, text, State.DONE))
        # Nobody writes thousands of messages at once: learning from them would run beside what is measured.
        session.memory.exclude(conversation_id, wanted=True)
        return conversation_id, made[0]

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until *holds*.

        Raises:
            TimeoutError: it does not come to that.
        """
        loop, ends = QEventLoop(), time.perf_counter() + PATIENCE_S
        looking = QTimer(interval=LOOK_MS, timerType=Qt.TimerType.PreciseTimer)
        looking.timeout.connect(lambda: loop.quit() if holds() or time.perf_counter() > ends else None)
        looking.start()
        if not holds():
            loop.exec()
        looking.stop()
        if not holds():
            raise TimeoutError("the window did not come to it")

    @staticmethod
    def settle(seconds: float = 0.12) -> None:
        """Let what was begun come to its end."""
        # A loop of Qt's own: outside one, objects that are done with would wait to be deleted for ever.
        loop = QEventLoop()
        QTimer.singleShot(int(1000 * seconds), loop.quit)
        loop.exec()

    @staticmethod
    def busy_share(seconds: float) -> float:
        """The share of one core that this process used while the window slept for *seconds*."""
        process = psutil.Process()
        before, at = process.cpu_times(), time.perf_counter()
        BenchWindow.settle(seconds)
        after = process.cpu_times()
        spent = after.user + after.system - before.user - before.system
        return float(spent / (time.perf_counter() - at))


def _is_busy() -> Generator[object, None, bool]:
    """This machine has something else to do than to find out how fast it is."""
    yield from ()
    return True
