"""What is done to everything that is kept: the trash and its rules."""

from app.maintenance.trash import Trash, TrashItem, TrashKind
from app.maintenance.vault_maintenance import VaultMaintenance

__all__ = [
    "Trash",
    "TrashItem",
    "TrashKind",
    "VaultMaintenance",
]
