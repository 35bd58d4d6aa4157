"""``inglenook bench``: how quick this build is on this machine."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from app.cli.terminal import driven
from app.diagnostics.bench import (
    FULL,
    KINDS,
    QUICK,
    QUICK_PEERS,
    PeersExtent,
    bench_attunement,
    bench_boundaries,
    bench_download,
    bench_engine,
    bench_memory,
    bench_peers,
    bench_personas,
    bench_sight,
    bench_sliders,
    bench_speculation,
    bench_start,
    bench_vault,
    bench_voice,
    told,
    told_attunement,
    told_boundaries,
    told_download,
    told_engine,
    told_memory,
    told_peers,
    told_personas,
    told_sight,
    told_sliders,
    told_speculation,
    told_start,
    told_voice,
)
from app.models.calibration import EYES, SHAPES, write_model


def add_measures(bench: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook bench``."""
    measures = bench.add_subparsers(dest="measure", metavar="MEASURE", required=True)
    vault = measures.add_parser("vault", help="opening, reading, writing and searching, beside no encryption")
    vault.add_argument("--messages", type=int, default=1_000_000, metavar="N", help="how many (default: 1,000,000)")
    engine = measures.add_parser("engine", help="the first word, speed, stopping and going on after a restart")
    engine.add_argument("--model", type=Path, metavar="FILE.gguf", help="which model (default: a random one)")
    engine.add_argument("--shape", choices=SHAPES, default="1b", help="the random model's shape (default: 1b)")
    engine.add_argument("--quick", action="store_true", help="within ten minutes: shorter histories, fewer turns")
    engine.add_argument("--threads", type=int, default=0, metavar="N", help="processor cores (default: chosen)")
    download = measures.add_parser("download", help="our downloads beside the hub's own, from a hub on this machine")
    download.add_argument("--megabytes", type=int, default=1024, metavar="N", help="how large a file (default: 1024)")
    of_models = _add_measures_of_models(measures)
    cards = measures.add_parser("personas", help="importing cards, opening the gallery, waking lore")
    cards.add_argument("--cards", type=int, default=1000, metavar="N", help="how many come in (default: 1,000)")
    cards.add_argument("--gallery", type=int, default=5000, metavar="N", help="how many there are (default: 5,000)")
    memory = measures.add_parser("memory", help="what is found again, how quickly among many, and that it forgets")
    memory.add_argument("--locomo", type=Path, metavar="FILE", help="conversations with questions, of LoCoMo's form")
    memory.add_argument("--embedder", type=Path, metavar="FILE.gguf", help="find by meaning too, with this model")
    memory.add_argument("--memories", type=int, nargs="*", default=[100_000], metavar="N", help="default: 100,000")
    memory.add_argument("--turns", type=int, default=10_000, metavar="N", help="how many to learn from (10,000)")
    start = measures.add_parser("start", help="from the start to a window one can type in, and what takes the time")
    start.add_argument("--program", type=Path, metavar="FILE", help="a frozen Inglenook (default: this code)")
    start.add_argument("--runs", type=int, default=5, metavar="N", help="how often (default: 5)")
    window = measures.add_parser("ui", help="what the window costs with a short conversation and with one of years")
    window.add_argument(
        "--messages", type=int, nargs="*", default=[20, 200, 2_000, 20_000], metavar="N",
        help="how long the conversations are (default: 20 200 2000 20000)",
    )  # fmt: skip
    window.add_argument(
        "--soak", type=int, nargs="?", const=2_000, default=0, metavar="TURNS",
        help="instead: whether it grows over so many turns, with switches and changed models (2,000)",
    )  # fmt: skip
    for measure in (vault, engine, download, *of_models, cards, memory, start, window):
        measure.add_argument("--folder", type=Path, metavar="DIR", help="where everything lies for the while")
        measure.add_argument("--json", action="store_true", help="print the figures as JSON")
    model = measures.add_parser("model", help="write a model of a real shape and random weights")
    model.add_argument("shape", choices=SHAPES, metavar="SHAPE", help=", ".join(SHAPES))
    model.add_argument("file", type=Path, metavar="FILE.gguf")


