"""What a face does with each feeling: numbers that every drawn face reads in its own way."""

from __future__ import annotations

from dataclasses import dataclass

from app.presence import NEUTRAL


@dataclass(frozen=True, slots=True)
class Features:
    """Each from -1 to 1, or from 0 to 1 where only one side makes sense.

    *brow* is how high brows stand, *frown* how far their inner ends come down (below 0: go up, as in sorrow), *lid*
    how far the eyes are open (1 as usual, 0 closed), *smile* which way the mouth bends, *open* how far it opens,
    *look_x* and *look_y* where the eyes go, *lean* how far the head tips, *blush* and *tears* how much there is.
    """

    brow: float = 0.0
    frown: float = 0.0
    lid: float = 1.0
    smile: float = 0.45
    open: float = 0.0
    look_x: float = 0.0
    look_y: float = 0.0
    lean: float = 0.0
    blush: float = 0.0
    tears: float = 0.0


FEATURES: dict[str, Features] = {
    NEUTRAL: Features(brow=0.1, lid=0.98),
    "admiration": Features(brow=0.5, lid=1.1, smile=0.7, open=0.15, look_y=-0.4, blush=0.3),
    "amusement": Features(brow=0.3, lid=0.1, smile=1.0, open=0.55, lean=0.4),
    "anger": Features(brow=-0.7, frown=1.0, lid=0.8, smile=-0.8, open=0.15, lean=-0.2),
    "annoyance": Features(brow=-0.3, frown=0.6, lid=0.55, smile=-0.4, look_x=0.6),
    "approval": Features(brow=0.2, lid=0.85, smile=0.7, lean=0.2),
    "caring": Features(brow=0.1, frown=-0.5, lid=0.8, smile=0.5, lean=0.7, blush=0.2),
    "confusion": Features(brow=0.3, frown=0.3, smile=-0.2, look_x=-0.5, look_y=-0.5, lean=0.9),
    "curiosity": Features(brow=0.7, lid=1.15, smile=0.2, open=0.1, look_x=0.3, lean=0.6),
    "desire": Features(brow=0.1, lid=0.5, smile=0.5, open=0.1, lean=0.4, blush=0.9),
    "disappointment": Features(brow=0.2, frown=-0.7, lid=0.8, smile=-0.5, look_y=0.7),
    "disapproval": Features(brow=-0.3, frown=0.7, lid=0.7, smile=-0.6),
    "disgust": Features(brow=-0.5, frown=0.7, lid=0.4, smile=-0.9, open=0.2, look_x=0.7, lean=-0.5),
    "embarrassment": Features(brow=0.4, frown=-0.6, lid=0.7, smile=0.3, look_x=-0.7, look_y=0.5, lean=-0.4, blush=1.0),
    "excitement": Features(brow=0.8, lid=1.2, smile=1.0, open=0.8),
    "fear": Features(brow=0.8, frown=-0.9, lid=1.25, smile=-0.7, open=0.4, look_x=0.4),
    "gratitude": Features(brow=0.2, frown=-0.3, lid=0.2, smile=0.8, lean=0.3, blush=0.5),
    "grief": Features(brow=0.1, frown=-1.0, lid=0.1, smile=-1.0, open=0.3, tears=1.0, lean=-0.5),
    "joy": Features(brow=0.4, lid=0.8, smile=1.0, open=0.4, blush=0.3),
    "love": Features(brow=0.3, frown=-0.3, lid=0.6, smile=0.8, lean=0.5, blush=0.8),
    "nervousness": Features(brow=0.4, frown=-0.6, lid=1.05, smile=-0.2, look_x=0.7, look_y=0.2),
    "optimism": Features(brow=0.5, smile=0.7, look_y=-0.6, lean=0.2),
    "pride": Features(brow=0.3, lid=0.1, smile=0.7, lean=-0.5),
    "realization": Features(brow=0.9, lid=1.15, smile=0.3, open=0.3, look_y=-0.5),
    "relief": Features(brow=0.2, frown=-0.4, lid=0.15, smile=0.6, open=0.2),
    "remorse": Features(brow=0.3, frown=-0.9, lid=0.75, smile=-0.4, look_y=0.9, lean=-0.5),
    "sadness": Features(brow=0.5, frown=-1.0, lid=1.0, smile=-0.8, look_y=0.6, tears=0.5, lean=-0.3),
    "surprise": Features(brow=1.0, lid=1.3, smile=0.0, open=0.8),
}
