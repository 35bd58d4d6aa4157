"""Cards, the gallery and lore: how long they take on this machine, each beside the least it could take."""

from __future__ import annotations

import base64
import json
import tempfile
from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.core.paths import Home
from app.diagnostics.bench.invented import Invented
from app.diagnostics.bench.paired import Paired, Timing
from app.lorebook import ScanContext, ScanLine, ScanRules, activate, entries_of
from app.models.calibration import Step
from app.personas import (
    Card,
    CardImporter,
    PersonaStore,
    PersonaSummary,
    as_png_file,
    new_card,
    picture_drawn,
    read_card,
)
from app.vault import Blobs, DataKey, Vault

CARDS, GALLERY = 1_000, 5_000
ENTRIES, KEYS, MESSAGES, MESSAGE_WORDS, DEPTH = 2_000, 3, 50, 40, 50
DESCRIPTION_WORDS = 400
SCANS, OPENINGS = 40, 20
LONG = (6_000, 30_000)
"""Ranks of words of several syllables: short ones can look like words that the minors filter listens for."""
TAGS = ("sea", "calm", "fantasy", "mystery", "slow burn", "mentor", "adventure", "comedy")


@dataclass(slots=True)
class PersonaFigures:
    """What was measured: each thing, and beside it the least it could take, in milliseconds."""

    cards: int
    gallery: int
    entries: int
    timings: dict[str, Timing] = field(default_factory=dict)
    beside: dict[str, Timing] = field(default_factory=dict)

    def note(self, what: str, paired: Paired) -> None:
        """Keep both sides of *what*."""
        self.timings[what], self.beside[what] = paired.timings()

    def ratio(self, what: str) -> float:
        """How many times the least it takes, in processor time."""
        return self.timings[what].cpu_mean / max(1e-9, self.beside[what].cpu_mean)

    def as_json(self) -> dict[str, object]:
        """Everything, for ``--json``."""
        return {**asdict(self), "ratios": {what: round(self.ratio(what), 2) for what in self.timings}}


def bench_personas(
    cards: int = CARDS, gallery: int = GALLERY, folder: Path | None = None
) -> Generator[Step, None, PersonaFigures]:
    """Bring in *cards* cards, open a gallery of *gallery* companions, and scan 2,000 entries of lore.

    Everything lies in a new folder below *folder* that is gone at the end.
    """
    figures, invented = PersonaFigures(cards, gallery, ENTRIES), Invented(7)
    with tempfile.TemporaryDirectory(prefix="inglenook-bench-", dir=folder) as place:
        home = Home(Path(place) / "home")
        home.prepare()
        vault = Vault(home.vault, DataKey.fresh(), may_create=True)
        try:
            personas = PersonaStore(vault)
            yield from _bring_in(figures, invented, CardImporter(personas, Blobs(vault)), cards)
            yield from _fill(personas, invented, gallery)
            yield from _open_gallery(figures, vault, personas)
        finally:
            vault.close()
    yield from _scan(figures, invented)
    return figures


def _card(invented: Invented, number: int) -> Card:
    return new_card(
        {
            "name": f"{invented.words[LONG[0] + number].title()} {number}",
            "description": " ".join(invented.pick(*LONG, DESCRIPTION_WORDS)),
            "first_mes": " ".join(invented.pick(*LONG, 60)),
            "creator_notes": " ".join(invented.pick(*LONG, 12)),
            "tags": [TAGS[number % len(TAGS)], TAGS[number * 3 % len(TAGS)]],
        }
    )


def _bring_in(
    figures: PersonaFigures, invented: Invented, importer: CardImporter, count: int
) -> Generator[Step, None, None]:
    """Each card into the vault, encrypted and on disk, beside the reading of its JSON alone."""
    cover, paired = picture_drawn("A"), Paired()
    for number in range(count):
        if number % 20 == 0:
            yield Step("Bringing cards in", number, count)
        card = _card(invented, number)
        png = as_png_file(card, cover, {})
        packed = base64.b64encode(json.dumps(card.tree).encode())
        paired.run(_keeping(importer, png), _reading(packed))
    figures.note("bringing in a card", paired)


def _keeping(importer: CardImporter, png: bytes) -> Callable[[], object]:
    return lambda: importer.keep(read_card(png))


def _reading(packed: bytes) -> Callable[[], object]:
    return lambda: json.loads(base64.b64decode(packed))


def _fill(personas: PersonaStore, invented: Invented, count: int) -> Generator[Step, None, None]:
    have = len(personas.summaries())
    for number in range(have, count):
        if number % 100 == 0:
            yield Step("Filling the gallery", number, count)
        personas.add(_card(invented, number), check=False)


def _open_gallery(figures: PersonaFigures, vault: Vault, personas: PersonaStore) -> Generator[Step, None, None]:
    """Everything a gallery shows of everybody, searched and sorted, beside the bare query of names."""
    paired = Paired()
    for run in range(OPENINGS):
        yield Step("Opening the gallery", run, OPENINGS)
        paired.run(lambda: _shown(personas), lambda: vault.read("SELECT id, name FROM persona"))
    figures.note("opening the gallery", paired)


def _shown(personas: PersonaStore) -> list[PersonaSummary]:
    found = [each for each in personas.summaries() if "e" in f"{each.name} {each.tagline}".casefold()]
    return sorted(found, key=lambda each: (-each.talked, each.name.casefold()))


def _scan(figures: PersonaFigures, invented: Invented) -> Generator[Step, None, None]:
    """A scan, beside looking for every key in the text and nothing more."""
    entries = entries_of(
        {
            "entries": [
                {"keys": invented.pick(200, 20_000, KEYS), "content": " ".join(invented.pick(0, 4000, 40))}
                for _ in range(ENTRIES)
            ]
        },
        "bench",
    )
    lines = [ScanLine("Ada", " ".join(invented.pick(0, 3000, MESSAGE_WORDS))) for _ in range(MESSAGES)]
    situation = ScanContext(lines, MESSAGES, budget_tokens=2048, measure=lambda text: len(text) // 4)
    rules = ScanRules(depth=DEPTH)
    keys = [key for entry in entries for key in entry.keys]
    text = "\n".join(line.text for line in lines)
    paired = Paired()
    for run in range(SCANS):
        yield Step("Waking lore", run, SCANS)
        paired.run(lambda: activate(entries, situation, rules), lambda: [key for key in keys if key in text])
    figures.note("waking lore", paired)


def told_personas(figures: PersonaFigures) -> str:
    """The figures as a page."""
    lines = [
        f"{figures.cards:,} cards, a gallery of {figures.gallery:,}, {figures.entries:,} entries of lore over"
        f" {MESSAGES} messages.",
        "Milliseconds; the ratio is that of processor time to the least it could take, in the same run:",
        "reading a card's JSON, asking for names alone, looking for every key in the text.",
        f"{'':24}{'wall p50':>9}{'p95':>9}{'cpu p50':>9}{'least':>9}{'ratio':>8}",
    ]
    for what, timing in figures.timings.items():
        least = figures.beside[what].cpu_p50
        lines.append(
            f"{what:24}{timing.wall_p50:9.2f}{timing.wall_p95:9.2f}{timing.cpu_p50:9.2f}{least:9.2f}"
            f"{figures.ratio(what):8.1f}"
        )
    return "\n".join([*lines, "Aim: lore awake in under 10 ms."])
