"""What is done to everything that is kept: the trash and its rules."""

from app.maintenance.trash import Bin, Binned, Kind

__all__ = [
    "Bin",
    "Binned",
    "Kind",
]
