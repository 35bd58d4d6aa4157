"""From a repository's list of files to what one can choose: parts together, projectors paired, kinds told apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from app.hub.page import HubFile, Kind, Offer
from app.hub.quants import quant_of

SHARD = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.IGNORECASE)
PROJECTOR = re.compile(r"mmproj", re.IGNORECASE)
ADAPTER = re.compile(r"(?:^|[-._/])(?:lora|adapter)s?(?:[-._/]|$)", re.IGNORECASE)
EMBEDDING = re.compile(r"(?:^|[-._/])(?:embed(?:ding)?s?|bge|e5|gte|minilm|reranker?)(?:[-._/]|$)", re.IGNORECASE)
ASIDE = re.compile(r"(?:^|[-._/])(?:imatrix|vocab|mtp|draft|assistant)(?:[-._/]|$)", re.IGNORECASE)
EMBEDDING_TASKS = ("feature-extraction", "sentence-similarity", "text-ranking")
EMBEDDERS = ("bert", "nomic-bert", "nomic-bert-moe", "jina-bert-v2", "jina-bert-v3", "modern-bert", "gemma-embedding")
VOICE, VOICE_CONFIG = ".onnx", ".onnx.json"
"""A Piper voice is a network and, beside it, what it expects."""
TOKENS = "tokens.txt"
"""A recogniser is some networks and, in the same folder, the list of what they write."""
FINEST_FIRST = ("F16", "BF16", "Q8_0", "F32")
"""Projectors are small: half precision loses nothing, and every processor computes with it."""


def is_of_use(path: str) -> bool:
    """Whether a file of this name is one that an offer can be made of."""
    return path.casefold().endswith((".gguf", VOICE, VOICE_CONFIG, TOKENS))


def offers_of(untrusted: Iterable[HubFile], repo: str, *, embeds: bool = False) -> tuple[Offer, ...]:
    """What *untrusted* files offer, the smallest first; a model some of whose parts are missing is left out."""
    files = list(untrusted)
    named = [file for file in files if file.path.casefold().endswith(".gguf") and file.size_bytes > 0]
    projectors = [file for file in named if PROJECTOR.search(file.name)]
    groups: dict[tuple[str, int], list[HubFile]] = defaultdict(list)
    for file in named:
        if file not in projectors:
            groups[_group(file)].append(file)
    offers = [
        _offer(stem, sorted(parts, key=lambda part: part.path), projectors, repo, embeds)
        for (stem, count), parts in groups.items()
        if _are_all_there(parts, count)
    ]
    offers += [Offer(file.name, Kind.PROJECTOR, quant_of(file.name), (file,)) for file in projectors]
    offers += [*_voices(files), *_recognizers(files, repo)]
    return tuple(sorted(offers, key=lambda offer: (offer.kind is not Kind.MODEL, offer.size_bytes)))


def kind_of(name: str, repo: str, *, embeds: bool) -> Kind:
    """What a file called *name* in *repo* is for, as far as names tell; its header has the last word."""
    if PROJECTOR.search(name):
        return Kind.PROJECTOR
    if ASIDE.search(name.rpartition("/")[2]):
        return Kind.OTHER
    if ADAPTER.search(name) or ADAPTER.search(repo):
        return Kind.ADAPTER
    if embeds or EMBEDDING.search(name) or EMBEDDING.search(repo):
        return Kind.EMBEDDING
    return Kind.MODEL


def embeds(task: str, architecture: str) -> bool:
    """Whether a model turns text into numbers for searching, rather than answering."""
    return task in EMBEDDING_TASKS or architecture in EMBEDDERS


def _voices(files: Sequence[HubFile]) -> list[Offer]:
    """The voices among *files*: those that have both of their files."""
    configs = {file.path.removesuffix(".json"): file for file in files if file.path.endswith(VOICE_CONFIG)}
    return [
        Offer(file.name.removesuffix(VOICE), Kind.VOICE, "", (file, configs[file.path]))
        for file in files
        if file.path.endswith(VOICE) and file.path in configs and file.size_bytes > 0
    ]


def _recognizers(files: Sequence[HubFile], repo: str) -> list[Offer]:
    """The recognisers among *files*: each a folder with a list of tokens and networks that are nobody's voice."""
    found: list[Offer] = []
    configs = {file.path.removesuffix(".json") for file in files if file.path.endswith(VOICE_CONFIG)}
    for tokens in (file for file in files if file.path.casefold().endswith(TOKENS)):
        folder = tokens.path.rpartition("/")[0]
        networks = [
            file for file in files
            if file.path.endswith(VOICE) and file.path not in configs and file.path.rpartition("/")[0] == folder
        ]  # fmt: skip
        if len(networks) > 1:
            name = folder.rpartition("/")[2] or repo.rpartition("/")[2]
            found.append(Offer(name, Kind.RECOGNIZER, "", (*smaller_forms(networks), tokens)))
    return found


def smaller_forms(networks: Sequence[HubFile]) -> list[HubFile]:
    """Of networks that are there twice only the one in eight bits, which takes half the time."""
    small = {file.path.replace(".int8", "") for file in networks if ".int8" in file.path}
    return [file for file in networks if ".int8" in file.path or file.path not in small]


def _group(file: HubFile) -> tuple[str, int]:
    shard = SHARD.fullmatch(file.path)
    return (shard["stem"], int(shard["count"])) if shard else (file.path.removesuffix(".gguf"), 1)


def _are_all_there(parts: Sequence[HubFile], count: int) -> bool:
    """Every part once, from the first to the last."""
    if not 0 < count <= 999:
        return False
    if count == 1:
        return True
    numbers = [int(shard["number"]) for part in parts if (shard := SHARD.fullmatch(part.path))]
    return sorted(numbers) == list(range(1, count + 1))


def _offer(stem: str, parts: list[HubFile], projectors: Sequence[HubFile], repo: str, is_embedder: bool) -> Offer:
    kind = kind_of(stem, repo, embeds=is_embedder)
    projector = _projector_for(parts[0], projectors) if kind is Kind.MODEL else None
    return Offer(stem.rpartition("/")[2], kind, quant_of(stem), tuple(parts), projector)


def _projector_for(file: HubFile, projectors: Sequence[HubFile]) -> HubFile | None:
    folder = file.path.rpartition("/")[0]
    near = [projector for projector in projectors if projector.path.rpartition("/")[0] == folder]
    return min(near or projectors, key=_fineness, default=None)


def _fineness(projector: HubFile) -> tuple[int, int]:
    quant = quant_of(projector.name)
    return (FINEST_FIRST.index(quant) if quant in FINEST_FIRST else len(FINEST_FIRST), projector.size_bytes)
