"""Opening the vault from the command line."""

from __future__ import annotations

import os

from app.application import Application
from app.cli.terminal import ask, ask_twice
from app.core.errors import KeyringUnavailable
from app.session import Session
from app.vault import slot_kinds

PASSPHRASE_GIVEN = "INGLENOOK_PASSPHRASE"


def enter(application: Application) -> Session:
    """Open the vault, or make it on an empty home: with the keyring, else with a passphrase.

    Raises:
        VaultError: nothing given opens it.
    """
    given = os.environ.get(PASSPHRASE_GIVEN) or None
    if not application.has_vault:
        keyring = application.keyring if application.keyring.is_available() else None
        if keyring is None and given is None:
            given = ask_twice("Choose a passphrase for your vault: ")
        return application.create_vault(passphrase=given, keyring=keyring)
    kinds = slot_kinds(application.home.vault)
    if given is not None and ("passphrase" in kinds or "keyring" not in kinds):
        return application.unlock_vault(passphrase=given)
    try:
        return application.unlock_vault(keyring=application.keyring)
    except KeyringUnavailable:
        if "passphrase" in kinds:
            return application.unlock_vault(passphrase=ask("Passphrase: "))
        return application.unlock_vault(recovery_code=ask("The keyring is not available. Recovery code: "))
