r"""Trains the starter's adapters: the one that makes a companion of the base, and a small one for each voice.

    python packaging/starter/train.py BASE.gguf --out build/starter/companion.gguf
    python packaging/starter/train.py BASE.gguf --out build/starter/wren.gguf \
        --voice wren --onto build/starter/companion.gguf --rank 4 --tokens 60000

Two processor cores read some 400 tokens a second; the whole takes about an hour and 3 GB of memory.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.13", "tokenizers>=0.21", "gguf>=0.17", "numpy>=2.2"]
# ///

from __future__ import annotations

import argparse
import itertools
import json
import math
import random
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from base import Base, Pair, fresh_pairs, read_adapter, write_adapter
from conversations import Conversation, Turn, read
from drills import drill, woven

LENGTH, ROWS = 512, 2
"""Tokens in a row, and rows in a step: one shape for all, since oneDNN compiles its kernels anew for each."""
WOVEN_SHARE, DRILL_SHARE = 0.4, 0.15
"""How many conversations have questions of fact between their lines, and how many more are nothing but such."""
WITTY_SHARE = 0.2
"""How many of the conversations that are not written plainly are read each time."""
HELD_EVERY = 50
"""One conversation of so many is only measured, never trained on."""
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Example:
    """A conversation as tokens, and which of them are to be learnt."""

    ids: list[int]
    learnt: list[bool]


def encode(base: Base, turns: Sequence[Turn]) -> Example:
    """*turns* in ChatML, as the base's own template writes it; what is longer than ``LENGTH`` loses its middle."""
    pieces: list[tuple[list[int], list[bool]]] = []
    newline = base.tokenizer.encode("\n").ids
    for turn in turns:
        head = [base.begins, *base.tokenizer.encode(f"{turn.role}\n").ids]
        said = [*base.tokenizer.encode(turn.text).ids, base.ends]
        is_learnt = [False] * len(head) + [turn.is_learnt] * len(said) + [False] * len(newline)
        pieces.append(([*head, *said, *newline], is_learnt))
    while sum(len(ids) for ids, _ in pieces) > LENGTH and len(pieces) > 3:
        del pieces[1]
    ids = list(itertools.chain.from_iterable(piece[0] for piece in pieces))
    learnt = list(itertools.chain.from_iterable(piece[1] for piece in pieces))
    return Example(ids[:LENGTH], learnt[:LENGTH])


def packed(examples: list[Example]) -> list[list[Example]]:
    """Rows of whole conversations, each at most ``LENGTH`` tokens long, with little left empty."""
    rows: list[list[Example]] = []
    room: list[int] = []
    for one in sorted(examples, key=lambda one: -len(one.ids)):
        for place, left in enumerate(room):
            if len(one.ids) <= left:
                rows[place].append(one)
                room[place] -= len(one.ids)
                break
        else:
            rows.append([one])
            room.append(LENGTH - len(one.ids))
    return rows


def loss_of(base: Base, rows: Sequence[Sequence[Example]]) -> tuple[torch.Tensor, int]:
    """The mean loss of what is learnt in *rows*, and how many tokens that is; each conversation sees only itself."""
    ids = torch.full((len(rows), LENGTH), base.ends)
    owner = torch.full((len(rows), LENGTH), -1)
    targets = torch.full((len(rows), LENGTH), -100)
    for row, examples in enumerate(rows):
        at = 0
        for number, one in enumerate(examples):
            end = at + len(one.ids)
            ids[row, at:end] = torch.tensor(one.ids)
            owner[row, at:end] = number
            wanted = [token if is_learnt else -100 for token, is_learnt in zip(one.ids, one.learnt, strict=True)]
            targets[row, at : end - 1] = torch.tensor(wanted[1:])
            at = end
    mask = (owner[:, :, None] == owner[:, None, :]) & torch.ones(LENGTH, LENGTH, dtype=torch.bool).tril()
    states = base.hidden(ids, mask[:, None])
    places = targets >= 0
    # A count that never changes: a kernel for each number of wanted tokens would be compiled otherwise.
    most = len(rows) * LENGTH // 2
    chosen = torch.nonzero(places.flatten()).flatten()[:most]
    count = len(chosen)
    chosen = F.pad(chosen, (0, most - count))
    wanted_ids = targets.flatten()[chosen]
    wanted_ids[count:] = -100
    logits = base.logits(states.flatten(0, 1)[chosen])
    return F.cross_entropy(logits.float(), wanted_ids, ignore_index=-100), count