def _add_measures_of_models(measures: Any) -> list[argparse.ArgumentParser]:
    """Those that ask a model something."""
    bounds = measures.add_parser("boundaries", help="how often a model says no, and whether it stays in character")
    bounds.add_argument("--model", type=Path, metavar="FILE.gguf", help="which model (default: the starter)")
    bounds.add_argument("--threads", type=int, default=0, metavar="N", help="processor cores (default: chosen)")
    steered = measures.add_parser("sliders", help="how long sliders take to make, and which show on a model")
    steered.add_argument("--model", type=Path, metavar="FILE.gguf", help="which model (default: the starter)")
    steered.add_argument("--threads", type=int, default=0, metavar="N", help="processor cores (default: chosen)")
    felt = measures.add_parser("attunement", help="how often feelings are told rightly from messages, and in what time")
    felt.add_argument("--model", type=Path, metavar="FILE.gguf", help="which model (default: the starter)")
    felt.add_argument("--embedder", type=Path, metavar="FILE.gguf", help="an embedding model as well")
    felt.add_argument("--lines", type=int, default=0, metavar="N", help="how many messages (default: all 460)")
    felt.add_argument("--thoughts", type=int, default=16, metavar="N", help="how many are thought about (default: 16)")
    felt.add_argument("--threads", type=int, default=0, metavar="N", help="processor cores (default: chosen)")
    guessing = measures.add_parser(
        "speculation", help="what guessing the next words gains, by how often the guesses are right"
    )
    guessing.add_argument("--model", type=Path, metavar="FILE.gguf", help="which model (default: a random one)")
    guessing.add_argument("--draft", type=Path, metavar="FILE.gguf", help="a smaller model that guesses for it")
    guessing.add_argument("--shape", choices=SHAPES, default="1b", help="the random model's shape (default: 1b)")
    guessing.add_argument("--threads", type=int, default=0, metavar="N", help="processor cores (default: chosen)")
    peers = measures.add_parser("peers", help="what one waits for here, beside other programs on the same model")
    for name in KINDS:
        peers.add_argument(f"--{name}", type=Path, metavar="FILE", help=f"{name}, as a program on this machine")
    peers.add_argument("--model", type=Path, metavar="FILE.gguf", help="which model (default: a random one)")
    peers.add_argument("--shape", choices=SHAPES, default="1b", help="the random model's shape (default: 1b)")
    peers.add_argument("--quick", action="store_true", help="one companion, shorter histories")
    peers.add_argument("--threads", type=int, default=0, metavar="N", help="processor cores (default: all)")
    spoken = measures.add_parser("voice", help="what a call costs: from the end of speech to the first sound")
    spoken.add_argument("voice", type=Path, metavar="VOICE.onnx", help="a Piper voice that is installed")
    spoken.add_argument("--shape", choices=SHAPES, default="1b", help="the random model's shape (default: 1b)")
    spoken.add_argument("--threads", type=int, default=0, metavar="N", help="processor cores (default: chosen)")
    seen = measures.add_parser("sight", help="what a picture costs, and the first word after one")
    seen.add_argument("--model", type=Path, metavar="FILE.gguf", help="which model (default: a random one)")
    seen.add_argument("--projector", type=Path, metavar="FILE.gguf", help="its eyes (default: random ones)")
    seen.add_argument("--shape", choices=SHAPES, default="1b", help="the random model's shape (default: 1b)")
    seen.add_argument("--eyes", choices=EYES, default="small", help="the random eyes' shape (default: small)")
    seen.add_argument("--threads", type=int, default=0, metavar="N", help="processor cores (default: chosen)")
    return [bounds, steered, felt, guessing, peers, spoken, seen]


def bench_feelings(given: argparse.Namespace) -> int:
    """Measure how rightly feelings are told."""
    felt = driven(
        bench_attunement(
            given.model, given.embedder,
            threads=given.threads, thoughts=given.thoughts, lines=given.lines,
        )
    )  # fmt: skip
    print(json.dumps(felt.as_json(), indent=1) if given.json else told_attunement(felt))
    return 0


def bench_call(given: argparse.Namespace) -> int:
    """Measure what a call costs."""
    called = driven(bench_voice(given.voice, shape=given.shape, threads=given.threads, folder=given.folder))
    print(json.dumps(called.as_json(), indent=1) if given.json else told_voice(called))
    return 0


def bench_pictures(given: argparse.Namespace) -> int:
    """Measure what pictures cost."""
    looked = driven(
        bench_sight(
            given.model, given.projector,
            shape=given.shape, eyes=given.eyes, threads=given.threads, folder=given.folder,
        )
    )  # fmt: skip
    print(json.dumps(looked.as_json(), indent=1) if given.json else told_sight(looked))
    return 0


def bench(given: argparse.Namespace) -> int:
    """Measure what *given* asks; Ctrl+C ends it and leaves nothing."""
    match given.measure:
        case "engine":
            work = bench_engine(
                given.model, QUICK if given.quick else FULL,
                shape=given.shape, folder=given.folder, threads=given.threads,
            )  # fmt: skip
            measured = driven(work)
            print(json.dumps(measured.as_json(), indent=1) if given.json else told_engine(measured))
        case "download":
            loaded = driven(bench_download(given.megabytes, given.folder))
            print(json.dumps(loaded.as_json(), indent=1) if given.json else told_download(loaded))
        case "boundaries":
            asked = driven(bench_boundaries(given.model, given.folder, threads=given.threads))
            print(json.dumps(asked.as_json(), indent=1) if given.json else told_boundaries(asked))
        case "sliders":
            steered = driven(bench_sliders(given.model, threads=given.threads))
            print(json.dumps(steered.as_json(), indent=1) if given.json else told_sliders(steered))
        case "attunement":
            return bench_feelings(given)
        case "speculation":
            gained = driven(
                bench_speculation(
                    given.model, given.draft, shape=given.shape, threads=given.threads, folder=given.folder
                )
            )
            print(json.dumps(gained.as_json(), indent=1) if given.json else told_speculation(gained))
        case "voice":
            return bench_call(given)
        case "sight":
            return bench_pictures(given)
        case "peers":
            programs = {name: file for name in KINDS if (file := getattr(given, name.replace("-", "_"))) is not None}
            beside = driven(
                bench_peers(
                    programs, given.model, QUICK_PEERS if given.quick else PeersExtent(),
                    shape=given.shape, folder=given.folder, threads=given.threads,
                )
            )  # fmt: skip
            print(json.dumps(beside.as_json(), indent=1) if given.json else told_peers(beside))
        case "memory":
            found = driven(
                bench_memory(given.locomo, given.embedder, sizes=given.memories, turns=given.turns, folder=given.folder)
            )
            print(json.dumps(found.as_json(), indent=1) if given.json else told_memory(found))
        case "start":
            begun = driven(bench_start(given.program, given.runs, given.folder))
            print(json.dumps(begun.as_json(), indent=1) if given.json else told_start(begun))
        case "personas":
            kept = driven(bench_personas(given.cards, given.gallery, given.folder))
            print(json.dumps(kept.as_json(), indent=1) if given.json else told_personas(kept))
        case "model":
            driven(write_model(SHAPES[given.shape], given.file))
        case _:
            figures = driven(bench_vault(given.messages, given.folder))
            print(json.dumps(figures.as_json(), indent=1) if given.json else told(figures))
    return 0
