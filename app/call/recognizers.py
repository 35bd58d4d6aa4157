"""Which recognisers understand a person: one that goes along with speech, one that hears a turn as a whole, or both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.models import RECOGNIZER, InstalledModel
from app.voice import goes_along


def chosen_recognizers(models: Sequence[InstalledModel], name: str) -> tuple[Path, ...]:
    """The folders of the recognisers to use, the one that goes along first; empty for none.

    *name* is the one that was chosen; another is used beside it where the two complete each other: words that appear
    while one speaks, and better ones in the end.
    """
    known = [model for model in models if model.kind == RECOGNIZER]
    ordered = sorted(known, key=lambda model: model.name != name)
    folders = [Path(model.path).parent for model in ordered]
    if not folders:
        return ()
    first = folders[0]
    other = next((folder for folder in folders[1:] if goes_along(folder) != goes_along(first)), None)
    if other is None:
        return (first,)
    return (other, first) if goes_along(other) else (first, other)
