"""What is heard of a conversation: replies read aloud, and talking to a companion as in a call."""

from app.call.call_answers import CallAnswered, CallTrouble
from app.call.call_service import CallChanged, CallService
from app.call.dictation import Dictated, Dictation, DictationFailed
from app.call.hesitation import Delivery, Sign, UsualDelivery, told
from app.call.own_words import OwnWords
from app.call.patience import Patience
from app.call.read_aloud import ReadAloud, ReadingChanged, ReadingFailed
from app.call.recognizers import chosen_recognizers
from app.call.reply_speech import ReplySpeech
from app.call.turn_taking import FRAME_S, CallState, Order, TurnTaking
from app.call.voice_choices import PACES, PITCHES, VoiceChoice, VoiceChoices, Voices, VoiceTrait

__all__ = [
    "FRAME_S",
    "PACES",
    "PITCHES",
    "CallAnswered",
    "CallChanged",
    "CallService",
    "CallState",
    "CallTrouble",
    "Delivery",
    "Dictated",
    "Dictation",
    "DictationFailed",
    "Order",
    "OwnWords",
    "Patience",
    "ReadAloud",
    "ReadingChanged",
    "ReadingFailed",
    "ReplySpeech",
    "Sign",
    "TurnTaking",
    "UsualDelivery",
    "VoiceChoice",
    "VoiceChoices",
    "VoiceTrait",
    "Voices",
    "chosen_recognizers",
    "told",
]
