"""Draws the faces in resources/faces: each of the companions that ship, with every feeling, with closed eyes, and with
an open mouth.

.venv/bin/python packaging/faces/draw.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from drawn import FACES, drawn_face  # noqa: E402

from app.presence import EXPRESSIONS  # noqa: E402

FOLDER = ROOT / "resources" / "faces"


def faces() -> Iterator[tuple[str, bytes]]:
    """Every file by its name."""
    for who in FACES:
        for label in EXPRESSIONS:
            yield f"{who}-{label}.svg", drawn_face(who, label)
            yield f"{who}-{label}-blink.svg", drawn_face(who, label, blinks=True)
            yield f"{who}-{label}-speak.svg", drawn_face(who, label, speaks=True)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, content in faces():
        (FOLDER / name).write_bytes(content)
