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

from app.bench import SHAPES, write_model  # noqa: E402
from app.boundaries import Reach, Wishes  # noqa: E402
from app.core import settings as s  # noqa: E402
from app.core.paths import Home  # noqa: E402
from app.house import House  # noqa: E402
from app.hub import PretendHub, pretend_hub  # noqa: E402
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
        if name == "PrivacySheet":
            studio.window.app.privacy.test()
            wait_until(lambda: len(studio.window.app.privacy.findings.rows) > 0)
        studio.shoot(picture)
        sheet.close()
        wait(200)


def boundaries(studio: Studio) -> None:
    """The sheet, page by page, and what the app says beside a conversation."""
    sheet, chat = studio.sheet("BoundariesSheet"), studio.window.app.chat
    store = studio.house.opened.boundaries.store
    store.put(Reach(), Wishes(never=("spiders", "my ex, Daniel"), careful=("my father",)))
    sheet.open()
    for page, picture in enumerate(("boundaries", "boundaries-topics", "boundaries-rest", "boundaries-floor")):
        sheet.setProperty("page", page)
        studio.shoot(picture)
    sheet.close()
    wait(200)
    chat.send("Honestly, am I talking to a real person?")
    studio.shoot("simulation")
    chat.pause()
    chat.send("A spider ran over my foot.")
    studio.shoot("paused")
    chat.act("paused", False)
    chat.keep_draft("")
    store.put(Reach(), Wishes())


def fill(hub: PretendHub) -> None:
    """Some repositories; one has files of real sizes, which are holes beyond their headers."""
    for name, billions, downloads, licence in (
        ("hearth/hearth-8b-GGUF", 8, 41_200, "apache-2.0"),
        ("hearth/hearth-12b-roleplay-GGUF", 12, 18_730, "apache-2.0"),
        ("lantern/Lantern-24B-Stories-GGUF", 24, 9_410, "llama3.1"),
    ):
        facts = {"architecture": "llama", "total": billions * 10**9, "context_length": 131_072}
        tags = ["gguf", f"license:{licence}", "en"]
        hub.add(name, {}, tags=tags, gguf=facts, downloads=downloads, gated="llama" in licence and "auto")
    facts = {"architecture": "llama", "total": 3_200_000_000, "context_length": 131_072}
    hub.add("hearth/hearth-3b-GGUF", {}, tags=["gguf", "license:apache-2.0", "en"], gguf=facts, downloads=55_310)
    for quant, share in (("Q4_K_M", 1.0), ("Q8_0", 1.7)):
        path = hub.folder / "hearth" / "hearth-3b-GGUF" / f"hearth-3b-{quant}.gguf"
        for _ in write_model(SHAPES["3b"], path, header_only=True):
            pass
        os.truncate(path, round(path.stat().st_size * share))


def models(studio: Studio, hub: PretendHub) -> None:
    manager, sheet = studio.window.app.models, studio.sheet("ModelsSheet")
    sheet.open()
    wait_until(lambda: not manager.advice.measuring and len(manager.advice.cards.rows) > 5)
    studio.shoot("models")
    sheet.setProperty("page", 1)
    manager.search.search("hearth", 1, 0, 0, False, False)
    wait_until(lambda: not manager.search.searching)
    studio.shoot("models-search")
    manager.search.open_repo("hearth/hearth-3b-GGUF")
    wait_until(lambda: not manager.search.opening)
    studio.shoot("models-offers")
    hub.misbehave({"at": "/cdn/", "method": "GET", "do": "slow", "value": 40_000_000})
    for offer in list(manager.search.offers.rows):
        manager.search.get(offer.key)
        wait_until(lambda key=offer.key: any(row.name == key for row in manager.downloads.rows.rows))
        wait_until(lambda: manager.search.offers.rows[0].standing != "asking")
    manager.downloads.pause(manager.downloads.rows.rows[1].key)
    wait_until(lambda: "left" in manager.downloads.rows.rows[0].line)
    sheet.setProperty("page", 2)
    studio.shoot("models-downloads")
    for row in list(manager.downloads.rows.rows):
        manager.downloads.cancel(row.key)
    sheet.setProperty("page", 3)
    studio.shoot("models-shelf")
    sheet.setProperty("page", 4)
    manager.network.refresh()
    studio.shoot("models-network")
    sheet.close()
    wait(300)


def session(theme: str, folder: Path) -> None:
    with pretend_hub(folder / f"hub-{theme}") as hub:
        fill(hub)
        house = House(
            Home(folder / f"keyring-{theme}"), keyring=PretendKeyring(), endpoint=hub.endpoint, busy=lambda: False
        )
        with_a_hub(theme, house, hub)
    with_a_passphrase(theme, folder)


def with_a_hub(theme: str, house: House, hub: PretendHub) -> None:
    studio = Studio(house.home.root, theme, house=house)
    studio.shoot("welcome")
    studio.begin()
    conversations(studio)
    sheets(studio)
    boundaries(studio)
    models(studio, hub)
    studio.window.root.resize(430, 740)
    studio.shoot("narrow")
    studio.close()


def with_a_passphrase(theme: str, folder: Path) -> None:
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
