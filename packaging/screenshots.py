"""Takes the pictures in resources/screenshots: every screen, light and dark, with the starter model.

.venv/bin/python packaging/screenshots.py
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QObject, QTimer  # noqa: E402

from app.core import settings as s  # noqa: E402
from app.core.paths import Home  # noqa: E402
from app.house import House  # noqa: E402
from app.ui.application import Window, prepare_application  # noqa: E402
from app.vault import PretendKeyring  # noqa: E402

PICTURES = ROOT / "resources" / "screenshots"
TALKS = [
    ("Aldous", ["I can't get started today.", "Tell me a joke."]),
    ("Marlow", ["Let's go on an adventure!", "I open the old door."]),
    ("Wren", ["Hello Wren, how are you?", "I'm tired because I slept badly.",
              "Give me three ideas for a quiet evening.", "*hugs you*"]),
]  # fmt: skip


def wait(ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(2000):
        if condition():
            return
        wait(20)
    sys.exit("a screen did not come up")


class Studio:
    """One window, and a camera."""

    def __init__(self, home: Path, theme: str, *, keyring: bool = True, house: House | None = None) -> None:
        self.theme = theme
        self.house = house or House(Home(home), keyring=PretendKeyring(available=keyring))
        self.house.settings.put(s.THEME, theme)
        self.window = Window(self.house)
        wait(400)

    def shoot(self, name: str) -> None:
        wait(400)
        self.window.root.grabWindow().save(str(PICTURES / f"{name}-{self.theme}.png"))

    def begin(self, passphrase: str = "") -> None:
        wait_until(lambda: not self.window.app.welcome.busy)
        self.window.app.welcome.begin(passphrase, passphrase)
        wait_until(lambda: self.window.app.chat is not None)
        self.house.settings.put(s.STYLE, "steady")

    def say(self, line: str) -> None:
        chat = self.window.app.chat
        chat.send(line)
        wait_until(lambda: not chat.busy)

    def sheet(self, name: str) -> QObject:
        return next(
            found for found in self.window.root.findChildren(QObject) if found.metaObject().className().startswith(name)
        )

    def close(self) -> None:
        self.window.close()
        self.house.close()


def conversations(studio: Studio) -> None:
    chat = studio.window.app.chat
    studio.shoot("first-words")
    for name, lines in TALKS:
        chat.choose_companion(next(row.key for row in chat.companions.rows if row.name == name))
        for line in lines:
            studio.say(line)
        if name == "Marlow":
            studio.shoot("adventure")
    studio.shoot("conversation")


def sheets(studio: Studio) -> None:
    pictures = {
        "SettingsSheet": "settings",
        "WordsSheet": "words",
        "RecoverySheet": "recovery-code",
        "SecuritySheet": "security",
        "PrivacySheet": "privacy",
        "BackupSheet": "backup",
        "RotationSheet": "keys",
        "RestoreSheet": "restore",
    }
    for name, picture in pictures.items():
        sheet = studio.sheet(name)
        if name == "PrivacySheet":
            sheet.setProperty("folder", "~/.local/share/Inglenook")
        sheet.open()
        studio.shoot(picture)
        sheet.close()
        wait(200)


def session(theme: str, folder: Path) -> None:
    studio = Studio(folder / f"keyring-{theme}", theme)
    studio.shoot("welcome")
    studio.begin()
    conversations(studio)
    sheets(studio)
    studio.window.root.resize(430, 740)
    studio.shoot("narrow")
    studio.close()
    secret = "tractor velvet onion"
    studio = Studio(folder / f"passphrase-{theme}", theme, keyring=False)
    studio.shoot("welcome-passphrase")
    studio.begin(secret)
    studio.close()
    studio = Studio(folder / f"passphrase-{theme}", theme, keyring=False)
    wait_until(lambda: studio.window.app.stage == "unlock")
    studio.window.app.unlock.unlock("not the right one")
    wait_until(lambda: not studio.window.app.unlock.busy)
    studio.shoot("unlock")
    studio.close()


if __name__ == "__main__":
    prepare_application(sys.argv[:1])
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for look in ("light", "dark"):
            session(look, Path(folder))
