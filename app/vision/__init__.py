"""Pictures from strangers: decoded within limits, made small, freed of what they tell besides.

Knows no window and no model.
"""

from app.vision.camera import CameraDevice, find_cameras, take_still
from app.vision.decode import KINDS, MOST_PIXELS, WHAT_PICTURES_RAISE, kind_of, opened
from app.vision.prepare import (
    GLANCE_PX,
    LARGEST_PX,
    MOST_BYTES,
    PreparedPicture,
    fitted,
    prepare_picture,
    resized_pixels,
    smaller,
)

__all__ = [
    "GLANCE_PX",
    "KINDS",
    "LARGEST_PX",
    "MOST_BYTES",
    "MOST_PIXELS",
    "WHAT_PICTURES_RAISE",
    "CameraDevice",
    "PreparedPicture",
    "find_cameras",
    "fitted",
    "kind_of",
    "opened",
    "prepare_picture",
    "resized_pixels",
    "smaller",
    "take_still",
]
