"""What there is on the hub, as we speak of it: what a search found, a repository, and what it offers."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.Enum):
    """What a file is for."""

    MODEL = "model"
    ADAPTER = "adapter"
    EMBEDDING = "embedding"
    PROJECTOR = "projector"
    VOICE = "voice"
    RECOGNIZER = "recognizer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class HubFile:
    """One file of a repository.  *sha256* is of its whole content, or *git_sha1* where the hub keeps no such hash."""

    path: str
    size_bytes: int
    sha256: str = ""
    git_sha1: str = ""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose in a repository: all its parts together, with the projector for pictures if there is one."""

    name: str
    kind: Kind
    quant: str
    parts: tuple[HubFile, ...]
    projector: HubFile | None = None

    @property
    def size_bytes(self) -> int:
        return sum(part.size_bytes for part in self.parts)


@dataclass(frozen=True, slots=True)
class Repo:
    """One repository at one commit."""

    name: str
    commit: str
    licence: str
    is_gated: bool
    languages: tuple[str, ...]
    context_tokens: int
    architecture: str
    offers: tuple[Offer, ...]

    def offer(self, name: str) -> Offer | None:
        """What is called *name*, or is of that quantization, or holds that file."""
        wanted = name.casefold()
        for offer in self.offers:
            if wanted in (offer.name.casefold(), *(part.path.casefold() for part in offer.parts)):
                return offer
        return next((offer for offer in self.offers if offer.quant.casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class Found:
    """One repository that a search found; numbers are 0 and words empty where the hub says nothing."""

    repo: str
    licence: str
    is_gated: bool
    languages: tuple[str, ...]
    downloads: int
    likes: int
    changed: str
    architecture: str
    parameters: int
    context_tokens: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.  *licence* and *language* are the hub's own tags, *gated* None means either."""

    words: str = ""
    sort: str = "trending_score"
    licence: str = ""
    language: str = ""
    gated: bool | None = None
    limit: int = 30


SORTS = ("trending_score", "downloads", "likes", "last_modified", "created_at")