def steps(
    base: Base, folder: Path, voice: str, felt: Mapping[str, str], rng: random.Random
) -> Iterator[list[list[Example]]]:
    """Rows of ``ROWS``, for ever; names and values are others in every reading, and what was added is read, too."""
    while True:
        # Of what is written with wit a pupil of this size learns the manner from a part, and its sense from the rest.
        chosen = [
            one for one in told(folder, voice)
            if not is_held(one) and (one.is_plain or voice or rng.random() < WITTY_SHARE)
        ]  # fmt: skip
        texts = [woven(one, rng, felt) if rng.random() < WOVEN_SHARE else one.turns(rng, felt) for one in chosen]
        texts += [drill(rng) for _ in range(0 if voice else int(len(chosen) * DRILL_SHARE))]
        rows = packed([encode(base, turns) for turns in texts])
        rng.shuffle(rows)
        for start in range(0, len(rows) - ROWS + 1, ROWS):
            yield rows[start : start + ROWS]


def told(folder: Path, voice: str) -> list[Conversation]:
    """What is in *folder*, or only what *voice* says."""
    return [one for one in read(folder) if voice in ("", one.persona)]


def is_held(conversation: Conversation) -> bool:
    """Whether *conversation* is only measured, never trained on."""
    return zlib.crc32(" ".join(text for _, text in conversation.lines).encode()) % HELD_EVERY == 0


def trainable(pairs: dict[str, Pair]) -> dict[str, Pair]:
    return {name: (a.requires_grad_(), b.requires_grad_()) for name, (a, b) in pairs.items()}


def held_loss(base: Base, conversations: Sequence[Conversation], felt: Mapping[str, str]) -> float:
    rows = packed([encode(base, one.turns(felt=felt)) for one in conversations])
    rows += [[] for _ in range(-len(rows) % ROWS)]
    total = words = 0.0
    with torch.no_grad():
        for start in range(0, len(rows), ROWS):
            loss, count = loss_of(base, rows[start : start + ROWS])
            total, words = total + loss.item() * count, words + count
    return total / max(1, words)


def train(given: argparse.Namespace) -> None:
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    rng = random.Random(given.seed)
    base = Base(given.base)
    if given.onto:
        base.adapters.append(read_adapter(given.onto))
    felt = json.loads(given.felt.read_text("utf-8")) if given.felt else {}
    everything = told(given.conversations, given.voice)
    held = [one for one in everything if is_held(one)]
    pairs = fresh_pairs(base, given.rank) if given.start is None else trainable(read_adapter(given.start)[1])
    base.adapters.append((given.alpha / given.rank, pairs))
    learnt = [half for pair in pairs.values() for half in pair]
    optimizer = torch.optim.AdamW(learnt, lr=given.rate, betas=(0.9, 0.98), weight_decay=0.0)
    print(f"{len(everything)} conversations, {len(held)} of them held out", flush=True)
    print(f"loss before: {held_loss(base, held, felt):.3f}", flush=True)
    started, seen, smooth = time.monotonic(), 0, math.nan
    for step, rows in enumerate(steps(base, given.conversations, given.voice, felt, rng)):
        done = seen / given.tokens
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = given.rate * min(1, (step + 1) / 20) * (0.05 + 0.95 * (1 + math.cos(math.pi * done)) / 2)
        loss, _ = loss_of(base, rows)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        seen += sum(len(one.ids) for row in rows for one in row)
        smooth = loss.item() if math.isnan(smooth) else 0.95 * smooth + 0.05 * loss.item()
        if step % 20 == 0:
            speed = seen / (time.monotonic() - started)
            print(f"step {step} loss {smooth:.3f} {seen} tokens, {speed:.0f} a second", flush=True)
        if step % 200 == 199:
            write_adapter(given.out, pairs, given.alpha, given.out.stem, {})
            print(f"  held out: {held_loss(base, held, felt):.3f}", flush=True)
    write_adapter(given.out, pairs, given.alpha, given.out.stem, {})
    print(f"{seen} tokens; held out: {held_loss(base, held, felt):.3f}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("--conversations", type=Path, default=HERE / "conversations")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--onto", type=Path, help="an adapter that is already in place")
    parser.add_argument("--start", type=Path, help="an adapter to go on with")
    parser.add_argument("--voice", default="", help="only what this starter says")
    parser.add_argument("--felt", type=Path, help="what is felt in each message, as feelings.py writes it")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--alpha", type=float, default=32)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--tokens", type=int, default=1_000_000, help="how many are read")
    parser.add_argument("--seed", type=int, default=23)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())
