"""``inglenook models search``, ``inspect``, ``token``, ``connections``, ``offline``: whatever uses the network."""

from __future__ import annotations

import argparse
import os

from app.application import Application
from app.cli.terminal import ask, worked
from app.cli.unlock import enter
from app.core import settings as s
from app.core.clock import local
from app.core.errors import NotOnHub
from app.core.translation import sentence
from app.core.words import gigabytes
from app.hub import SORTS, Found, Kind, Offer, Query, Repo, describe_quantization
from app.models import VERDICTS, paced, summed

TOKEN_GIVEN = "INGLENOOK_HUB_TOKEN"


def add_hub_commands(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The grammar of what has to do with the network."""
    search = actions.add_parser("search", help="look for models on Hugging Face")
    search.add_argument("words", nargs="*", metavar="WORD")
    search.add_argument("--sort", choices=SORTS, default=SORTS[0], help=f"the order (default: {SORTS[0]})")
    search.add_argument("--licence", default="", metavar="TAG", help="only with this licence, such as apache-2.0")
    search.add_argument("--language", default="", metavar="CODE", help="only in this language, such as en")
    search.add_argument("--open", action="store_true", help="only those that need no access token")
    search.add_argument("--fits", action="store_true", help="only those whose four-bit file fits this computer")
    search.add_argument("--limit", type=int, default=20, metavar="N", help="how many (default: 20)")
    inspect_repository = actions.add_parser(
        "inspect", help="what a repository offers, and whether it runs here, before a download"
    )
    inspect_repository.add_argument("repo", metavar="REPOSITORY")
    inspect_repository.add_argument(
        "offer", nargs="?", metavar="QUANTIZATION", help="judge this one exactly, from its header"
    )
    token = actions.add_parser("token", help="keep an access token of the hub in the vault, for gated models")
    token.add_argument("--forget", action="store_true", help="forget it")
    connections = actions.add_parser("connections", help="every connection made: when, to where, why, how many bytes")
    connections.add_argument("--clear", action="store_true", help="forget them")
    offline = actions.add_parser("offline", help="refuse the network whatever is asked for, or allow it again")
    offline.add_argument("switch", choices=("on", "off"))


def hub(application: Application, given: argparse.Namespace) -> None:
    """Do what *given* asks.

    Raises:
        AppError: it could not be done.
    """
    {"search": search, "inspect": inspect_repository, "token": token, "connections": connections, "offline": offline}[
        given.action
    ](application, given)


def search(application: Application, given: argparse.Namespace) -> None:
    query = Query(
        " ".join(given.words), given.sort, given.licence, given.language, False if given.open else None, given.limit
    )
    found: list[Found] = worked(application.hub_worker, lambda: application.hub.search(query), "Searching…")
    most = application.recommender.fitting_parameters() if given.fits else 0
    shown = [each for each in found if not most or each.parameters <= most]
    for each in shown:
        size = f"{each.parameters / 1e9:.1f}B" if each.parameters else ""
        kind = each.kind.value if each.kind is not Kind.MODEL else ""
        marks = " ".join(filter(None, ["gated" if each.is_gated else "", kind]))
        print(f"{each.repo:58} {size:>7}  {each.downloads:>9}  {each.licence:14} {marks}")
    print("See what one offers with: inglenook models inspect REPOSITORY" if shown else "Nothing was found.")


def inspect_repository(application: Application, given: argparse.Namespace) -> None:
    repo = opened_repo(application, given.repo)
    if given.offer:
        offer = chosen(repo, given.offer)
        judged = worked(
            application.hub_worker,
            lambda: application.recommender.inspect(application.hub, repo, offer),
            "Reading the header…",
        )
        print(
            f"{offer.name}: {sentence(VERDICTS[judged.verdict])}. {sentence(summed(judged))} {sentence(paced(judged))}"
        )
        for given_up in judged.gives_up:
            print(sentence(given_up))
        return
    print(f"{repo.name} at {repo.commit[:12]}, licence: {repo.licence or 'not stated'}")
    if repo.is_gated:
        print("Its makers want their terms accepted, on its page, before it can be downloaded.")
    for offer in repo.offers:
        parts = f", {len(offer.parts)} parts" if len(offer.parts) > 1 else ""
        pictures = ", sees pictures" if offer.projector is not None else ""
        kind = "" if offer.kind is Kind.MODEL else f", {offer.kind.value}"
        print(f"  {offer.quant or offer.name:14} {gigabytes(offer.size_bytes):>9}{parts}{pictures}{kind}")
        print(f"      {sentence(describe_quantization(offer.quant))}")


def opened_repo(application: Application, name: str) -> Repo:
    """A repository, asked for now."""
    repo: Repo = worked(application.hub_worker, lambda: application.hub.open(name), "Asking the hub…")
    return repo


def chosen(repo: Repo, name: str) -> Offer:
    """What *repo* offers by this name or quantization.

    Raises:
        NotOnHub: nothing.
    """
    offer = repo.offer(name)
    if offer is None:
        raise NotOnHub(
            "no_such_file", repo=repo.name, file=name, offers=", ".join(o.quant or o.name for o in repo.offers)
        )
    return offer


def token(application: Application, given: argparse.Namespace) -> None:
    enter(application)
    if given.forget:
        application.settings.put(s.HUB_TOKEN, "")
        print("The access token is forgotten.")
        return
    given_token = os.environ.get(TOKEN_GIVEN) or ask("Access token (huggingface.co, Settings, Access Tokens): ")
    secret = given_token.strip()
    name = worked(application.hub_worker, lambda: application.hub.try_token(secret), "Trying it…")
    application.settings.put(s.HUB_TOKEN, secret)
    print(f"It works, for the account {name}, and is kept in the vault.")


def connections(application: Application, given: argparse.Namespace) -> None:
    enter(application)
    if given.clear:
        application.connection_log.clear()
        print("The ledger is empty.")
        return
    for entry in reversed(application.connection_log.entries()):
        at = f"{local(entry.at):%Y-%m-%d %H:%M:%S}"
        print(f"{at}  {entry.host}:{entry.port}  sent {entry.sent}, received {entry.received}  {sentence(entry.why)}")
    print("Nothing else was ever connected to.")


def offline(application: Application, given: argparse.Namespace) -> None:
    application.settings.put(s.OFFLINE, given.switch == "on")
    print("Nothing goes out, whatever is asked for." if given.switch == "on" else "What is asked for may go out.")
