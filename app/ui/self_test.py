"""Opens the window, talks, locks and ends, all by itself: that a build works is seen by running it.

``inglenook self-test``; with ``until_usable`` it ends as soon as one could type, and says what took the time.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import psutil
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtQuick import QQuickWindow

from app.application import Application
from app.core.errors import AppError
from app.core.paths import Home
from app.core.translation import explain
from app.ui.application import MainWindow, prepare_application
from app.vault import PretendKeyring

STEP_MS, PATIENCE_S = 10, 150.0
PASSPHRASE = "tractor velvet onion"  # noqa: S105 - of a vault that lasts a minute
SAID = "Hello Wren, how are you?"
Condition = Callable[[], bool]


class SelfTest:
    """Drives one window through what a person does first; what it finds is in ``fact_as_text``."""

    def __init__(self, home: Home, passphrase: str, *, until_usable: bool) -> None:
        self._home = home
        self._passphrase = passphrase
        self._until_usable = until_usable
        self.told: dict[str, object] = {"answered": False, "locked": False, "colours": 0}
        self._note("interpreter_s")

    def _note(self, what: str) -> None:
        """Since this process was started, in seconds."""
        self.told[what] = round(time.time() - psutil.Process().create_time(), 3)

    def run(self) -> bool:
        """Whether everything went well."""
        qt_application = prepare_application(sys.argv[:1])
        self._note("qt_s")
        # Not the system's keyring: it would keep the key of a vault that is gone in a minute.
        application = Application(self._home, keyring=PretendKeyring(available=False))
        window = MainWindow(application)
        self._note("window_s")
        afresh: list[bool] = []
        window.app.relaunchWanted.connect(afresh.append)
        window.root.frameSwapped.connect(self._shown)
        steps = self._steps(application, window, afresh)
        timer = QTimer(interval=STEP_MS)
        ends = time.monotonic() + PATIENCE_S
        waits: list[Condition] = [next(steps)]

        def step() -> None:
            try:
                while waits[0]():
                    waits[0] = next(steps)
            except StopIteration:
                qt_application.quit()
            if time.monotonic() > ends:
                qt_application.quit()

        timer.timeout.connect(step)
        timer.start()
        qt_application.exec()
        timer.stop()
        window.close()
        application.close()
        talked = bool(self.told["answered"] and self.told["locked"])
        return bool(self.told.get("usable_s")) and (self._until_usable or talked)

    def _shown(self) -> None:
        if "first_frame_s" not in self.told:
            self._note("first_frame_s")

    def _steps(self, application: Application, window: MainWindow, afresh: list[bool]) -> Iterator[Condition]:
        """What is done, each with what is waited for before it."""
        app: Any = window.app  # its properties are Qt's
        yield lambda: app.stage in ("welcome", "unlock", "chat")
        asked = time.time()
        if app.stage == "unlock":
            yield lambda: not app.unlock.busy
            app.unlock.unlock(self._passphrase)
            yield lambda: app.stage != "unlock"
        if app.stage == "welcome":  # also where the vault was made without a window
            yield lambda: not app.welcome.busy
            app.welcome.begin(self._passphrase, self._passphrase)
        yield lambda: app.stage == "chat"
        self.told["opening_s"] = round(time.time() - asked, 3)
        yield lambda: "first_frame_s" in self.told and window.root.isExposed()
        self._note("usable_s")
        if self._until_usable:
            return
        chat = app.chat
        chat.reply.send(SAID)
        yield lambda: not chat.reply.busy and len(chat.conversation.messages.rows) >= 2
        self.told["answered"] = bool(chat.conversation.messages.rows[0].plain.strip())
        self.told["colours"] = colours_of(window.root)
        app.lock.lock()
        yield lambda: bool(afresh)
        self.told["locked"] = True


def colours_of(window: QQuickWindow) -> int:
    """How many colours the window shows: a blank one has one or two."""
    image = window.grabWindow()
    return len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)})


def run_self_test(home: Home, *, until_usable: bool, as_json: bool) -> int:
    """Run it and say what was found; 0 where all is well."""
    test = SelfTest(home, os.environ.get("INGLENOOK_PASSPHRASE") or PASSPHRASE, until_usable=until_usable)
    try:
        is_well = test.run()
    except AppError as error:
        sys.stderr.write(f"inglenook: {explain(error)}\n")
        return 1
    if as_json:
        print(json.dumps(test.told))
    else:
        print("The window opens, answers and locks." if is_well else f"Something did not go as it should: {test.told}")
    QCoreApplication.processEvents()
    return 0 if is_well else 1
