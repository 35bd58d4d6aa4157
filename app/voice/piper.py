"""Piper voices: a network in one file (ONNX), and what it expects in another (JSON) beside it.

sherpa-onnx wants to find in the network's own metadata what Piper writes beside it; that is added at the file's end, as
the next records of the same protobuf message, so that nothing needs the 60 MB read and written anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.errors import VoiceUnreadable
from app.core.files import write_whole

METADATA_FIELD = 0x72
"""Field 14 of ``ModelProto``, ``metadata_props``, with a length (onnx.proto3)."""
CONFIG_BYTES = 1 << 20
LARGEST_BYTES = 400 << 20
MOST_SPEAKERS = 2000
ENGLISH = ("en-us", "en-gb", "en", "en_us", "en_gb")
_MARK = b"comment\x12\x05piper"


@dataclass(frozen=True, slots=True)
class PiperVoice:
    """One voice: its files, its speakers by name where it has several, and the sounds that it knows."""

    file: Path
    tokens: Path
    language: str
    rate: int
    speakers: tuple[str, ...]
    phonemes: frozenset[str]


def config_of(file: Path) -> Path:
    """Where what belongs to the voice in *file* stands."""
    return file.with_name(f"{file.name}.json")


def tokens_of(file: Path) -> Path:
    """Where the table of sounds stands that sherpa-onnx reads; we write it."""
    return file.with_name(f"{file.stem}.tokens.txt")


def voice_files(file: Path, *, with_made: bool = True) -> list[Path]:
    """Every file of a voice that is there, with what was made here beside what came."""
    named = [file, config_of(file), *([tokens_of(file)] if with_made else [])]
    return [path for path in named if path.exists()]


def read_piper(file: Path) -> PiperVoice:
    """What voice the untrusted files hold.

    Raises:
        VoiceUnreadable: one is missing, is none, or is of a language that cannot be spoken yet.
    """
    config = _read_config(config_of(file))
    ids = _phoneme_ids(config)
    audio, espeak = config.get("audio"), config.get("espeak")
    rate = audio.get("sample_rate") if isinstance(audio, dict) else None
    language = str(espeak.get("voice", "")) if isinstance(espeak, dict) else ""
    if not isinstance(rate, int) or not 8000 <= rate <= 48_000:
        raise VoiceUnreadable("config", name=config_of(file).name)
    if language.casefold() not in ENGLISH:
        raise VoiceUnreadable("language", language=language[:20] or "?")
    _require_network(file)
    named = config.get("speaker_id_map")
    count = config.get("num_speakers", 1)
    speakers = sorted(named, key=lambda name: str(named[name]).zfill(8)) if isinstance(named, dict) else []
    if not isinstance(count, int) or not 1 <= count <= MOST_SPEAKERS or len(speakers) > MOST_SPEAKERS:
        raise VoiceUnreadable("config", name=config_of(file).name)
    return PiperVoice(
        file, tokens_of(file), language, rate, tuple(str(name)[:80] for name in speakers),
        frozenset(ids),
    )  # fmt: skip


def prepare_piper(file: Path) -> PiperVoice:
    """Make the voice in *file*, a file of our own, what sherpa-onnx can load; doing it twice changes nothing.

    Raises:
        VoiceUnreadable: it is no voice.
    """
    voice = read_piper(file)
    config = _read_config(config_of(file))
    lines = "".join(f"{sign} {number}\n" for sign, number in _phoneme_ids(config).items())
    if not voice.tokens.exists() or voice.tokens.read_text("utf-8") != lines:
        write_whole(voice.tokens, lines.encode())
    told = {
        "model_type": "vits", "comment": "piper", "language": "English", "voice": voice.language, "has_espeak": 1,
        "n_speakers": config.get("num_speakers", 1), "sample_rate": voice.rate, "add_blank": 1,
    }  # fmt: skip
    if not _is_prepared(file):
        with file.open("ab") as end:
            end.write(b"".join(_record(key, str(value)) for key, value in told.items()))
    return voice


def _is_prepared(file: Path) -> bool:
    with file.open("rb") as there:
        there.seek(-min(512, file.stat().st_size), 2)
        return _MARK in there.read()


def _record(key: str, value: str) -> bytes:
    """One ``StringStringEntryProto``; both are shorter than 128 bytes, so that a length is one byte."""
    body = b"\x0a" + bytes([len(key)]) + key.encode() + b"\x12" + bytes([len(value)]) + value.encode()
    return bytes([METADATA_FIELD, len(body)]) + body


def _read_config(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > CONFIG_BYTES:
            raise VoiceUnreadable("config", name=file.name)
        found = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise VoiceUnreadable("no_config", name=file.name) from None
    except (OSError, ValueError, RecursionError):
        raise VoiceUnreadable("config", name=file.name) from None
    if not isinstance(found, dict):
        raise VoiceUnreadable("config", name=file.name)
    return found


def _phoneme_ids(config: dict[str, Any]) -> dict[str, int]:
    """Each sound the voice knows, with its number.

    Raises:
        VoiceUnreadable: the table is none.
    """
    table = config.get("phoneme_id_map")
    found: dict[str, int] = {}
    for sign, numbers in table.items() if isinstance(table, dict) else ():
        number = numbers[0] if isinstance(numbers, list) and numbers else None
        if not isinstance(number, int) or not 0 <= number < 10_000:
            raise VoiceUnreadable("config", name="phoneme_id_map")
        if len(sign) == 1 and sign not in "\r\n":
            found[sign] = number
    if not {"_", "^", "$", " "} <= set(found):
        raise VoiceUnreadable("config", name="phoneme_id_map")
    return found


def _require_network(file: Path) -> None:
    """An ONNX file is a protobuf message that begins with its version: a small number in field 1."""
    try:
        size = file.stat().st_size
        with file.open("rb") as there:
            head = there.read(2)
    except OSError:
        raise VoiceUnreadable("missing", name=file.name) from None
    if not 1 << 12 <= size <= LARGEST_BYTES or len(head) < 2 or head[0] != 0x08 or head[1] > 30:
        raise VoiceUnreadable("no_network", name=file.name)
