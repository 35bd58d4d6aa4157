"""The process for sound as it is, but for the recogniser: pocketsphinx, whose weights come in its package."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path


class Sphinx:
    """Understands clearly spoken English, more or less."""

    def __init__(self) -> None:
        from pocketsphinx import Decoder

        self._decoder = Decoder(samprate=16000, loglevel="FATAL")
        self._is_hearing = False

    def load(self) -> None:
        """It is."""

    def begin(self) -> None:
        if self._is_hearing:
            self._decoder.end_utt()
        self._decoder.start_utt()
        self._is_hearing = True

    def hear(self, samples) -> str:
        import numpy as np

        raw = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
        self._decoder.process_raw(raw, False, False)
        return self._words()

    def finish(self) -> str:
        self._decoder.end_utt()
        self._is_hearing = False
        return self._words()

    def _words(self) -> str:
        found = self._decoder.hyp()
        return found.hypstr if found is not None else ""


def serve(connection: Connection, data: Path) -> None:
    from app.core.child import become_private_child
    from app.voice.activity import SileroActivity
    from app.voice.audio_process import run_loop
    from app.voice.listening import Listening
    from app.voice.loudspeaker import DeviceLoudspeaker
    from app.voice.microphone import DeviceMicrophone
    from app.voice.speaker import PiperSpeaker
    from app.voice.speaking import Speaking
    from app.voice.system_voices import SystemSpeaker

    become_private_child()
    system, loudspeaker = SystemSpeaker(), DeviceLoudspeaker()
    speaking = Speaking(PiperSpeaker(data), system, loudspeaker, connection.send)
    listening = Listening(DeviceMicrophone, SileroActivity(data), lambda _: Sphinx(), connection.send, loudspeaker)
    try:
        run_loop(connection, [listening, speaking])
    finally:
        listening.close()
        speaking.close()
