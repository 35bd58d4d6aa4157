"""Speech into words: what every recogniser can do, those of sherpa-onnx, and a pretend one."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.core.errors import NoRecognizer
from app.voice.microphone import FRAME
from app.voice.native import sherpa_onnx
from app.voice.sound import HEARING_RATE

if TYPE_CHECKING:
    from app.voice.sound import Samples

PART_S = 20
"""A recogniser of whole turns gets a longer one in parts: Whisper hears 30 s at most, and drops the rest unsaid."""
CUT_S = 5
"""A part ends at the quietest place in its last seconds, which is rarely inside a word."""
TAIL_S = 0.4
"""A recogniser that goes along needs so much silence to give its last word."""


class Transcriber(Protocol):
    """Hears one turn after the other."""

    def load(self) -> None:
        """Read what it needs, so that the first turn finds it ready.

        Raises:
            NoRecognizer: it cannot be used.
        """
        ...

    def begin(self) -> None:
        """A turn begins."""
        ...

    def hear(self, samples: Samples) -> str:
        """More of the turn; the words so far, where it goes along, or nothing."""
        ...

    def finish(self) -> str:
        """All the words of the turn."""
        ...


@dataclass(frozen=True, slots=True)
class RecognizerFiles:
    """The files of a recogniser in one folder, by what they are for; *kind* says of which family."""

    kind: str
    files: dict[str, Path]


MOONSHINE, ZIPFORMER, WHISPER = "moonshine", "zipformer", "whisper"
_PARTS = {
    MOONSHINE: ("preprocess", "uncached_decode", "cached_decode", "encode"),
    ZIPFORMER: ("encoder", "decoder", "joiner"),
    WHISPER: ("encoder", "decoder"),
}
"""What stands in the names of their files; the first family all of whose parts are there is the one."""


def find_recognizer(names: Sequence[str]) -> RecognizerFiles | None:
    """What recogniser the files of these *names* make, the smaller form of each part where there are two; None for
    none."""
    tokens = next((name for name in names if name.casefold().endswith("tokens.txt")), None)
    networks = [name for name in names if name.casefold().endswith(".onnx")]
    if tokens is None:
        return None
    for kind, parts in _PARTS.items():
        files = {"tokens": Path(tokens)}
        free = list(networks)
        for part in parts:
            fits = [name for name in free if part in name.rpartition("/")[2].casefold()]
            if not fits:
                break
            # Eight bits take half the time.
            best = min(fits, key=lambda name: ("int8" not in name.casefold(), len(name)))
            files[part] = Path(best)
            free = [name for name in free if name not in fits]
        else:
            return RecognizerFiles(kind, files)
    return None


def recognizer_files(folder: Path) -> list[Path]:
    """The files of the recogniser in *folder* that are there; none where it is none."""
    found = find_recognizer(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else None
    return [folder / path for path in found.files.values()] if found is not None else []


class SherpaTranscriber:
    """The recogniser in *folder*.  Only Zipformer goes along with speech; the others hear a turn when it is whole."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        found = find_recognizer(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else None
        if found is None:
            raise NoRecognizer("unreadable")
        self._files = {part: str(folder / path) for part, path in found.files.items()}
        self._kind, self._threads = found.kind, threads
        self._recognizer: Any = None
        self._stream: Any = None
        self._heard: list[Samples] = []
        self._parts: list[str] = []
        """The words of the parts that were understood already."""

    @property
    def goes_along(self) -> bool:
        """Whether it gives words while one speaks."""
        return self._kind == ZIPFORMER

    def load(self) -> None:
        """Read its files.

        Raises:
            NoRecognizer: they are none.
        """
        if self._recognizer is None:
            try:
                self._recognizer = self._load()
            except (RuntimeError, ValueError):
                raise NoRecognizer("unreadable") from None

    def begin(self) -> None:
        self.load()
        self._heard, self._parts = [], []
        self._stream = self._recognizer.create_stream()

    def hear(self, samples: Samples) -> str:
        if not self.goes_along:
            self._heard.append(samples)
            if sum(map(len, self._heard)) >= PART_S * HEARING_RATE:
                self._understand_part()
            return ""
        self._stream.accept_waveform(HEARING_RATE, samples)
        return self._words_so_far()

    def finish(self) -> str:
        import numpy as np

        tail = np.zeros(int(TAIL_S * HEARING_RATE), np.float32)
        if self.goes_along:
            self._stream.accept_waveform(HEARING_RATE, tail)
            self._stream.input_finished()
            return self._words_so_far()
        self._parts.append(self._understood(np.concatenate([*self._heard, tail])))
        self._heard = []
        return " ".join(filter(None, self._parts))

    def _understand_part(self) -> None:
        import numpy as np

        heard = np.concatenate(self._heard)
        place = quietest_place(heard, len(heard) - CUT_S * HEARING_RATE)
        self._parts.append(self._understood(heard[:place]))
        self._heard = [heard[place:]]

    def _understood(self, samples: Samples) -> str:
        stream = self._recognizer.create_stream()
        stream.accept_waveform(HEARING_RATE, samples)
        self._recognizer.decode_stream(stream)
        return str(stream.result.text).strip()

    def _words_so_far(self) -> str:
        while self._recognizer.is_ready(self._stream):
            self._recognizer.decode_stream(self._stream)
        return _readable(str(self._recognizer.get_result(self._stream)))

    def _load(self) -> Any:
        sherpa = sherpa_onnx()

        files, threads = self._files, self._threads
        if self._kind == ZIPFORMER:
            return sherpa.OnlineRecognizer.from_transducer(
                files["tokens"], files["encoder"], files["decoder"], files["joiner"], num_threads=threads
            )
        if self._kind == MOONSHINE:
            return sherpa.OfflineRecognizer.from_moonshine(
                files["preprocess"], files["encode"], files["uncached_decode"], files["cached_decode"],
                files["tokens"], num_threads=threads,
            )  # fmt: skip
        return sherpa.OfflineRecognizer.from_whisper(
            files["encoder"], files["decoder"], files["tokens"], num_threads=threads
        )


