"""Which keyrings are trusted."""

from __future__ import annotations

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from app.core.errors import KeyringUnavailable
from app.vault import SystemKeyring


class Forgetful(KeyringBackend):
    """Takes everything, keeps nothing."""

    priority = 1

    def get_password(self, service, username):
        return None

    def set_password(self, service, username, password):
        pass


@pytest.fixture
def use(monkeypatch):
    return lambda backend: monkeypatch.setattr(keyring, "get_keyring", lambda: backend)


@pytest.mark.parametrize("backend", [null.Keyring(), fail.Keyring(), Forgetful()])
def test_a_back_end_that_is_not_the_systems_own_is_refused(use, backend):
    use(backend)
    assert not SystemKeyring().is_available()
    with pytest.raises(KeyringUnavailable):
        SystemKeyring().write("account", "secret")


def test_a_trusted_name_that_loses_the_secret_is_noticed(use):
    lossy = type("Keyring", (Forgetful,), {"__module__": "keyring.backends.SecretService", "__qualname__": "Keyring"})
    use(lossy())
    assert SystemKeyring().is_available()
    with pytest.raises(KeyringUnavailable):
        SystemKeyring().write("account", "secret")
