"""Learns how feelings are told from messages by the starter's weights, so that nobody's first minute waits for it.

    python packaging/starter/feelings.py resources/starter/feelings.json
    python packaging/starter/feelings.py --label build/starter/felt.json

The second tells what is felt in every message of the written conversations, as the app would tell the starter; it
takes a quarter of an hour, or two minutes with ``--embedder FILE`` by an embedding model, which is as often right.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from conversations import read

from app.core.paths import resources
from app.engine import LoadPlan, fingerprint, open_embedder, open_model
from app.manner import SUFFIX, MeasuredWay, Way, fit, read_feelings, write_shipped
from app.models import LocalChatModel, find_starter

HERE = Path(__file__).resolve().parent


def driven(work: Generator[Any, None, Any]) -> Any:
    while True:
        try:
            next(work)
        except StopIteration as stop:
            return stop.value


def main(given: argparse.Namespace) -> None:
    path = find_starter(resources()).path
    if given.embedder:
        embedder = open_embedder(given.embedder)

        def vectors(texts: Sequence[str]) -> Any:
            return driven(embedder.embed(texts))
    else:
        model = LocalChatModel(open_model(path, LoadPlan(context_tokens=512)))

        def vectors(texts: Sequence[str]) -> Any:
            return driven(model.states([text + SUFFIX for text in texts]))

    examples = read_feelings().examples
    learnt = fit(vectors([text for _, text in examples]), [label for label, _ in examples])
    print(f"{learnt.right} of {learnt.of} right, says something from {learnt.margin:.3f} on")
    if not given.label:
        write_shipped(given.out, fingerprint(path), MeasuredWay(Way.STATES, learnt, given.cost_ms))
        return
    said = sorted({text for one in read(HERE / "conversations") for kind, text in one.lines if kind == "-"})
    felt = {}
    for start in range(0, len(said), 256):
        part = said[start : start + 256]
        for text, vector in zip(part, vectors(part), strict=True):
            if feeling := learnt.feeling(vector):
                felt[text] = read_feelings().called[feeling]
        print(f"{start + len(part)} of {len(said)}, {len(felt)} clear", flush=True)
    given.out.write_text(json.dumps(felt, indent=0, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--label", action="store_true", help="what is felt in the written conversations")
    parser.add_argument("--embedder", type=Path)
    parser.add_argument("--cost-ms", type=float, default=40.0, help="what a message takes on two cores")
    main(parser.parse_args())