def quietest_place(samples: Samples, start: int) -> int:
    """The sample from *start* on around which it is quietest, by frames of 32 ms."""
    import numpy as np

    count = (len(samples) - start) // FRAME
    if count < 1:
        return len(samples)
    frames = samples[start : start + count * FRAME].reshape(count, FRAME)
    return start + int(np.argmin((frames**2).sum(axis=1))) * FRAME + FRAME // 2


def goes_along(folder: Path) -> bool:
    """Whether the recogniser in *folder* gives words while one speaks."""
    found = find_recognizer(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else None
    return found is not None and found.kind == ZIPFORMER


class PairedTranscriber:
    """Two recognisers: one gives words while one speaks, the other better ones when the turn is whole."""

    def __init__(self, live: Transcriber, final: Transcriber) -> None:
        self._live, self._final = live, final

    def load(self) -> None:
        self._live.load()
        self._final.load()

    def begin(self) -> None:
        self._live.begin()
        self._final.begin()

    def hear(self, samples: Samples) -> str:
        self._final.hear(samples)
        return self._live.hear(samples)

    def finish(self) -> str:
        return self._final.finish() or self._live.finish()


def make_transcriber(folders: Sequence[Path]) -> Transcriber:
    """What understands speech by the recognisers in *folders*, one or two, the one that goes along first.

    Raises:
        NoRecognizer: one of them is none.
    """
    found = [SherpaTranscriber(folder) for folder in folders]
    return PairedTranscriber(*found) if len(found) == 2 else found[0]


def _readable(words: str) -> str:
    """Some recognisers write nothing but capitals."""
    words = words.strip()
    return f"{words[:1]}{words[1:].casefold()}" if words.isupper() else words


def try_recognizer(folder: Path) -> str:
    """Let the recogniser in *folder* hear a second of nothing; what it heard.  In a process of its own: it may crash.

    Raises:
        NoRecognizer: it is none.
    """
    import numpy as np

    transcriber = SherpaTranscriber(folder)
    transcriber.begin()
    transcriber.hear(np.zeros(HEARING_RATE, np.float32))
    return transcriber.finish()


class ScriptedTranscriber:
    """The pretend one: each turn has the next of *turns*, a word every *word_s* seconds."""

    def __init__(self, turns: Sequence[str], word_s: float = 0.3) -> None:
        self._turns, self._word_s = deque(turns), word_s
        self._words: list[str] = []
        self._heard = 0

    def load(self) -> None:
        """Nothing: the words are there."""

    def begin(self) -> None:
        self._words = self._turns.popleft().split() if self._turns else []
        self._heard = 0

    def hear(self, samples: Samples) -> str:
        self._heard += len(samples)
        return " ".join(self._words[: int(self._heard / HEARING_RATE / self._word_s)])

    def finish(self) -> str:
        return " ".join(self._words)
