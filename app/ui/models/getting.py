"""From a wish for a model to a download: the newest commit, the terms, an exact look at the header, then the list."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from app.core.errors import NotOnHub
from app.house import House
from app.hub import Kind, Offer, Repo
from app.library import Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found out before a byte of the weights is fetched."""

    repo: Repo
    offer: Offer
    judgement: Judgement | None


def see(house: House, name: str, wanted: str) -> Generator[object, None, Seen]:
    """Look at what repository *name* offers as *wanted*, without downloading it.

    Raises:
        HubError: it is not there, or its makers want their terms accepted first.
        EngineError: this engine does not know such models.
    """
    repo = yield from house.hub.open(name)
    offer = repo.offer(wanted) or _nearest(repo, wanted)
    if offer is None:
        raise NotOnHub("This repository does not offer this model any more.", "Choose another one.")
    if repo.is_gated:
        yield from house.hub.require_access(repo.name)
    if offer.kind is not Kind.MODEL:
        return Seen(repo, offer, None)
    return Seen(repo, offer, (yield from house.advisor.look(house.hub, repo, offer, house.model.held)))


def begin(house: House, seen: Seen, *, with_projector: bool = False) -> bool:
    """Put it on the list of downloads, if it runs here at all; false where it does not."""
    if seen.judgement is not None and seen.judgement.verdict is Verdict.NOT and not seen.judgement.if_others_close:
        return False
    house.downloads.add(seen.repo, seen.offer, with_projector=with_projector)
    return True


def _nearest(repo: Repo, wanted: str) -> Offer | None:
    """The same precision by another maker's name for it, such as Q4_K_M for UD-Q4_K_XL."""
    plain = wanted.removeprefix("UD-").partition("_")[0].casefold()
    models = [offer for offer in repo.offers if offer.kind is Kind.MODEL]
    alike = [offer for offer in models if offer.quant.removeprefix("UD-").partition("_")[0].casefold() == plain]
    return alike[-1] if alike else None
