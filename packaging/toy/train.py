"""Makes the toy: writes the dialogues, trains tokenizer and network, writes the GGUF.

    python packaging/toy/train.py --out resources/toy.gguf

Two processor cores need about an hour and a half.  The same seed gives the same dialogues; a
checkpoint beside the output is picked up again after an interruption.
"""

# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.13", "tokenizers>=0.21", "gguf>=0.17", "numpy>=2.2"]
# ///

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import torch
import torch.nn.functional as F
from dialogues import Line, dialogue, stream
from export import write_gguf
from model import Shape, Starter
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

SPECIAL = ["<|end|>", "<|system|>", "<|user|>", "<|assistant|>", "<|pad|>"]
VOCAB = 2048
TOKENS_PER_STEP = 6_000
# The companion's words count, above all those it has to repeat from the prompt; reading helps it learn to.
SPOKEN_WEIGHT, COPIED_WEIGHT, READ_WEIGHT = 1.0, 3.0, 0.15


def train_tokenizer(seed: int) -> Tokenizer:
    """A byte-level BPE on a sample of the dialogues; digits stand alone (pre-tokenizer ``smollm``)."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCAB, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()
    )
    sample = (line["content"] for lines in islice(stream(seed + 1), 20_000) for line in lines)
    tokenizer.train_from_iterator(sample, trainer)
    return tokenizer


def encode(tokenizer: Tokenizer, lines: list[Line]) -> tuple[list[int], list[float]]:
    """The dialogue as tokens, and how much each of them counts when it is the one to predict."""
    ids: list[int] = []
    weights: list[float] = []
    end = tokenizer.token_to_id("<|end|>")
    for line in lines:
        head = [tokenizer.token_to_id(f"<|{line['role']}|>"), *tokenizer.encode("\n").ids]
        encoded = tokenizer.encode(line["content"])
        ids += [*head, *encoded.ids, end]
        spoken = SPOKEN_WEIGHT if line["role"] == "assistant" else READ_WEIGHT
        marked = copied_places(line)
        weights += [0.0] * len(head)
        weights += [
            COPIED_WEIGHT if any(place in marked for place in range(*span)) else spoken for span in encoded.offsets
        ]
        weights.append(spoken)
    return ids, weights


def copied_places(line: Line) -> set[int]:
    """The places in *line* where letters repeat what was given in the prompt."""
    text = line["content"].lower()
    places: set[int] = set()
    for word in line["copied"]:
        start = text.find(word.lower())
        while start >= 0:
            places.update(range(start, start + len(word)))
            start = text.find(word.lower(), start + 1)
    return places


def batches(tokenizer: Tokenizer, seed: int, context: int) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Batches of dialogues of like length, so that little is padding; one in thirty is long."""
    rng = random.Random(seed)
    pad = tokenizer.token_to_id("<|pad|>")
    while True:
        pool = [dialogue(rng, turns=rng.randint(20, 50) if rng.random() < 0.012 else None) for _ in range(1_500)]
        rows = sorted((encode(tokenizer, lines) for lines in pool), key=lambda row: len(row[0]))
        groups: list[list[tuple[list[int], list[float]]]] = [[]]
        for row in rows:
            if (len(groups[-1]) + 1) * min(len(row[0]), context) > TOKENS_PER_STEP:
                groups.append([])
            groups[-1].append(row)
        rng.shuffle(groups)
        for group in groups:
            length = min(context, max(len(ids) for ids, _ in group))
            tokens = torch.full((len(group), length), pad)
            weights = torch.zeros(len(group), length)
            for index, (ids, counts) in enumerate(group):
                tokens[index, : len(ids[:length])] = torch.tensor(ids[:length])
                weights[index, : len(counts[:length])] = torch.tensor(counts[:length])
            yield tokens, weights


def optimizers(network: Starter, rate: float) -> list[torch.optim.Optimizer]:
    """Muon for the matrices inside the layers, AdamW for the rest."""
    inside = [p for layer in network.layers for p in layer.parameters() if p.ndim == 2]
    others = [p for p in network.parameters() if all(p is not q for q in inside)]
    return [
        torch.optim.Muon(inside, lr=rate, weight_decay=0.01, adjust_lr_fn="match_rms_adamw", ns_steps=4),
        torch.optim.AdamW(others, lr=rate, betas=(0.9, 0.98), weight_decay=0.0),
    ]


def rate_at(step: int, steps: int) -> float:
    """Share of the full learning rate: a short rise, a long plateau, a straight fall over the last third."""
    if step < 100:
        return (step + 1) / 100
    fall = int(steps * 0.65)
    return 1.0 if step < fall else max(0.02, 1 - (step - fall) / (steps - fall))


def train(out: Path, steps: int, seed: int, rate: float) -> None:
    torch.manual_seed(seed)
    kept = out.with_suffix(".tokenizer.json")
    tokenizer = Tokenizer.from_file(str(kept)) if kept.exists() else train_tokenizer(seed)
    tokenizer.save(str(kept))
    network = Starter(Shape(vocab=tokenizer.get_vocab_size()))
    helpers = optimizers(network, rate)
    checkpoint = out.with_suffix(".checkpoint.pt")
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint)
        network.load_state_dict(state["network"])
        for helper, saved in zip(helpers, state["helpers"], strict=True):
            helper.load_state_dict(saved)
        done = state["step"]
    started, heard, smooth = time.monotonic(), 0, 0.0
    for step, (tokens, weights) in enumerate(batches(tokenizer, seed + done, network.shape.context), done):
        if step >= steps:
            break
        for helper in helpers:
            for group in helper.param_groups:
                group["lr"] = rate * rate_at(step, steps)
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(tokens[:, :-1])
        losses = F.cross_entropy(logits.float().flatten(0, 1), tokens[:, 1:].flatten(), reduction="none")
        counts = weights[:, 1:].flatten()
        loss = (losses * counts).sum() / counts.sum()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        for helper in helpers:
            helper.step()
            helper.zero_grad()
        heard += tokens.numel()
        spoken = counts >= SPOKEN_WEIGHT
        now = (losses[spoken].mean()).item()
        smooth = now if step == done else 0.95 * smooth + 0.05 * now
        if step % 25 == 0:
            print(f"step {step} loss {smooth:.3f} {heard / (time.monotonic() - started):.0f} tokens/s", flush=True)
        if (step + 1) % 250 == 0 or step + 1 == steps:
            state = {"network": network.state_dict(), "helpers": [h.state_dict() for h in helpers], "step": step + 1}
            torch.save(state, checkpoint)
            write_gguf(network, tokenizer, out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    train(given.out, given.steps, given.seed, given.rate)
