"""Models that other programs have on this computer: found on request, read only, never copied.

Where they keep them is each program's own convention: the hub's cache (``models--maker--name/snapshots``), LM Studio
(``maker/model/file``), Ollama (manifests that name blobs by hash), GPT4All, Jan and KoboldCpp (files in a folder).
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import AppError
from app.core.text import Text
from app.engine import model_files, read_header
from app.models.model_files import FileProgress
from app.models.registry import ModelRegistry, kind_told

HASH = re.compile(r"[0-9a-f]{64}")
LATER_PART = re.compile(r"-(?!00001)\d{5}-of-\d{5}\.gguf$", re.IGNORECASE)
MODEL_LAYER = "application/vnd.ollama.image.model"
MOST_FILES, DEEPEST, MOST_MANIFEST_BYTES = 2_000, 6, 1 << 20
LOOKING = Text("progress.looking_for_models")


@dataclass(frozen=True, slots=True)
class ExternalModel:
    """A model of another program, *app*; *sha256* where that program knows it."""

    app: str
    name: str
    path: Path
    size_bytes: int
    architecture: str
    kind: str
    sha256: str = ""


Candidate = tuple[str, str, Path, str]
"""The program, a name, the file, and its hash if that is known."""


def find_external_models(
    registry: ModelRegistry, folders: Iterable[Path] = ()
) -> Generator[FileProgress, None, list[ExternalModel]]:
    """Models of other programs, and those in *folders*, that are not on the registry.

    What cannot be read is passed over.
    """
    known = {os.path.realpath(model.path) for model in registry.models()}
    found: dict[str, ExternalModel] = {}
    for count, (app, name, path, sha256) in enumerate(_candidates(Path.home(), os.environ, folders)):
        if count >= MOST_FILES:
            break
        yield FileProgress(LOOKING, count, MOST_FILES)
        real = os.path.realpath(path)
        if real in known or real in found:
            continue
        try:
            header = read_header(path)
            size = sum(part.stat().st_size for part in model_files(path))
        except (AppError, OSError):
            continue
        called = name or header.name or path.stem
        found[real] = ExternalModel(app, called, path, size, header.architecture, kind_told(header), sha256)
    return sorted(found.values(), key=lambda stray: (stray.app, stray.name.casefold()))


def _candidates(home: Path, environment: Mapping[str, str], folders: Iterable[Path]) -> Iterator[Candidate]:
    for finder in (_hub_cache, _lm_studio, _ollama, _gpt4all, _jan, _koboldcpp):
        yield from finder(home, environment)
    for folder in folders:
        yield from _files(folder, folder.name)


def _hub_cache(home: Path, environment: Mapping[str, str]) -> Iterator[Candidate]:
    root = Path(environment.get("HF_HOME") or home / ".cache" / "huggingface") / "hub"
    root = Path(environment.get("HF_HUB_CACHE") or root)
    for path in _below(root, lambda path: "snapshots" in path.parts):
        target = Path(os.path.realpath(path)).name  # a link to a blob that is named by its hash
        yield "Hugging Face", path.stem, path, target if HASH.fullmatch(target) else ""


def _lm_studio(home: Path, environment: Mapping[str, str]) -> Iterator[Candidate]:
    for root in (home / ".lmstudio" / "models", home / ".cache" / "lm-studio" / "models"):
        yield from _files(root, "LM Studio")


def _ollama(home: Path, environment: Mapping[str, str]) -> Iterator[Candidate]:
    roots = [home / ".ollama" / "models", Path("/usr/share/ollama/.ollama/models"), Path("/var/lib/ollama/models")]
    if environment.get("OLLAMA_MODELS"):
        roots.insert(0, Path(environment["OLLAMA_MODELS"]))
    for root in roots:
        for manifest in _walk(root / "manifests", DEEPEST):
            digest = _model_blob(manifest)
            if digest:
                yield "Ollama", f"{manifest.parent.name}-{manifest.name}", root / "blobs" / f"sha256-{digest}", digest


def _model_blob(manifest: Path) -> str:
    """The hash of the model that an Ollama manifest names; nothing where it names none."""
    try:
        if manifest.stat().st_size > MOST_MANIFEST_BYTES:
            return ""
        told = json.loads(manifest.read_text("utf-8"))
        layers = told["layers"]
        digests = [layer["digest"] for layer in layers if layer["mediaType"] == MODEL_LAYER]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
    digest = str(digests[0]).removeprefix("sha256:") if digests else ""
    return digest if HASH.fullmatch(digest) else ""


def _gpt4all(home: Path, environment: Mapping[str, str]) -> Iterator[Candidate]:
    yield from _files(_data(home, environment) / "nomic.ai" / "GPT4All", "GPT4All")


def _jan(home: Path, environment: Mapping[str, str]) -> Iterator[Candidate]:
    for root in (home / "jan" / "models", _data(home, environment) / "Jan" / "data" / "llamacpp" / "models"):
        for app, name, path, digest in _files(root, "Jan"):
            # Jan calls every file the same and the folder by the model's name.
            yield app, path.parent.name if path.stem == "model" else name, path, digest


def _koboldcpp(home: Path, environment: Mapping[str, str]) -> Iterator[Candidate]:
    for root in (home / "koboldcpp", home / "KoboldCpp", home / "koboldcpp" / "models"):
        yield from _files(root, "KoboldCpp")


def _data(home: Path, environment: Mapping[str, str]) -> Path:
    """Where programs of this system keep their data."""
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")


def _files(root: Path, app: str) -> Iterator[Candidate]:
    for path in _below(root):
        yield app, path.stem, path, ""


def _below(root: Path, wanted: Callable[[Path], bool] = lambda path: True) -> Iterator[Path]:
    for path in _walk(root, DEEPEST):
        if path.suffix.casefold() == ".gguf" and not LATER_PART.search(path.name) and wanted(path):
            yield path


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    """Every file below *folder*, not deeper than *depth*; folders that are links are not entered."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            if depth and not entry.is_symlink():
                yield from _walk(entry, depth - 1)
        elif entry.is_file():
            yield entry
