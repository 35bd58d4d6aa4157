"""Everything remembered, encrypted at rest.

A random data key opens the database; slots in the key file (system keyring, passphrase, recovery
code) each open the data key.  Stores of other rooms read and write through ``Vault``; their tables
are made by the numbered migrations here.  Large things are ``Blobs`` beside the database.
"""

from app.vault.backup import back_up
from app.vault.backup_file import read_header
from app.vault.blob_file import BlobKind
from app.vault.blobs import BlobId, Blobs
from app.vault.connection_log import ConnectionLog
from app.vault.copies import BackupFacts, Progress, check_backup
from app.vault.data_key import DataKey
from app.vault.keyfile import KeyFile
from app.vault.keyring_slot import Keyring, PretendKeyring, SystemKeyring
from app.vault.keys import (
    add_keyring_slot,
    add_recovery_slot,
    check,
    confirm,
    create_keys,
    destroy_keys,
    new_recovery_code,
    remove_slot,
    rotate_keys,
    set_passphrase,
    slot_kinds,
    strengthen_passphrase,
    unlock,
    vault_exists,
)
from app.vault.plaintext_vault import UnencryptedVault
from app.vault.restore import (
    Replaced,
    forget_replaced,
    replaced_vaults,
    restore_backup,
    restore_snapshot,
    swap_in,
)
from app.vault.settings_backend import VaultSettingsBackend
from app.vault.snapshots import Snapshot, forget_snapshots, snapshot_of, snapshots, sweep_copies
from app.vault.strength import check_strength, strength_of, suggest_passphrase
from app.vault.vault import ERASED, Connection, Row, Vault

__all__ = [
    "ERASED",
    "BackupFacts",
    "BlobId",
    "BlobKind",
    "Blobs",
    "Connection",
    "ConnectionLog",
    "DataKey",
    "KeyFile",
    "Keyring",
    "PretendKeyring",
    "Progress",
    "Replaced",
    "Row",
    "Snapshot",
    "SystemKeyring",
    "UnencryptedVault",
    "Vault",
    "VaultSettingsBackend",
    "add_keyring_slot",
    "add_recovery_slot",
    "back_up",
    "check",
    "check_backup",
    "check_strength",
    "confirm",
    "create_keys",
    "destroy_keys",
    "forget_replaced",
    "forget_snapshots",
    "new_recovery_code",
    "read_header",
    "remove_slot",
    "replaced_vaults",
    "restore_backup",
    "restore_snapshot",
    "rotate_keys",
    "set_passphrase",
    "slot_kinds",
    "snapshot_of",
    "snapshots",
    "strength_of",
    "strengthen_passphrase",
    "suggest_passphrase",
    "swap_in",
    "sweep_copies",
    "unlock",
    "vault_exists",
]
