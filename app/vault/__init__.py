"""Everything remembered, encrypted at rest.

A random data key opens the database; slots in the key file (system keyring, passphrase, recovery
code) each open the data key.  Stores of other rooms read and write through ``Vault``; their tables
are made by the numbered migrations here.
"""

from app.vault.keyfile import KeyFile
from app.vault.keyring_slot import Keyring, PretendKeyring, SystemKeyring
from app.vault.keys import (
    DataKey,
    add_recovery_slot,
    create_keys,
    new_recovery_code,
    renew_keyring_slot,
    slot_kinds,
    unlock,
    vault_exists,
)
from app.vault.settings_drawer import VaultDrawer
from app.vault.vault import Connection, Row, Vault

__all__ = [
    "Connection",
    "DataKey",
    "KeyFile",
    "Keyring",
    "PretendKeyring",
    "Row",
    "SystemKeyring",
    "Vault",
    "VaultDrawer",
    "add_recovery_slot",
    "create_keys",
    "new_recovery_code",
    "renew_keyring_slot",
    "slot_kinds",
    "unlock",
    "vault_exists",
]
