"""The voices that a system brings along, so that there is sound before anything was downloaded.

Linux: espeak-ng, where the person has it installed; it is another program, run as one.  Windows: the Speech API,
through PowerShell, local voices alone.  Text goes in and sound comes out by pipes: nothing of either ever lies in a
file or stands in a list of processes.  On macOS the sound of ``say`` cannot be had without a file, so there is none.
"""

from __future__ import annotations

import base64
import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

from app.core.errors import FileUnreadable, NoVoice
from app.core.network_guard import network_guard
from app.voice.sound import Sound, pitched, read_wav, resampled, trimmed
from app.voice.speaker import PLAYING_RATE, VoiceStyle

SYSTEM = "system"
"""What the system's own voice is called."""
ESPEAK_WORDS_A_MINUTE = 165
LONGEST_S = 30
_LISTEN = """
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$out = [Console]::OpenStandardOutput()
while ($line = [Console]::In.ReadLine()) {
  $rate, $text = $line.Split(' ')
  $voice.Rate = [int]$rate
  $sound = New-Object IO.MemoryStream
  $voice.SetOutputToWaveStream($sound)
  $voice.Speak([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($text)))
  $voice.SetOutputToNull()
  $size = [BitConverter]::GetBytes([int]$sound.Length)
  $out.Write($size, 0, 4); $sound.WriteTo($out); $out.Flush()
}
"""
"""A program for PowerShell: for each line of a rate and a text, the length and the bytes of a WAV file."""


@functools.cache
def program_that_speaks() -> str:
    """The whole way to the program that speaks on this system; empty where there is none."""
    if sys.platform == "win32":
        # By its whole way: the folder one is in comes first where programs are looked for.
        shell = Path(os.environ.get("SYSTEMROOT", "C:/Windows"), "System32/WindowsPowerShell/v1.0/powershell.exe")
        return str(shell) if shell.is_file() else ""
    return (shutil.which("espeak-ng") or "") if sys.platform.startswith("linux") else ""


def has_system_voice() -> bool:
    """Whether this system can speak by itself."""
    return bool(program_that_speaks())


class SystemSpeaker:
    """Speaks with the system's own voice."""

    def __init__(self) -> None:
        self._resident: subprocess.Popen[bytes] | None = None

    def speak(self, text: str, style: VoiceStyle) -> Sound:
        """As ``Speaker.speak`` says.

        Raises:
            NoVoice: the system has none, or it did not answer.
        """
        pace = style.pace / 2 ** (style.pitch / 12)
        try:
            wav = self._by_windows(text, pace) if sys.platform == "win32" else _by_espeak(text, pace)
            sound = read_wav(wav)
        except (OSError, subprocess.SubprocessError, FileUnreadable):
            raise NoVoice("system") from None
        return resampled(trimmed(pitched(sound, style.pitch)), PLAYING_RATE)

    def close(self) -> None:
        """End what was started."""
        if self._resident is not None:
            self._resident.kill()
            self._resident.wait()
            self._resident = None

    def _by_windows(self, text: str, pace: float) -> bytes:
        if self._resident is None or self._resident.poll() is not None:
            program = base64.b64encode(_LISTEN.encode("utf-16-le")).decode()
            line = [program_that_speaks(), "-NoProfile", "-NonInteractive", "-EncodedCommand", program]
            pipe = subprocess.PIPE
            with network_guard.starting(line[0]):
                self._resident = subprocess.Popen(line, executable=line[0], stdin=pipe, stdout=pipe)  # noqa: S603 - a program of our own
        ask, answer = self._resident.stdin, self._resident.stdout
        assert ask is not None
        assert answer is not None
        rate = max(-10, min(10, round(10 * (pace - 1))))
        ask.write(f"{rate} {base64.b64encode(text.encode()).decode()}\n".encode("ascii"))
        ask.flush()
        return answer.read(int.from_bytes(answer.read(4), "little"))


def _by_espeak(text: str, pace: float) -> bytes:
    speed = str(max(80, min(400, round(ESPEAK_WORDS_A_MINUTE * pace))))
    line = [program_that_speaks(), "--stdin", "--stdout", "-s", speed]
    # The text goes in by a pipe: nothing of it is part of the line.
    with network_guard.starting(line[0]):
        done = subprocess.run(line, input=text.encode(), capture_output=True, timeout=LONGEST_S, check=True)  # noqa: S603
    return _with_length(done.stdout)


def _with_length(wav: bytes) -> bytes:
    """A WAV file that was written to a pipe says nothing of its length; *wav* with it."""
    place = wav.find(b"data", 12)
    if place < 0:
        return wav
    size = len(wav) - place - 8
    return (
        wav[:4] + (len(wav) - 8).to_bytes(4, "little") + wav[8 : place + 4] + size.to_bytes(4, "little")
        + wav[place + 8 :]
    )  # fmt: skip
