"""What is done to everything that is kept: the trash and its rules."""

from app.maintenance.trash import Trash, TrashItem, TrashKind

__all__ = [
    "Trash",
    "TrashItem",
    "TrashKind",
]
