"""How a companion is there: a face that follows what is said, a background, and a first word of their own."""

from app.presence.backgrounds import Background, BackgroundKind, Backgrounds
from app.presence.classifier import Cues, Feeling, MeaningClassifier, cues_in, feeling_of
from app.presence.expressions import EXPRESSIONS, NEUTRAL, expression_called, shown_for
from app.presence.first_words import EVERY_DAY, FirstWord, FirstWordKind, FirstWords, day_of
from app.presence.pictures import Brought, ExpressionPictures, drawn_face

__all__ = [
    "EVERY_DAY",
    "EXPRESSIONS",
    "NEUTRAL",
    "Background",
    "BackgroundKind",
    "Backgrounds",
    "Brought",
    "Cues",
    "ExpressionPictures",
    "Feeling",
    "FirstWord",
    "FirstWordKind",
    "FirstWords",
    "MeaningClassifier",
    "cues_in",
    "day_of",
    "drawn_face",
    "expression_called",
    "feeling_of",
    "shown_for",
]
