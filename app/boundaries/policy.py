"""What a person decides about boundaries for the whole app: the lock on mature levels, their name, whose help lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.boundaries.boundaries import Boundaries
from app.boundaries.crisis import HelpLine, country_of, read_lines
from app.boundaries.minors_filter import seems_young
from app.core import settings as s
from app.core.errors import TooYoung
from app.core.paths import resources
from app.core.settings import Settings
from app.vault import check

HELP_LINES = "help/lines.toml"


class PolicyService:
    """Asks for the vault's passphrase where it must; *boundaries* gives those of the open vault."""

    def __init__(self, settings: Settings, vault_folder: Path, boundaries: Callable[[], Boundaries]) -> None:
        self._settings = settings
        self._vault_folder = vault_folder
        self._boundaries = boundaries

    def unlock_mature(self, passphrase: str) -> None:
        """Let mature levels hold until the end of this process.

        Raises:
            WrongSecret: *passphrase* is not the vault's.
        """
        check(self._vault_folder, passphrase=passphrase)
        self._boundaries().was_unlocked = True

    def lock_mature(self, passphrase: str, *, wanted: bool) -> None:
        """Have mature levels wait for the passphrase after every start, or not any more.

        Raises:
            WrongSecret: *passphrase* is not the vault's.
        """
        check(self._vault_folder, passphrase=passphrase)
        self._settings.put(s.MATURE_LOCK, wanted)
        self._boundaries().was_unlocked = wanted

    def call_me(self, name: str) -> None:
        """What companions call the person.

        Raises:
            TooYoung: the name says that they are under 18.
        """
        if name.strip() and seems_young(f"I am {name.strip()}."):
            raise TooYoung
        self._settings.put(s.YOUR_NAME, name)

    def help_lines(self) -> list[HelpLine]:
        """Every line we know of."""
        return read_lines(resources() / HELP_LINES)

    def country(self, locale: str) -> str:
        """The country whose help lines are shown: as set, else that of *locale*; two letters or nothing."""
        chosen = self._settings.text(s.HELP_COUNTRY).strip().upper()
        return chosen if len(chosen) == 2 else country_of(locale)
