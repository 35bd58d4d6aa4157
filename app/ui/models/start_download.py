"""From a wish for a model to a download: the newest commit, the terms, an exact look at the header, then the list."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.application import Application
from app.core.errors import NotOnHub
from app.hub import Kind, Offer, Repo
from app.models import Suitability
from app.ui.models.wording import may_get


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found out before a byte of the weights is fetched."""

    repo: Repo
    offer: Offer
    judgement: Suitability | None


def see(application: Application, name: str, wanted: str, *, folder: str = "") -> Generator[object, None, Seen]:
    """Look at what repository *name* offers as *wanted*, in one *folder* of it or anywhere, without downloading it.

    Raises:
        HubError: it is not there, or its makers want their terms accepted first.
        EngineError: this engine does not know such models.
    """
    repo = yield from application.hub.open(name, folder=folder)
    offer = repo.offer(wanted) or _nearest(repo, wanted)
    if offer is None:
        raise NotOnHub("no_longer_offered")
    if repo.is_gated:
        yield from application.hub.require_access(repo.name)
    if offer.kind is not Kind.MODEL:
        return Seen(repo, offer, None)
    return Seen(
        repo, offer, (yield from application.recommender.inspect(application.hub, repo, offer, application.model.held))
    )


def begin(application: Application, seen: Seen, *, with_projector: bool = False) -> str:
    """Put it on the list of downloads; or why not, in a sentence."""
    if seen.judgement is not None and not may_get(seen.judgement):
        return _tr("Its header shows that it will not run on this computer, so it is not downloaded.")
    there = application.registry.holding(seen.offer.parts[0].sha256)
    if there is not None and not (with_projector and seen.offer.projector is not None and not there.projector):
        return _tr("This very file is on this computer already, as {}.").format(there.name)
    application.downloads.add(seen.repo, seen.offer, with_projector=with_projector)
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Models", text)


def _nearest(repo: Repo, wanted: str) -> Offer | None:
    """The same precision by another maker's name for it, such as Q4_K_M for UD-Q4_K_XL."""
    plain = wanted.removeprefix("UD-").partition("_")[0].casefold()
    models = [offer for offer in repo.offers if offer.kind is Kind.MODEL]
    alike = [offer for offer in models if offer.quant.removeprefix("UD-").partition("_")[0].casefold() == plain]
    return alike[-1] if alike else None
