"""How a companion is with somebody: whether it considers what they feel, and in which small ways it is imperfect."""

from app.manner.attunement import ATTUNEMENT, SUFFIX, Attunement, AttunementLevel, embedded, peeked, read_states
from app.manner.choices import MannerChoices
from app.manner.classifier import Classifier, fit
from app.manner.feelings import FEELINGS, LABELS, NOTHING, UNCLEAR, FeelingWords, Guess, read_feelings
from app.manner.looks import Looks
from app.manner.readers import MeasuredWay, ReaderStore, ThoughtTrial, Way, shipped_reader, write_shipped
from app.manner.rhythm import Rhythm, rhythm_of
from app.manner.thought import THOUGHT, THOUGHT_TOKENS, asked_for, named_in, thought_about, whole_sentences
from app.manner.traits import Trait, TraitLevel, level_of, prompt_text, read_traits, sliders_of

__all__ = [
    "ATTUNEMENT",
    "FEELINGS",
    "LABELS",
    "NOTHING",
    "SUFFIX",
    "THOUGHT",
    "THOUGHT_TOKENS",
    "UNCLEAR",
    "Attunement",
    "AttunementLevel",
    "Classifier",
    "FeelingWords",
    "Guess",
    "Looks",
    "MannerChoices",
    "MeasuredWay",
    "ReaderStore",
    "Rhythm",
    "ThoughtTrial",
    "Trait",
    "TraitLevel",
    "Way",
    "asked_for",
    "embedded",
    "fit",
    "level_of",
    "named_in",
    "peeked",
    "prompt_text",
    "read_feelings",
    "read_states",
    "read_traits",
    "rhythm_of",
    "shipped_reader",
    "sliders_of",
    "thought_about",
    "whole_sentences",
    "write_shipped",
]
