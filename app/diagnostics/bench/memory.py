"""Memory on this machine: what is found again, how quickly among very many, how fast it learns, and that it forgets."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from app.chat import Author, ConversationStore
from app.core.clock import now
from app.core.paths import Home, resources
from app.core.workers import run_to_end
from app.diagnostics.bench.invented import Invented
from app.diagnostics.bench.locomo import AMONG, Clocked, Recalled, measure, read_locomo
from app.diagnostics.bench.paired import Paired, Timing
from app.engine import Embedder, Vectors, open_embedder
from app.memory import EmbeddingStore, Memory, Viewpoint
from app.models.calibration import Step
from app.personas import PersonaStore, new_card
from app.vault import DataKey, Vault

SIZES, TURNS, ASKED = (100_000,), 10_000, 40
TALK_LENGTH, BATCH, WIDTH, NARROWED = 500, 5_000, 384, 400
PLANTED = "the glass heron of Tirawen"
TOLD = (
    "My name is Ottilie.", "I have a dog called Biscuit.", "I live in Leeds these days.", "I work as a carpenter.",
    "I love thunderstorms.", "I have a dentist appointment on Friday.", "My sister is called Mira.",
    "It rained all day.", "What do you think of that?", "I went for a walk and thought about the garden.",
)  # fmt: skip


@dataclass(slots=True)
class MemoryFigures:
    """What was measured.  *recall* is None where no file of questions was given; *ratios* are of processor time to the
    bare prefilter and the bare full-text search, by the number of memories."""

    recall: Recalled | None = None
    timings: dict[int, Timing] = field(default_factory=dict)
    bare: dict[int, Timing] = field(default_factory=dict)
    turns: int = 0
    turns_a_second: float = 0.0
    facts: int = 0
    planted_left: int = 0
    embedder: str = ""

    @property
    def ratios(self) -> dict[int, float]:
        return {size: round(self.timings[size].cpu_mean / max(self.bare[size].cpu_mean, 1e-9), 2) for size in self.bare}

    def as_json(self) -> dict[str, object]:
        """Everything, for ``--json``."""
        told: dict[str, object] = {**asdict(self), "ratios": self.ratios}
        if self.recall is not None:
            told["recall_ratio_at_10"] = round(self.recall.ratio(), 3)
        return told


def bench_memory(
    locomo: Path | None = None,
    embedder: Path | None = None,
    *,
    sizes: Sequence[int] = SIZES,
    turns: int = TURNS,
    folder: Path | None = None,
) -> Generator[Step, None, MemoryFigures]:
    """Measure memory; with *locomo* also what is found again, with *embedder* also by its meaning.

    Everything lies in a new folder below *folder* that is gone at the end.

    Raises:
        FileUnreadable, EngineError: a file cannot be used.
    """
    figures = MemoryFigures()
    samples = read_locomo(locomo) if locomo is not None else []
    model = open_embedder(embedder) if embedder is not None else None
    with contextlib.ExitStack() as stack:
        if model is not None and embedder is not None:
            stack.callback(model.close)
            figures.embedder = embedder.name
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="inglenook-bench-", dir=folder)))
        if samples:
            with _session(place / "locomo", model) as (vault, store, memory, clock):
                figures.recall = yield from measure(samples, vault, memory, store, clock)
        with _session(place / "turns") as (vault, store, memory, _):
            yield from _learn(figures, vault, store, memory, turns)
            yield from _forget(figures, vault, store, memory)
        for size in sizes:
            with _session(place / str(size), _Thrown()) as (vault, _, memory, _):
                yield from _time_recall(figures, vault, memory, size)
    return figures


@contextlib.contextmanager
def _session(
    place: Path, embedder: Embedder | None = None
) -> Generator[tuple[Vault, ConversationStore, Memory, Clocked], None, None]:
    home, clock = Home(place), Clocked()
    home.prepare()
    clock.at = now()
    with contextlib.closing(Vault(home.vault, DataKey.fresh(), may_create=True)) as vault:
        store = ConversationStore(vault, clock)
        memory = Memory(vault, store.branches.on_way, resources() / "words", clock=clock)
        memory.embedder = embedder
        yield vault, store, memory, clock


# --- learning and forgetting ---


def _learn(
    figures: MemoryFigures, vault: Vault, store: ConversationStore, memory: Memory, turns: int
) -> Generator[Step, None, None]:
    """Turn after turn into one conversation, then everything read by rule."""
    persona = PersonaStore(vault).add(new_card({"name": "Nobody", "description": "Nobody"}))
    conversation_id, parent = store.catalogue.start(persona), None
    for number in range(turns):
        if number % 500 == 0:
            yield Step("Saying turns", number, turns)
        author = Author.ME if number % 2 == 0 else Author.PERSONA
        parent = store.tree.add(
            conversation_id, parent, author, f"{TOLD[number % len(TOLD)]} That was number {number}."
        ).id
    started = time.process_time()
    for done, _ in enumerate(memory.extract_pending(conversation_id, [persona])):
        yield Step("Learning from them", done * 64, turns)
    figures.turns = turns
    figures.turns_a_second = round(turns / max(time.process_time() - started, 1e-9), 1)
    figures.facts = len(memory.facts.of(persona))


def _forget(
    figures: MemoryFigures, vault: Vault, store: ConversationStore, memory: Memory
) -> Generator[Step, None, None]:
    """A phrase said, remembered, told in a chapter, then forgotten: where is it still?"""
    yield Step("Forgetting", 0, 1)
    persona = PersonaStore(vault).add(new_card({"name": "Someone", "description": "Someone"}))
    conversation_id = store.catalogue.start(persona)
    mine = store.tree.add(
        conversation_id, None, Author.ME, f"I have always dreamed of seeing {PLANTED}. I love {PLANTED}."
    )
    echo = store.tree.add(conversation_id, mine.id, Author.PERSONA, f"You love {PLANTED}, I remember.")
    for _ in memory.extract_pending(conversation_id, [persona]):
        pass
    memory.stories.add(conversation_id, mine.id, echo.id, f"They spoke of {PLANTED}.", made_by="rule")
    known = memory.facts.of(persona)
    assert known, "there is something to forget"
    memory.forgetting.move_to_trash([fact.id for fact in known], with_words=True)
    store.trash.take_words_out([store.tree.get(each).id for each in memory.forgetting.purge()])  # type: ignore[arg-type]
    recalled = memory.recall(f"What do you know of {PLANTED}?", Viewpoint(persona, conversation_id))
    figures.planted_left = _rows_with(vault, PLANTED) + sum(PLANTED in memo.text for memo in recalled)


def _rows_with(vault: Vault, words: str) -> int:
    """In how many values of the decrypted database *words* stand, the pages of its indexes among them."""
    found = 0
    for (table,) in vault.read("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"):
        for column in vault.read(f"SELECT name FROM pragma_table_info('{table}')"):
            sql = f'SELECT count(*) FROM "{table}" WHERE instr(lower(CAST("{column[0]}" AS TEXT)), lower(?)) > 0'
            found += vault.read(sql, (words,))[0][0]
    return found + len(vault.read("SELECT 1 FROM message_words WHERE term = 'tirawen'"))


# --- recall among very many ---


class _Thrown:
    """An embedding model that costs nothing: what is measured is finding, not reading."""

    identity = "thrown"
    dimensions = WIDTH

    def __init__(self) -> None:
        self._chance = np.random.default_rng(5)

    def embed(self, texts: Sequence[str], *, asks: bool = False) -> Generator[None, None, Vectors]:
        yield from ()
        rows = self._chance.standard_normal((len(texts), WIDTH)).astype(np.float32)
        lengths: Vectors = np.linalg.norm(rows, axis=1, keepdims=True).astype(np.float32)
        return np.divide(rows, lengths)

    def close(self) -> None:
        pass


def _time_recall(figures: MemoryFigures, vault: Vault, memory: Memory, size: int) -> Generator[Step, None, None]:
    invented = Invented(11)
    yield from _fill(vault, memory, invented, size)
    here, paired = Viewpoint(1, 1, "Ada", "Nobody"), Paired()
    words = [" ".join(invented.pick(40, 8_000, 5)) for _ in range(ASKED)]
    # Once beforehand: whatever is read once after a start is read.
    memory.find(words[0], here)
    bits = _bits_of(memory)
    for number, asked in enumerate(words):
        yield Step(f"Recalling among {size:,}", number, ASKED)
        paired.run(_finding(memory, here, asked), _bare(vault, bits, asked))
    figures.timings[size], figures.bare[size] = paired.timings()


def _finding(memory: Memory, here: Viewpoint, asked: str) -> Callable[[], object]:
    return lambda: memory.find(asked, here)


def _bits_of(memory: Memory) -> Any:
    return memory.meanings.held_bits


def _bare(vault: Vault, bits: Any, asked: str) -> Callable[[], object]:
    match = " OR ".join(f'"{word}"' for word in asked.split())
    question = EmbeddingStore.signs_of(np.random.default_rng(1).standard_normal((1, WIDTH)).astype(np.float32))

    def look() -> object:
        far = np.bitwise_count(bits ^ question).sum(axis=1, dtype=np.uint16)
        near = np.argpartition(far, min(NARROWED, len(far) - 1))[:NARROWED]
        sql = "SELECT rowid FROM message_index WHERE message_index MATCH ? ORDER BY rank LIMIT 200"
        return near, vault.read(sql, (match,))

    return look


def _fill(vault: Vault, memory: Memory, invented: Invented, size: int) -> Generator[Step, None, None]:
    """Invented messages in conversations of some hundreds, each with numbers for its meaning."""
    talks = -(-size // TALK_LENGTH)
    with vault.write() as db:
        db.execute("INSERT INTO persona(id, name, tagline, portrait, created_ms) VALUES (1, 'Nobody', '', '', 0)")
        db.executemany(
            "INSERT INTO conversation(id, persona_id, title, created_ms, updated_ms) VALUES (?, 1, 'x', 0, 0)",
            [(conversation_id,) for conversation_id in range(1, talks + 1)],
        )
    thrown = _Thrown()
    for start in range(0, size, BATCH):
        texts = invented.messages(min(BATCH, size - start))
        rows = [
            (number, (number - 1) // TALK_LENGTH + 1, None if (number - 1) % TALK_LENGTH == 0 else number - 1,
             "me" if number % 2 else "persona", text, 1_700_000_000_000 + number * 60_000)
            for number, text in enumerate(texts, start + 1)
        ]  # fmt: skip
        with vault.write() as db:
            db.executemany(
                "INSERT INTO message(id, conversation_id, parent_id, author, text, state, created_ms)"
                " VALUES (?, ?, ?, ?, ?, 'done', ?)", rows,
            )  # fmt: skip
        numbers: Vectors = run_to_end(thrown.embed(texts))
        memory.meanings.keep(thrown.identity, [("message", row[0]) for row in rows], numbers)
        yield Step("Writing invented memories", start + len(texts), size)
    with vault.write() as db:
        db.execute(
            "UPDATE conversation SET leaf_id = (SELECT max(id) FROM message WHERE conversation_id = conversation.id)"
        )


def told_memory(figures: MemoryFigures) -> str:
    """The figures as a page."""
    lines = []
    if (recall := figures.recall) is not None:
        lines += [
            f"{recall.questions} questions; the share of their evidence among the first {', '.join(map(str, AMONG))}"
            f" that are recalled{f', with {figures.embedder}' if figures.embedder else ', by words alone'}.",
            f"{'':9}{'':14}{'ours':>24}{'plain BM25':>24}{'SQLite FTS5':>24}{'n':>6}",
        ]
        for group in ("tuned", "other"):
            for part in sorted(recall.ours.get(group, {}), key=lambda part: (part != "all", part)):
                cells = "".join(
                    f"{' '.join(f'{share:.3f}' for share in each[group][part][:3]):>24}"
                    for each in (recall.ours, recall.bm25, recall.fts5)
                )
                lines.append(f"{group:9}{part:14}{cells}{recall.ours[group][part][3]:6}")
        lines.append("The weights were chosen by the first; the others were not tuned on.")
        if "other" in recall.ours:
            lines.append(f"Among the first 10: {recall.ratio():.2f} times the better plain one (aim: 1.15).")
        if recall.left_out:
            lines.append(f"Evidence that names no turn was left out: {', '.join(sorted(set(recall.left_out)))}.")
        lines.append("")
    for size, timing in figures.timings.items():
        lines.append(
            f"Recall among {size:,} memories: {timing.cpu_p50:.1f} ms of processor time at the median"
            f" ({timing.cpu_p95:.1f} at p95), {figures.ratios[size]:.2f} times the bare prefilter and full-text search"
            " (aim: at most 1.5)."
        )
    lines.append(f"{figures.turns:,} turns were read for memories at {figures.turns_a_second:,.0f} a second.")
    lines.append(
        "A planted phrase that was forgotten is found nowhere." if not figures.planted_left
        else f"A phrase that was forgotten is still found in {figures.planted_left} places."
    )  # fmt: skip
    return "\n".join(lines)
