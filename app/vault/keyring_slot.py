"""The system keyring as one slot's secret, trusted only after it was read back.

Only the systems' own keyrings are allowed: a back end chosen by an environment variable or a
configuration file can keep secrets in clear, or lose them without a word.
"""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from app.core.errors import KeyringUnavailable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Inglenook"
TRUSTED = {
    "win32": ("Windows.WinVaultKeyring",),
    "darwin": ("macOS.Keyring",),
    "linux": ("SecretService.Keyring", "libsecret.Keyring", "kwallet.DBusKeyring", "kwallet.DBusKeyringKWallet4"),
}


class Keyring(Protocol):
    """Keeps one short secret for each account name."""

    def is_available(self) -> bool: ...
    def read(self, account: str) -> str | None: ...
    def write(self, account: str, secret: str) -> None: ...
    def delete(self, account: str) -> None: ...


class SystemKeyring:
    """The operating system's keyring.  Finding it can take most of a second; do it off the Qt thread."""

    def is_available(self) -> bool:
        """Whether there is a trusted keyring at all; it may still be locked."""
        try:
            return self._backend() is not None
        except KeyringUnavailable:
            return False

    def read(self, account: str) -> str | None:
        """The secret, or None when there is none.

        Raises:
            KeyringUnavailable: no trusted keyring, or it is locked.
        """
        with refusals():
            return self._backend().get_password(SERVICE, account)

    def write(self, account: str, secret: str) -> None:
        """Store the secret and read it back.

        Raises:
            KeyringUnavailable: it did not come back.
        """
        with refusals():
            self._backend().set_password(SERVICE, account, secret)
        if self.read(account) != secret:
            raise KeyringUnavailable

    def delete(self, account: str) -> None:
        """Forget the secret, if there is one.

        Raises:
            KeyringUnavailable: no trusted keyring, or it is locked.
        """
        import keyring.errors

        with refusals(), contextlib.suppress(keyring.errors.PasswordDeleteError):
            self._backend().delete_password(SERVICE, account)

    def _backend(self) -> KeyringBackend:
        found = [kind for kind in trusted_kinds() if kind.viable]
        if not found:
            raise KeyringUnavailable
        backend = max(found, key=lambda kind: kind.priority)()
        if hasattr(backend, "persist"):
            backend.persist = "local machine"  # Windows: do not roam to other machines of a domain
        return backend


@contextlib.contextmanager
def refusals() -> Iterator[None]:
    """Take whatever a keyring raises for its refusal: back ends let the errors of their services through."""
    try:
        yield
    except Exception:  # noqa: BLE001 - D-Bus, Win32 and Security errors have nothing in common
        raise KeyringUnavailable from None


def trusted_kinds() -> list[type[KeyringBackend]]:
    """This system's own kinds of keyring.

    They are asked for by name, instead of letting the library choose: it would obey an environment variable,
    and it tries those of every system, which leaves empty files in the temporary folder.
    """
    names = TRUSTED.get(sys.platform, TRUSTED["linux"])
    kinds = []
    for module, _, name in (name.partition(".") for name in names):
        # Imported late: it costs 0.3 s, and a machine without a keyring never needs it.
        with contextlib.suppress(ImportError, AttributeError):
            kinds.append(getattr(importlib.import_module(f"keyring.backends.{module}"), name))
    return kinds


class PretendKeyring:
    """Keeps secrets in memory: for tests and the demo."""

    def __init__(self, *, available: bool = True) -> None:
        self.available = available
        self.secrets: dict[str, str] = {}

    def is_available(self) -> bool:
        return self.available

    def read(self, account: str) -> str | None:
        if not self.available:
            raise KeyringUnavailable
        return self.secrets.get(account)

    def write(self, account: str, secret: str) -> None:
        if not self.available:
            raise KeyringUnavailable
        self.secrets[account] = secret

    def delete(self, account: str) -> None:
        if not self.available:
            raise KeyringUnavailable
        self.secrets.pop(account, None)
