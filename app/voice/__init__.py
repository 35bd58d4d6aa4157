"""What speaks and what hears, each behind a protocol with a pretend twin, and the process that all of it runs in.

Knows no Qt and no llama.cpp.  Native libraries are imported where they are used, and only in a process of their own.
"""

from app.voice.audio_events import (
    BeginWords,
    CloseMicrophone,
    DropWords,
    Duck,
    FinishWords,
    Frame,
    ListeningFailed,
    Loudness,
    MicrophoneClosed,
    MicrophoneOpened,
    OpenMicrophone,
    PieceEnded,
    PieceFailed,
    PieceStarted,
    Play,
    Prepare,
    Say,
    Silence,
    Silenced,
    Words,
)
from app.voice.audio_process import Audio, AudioEnded, AudioProcess
from app.voice.decode import decoded_sound
from app.voice.devices import SoundDevices, find_devices
from app.voice.pieces import Pause, Piece, ReplyScript, Speaks, Wanted
from app.voice.piper import PiperVoice, prepare_piper, read_piper, voice_files
from app.voice.pretend import PretendAudio
from app.voice.sound import HEARING_RATE, Sound, read_wav, wav_bytes
from app.voice.speaker import BeepSpeaker, PiperSpeaker, Speaker, VoiceStyle, try_voice
from app.voice.system_voices import SYSTEM, SystemSpeaker, has_system_voice
from app.voice.transcriber import ScriptedTranscriber, goes_along, recognizer_files, try_recognizer
from app.voice.trial import (
    DeviceFigures,
    HearingFigures,
    PieceFigures,
    measure_device,
    measure_hearing,
    measure_voice,
)
from app.voice.whole_sound import understood_whole
from app.voice.whole_text import spoken_whole

VOICE_DATA = "voice"
"""The folder of our own files about speech, in the resources."""

__all__ = [
    "HEARING_RATE",
    "SYSTEM",
    "VOICE_DATA",
    "Audio",
    "AudioEnded",
    "AudioProcess",
    "BeepSpeaker",
    "BeginWords",
    "CloseMicrophone",
    "DeviceFigures",
    "DropWords",
    "Duck",
    "FinishWords",
    "Frame",
    "HearingFigures",
    "ListeningFailed",
    "Loudness",
    "MicrophoneClosed",
    "MicrophoneOpened",
    "OpenMicrophone",
    "Pause",
    "Piece",
    "PieceEnded",
    "PieceFailed",
    "PieceFigures",
    "PieceStarted",
    "PiperSpeaker",
    "PiperVoice",
    "Play",
    "Prepare",
    "PretendAudio",
    "ReplyScript",
    "Say",
    "ScriptedTranscriber",
    "Silence",
    "Silenced",
    "Sound",
    "SoundDevices",
    "Speaker",
    "Speaks",
    "SystemSpeaker",
    "VoiceStyle",
    "Wanted",
    "Words",
    "decoded_sound",
    "find_devices",
    "goes_along",
    "has_system_voice",
    "measure_device",
    "measure_hearing",
    "measure_voice",
    "prepare_piper",
    "read_piper",
    "read_wav",
    "recognizer_files",
    "spoken_whole",
    "try_recognizer",
    "try_voice",
    "understood_whole",
    "voice_files",
    "wav_bytes",
]
