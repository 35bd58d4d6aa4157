"""How quick the vault is with very many messages, beside the same library without encryption."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from app.chat import Author, ConversationId, ConversationStore, search
from app.core.errors import BackupUnwritable
from app.core.text import Size
from app.diagnostics.bench.invented import Invented
from app.diagnostics.bench.paired import Paired, Timing
from app.models.calibration import Step
from app.vault import DataKey, UnencryptedVault, Vault

BATCH, TALKS = 1000, 200
BYTES_A_MESSAGE = 1300  # both databases together, with their indexes and logs
OPENINGS, COMMITS, SEARCHES = 20, 300, 100
LETTER = "A message of about two hundred characters. " * 5

RARE, MIDDLING, COMMON = (4_000, 40_000), (220, 2_400), (0, 30)  # ranks in the vocabulary
AIMS = (
    "Aims: last 50 under 5 ms, search p95 under 50 ms of processor time, commits and searches at most 1.2 times plain."
)


@dataclass(slots=True)
class VaultFigures:
    """Every operation with encryption and without."""

    messages: int
    sealed: dict[str, Timing] = field(default_factory=dict)
    plain: dict[str, Timing] = field(default_factory=dict)
    size_bytes: dict[str, int] = field(default_factory=dict)

    def note(self, what: str, paired: Paired) -> None:
        """Keep the timings of one operation."""
        self.sealed[what], self.plain[what] = paired.timings()

    def ratio(self, what: str) -> float:
        """Processor time with encryption over that without, over all runs of *what*."""
        return round(self.sealed[what].cpu_mean / max(1e-9, self.plain[what].cpu_mean), 2)

    def as_json(self) -> dict[str, Any]:
        """All of it, as plain data."""
        return {**asdict(self), "cpu_ratio": {what: self.ratio(what) for what in self.sealed}}


def bench_vault(messages: int, folder: Path | None = None) -> Generator[Step, None, VaultFigures]:
    """Fill two databases with *messages* invented messages each and time what the app does with them.

    They lie in a new folder below *folder* (default: the system's temporary one), which is gone at the end,
    also when it is stopped.

    Raises:
        BackupUnwritable: there is not enough room there.
    """
    figures, invented = VaultFigures(messages), Invented()
    with tempfile.TemporaryDirectory(prefix="inglenook-bench-", dir=folder) as place:
        twins = Twins(Path(place), messages)
        with twins.opened() as pair:
            yield from _fill(pair, invented, messages, figures)
        yield from _time_opening(twins, figures)
        with twins.opened() as pair:
            yield from _time_use(pair, invented, figures)
        figures.size_bytes = twins.sizes()
    return figures


class Twins:
    """Two databases that hold the same, one of them encrypted."""

    def __init__(self, place: Path, messages: int) -> None:
        need = messages * BYTES_A_MESSAGE + (1 << 28)
        if shutil.disk_usage(place).free < need:
            raise BackupUnwritable("bench_room", need=Size(need))
        self._sealed, self._plain = place / "sealed", place / "plain"
        self._key = DataKey.fresh()
        self._sealed.mkdir()
        self._plain.mkdir()

    def open_sealed(self) -> Vault:
        return Vault(self._sealed, self._key, may_create=True)

    def open_plain(self) -> Vault:
        return UnencryptedVault(self._plain)

    @contextlib.contextmanager
    def opened(self) -> Generator[Sequence[Vault], None, None]:
        """Both, the encrypted one first."""
        with contextlib.closing(self.open_sealed()) as sealed, contextlib.closing(self.open_plain()) as plain:
            yield sealed, plain

    def sizes(self) -> dict[str, int]:
        """How large they are, in bytes."""
        return {path.name: (path / "vault.db").stat().st_size for path in (self._sealed, self._plain)}


def _fill(
    pair: Sequence[Vault], invented: Invented, messages: int, figures: VaultFigures
) -> Generator[Step, None, None]:
    """The same messages into both, each in one of 200 conversations below the one before."""
    for vault in pair:
        with vault.write() as db:
            db.execute("INSERT INTO persona(id, name, tagline, portrait, created_ms) VALUES (1, 'Nobody', '', '', 0)")
            db.executemany(
                "INSERT INTO conversation(id, persona_id, title, created_ms, updated_ms) VALUES (?, 1, 'x', 0, 0)",
                [(conversation_id,) for conversation_id in range(1, TALKS + 1)],
            )
    paired = Paired()
    for start in range(0, messages, BATCH):
        texts = invented.messages(min(BATCH, messages - start))
        rows = [
            (number, (number - 1) % TALKS + 1, number - TALKS if number > TALKS else None, text)
            for number, text in enumerate(texts, start + 1)
        ]
        paired.run(*(partial(_insert, vault, rows) for vault in pair))
        yield Step("Writing invented messages", start + len(texts), messages)
    for vault in pair:
        with vault.write() as db:
            db.execute(
                "UPDATE conversation SET leaf_id ="
                " (SELECT max(id) FROM message WHERE conversation_id = conversation.id)"
            )
    figures.note(f"writing {BATCH} messages at once", paired)


def _insert(vault: Vault, rows: Sequence[tuple[object, ...]]) -> None:
    with vault.write() as db:
        db.executemany(
            "INSERT INTO message(id, conversation_id, parent_id, author, text, state, created_ms)"
            " VALUES (?, ?, ?, 'me', ?, 'done', 0)",
            rows,
        )


def _time_opening(twins: Twins, figures: VaultFigures) -> Generator[Step, None, None]:
    """Opening with the raw key, and the last 50 of a conversation while the library has nothing in memory yet."""
    opening, first = Paired(), Paired()
    for run in range(OPENINGS):
        pair: dict[int, Vault] = {}
        opening.run(
            partial(_keep, pair, 0, twins.open_sealed),
            partial(_keep, pair, 1, twins.open_plain),
        )
        first.run(*(partial(_last_50, pair[side], run) for side in (0, 1)))
        for vault in pair.values():
            vault.close()
        yield Step("Opening", run + 1, OPENINGS)
    figures.note("opening with the raw key", opening)
    figures.note("last 50 after opening", first)


def _keep(pair: dict[int, Vault], side: int, opened: Callable[[], Vault]) -> None:
    pair[side] = opened()


def _time_use(pair: Sequence[Vault], invented: Invented, figures: VaultFigures) -> Generator[Step, None, None]:
    middling = [invented.pick(*MIDDLING, SEARCHES) for _ in range(3)]
    queries = {
        "rare word": invented.pick(*RARE, SEARCHES),
        "middling word": middling[0],
        "two words": [f"{one} {other}" for one, other in zip(*middling[1:], strict=True)],
        "very common word": invented.pick(*COMMON, SEARCHES),
    }
    work: list[tuple[str, int, Callable[[Vault, int], object]]] = [
        ("last 50", COMMITS, _last_50),
        ("commit of a message", COMMITS, _commit),
        *((f"search: {kind}", SEARCHES, partial(_search, words)) for kind, words in queries.items()),
    ]
    for number, (what, runs, call) in enumerate(work):
        yield Step(f"Timing {what}", number, len(work))
        paired = Paired()
        for run in range(runs):
            paired.run(*(partial(call, vault, run) for vault in pair))
        figures.note(what, paired)


def _last_50(vault: Vault, run: int) -> None:
    ConversationStore(vault).tree.path(ConversationId(run % TALKS + 1), last=50)


def _commit(vault: Vault, run: int) -> None:
    ConversationStore(vault).tree.add(ConversationId(run % TALKS + 1), None, Author.ME, LETTER)


def _search(words: Sequence[str], vault: Vault, run: int) -> None:
    search(vault, words[run])


def told(figures: VaultFigures) -> str:
    """The figures as a page to read."""
    lines = [
        f"{figures.messages:,} messages of 200 characters. Milliseconds with encryption; the ratio is that of",
        "processor time to the same library without, in the same run.",
        f"{'':34}{'wall p50':>9}{'p95':>9}{'p99':>9}{'cpu p50':>9}{'p95':>9}{'ratio':>7}",
    ]
    for what, timing in figures.sealed.items():
        columns = (timing.wall_p50, timing.wall_p95, timing.wall_p99, timing.cpu_p50, timing.cpu_p95)
        lines.append(f"{what:34}" + "".join(f"{column:9.2f}" for column in columns) + f"{figures.ratio(what):7.2f}")
    sealed, plain = figures.size_bytes["sealed"], figures.size_bytes["plain"]
    lines.append(f"{'size of the database':34}{sealed / 1e6:6.0f} MB{sealed / plain:43.2f}")
    return "\n".join([*lines, AIMS])
