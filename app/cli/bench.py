"""``inglenook bench``: how quick this build is on this machine."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from app.bench import bench_vault, told
from app.cli.terminal import driven


def add_measures(bench: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook bench``."""
    measures = bench.add_subparsers(dest="measure", metavar="MEASURE", required=True)
    vault = measures.add_parser("vault", help="opening, reading, writing and searching, beside no encryption")
    vault.add_argument("--messages", type=int, default=1_000_000, metavar="N", help="how many (default: 1,000,000)")
    vault.add_argument("--folder", type=Path, metavar="DIR", help="where the databases lie for the while")
    vault.add_argument("--json", action="store_true", help="print the figures as JSON")


def bench(given: argparse.Namespace) -> int:
    """Measure what *given* asks; Ctrl+C ends it and leaves nothing."""
    figures = driven(bench_vault(given.messages, given.folder))
    print(json.dumps(figures.as_json(), indent=1) if given.json else told(figures))
    return 0
