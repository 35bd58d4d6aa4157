"""The real app with the real window."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.application import Application
from app.core.paths import Home
from app.engine import ScriptedEngine
from app.ui.application import MainWindow, prepare_application
from app.vault import PretendKeyring
from tests.driving import calm
from tests.pilot import Pilot, Role

Start = Callable[..., Pilot]


def quickly(threads: int, *, on_card: bool) -> Generator[object, None, float]:
    """Says how fast a usual computer is, without measuring this one."""
    yield None
    return 25e9


@pytest.fixture
def start(qtbot: QtBot, qapp, home: Home, keyring: PretendKeyring) -> Iterator[Start]:
    """Start the app on the test's home; calling it again closes the first."""
    prepare_application([])
    opened: list[tuple[Application, MainWindow]] = []
    warnings: list[str] = []

    def close() -> None:
        while opened:
            application, window = opened.pop()
            window.close()
            application.close()

    def begin(**given) -> Pilot:
        close()
        application = Application(
            home, keyring=given.pop("keyring", keyring), **{"speed_probe": quickly, "busy": calm, **given}
        )
        window = MainWindow(application)
        window.engine.warnings.connect(lambda found: warnings.extend(str(warning.toString()) for warning in found))
        opened.append((application, window))
        pilot = Pilot(qtbot, window.root)
        pilot.application, pilot.app, pilot.engine = application, window.app, window.engine
        return pilot

    begin.close = close
    begin.warnings = warnings
    yield begin
    close()
    assert not warnings


@pytest.fixture
def scripted():
    return ScriptedEngine()


@pytest.fixture
def chatting(start, scripted):
    """The window with a conversation about to begin."""
    pilot = start(opener=lambda *_: scripted)
    pilot.click("I am 18 or older: begin")
    pilot.wait_for(Role.EditableText, "Message")
    return pilot
