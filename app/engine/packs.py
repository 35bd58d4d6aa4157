"""Graphics packs: back ends of llama.cpp that a person added, loaded before those that came along.

Before, because where two back ends see one graphics card llama.cpp takes the one that was there first.  A driver may
bring the process down while its pack is loaded; so a file in the pack's folder counts how often that was begun and did
not end.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import HomeUnwritable
from app.core.files import write_whole

MOST_TRIES = 2
"""So often a pack may bring the app down before it is left alone: once may have been the power."""
TRIES = "tries"


@dataclass(frozen=True, slots=True)
class Pack:
    """Libraries in *folder*, in the order in which they are loaded: the last is the back end, the others what it needs.

    *kind* is ``cuda``, ``rocm`` or ``vulkan``.
    """

    kind: str
    folder: Path
    libraries: tuple[str, ...]

    @property
    def tries(self) -> int:
        """How often loading it was begun and did not come to an end."""
        try:
            return int((self.folder / TRIES).read_text("ascii"))
        except (OSError, ValueError):
            return 0

    @property
    def is_suspect(self) -> bool:
        return self.tries >= MOST_TRIES

    def forgive(self) -> None:
        """It may be tried again."""
        with contextlib.suppress(OSError):
            (self.folder / TRIES).unlink(missing_ok=True)


_chosen: tuple[Pack, ...] = ()
_is_counted = True
_loading: list[Pack] = []
_ending: list[bool] = []
"""Not empty once this process ends in good order: what is loaded from then on is not counted."""
_works: dict[Path, bool] = {}


def use_packs(packs: Iterable[Pack], *, is_counted: bool = True) -> None:
    """Load *packs* once llama.cpp is; after that it changes nothing for this process.

    A child process, which may be ended at any moment, is not counted among the tries.
    """
    global _chosen, _is_counted
    _chosen, _is_counted = tuple(packs), is_counted
    _ending.clear()


def chosen_packs() -> tuple[Pack, ...]:
    """Those of ``use_packs``, for a child process to use them too."""
    return _chosen


def does_work(pack: Pack) -> bool | None:
    """Whether *pack* was loaded in this process; None before llama.cpp is."""
    return _works.get(pack.folder)


def load_packs(load: Callable[[Pack], bool]) -> None:
    """Load what was chosen by *load*, which tells whether it brought a graphics card."""
    for pack in _chosen:
        with _counted(pack) if _is_counted else contextlib.nullcontext():
            _works[pack.folder] = load(pack)


def forgive_packs() -> None:
    """This process ends in good order: a pack that is being loaded just now, or next, is not the reason."""
    _ending.append(True)
    for pack in _loading:
        pack.forgive()


@contextlib.contextmanager
def _counted(pack: Pack) -> Iterator[None]:
    with contextlib.suppress(HomeUnwritable):  # a full disk is no reason not to load it
        if not _ending:
            write_whole(pack.folder / TRIES, str(pack.tries + 1).encode())
    _loading.append(pack)
    yield
    _loading.remove(pack)
    pack.forgive()
