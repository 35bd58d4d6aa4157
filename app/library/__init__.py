"""The models one owns: the shelf, what fits this machine, and the one that answers now."""

from app.library.current import CurrentModel, Lightened, Loading, Ready
from app.library.fit import Room, Rung, Wish, described, fits, gigabytes, ladder, room_on, sides
from app.library.manner import KNOBS, MANNERS, Knob, Numbers, sampling_for
from app.library.need import needed
from app.library.shelf import Shelf, ShelfModel
from app.library.word_choice import Reach, WordChoice

__all__ = [
    "KNOBS",
    "MANNERS",
    "CurrentModel",
    "Knob",
    "Lightened",
    "Loading",
    "Numbers",
    "Reach",
    "Ready",
    "Room",
    "Rung",
    "Shelf",
    "ShelfModel",
    "Wish",
    "WordChoice",
    "described",
    "fits",
    "gigabytes",
    "ladder",
    "needed",
    "room_on",
    "sampling_for",
    "sides",
]
