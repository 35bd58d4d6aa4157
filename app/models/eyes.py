"""Which projector gives which model eyes, and what that costs."""

from __future__ import annotations

from pathlib import Path

from app.core.errors import AppError, ModelUnreadable, ProjectorUnusable
from app.engine import Header, read_header

PROJECTOR_TYPE = "mmproj"
PICTURE_BATCH = 512
"""Some models understand a picture only whole: as many of its tokens are computed at once (Gemma has 256 to 280)."""
GROWS, BESIDES = 1.25, 100_000_000
"""A loaded projector takes this much of its file's size, and so many bytes besides (measured: 190 MB take 330, and
671 MB 925)."""


def projector_memory(path: Path) -> int:
    """What the projector at *path* takes of the memory, in bytes; 0 where there is none."""
    try:
        return round(path.stat().st_size * GROWS) + BESIDES
    except OSError:
        return 0


def require_projector(projector: Path, model: Path) -> None:
    """Look at two headers: whether the one file could give the other eyes or ears.

    Raises:
        ProjectorUnusable: it is no projector, or of another width than the model.
        ModelMissing, ModelUnreadable: one of them is not there, or the model cannot be read.
    """
    try:
        header = read_header(projector)
    except ModelUnreadable:
        raise ProjectorUnusable from None
    if not is_projector(header):
        raise ProjectorUnusable
    widths = {width for sense in ("vision", "audio") if (width := header.number(f"{sense}.projection_dim"))}
    if widths and read_header(model).number("embedding_length") not in widths:
        raise ProjectorUnusable("other_model")


def is_projector(header: Header) -> bool:
    """Whether a file gives other models eyes or ears."""
    return header.architecture == "clip" or header.metadata.get("general.type") == PROJECTOR_TYPE


def projector_beside(model: Path) -> Path | None:
    """The projector that lies beside the model at *model* and fits it, the smallest of several; None without one."""
    try:
        found = sorted(model.parent.glob("*mmproj*.gguf"), key=lambda path: path.stat().st_size)
    except OSError:
        return None
    for path in found:
        try:
            require_projector(path, model)
        except AppError:
            continue
        return path.absolute()
    return None
