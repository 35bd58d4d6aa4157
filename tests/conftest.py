"""Every test: no screen, a home of its own, no network, nothing unexpected in the log."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

# A desk's screen; Qt's own idea of one is too small for the window as it comes.
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).parent / 'data' / 'screen.json'}"
os.environ["QT_QUICK_BACKEND"] = "software"
os.environ["QML_DISABLE_DISK_CACHE"] = "1"
os.environ.pop("INGLENOOK_PASSPHRASE", None)
os.environ["INGLENOOK_TOY"] = "1"  # it answers at once; what the starter says is tested in tests/starter

import pytest
from pytestqt.qtbot import QtBot

from app.core.network_guard import network_guard
from app.core.paths import Home, resources
from app.core.settings import DeviceSettingsBackend, Settings
from app.models import TOY_MODEL
from app.vault import PretendKeyring, Vault, VaultSettingsBackend, create_keys, passphrase

os.umask(0o077)  # as the app sets it first of all

# Tests start programs (the command line, linters), but like the app they reach no network.
network_guard._may_start_programs = True
network_guard.close()


@pytest.fixture(scope="session")
def qapp_cls():
    from PySide6.QtWidgets import QApplication

    return QApplication


PATIENCE_MS = 20_000


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """A machine that is busy takes its time: nobody waits for less than this unless they say so."""
    for wait in ("waitUntil", "waitSignal", "waitSignals"):
        setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=PATIENCE_MS))
    return qtbot


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weakest cost we ever write, so that tests with passphrases take a quarter of a second each."""
    monkeypatch.setattr(passphrase, "COSTS_KIB", (65_536,))


@pytest.fixture(autouse=True)
def companions_that_wait(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Our companions say nothing first, so that what a test says is what stands there; unless it is about that."""
    if not request.node.get_closest_marker("first_words"):
        monkeypatch.setattr("app.personas.starters._first_words", lambda told: "")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine reaches the network by, the hub of a test is asked directly."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.delenv("HF_ENDPOINT", raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    home = Home(tmp_path / "home")
    home.prepare()
    return home


@pytest.fixture
def keyring() -> PretendKeyring:
    return PretendKeyring()


@pytest.fixture
def vault(home: Home, keyring: PretendKeyring) -> Iterator[Vault]:
    """A fresh, open vault."""
    vault = Vault(home.vault, create_keys(home.vault, keyring=keyring))
    yield vault
    vault.close()


@pytest.fixture
def settings(home: Home, vault: Vault) -> Settings:
    settings = Settings(DeviceSettingsBackend(home.device_settings))
    settings.open_vault(VaultSettingsBackend(vault))
    return settings


@pytest.fixture(scope="session")
def starter() -> Path:
    """The starter model that ships."""
    return resources() / TOY_MODEL


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test whose app logs a warning that it did not announce with ``@pytest.mark.logs``."""
    root = logging.getLogger("app")
    before = root.propagate
    root.propagate = True
    yield
    root.propagate = before
    if request.node.get_closest_marker("logs"):
        return
    loud = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, [f"{record.name}: {record.getMessage()}" for record in loud]
