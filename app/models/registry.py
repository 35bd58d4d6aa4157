"""The registry: the models installed here, where each lies and came from, and which one is chosen.

Models stay where a person put them; the registry only remembers the way.  It lies outside the vault,
as the model files themselves do.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from app.core.clock import Clock, now
from app.core.errors import (
    EngineError,
    HomeUnwritable,
    ModelMissing,
    ModelNameTaken,
    ModelNotInRegistry,
    ModelUnreadable,
    NoRecognizer,
    ProjectorUnusable,
    VoiceUnreadable,
)
from app.core.files import write_whole
from app.core.paths import resources
from app.core.records import record
from app.core.state_file import read_state, set_aside, set_aside_entries
from app.engine import (
    Header,
    ProbeResult,
    ask_child,
    is_embedder,
    model_files,
    probe_adapter,
    probe_model,
    probe_projector,
    read_header,
)
from app.models.adapter_files import base_of
from app.models.eyes import projector_beside, require_projector
from app.models.formats import check_model
from app.models.starter import WINDOW_TOKENS, StarterModel
from app.voice import (
    VOICE_DATA,
    prepare_piper,
    read_piper,
    recognizer_files,
    try_recognizer,
    try_voice,
    voice_files,
)

STARTER = "starter"
ADAPTER = "adapter"
"""The kind of what only changes another model."""
EMBEDS = "embedding"
"""The kind of a model that gives what a text means."""
VOICE = "voice"
"""The kind of what speaks."""
RECOGNIZER = "recognizer"
"""The kind of what turns speech into words."""
LONGEST_NAME = 80
REMEMBERED_SHARE = 0.5
"""How much the last reply counts in the speed that is shown."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a model came from.

    *how* is ``here`` (a person's own file, left where it is), ``copy`` (of such a one), ``download``, or ``adopted``
    (another program's).  *source* is the repository or the program, *file* the path there.
    """

    how: str = "here"
    source: str = ""
    file: str = ""
    commit: str = ""
    licence: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether the files are Inglenook's to move and to delete."""
        return self.how in ("download", "copy")


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """One installed model; *size_bytes* and *changed_ns* tell whether the file is still the one tried.

    Two are the same when they are the same file; what else is known does not count.  *hashes* are the SHA-256 of each
    of its files by name, *total_bytes* the size of all of them, *used* and *added* times in milliseconds since 1970.
    """

    name: str = field(compare=False)
    path: str
    size_bytes: int
    changed_ns: int
    architecture: str
    trained_tokens: int
    has_template: bool
    kind: str = field(default="model", compare=False)
    total_bytes: int = field(default=0, compare=False)
    origin: Origin = field(default=Origin(), compare=False)
    hashes: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    projector: str = field(default="", compare=False)
    added: int = field(default=0, compare=False)
    used: int = field(default=0, compare=False)
    tokens_a_second: float = field(default=0.0, compare=False)
    removed: int = field(default=0, compare=False)
    template_bound: str = field(default="", compare=False)
    """What its chat template went beyond when it was tried; see ``template.Bound``."""
    speakers: tuple[str, ...] = field(default=(), compare=False)
    """Who speaks in a voice, where it is the voice of several."""
    senses: tuple[str, ...] = field(default=(), compare=False)
    """What it takes in through its projector besides words: ``image``, ``audio``."""

    @property
    def sees(self) -> bool:
        """Whether it has eyes."""
        return bool(self.projector) and "image" in self.senses

    @property
    def is_embedder(self) -> bool:
        """Whether it gives what a text means, and does not chat."""
        return self.kind == EMBEDS

    @property
    def is_starter(self) -> bool:
        return self.name == STARTER

    @property
    def files(self) -> list[Path]:
        """Every file of it, the projector for pictures last."""
        return [*files_of(Path(self.path), self.kind), *([Path(self.projector)] if self.projector else [])]


class ModelRegistry:
    """The list in *file*, with the *starter* always in it."""

    def __init__(self, file: Path, starter: StarterModel, clock: Clock = now) -> None:
        self._file = file
        self.starter = starter
        self._clock = clock
        self._lock = threading.RLock()
        self._read: list[Any] | None = None
        """What the file says: this process alone writes it, and it is asked for with every reply."""

    @property
    def has_only_starter(self) -> bool:
        """Whether there is no other model to talk with."""
        return all(model.is_starter or model.kind != "model" for model in self.models())

    def models(self) -> list[InstalledModel]:
        """Every model, the starter first."""
        return [self._starter_model(), *(model for model in self._kept() if not model.removed)]

    def removed(self) -> list[InstalledModel]:
        """What was taken off and can still be put back."""
        return [model for model in self._kept() if model.removed]

    def find(self, name: str) -> InstalledModel:
        """The model called *name*.

        Raises:
            ModelNotInRegistry: there is none.
        """
        for model in self.models():
            if model.name.casefold() == name.casefold():
                return model
        raise ModelNotInRegistry("named", name=name)

    def chosen(self, name: str) -> InstalledModel:
        """The model to answer with: the one called *name*, or the starter when it is gone."""
        try:
            found = self.find(name or STARTER)
        except ModelNotInRegistry:
            return self._starter_model()
        return found if found.kind == "model" else self._starter_model()

    def holding(self, sha256: str) -> InstalledModel | None:
        """The model one of whose files has this hash; nothing where none is known."""
        for model in self.models():
            if sha256 and any(digest == sha256 for _, digest in model.hashes):
                return model
        return None

    def add(
        self,
        path: Path,
        origin: Origin = Origin(),
        *,
        name: str = "",
        kind: str = "model",
        hashes: Sequence[tuple[str, str]] = (),
        projector: str = "",
    ) -> Generator[object, None, InstalledModel]:
        """Try the model at *path* in a child process and put it on the registry.

        An adapter is tried on the model it was made for, a voice says a word; what else is no model to talk with is
        only looked at.

        A *projector*, or one that lies beside it, gives a model eyes where the two work together; see ``pair``.

        Raises:
            VoiceUnreadable, NoRecognizer: it does not speak, or not understand; nothing was put on the registry.
            AdapterUnusable: it is incomplete or broken, or none of the models here is the one it was made for.
            ModelMissing, ModelUnreadable, UnknownArchitecture, OutOfMemory: nothing was changed.
        """
        path, bound = path.absolute(), ""
        if kind == VOICE:
            return (yield from self._add_voice(path, origin, name, hashes))
        if kind == RECOGNIZER:
            return (yield from self._add_recognizer(path, origin, name, hashes))
        if kind == "model":
            header = read_header(path)
            kind = kind_told(header)
        if kind == "model":
            verdict = yield from probe_model(path)
            bound = check_model("", path).bound
        else:
            header = read_header(path)
            verdict = ProbeResult(header.name, header.architecture, 0, has_template=False)
        if kind == ADAPTER:
            chats = (Path(model.path) for model in self.models() if model.kind == "model")
            yield from probe_adapter(base_of(header, chats), path)
        with self._lock:
            model = self._kept_as(
                replace(
                    self._described(path, verdict, name, kind), kind=kind, origin=origin, hashes=tuple(hashes),
                    added=self._clock(), template_bound=bound,
                )
            )  # fmt: skip
        if kind != "model":
            return model
        # The model is here and answers, whatever comes of its eyes.
        eyes = Path(projector) if projector else projector_beside(path)
        if eyes is not None:
            with contextlib.suppress(EngineError):
                return (yield from self.pair(model.name, eyes))
        return model

    def pair(self, name: str, projector: Path) -> Generator[object, None, InstalledModel]:
        """Give the model called *name* the eyes or ears in *projector*, once it has looked through them in a child.

        Raises:
            ModelNotInRegistry: there is no such model.
            ProjectorUnusable: it is none, or belongs to another model; nothing was changed.
            ModelMissing, ModelUnreadable, OutOfMemory: one of the two cannot be used; nothing was changed.
        """
        model, projector = self.find(name), projector.absolute()
        if model.is_starter or model.kind != "model":
            raise ProjectorUnusable("no_model")
        require_projector(projector, Path(model.path))
        senses = yield from probe_projector(Path(model.path), projector)
        told = tuple(sorted(kind.value for kind in senses))
        return self._change(model.path, lambda known: replace(known, projector=str(projector), senses=told))

    def unpair(self, name: str) -> InstalledModel:
        """Let the model called *name* do without eyes and ears; their file stays where it is.

        Raises:
            ModelNotInRegistry: there is no such model.
        """
        return self._change(self.find(name).path, lambda known: replace(known, projector="", senses=()))

    def _add_voice(
        self, path: Path, origin: Origin, name: str, hashes: Sequence[tuple[str, str]]
    ) -> Generator[object, None, InstalledModel]:
        """The files are ours: something is added to them, so that the hash of the network holds no more."""
        voice = read_piper(path)
        prepare_piper(path)
        try:
            yield from ask_child(try_voice, path, resources() / VOICE_DATA)
        except ModelUnreadable:
            raise VoiceUnreadable("no_network", name=path.name) from None  # its process has ended over it
        verdict = ProbeResult(path.stem, "piper", 0, has_template=False)
        known = tuple((file, digest) for file, digest in hashes if file != path.name)
        with self._lock:
            model = self._described(path, verdict, name or path.stem, VOICE)
            model = replace(model, kind=VOICE, origin=origin, hashes=known, added=self._clock())
            return self._kept_as(replace(model, speakers=voice.speakers))

    def _add_recognizer(
        self, path: Path, origin: Origin, name: str, hashes: Sequence[tuple[str, str]]
    ) -> Generator[object, None, InstalledModel]:
        try:
            yield from ask_child(try_recognizer, path.parent)
        except ModelUnreadable:
            raise NoRecognizer("unreadable") from None  # its process has ended over it
        verdict = ProbeResult(path.parent.name, "recognizer", 0, has_template=False)
        with self._lock:
            model = self._described(path, verdict, name or path.parent.name, RECOGNIZER)
            return self._kept_as(
                replace(model, kind=RECOGNIZER, origin=origin, hashes=tuple(hashes), added=self._clock())
            )

    def _kept_as(self, model: InstalledModel) -> InstalledModel:
        others = [entry for entry in self._entries() if not _is_of(entry, model.path)]
        self._save([*others, asdict(model)])
        return model

    def rename(self, name: str, new: str) -> InstalledModel:
        """Call a model *new*.

        Raises:
            ModelNameTaken: another is called so, or it is no name.
            ModelNotInRegistry: there is no such model.
        """
        new = " ".join(new.split())
        model = self.find(name)
        if model.is_starter:
            raise ModelNameTaken("starter")
        if not new or len(new) > LONGEST_NAME or not new.isprintable():
            raise ModelNameTaken("no_name")
        others = (other.name.casefold() for other in self.models() if other.path != model.path)
        if new.casefold() in others:
            raise ModelNameTaken
        return self._change(model.path, lambda known: replace(known, name=new))

    def note_use(self, path: str, tokens_a_second: float) -> None:
        """A reply of the model at *path* came at this speed; 0 where it was too short to tell."""

        def noted(known: InstalledModel) -> InstalledModel:
            before = known.tokens_a_second or tokens_a_second
            speed = before + REMEMBERED_SHARE * (tokens_a_second - before) if tokens_a_second else before
            return replace(known, used=self._clock(), tokens_a_second=round(speed, 2))

        with contextlib.suppress(ModelNotInRegistry):
            self._change(path, noted)

    def note_hashes(self, path: str, hashes: Sequence[tuple[str, str]]) -> InstalledModel:
        """Remember the hashes of the files of the model at *path*."""
        return self._change(path, lambda known: replace(known, hashes=tuple(hashes)))

    def mark_removed(self, path: str, at: int) -> InstalledModel:
        """Take it off the registry, or with *at* 0 put it back."""
        return self._change(path, lambda known: replace(known, removed=at))

    def forget(self, path: str) -> None:
        """Know nothing of it any more."""
        with self._lock:
            self._save([entry for entry in self._entries() if not _is_of(entry, path)])

    def moved(self, paths: Mapping[str, str]) -> None:
        """Files now lie elsewhere: *paths* from old to new."""
        with self._lock:
            self._save([_moved(entry, paths) for entry in self._entries()])

    def require_unchanged(self, model: InstalledModel) -> None:
        """Refuse a model whose file is not the one that was tried.

        Raises:
            ModelMissing: it is gone.
            ModelUnreadable: it was changed.
        """
        if model.is_starter:
            return
        try:
            found = Path(model.path).stat()
        except OSError:
            raise ModelMissing from None
        if (found.st_size, found.st_mtime_ns) != (model.size_bytes, model.changed_ns):
            raise ModelUnreadable("changed_since")

    def _change(self, path: str, change: Callable[[InstalledModel], InstalledModel]) -> InstalledModel:
        with self._lock:
            entries = self._entries()
            for place, entry in enumerate(entries):
                known = _model_in(entry)
                if known is not None and known.path == path:
                    changed = change(known)
                    entries[place] = asdict(changed)
                    self._save(entries)
                    return changed
        raise ModelNotInRegistry

    def _described(self, path: Path, verdict: ProbeResult, name: str, kind: str) -> InstalledModel:
        found = path.stat()
        taken = {model.name.casefold() for model in self.models() if model.path != str(path)}
        stem = name or path.stem
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem}-{number}", number + 1
        total = sum(part.stat().st_size for part in files_of(path, kind))
        return InstalledModel(
            name, str(path), found.st_size, found.st_mtime_ns,
            verdict.architecture, verdict.trained_tokens, verdict.has_template, total_bytes=total,
        )  # fmt: skip

    def _starter_model(self) -> InstalledModel:
        path = self.starter.path
        size = path.stat().st_size if path.exists() else 0
        licence = "MPL-2.0" if self.starter.is_toy else "Apache-2.0"
        return InstalledModel(
            STARTER, str(path), size, 0, "llama", WINDOW_TOKENS, has_template=True, total_bytes=size,
            origin=Origin("ships", "Inglenook", licence=licence),
        )  # fmt: skip

    def _kept(self) -> list[InstalledModel]:
        # What a later version wrote, or a hand broke, is passed over but not thrown away.
        return [model for entry in self._entries() if (model := _model_in(entry)) is not None]

    def _entries(self) -> list[Any]:
        """The list as it is written; one that is no list counts as empty, and is kept beside the next.

        Raises:
            HomeUnwritable: it is there and cannot be read just now.
        """
        with self._lock:
            if self._read is not None:
                return list(self._read)
            entries = read_state(self._file)
            if isinstance(entries, list):
                # An object may be a later version's, which comes back to it.
                self._read = [entry for entry in entries if isinstance(entry, dict)]
                if strange := [entry for entry in entries if not isinstance(entry, dict)]:
                    set_aside_entries(self._file, strange)
                    with contextlib.suppress(HomeUnwritable):  # else they are put aside again the next time
                        self._save(self._read)
                return list(self._read)
            if entries is not None:
                set_aside(self._file)
            return []

    def _save(self, entries: list[Any]) -> None:
        write_whole(self._file, json.dumps(entries, indent=2).encode())
        self._read = entries


def _moved(entry: object, paths: Mapping[str, str]) -> object:
    known = _model_in(entry)
    if known is None or known.path not in paths:
        return entry
    path = Path(paths[known.path])
    projector = paths.get(known.projector, known.projector)
    return asdict(replace(known, path=str(path), changed_ns=path.stat().st_mtime_ns, projector=projector))


def files_of(path: Path, kind: str) -> list[Path]:
    """The files of a model that begins with the one at *path*."""
    match kind:
        case "voice":
            return voice_files(path)
        case "recognizer":
            return [path, *(other for other in recognizer_files(path.parent) if other != path)]
        case _:
            return model_files(path)


def kind_told(header: Header) -> str:
    """What a file is for, by its header: ``model``, ``embedding``, ``adapter``, ``projector`` or ``other``."""
    told = str(header.metadata.get("general.type", ""))
    kind = {"adapter": ADAPTER, "mmproj": "projector", "imatrix": "other"}.get(told, "model")
    return EMBEDS if kind == "model" and is_embedder(header) else kind


def _is_of(entry: object, path: str) -> bool:
    return isinstance(entry, dict) and entry.get("path") == path


def _model_in(entry: object) -> InstalledModel | None:
    try:
        return record(InstalledModel, entry)
    except ValueError:
        return None
