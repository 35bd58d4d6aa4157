"""What is heard of a conversation: replies read aloud, and talking to a companion as in a call."""

from app.call.read_aloud import ReadAloud, ReadingChanged, ReadingFailed
from app.call.spoken_reply import SpokenReply
from app.call.voice_choices import PACES, PITCHES, VoiceChoice, VoiceChoices, Voices, VoiceTrait

__all__ = [
    "PACES",
    "PITCHES",
    "ReadAloud",
    "ReadingChanged",
    "ReadingFailed",
    "SpokenReply",
    "VoiceChoice",
    "VoiceChoices",
    "VoiceTrait",
    "Voices",
]
