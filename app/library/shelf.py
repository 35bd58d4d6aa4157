"""The shelf: the models installed here, where each lies, and which one is chosen.

Models stay where a person put them; the shelf only remembers the way.  It lies outside the vault,
as the model files themselves do.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Generator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.core.errors import ModelMissing, ModelNotOnShelf, ModelUnreadable
from app.core.files import write_whole
from app.engine import Verdict, probe_model

STARTER = "starter"


@dataclass(frozen=True, slots=True)
class ShelfModel:
    """One installed model; *size_bytes* and *changed_ns* tell whether the file is still the one tried."""

    name: str
    path: str
    size_bytes: int
    changed_ns: int
    architecture: str
    trained_tokens: int
    has_template: bool

    @property
    def is_starter(self) -> bool:
        return self.name == STARTER


class Shelf:
    """The list in *file*, with the starter model at *starter* always in it."""

    def __init__(self, file: Path, starter: Path) -> None:
        self._file = file
        self._starter = starter

    def models(self) -> list[ShelfModel]:
        """Every model, the starter first."""
        return [self._starter_model(), *self._kept()]

    def find(self, name: str) -> ShelfModel:
        """The model called *name*.

        Raises:
            ModelNotOnShelf: there is none.
        """
        for model in self.models():
            if model.name.casefold() == name.casefold():
                return model
        raise ModelNotOnShelf(f"There is no model called {name}.")

    def chosen(self, name: str) -> ShelfModel:
        """The model to answer with: the one called *name*, or the starter when it is gone."""
        try:
            return self.find(name or STARTER)
        except ModelNotOnShelf:
            return self._starter_model()

    def add(self, path: Path) -> Generator[object, None, ShelfModel]:
        """Try the model at *path* in a child process and put it on the shelf.

        Raises:
            ModelMissing, ModelUnreadable, UnknownArchitecture, OutOfMemory: nothing was changed.
        """
        path = path.absolute()
        verdict = yield from probe_model(path)
        model = self._described(path, verdict)
        others = [
            entry for entry in self._entries() if not (isinstance(entry, dict) and entry.get("path") == model.path)
        ]
        self._save([*others, asdict(model)])
        return model

    def require_unchanged(self, model: ShelfModel) -> None:
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
            raise ModelUnreadable(
                "This model's file was changed since it was added.", "Add it again, so that it can be checked."
            )

    def _described(self, path: Path, verdict: Verdict) -> ShelfModel:
        found = path.stat()
        taken = {model.name.casefold() for model in self.models() if model.path != str(path)}
        name, number = path.stem, 2
        while name.casefold() in taken:
            name, number = f"{path.stem}-{number}", number + 1
        return ShelfModel(
            name, str(path), found.st_size, found.st_mtime_ns,
            verdict.architecture, verdict.trained_tokens, verdict.has_template,
        )  # fmt: skip

    def _starter_model(self) -> ShelfModel:
        size = self._starter.stat().st_size if self._starter.exists() else 0
        return ShelfModel(STARTER, str(self._starter), size, 0, "llama", 2048, True)

    def _kept(self) -> list[ShelfModel]:
        kept = []
        for entry in self._entries():
            # What a later version wrote, or a hand broke, is passed over but not thrown away.
            with contextlib.suppress(TypeError):
                kept.append(ShelfModel(**entry))
        return kept

    def _entries(self) -> list[Any]:
        try:
            entries = json.loads(self._file.read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return entries if isinstance(entries, list) else []

    def _save(self, entries: list[Any]) -> None:
        write_whole(self._file, json.dumps(entries, indent=2).encode())
