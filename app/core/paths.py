"""Where things are kept on each system; ``--home`` puts everything under one folder."""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from app.core.errors import HomeUnwritable
from app.core.files import make_anew, unwritable

PR_SET_DUMPABLE = 4
SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX = 0x1, 0x2


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one person's Inglenook and what lies where in it."""

    root: Path

    @property
    def vault(self) -> Path:
        """Everything personal, encrypted."""
        return self.root / "vault"

    @property
    def device_settings(self) -> Path:
        """What must be known before unlocking: theme, window, chosen model."""
        return self.root / "device.json"

    @property
    def registry(self) -> Path:
        """The list of installed models."""
        return self.root / "models.json"

    @property
    def plans(self) -> Path:
        """How each model was last loaded on this machine, by numbers that name nobody."""
        return self.root / "plans.json"

    @property
    def engine(self) -> Path:
        """Which form of the engine works on this processor."""
        return self.root / "engine.json"

    @property
    def models(self) -> Path:
        """Downloaded models, unless the person chose another folder."""
        return self.root / "models"

    @property
    def packs(self) -> Path:
        """Graphics packs: what makes the model use a maker's own way to its graphics cards."""
        return self.root / "packs"

    @property
    def downloads(self) -> Path:
        """What is being downloaded: it goes on while the vault is locked."""
        return self.root / "downloads.json"

    @property
    def ledger(self) -> Path:
        """Connections made while the vault is locked; they move into it when it opens."""
        return self.root / "ledger.jsonl"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    def prepare(self) -> None:
        """Make the folders, readable by their owner alone.

        Raises:
            HomeUnwritable: a folder cannot be made or written.
        """
        try:
            os.fsencode(self.root).decode("utf-8")
        except UnicodeError:
            # SQLite takes names in UTF-8 alone.
            raise HomeUnwritable("damaged_name") from None
        try:
            for folder in (self.root, self.vault, self.logs):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            trial = self.root / ".writable"
            make_anew(trial).close()
            trial.unlink()
        except OSError as error:
            raise unwritable(error, "folder", folder=str(self.root)) from None


def default_home() -> Home:
    """The system's place for a person's application data that does not roam between machines."""
    return Home(user_data_path("Inglenook", appauthor=False, roaming=False))


def resources() -> Path:
    """Icons, starter companions, the starter model: what ships beside the code."""
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    return Path(frozen or Path(__file__).parents[2]) / "resources"


def is_packaged() -> bool:
    """Whether this is a build that was installed, and not the source."""
    return bool(getattr(sys, "frozen", False))


def be_private() -> None:
    """Make every file this process writes readable by its owner alone, and its memory by nobody else.

    No core dumps; on Linux not even another program of the same person may look into it.
    """
    os.umask(0o077)
    if sys.platform == "win32":
        # No crash dialogue that offers to send a picture of the memory.
        ctypes.windll.kernel32.SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
