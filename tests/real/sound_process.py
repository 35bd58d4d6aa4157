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
    from app.voice import audio_process

    audio_process.serve(connection, data, lambda _: Sphinx())
