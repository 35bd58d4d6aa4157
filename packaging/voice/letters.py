"""Counts which letters make which sounds in a pronouncing dictionary, and packs both for the app.

    .venv/bin/python packaging/voice/letters.py DICTIONARY FOLDER            writes FOLDER/lexicon.xz and letters.xz
    .venv/bin/python packaging/voice/letters.py DICTIONARY --measure         learns on nine tenths, says the other tenth

DICTIONARY has lines of a word and its phonemes in ARPAbet with stress (CMUdict, BSD; ``make.sh`` fetches it).  Letters
and sounds are aligned by expectation maximization over whole words with hard counts, one or two letters to none, one
or two sounds (Jiampojamarn, Kondrak and Sherif 2007).
"""

from __future__ import annotations

import argparse
import lzma
import math
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.voice.english.letter_to_sound import END, START, LetterToSound  # noqa: E402 - the path is set above

SHAPES = ((1, 1), (1, 0), (2, 1), (1, 2))
"""So many letters to so many sounds."""
ROUNDS = 6
ORDER = 6
SEEN_LEAST = {1: 1, 2: 1, 3: 2, 4: 2, 5: 2, 6: 2}
"""Chains seen less often are left out: they cost room and tell little."""
WORD = re.compile(r"[a-z][a-z']*")


def read_dictionary(file: Path) -> dict[str, tuple[str, ...]]:
    """Each word with its first pronunciation."""
    found: dict[str, tuple[str, ...]] = {}
    for line in file.read_text("utf-8").splitlines():
        word, *phonemes = line.split()
        word = word.casefold()
        if WORD.fullmatch(word) and phonemes:
            found.setdefault(word, tuple(phonemes))
    return found


def align(lexicon: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """Each word as a chain of pairs, by what makes all of them together likeliest."""
    cost: dict[tuple[str, tuple[str, ...]], float] = {}
    chains: list[list[str]] = []
    for turn in range(ROUNDS):
        counts: Counter[tuple[str, tuple[str, ...]]] = Counter()
        chains = []
        for word, phonemes in lexicon.items():
            pairs = _aligned(word, phonemes, cost)
            if pairs is None:
                continue
            counts.update(pairs)
            chains.append([f"{letters}:{'.'.join(sounds)}" for letters, sounds in pairs])
        total = sum(counts.values())
        cost = {pair: -math.log(count / total) for pair, count in counts.items()}
        print(f"round {turn + 1}: {len(counts)} pairs, {sum(map(len, chains)) / len(chains):.2f} to a word")
    return chains


def _aligned(
    word: str, phonemes: tuple[str, ...], cost: dict[tuple[str, tuple[str, ...]], float]
) -> list[tuple[str, tuple[str, ...]]] | None:
    best: dict[tuple[int, int], tuple[float, tuple[str, tuple[str, ...]] | None, tuple[int, int]]] = {
        (0, 0): (0.0, None, (0, 0))
    }
    for i in range(len(word) + 1):
        for j in range(len(phonemes) + 1):
            if (i, j) not in best:
                continue
            here = best[i, j][0]
            for letters, sounds in SHAPES:
                if i + letters > len(word) or j + sounds > len(phonemes):
                    continue
                pair = (word[i : i + letters], phonemes[j : j + sounds])
                # Before anything was counted: one letter, one sound, near the diagonal.
                price = (
                    cost.get(pair, 14.0) if cost else _first_price(letters, sounds, i / len(word), j / len(phonemes))
                )
                to = (i + letters, j + sounds)
                if to not in best or here + price < best[to][0]:
                    best[to] = (here + price, pair, (i, j))
    at = (len(word), len(phonemes))
    if at not in best:
        return None
    chain: list[tuple[str, tuple[str, ...]]] = []
    while (step := best[at][1]) is not None:
        chain.append(step)
        at = best[at][2]
    return chain[::-1]


def _first_price(letters: int, sounds: int, along: float, said: float) -> float:
    return {(1, 1): 1.0, (1, 0): 2.5, (2, 1): 3.0, (1, 2): 4.0}[letters, sounds] + 4 * abs(along - said)


def count_chains(chains: list[list[str]]) -> dict[tuple[str, ...], int]:
    """How often each chain of one to ORDER pairs was seen."""
    counts: Counter[tuple[str, ...]] = Counter()
    for chain in chains:
        whole = (START, *chain, END)
        for end in range(1, len(whole)):
            for length in range(1, min(ORDER, end + 1) + 1):
                counts[whole[end + 1 - length : end + 1]] += 1
    return {chain: count for chain, count in counts.items() if count >= SEEN_LEAST[len(chain)]}


def packed(counts: dict[tuple[str, ...], int]) -> bytes:
    """The chains as lines, sorted; what a line shares with the one before is given by its number of pairs."""
    lines, before = [f"{ORDER}"], ()
    for chain in sorted(counts):
        shared = 0
        while shared < min(len(chain), len(before)) and chain[shared] == before[shared]:
            shared += 1
        lines.append(f"{shared} {' '.join(chain[shared:])} {counts[chain]}")
        before = chain
    return lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)


def distance(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    row = list(range(len(other) + 1))
    for i, left in enumerate(one):
        row, above = [i + 1], row
        for j, right in enumerate(other):
            row.append(min(row[-1] + 1, above[j + 1] + 1, above[j] + (left != right)))
    return row[-1]


def measure(lexicon: dict[str, tuple[str, ...]]) -> None:
    words = sorted(lexicon)
    held = {word for place, word in enumerate(words) if place % 10 == 3}
    model = LetterToSound(
        count_chains(align({word: said for word, said in lexicon.items() if word not in held})), ORDER
    )
    right = bare = wrong = spoken = 0
    plain = lambda said: tuple(sound.rstrip("012") for sound in said)  # noqa: E731
    for word in sorted(held)[::4]:
        found, wanted = model.phonemes(word), lexicon[word]
        right += found == wanted
        bare += plain(found) == plain(wanted)
        wrong += distance(plain(found), plain(wanted))
        spoken += len(wanted)
    number = len(sorted(held)[::4])
    print(f"of {number} words held out: {right / number:.1%} right, {bare / number:.1%} but for the stress;")
    print(f"{wrong / spoken:.1%} of the sounds wrong")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--measure", action="store_true")
    wanted = parser.parse_args()
    lexicon = read_dictionary(wanted.dictionary)
    if wanted.measure:
        measure(lexicon)
        return
    lines = "".join(f"{word} {' '.join(said)}\n" for word, said in sorted(lexicon.items()))
    (wanted.folder / "lexicon.xz").write_bytes(lzma.compress(lines.encode(), preset=9 | lzma.PRESET_EXTREME))
    (wanted.folder / "letters.xz").write_bytes(packed(count_chains(align(lexicon))))


if __name__ == "__main__":
    main()
