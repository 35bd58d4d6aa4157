"""What a person waits for with us, beside the programs they would use instead: the same model, in the same run.

A peer is sent what SillyTavern would send it: the companion, then lore and memories, which are others at every turn,
then the history.  Ours is the app itself: its own order of a prompt, reading ahead, snapshots, the vault.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil

from app.chat import Author, ConversationId
from app.core.workers import Job
from app.diagnostics.bench.peer import KINDS, MEGABYTE, Message, Peer
from app.diagnostics.bench.stage import PATIENCE_S, WAIT_S, Stage
from app.models.calibration import SHAPES, Step, write_model
from app.templates import TextDelta

OURS = "inglenook"
LORE, LORE_WORDS, WOKEN = 40, 60, 2
ROOM_TOKENS = 1024
ROUNDS = 3
AIMS = """Aims: on no row more than 1.03 times the best of the others; at least 5 times better on the first word typed,
on a new conversation, on a restart and where lore changes."""


@dataclass(frozen=True, slots=True)
class PeersExtent:
    """What is played: companions and histories, in tokens, and how often each thing is asked."""

    companions: tuple[int, ...] = (800, 3600)
    histories: tuple[int, ...] = (512, 2048, 8192)
    rounds: int = ROUNDS


QUICK_PEERS = PeersExtent((800,), (512, 2048), 2)


@dataclass(slots=True)
class PeersFigures:
    """For each row what each program takes: milliseconds, but for words a second and megabytes."""

    model: str
    cores: int
    rows: dict[str, dict[str, float]] = field(default_factory=dict)

    def note(self, row: str, who: str, value: float) -> None:
        self.rows.setdefault(row, {})[who] = round(value, 1)

    def ratio(self, row: str) -> float | None:
        """How many times ours takes what the best of the others takes; more is worse.  None where nobody else did."""
        values = dict(self.rows[row])
        ours = values.pop(OURS, None)
        if ours is None or not values:
            return None
        if "a second" in row:
            return max(values.values()) / max(ours, 1e-9)
        return ours / max(min(values.values()), 1e-9)

    def as_json(self) -> dict[str, object]:
        """Everything, for ``--json``."""
        return {**asdict(self), "ratios": {row: self.ratio(row) for row in self.rows}}


@dataclass(slots=True)
class _Scene:
    """The same words for everybody: who the companion is, what was said, and lore that wakes by a word."""

    companion: str
    history: list[tuple[Author, str]]
    lore: list[tuple[str, str]]
    asked: list[str] = field(default_factory=list)

    def woken(self, number: int) -> list[tuple[str, str]]:
        """The lore that the question *number* wakes."""
        start = WOKEN * number % len(self.lore)
        return self.lore[start : start + WOKEN]

    def question(self, number: int) -> str:
        """What is asked; it names the keys of the lore it wakes."""
        return " ".join([*(key for key, _ in self.woken(number)), self.asked[number % len(self.asked)]])

    def messages(self, number: int, history: Sequence[tuple[Author, str]]) -> list[Message]:
        """What SillyTavern would send for the question *number*."""
        head = "\n".join([self.companion, *(text for _, text in self.woken(number))])
        told = [{"role": "user" if author is Author.ME else "assistant", "content": text} for author, text in history]
        return [{"role": "system", "content": head}, *told, {"role": "user", "content": self.question(number)}]


def bench_peers(
    programs: dict[str, Path],
    model: Path | None,
    extent: PeersExtent,
    *,
    shape: str = "1b",
    folder: Path | None = None,
    threads: int = 0,
) -> Generator[Step, None, PeersFigures]:
    """Measure us and each of *programs*, by their name among ``KINDS``, on *model* or on a random one of *shape*.

    Raises:
        AppError: the model cannot be used, or a program did not come up.
    """
    threads = threads or psutil.cpu_count(logical=False) or os.cpu_count() or 1
    with tempfile.TemporaryDirectory(prefix="inglenook-bench-", dir=folder) as place:
        path = model
        if path is None:
            path = Path(place) / f"random-{shape}.gguf"
            yield from write_model(SHAPES[shape], path)
        figures = PeersFigures(path.name, threads)
        for companion in extent.companions:
            for history in extent.histories:
                tokens = companion + history + ROOM_TOKENS
                told = f"companion of {companion}, history of {history}"
                home = Path(place) / f"home-{companion}-{history}"
                with contextlib.closing(Stage(home, path, context_tokens=tokens, threads=threads)) as stage:
                    yield Step(f"Inglenook: {told}", 0, 1)
                    stage.describe(companion)
                    scene, conversation_id = _set(stage, history)
                    yield from _play_ours(stage, scene, conversation_id, told, extent.rounds, figures)
                for name, program in programs.items():
                    yield Step(f"{name}: {told}", 0, 1)
                    peer = Peer(KINDS[name], program, path, threads=threads, context_tokens=tokens)
                    with contextlib.closing(peer):
                        yield from _play_peer(peer, scene, told, extent.rounds, figures)
    return figures


def _set(stage: Stage, tokens: int) -> tuple[_Scene, ConversationId]:
    """A conversation of so many tokens, with lore; and the same as everybody else is sent it."""
    conversation_id = stage.talk_of(tokens)
    lore = [(f"key{number}word", stage.words(LORE_WORDS)) for number in range(LORE)]
    entries = [{"keys": [key], "content": text, "enabled": True, "extensions": {}} for key, text in lore]
    stage.talks.context_builder.books.add({"name": "bench", "entries": entries})
    history = [(line.author, line.text) for line in stage.store.tree.path(conversation_id)]
    return _Scene(stage.persona.description, history, lore, [stage.words(6) for _ in range(8)]), conversation_id


# --- ours ---


def _play_ours(
    stage: Stage, scene: _Scene, conversation_id: ConversationId, told: str, rounds: int, figures: PeersFigures
) -> Generator[Step, None, None]:
    stage.settle(conversation_id, keep=True)
    ways: dict[str, Callable[[int], float]] = {
        "first word, not typed": lambda number: stage.ask(conversation_id, scene.question(number)),
        "first word, typed": lambda number: stage.type_and_ask(conversation_id, scene.question(number), WAIT_S),
        "first word of a new conversation": lambda number: _ask_anew(stage, scene.question(number)),
        "first word after a restart": lambda number: _after_restart(stage, conversation_id, scene.question(number)),
        "first word of another answer": lambda number: _another(stage, conversation_id, scene.question(number)),
        "first word after editing the last message": lambda number: _edited(stage, conversation_id, scene, number),
    }
    for way, ask in ways.items():
        times = []
        for number in range(rounds):
            yield Step(f"Inglenook: {way}", number, rounds)
            stage.settle(conversation_id)
            times.append(ask(number))
        figures.note(f"{way} ({told})", OURS, statistics.median(times))
    stage.settle(conversation_id)
    figures.note(f"tokens a second ({told})", OURS, _speed(stage, conversation_id, scene.question(0)))
    figures.note(f"megabytes ({told})", OURS, psutil.Process().memory_info().rss / MEGABYTE)


def _ask_anew(stage: Stage, question: str) -> float:
    """In a new conversation, after another companion was talked to: what was read of this one is not in the cache."""
    stage.on_worker(lambda engine: engine.clear_cache())
    return stage.ask(stage.store.catalogue.start(stage.persona.id), question)


def _after_restart(stage: Stage, conversation_id: ConversationId, question: str) -> float:
    stage.restart()
    return stage.ask(conversation_id, question)


def _another(stage: Stage, conversation_id: ConversationId, question: str) -> float:
    """A question is answered, and then answered once more."""
    pending = stage.talks.replies.say(stage.persona, conversation_id, question)
    _wait_for(pending.job)
    first: list[float] = []
    asked_at = time.perf_counter()

    def on_event(event: object) -> None:
        if isinstance(event, TextDelta) and event.text.strip() and not first:
            first.append(time.perf_counter())

    again = stage.talks.replies.regenerate(stage.persona, conversation_id, pending.answer.id, on_event)
    _wait_for(again.job)
    assert pending.question is not None
    stage.store.trash.remove(conversation_id, pending.question.id)
    return 1000 * (first[0] - asked_at) if first else float("nan")


def _edited(stage: Stage, conversation_id: ConversationId, scene: _Scene, number: int) -> float:
    """What was said last is said in other words."""
    pending = stage.talks.replies.say(stage.persona, conversation_id, scene.question(number))
    _wait_for(pending.job)
    assert pending.question is not None
    stage.store.trash.remove(conversation_id, pending.question.id)
    return stage.ask(conversation_id, f"{scene.question(number)} {scene.asked[-1]}")


def _speed(stage: Stage, conversation_id: ConversationId, question: str) -> float:
    pending = stage.talks.replies.say(stage.persona, conversation_id, question)
    _wait_for(pending.job)
    assert pending.question is not None
    stats = json.loads(stage.store.tree.get(pending.answer.id).stats)
    stage.store.trash.remove(conversation_id, pending.question.id)
    return float(stats.get("tokens_per_s", 0.0))


def _wait_for(job: Job | None) -> None:
    assert job is not None
    job.wait(PATIENCE_S)


# --- the others ---


def _play_peer(peer: Peer, scene: _Scene, told: str, rounds: int, figures: PeersFigures) -> Generator[Step, None, None]:
    history = scene.history
    asked: dict[str, Callable[[int], float]] = {
        # It reads nothing while somebody types.
        "first word, not typed": lambda number: peer.ask(scene.messages(number, history)).first_ms,
        "first word of a new conversation": lambda number: _peer_anew(peer, scene, number),
        "first word after a restart": lambda number: _peer_restarted(peer, scene, number),
        "first word of another answer": lambda number: _peer_again(peer, scene, number),
        "first word after editing the last message": lambda number: _peer_edited(peer, scene, number),
    }
    peer.ask(scene.messages(rounds, history))  # the history is read once, as ours is
    for way, ask in asked.items():
        times = []
        for number in range(rounds):
            yield Step(f"{peer.name}: {way}", number, rounds)
            times.append(ask(number))
        figures.note(f"{way} ({told})", peer.name, statistics.median(times))
        if way == "first word, not typed":
            figures.note(f"first word, typed ({told})", peer.name, statistics.median(times))
    figures.note(f"tokens a second ({told})", peer.name, peer.ask(scene.messages(0, history), 64).tokens_a_second)
    figures.note(f"megabytes ({told})", peer.name, peer.megabytes())


def _peer_anew(peer: Peer, scene: _Scene, number: int) -> float:
    """Somebody else is talked to in between, as with ours."""
    peer.ask([{"role": "system", "content": scene.lore[-1][1]}, {"role": "user", "content": scene.asked[0]}], 4)
    return peer.ask(scene.messages(number, ())).first_ms


def _peer_restarted(peer: Peer, scene: _Scene, number: int) -> float:
    peer.start()
    return peer.ask(scene.messages(number, scene.history)).first_ms


def _peer_again(peer: Peer, scene: _Scene, number: int) -> float:
    messages = scene.messages(number, scene.history)
    peer.ask(messages)
    return peer.ask(messages).first_ms


def _peer_edited(peer: Peer, scene: _Scene, number: int) -> float:
    messages = scene.messages(number, scene.history)
    peer.ask(messages)
    last = {"role": "user", "content": f"{messages[-1]['content']} {scene.asked[-1]}"}
    return peer.ask([*messages[:-1], last]).first_ms


def told_peers(figures: PeersFigures) -> str:
    """The figures as a page to read."""
    names = list(dict.fromkeys(name for row in figures.rows.values() for name in row))
    lines = [
        f"{figures.model}, {figures.cores} cores. Milliseconds, medians; last: ours to the best of the others.",
        f"{'':74}" + "".join(f"{name:>14}" for name in names),
    ]
    for row, values in figures.rows.items():
        ratio = figures.ratio(row)
        lines.append(
            f"{row:74}" + "".join(f"{values[name]:14.1f}" if name in values else f"{'-':>14}" for name in names)
            + (f"{ratio:8.2f}" if ratio is not None else "")
        )  # fmt: skip
    return "\n".join([*lines, AIMS])
