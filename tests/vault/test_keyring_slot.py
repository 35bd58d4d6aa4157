"""Which keyrings are trusted."""

from __future__ import annotations

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import null

from app.core.errors import KeyringUnavailable
from app.vault import SystemKeyring, keyring_slot


class Forgetful(KeyringBackend):
    """Takes everything, keeps nothing."""

    priority = 1

    def get_password(self, service, username):
        return None

    def set_password(self, service, username, password):
        pass


def test_nobody_can_put_another_back_end_in_the_systems_place(monkeypatch):
    """Not by an environment variable, and not by a configuration the library obeys."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setattr(keyring, "get_keyring", null.Keyring)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    names = {f"{kind.__module__}.{kind.__qualname__}" for kind in keyring_slot.trusted_kinds()}
    allowed = {f"keyring.backends.{name}" for names in keyring_slot.TRUSTED.values() for name in names}
    assert names <= allowed
    assert names


def test_without_one_there_is_none(monkeypatch):
    monkeypatch.setattr(keyring_slot, "trusted_kinds", list)
    assert not SystemKeyring().is_available()
    for call in (SystemKeyring().read, SystemKeyring().delete):
        with pytest.raises(KeyringUnavailable):
            call("account")


def test_a_trusted_name_that_loses_the_secret_is_noticed(monkeypatch):
    monkeypatch.setattr(keyring_slot, "trusted_kinds", lambda: [Forgetful])
    assert SystemKeyring().is_available()
    with pytest.raises(KeyringUnavailable):
        SystemKeyring().write("account", "secret")
