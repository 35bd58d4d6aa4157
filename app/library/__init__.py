"""The models one owns: the shelf, what fits this machine, and the one that answers now."""

from app.library.current import CurrentModel, Lightened, Loading, Ready
from app.library.fit import plan_for
from app.library.manner import MANNERS, sampling_for
from app.library.shelf import Shelf, ShelfModel

__all__ = [
    "MANNERS",
    "CurrentModel",
    "Lightened",
    "Loading",
    "Ready",
    "Shelf",
    "ShelfModel",
    "plan_for",
    "sampling_for",
]
