"""What this processor and this graphics card do with weights: measured once, as no rule holds."""

from app.models.calibration.flash_attention import flash_is_quicker
from app.models.calibration.random_model import SYLLABLES, write_model
from app.models.calibration.random_projector import EYES, EyeShape, write_projector
from app.models.calibration.shapes import SHAPES, Planned, Shape, tensors_of
from app.models.calibration.steps import Step
from app.models.calibration.throughput import weights_a_second

__all__ = [
    "EYES",
    "SHAPES",
    "SYLLABLES",
    "EyeShape",
    "Planned",
    "Shape",
    "Step",
    "flash_is_quicker",
    "tensors_of",
    "weights_a_second",
    "write_model",
    "write_projector",
]
