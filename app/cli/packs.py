"""``inglenook packs``: graphics packs, which let models use a maker's own way to its graphics cards."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.application import Application
from app.cli.terminal import worked
from app.core.errors import PackUnknown
from app.core.words import gigabytes
from app.models import InstalledPack, PackStatus

TOLD = {
    PackStatus.WORKS: "in use from each start on",
    PackStatus.IDLE: "finds no graphics card",
    PackStatus.WAITING: "in use after the next start",
    PackStatus.SUSPECT: "left alone, as Inglenook ended while loading it; “packs retry” tries it again",
    PackStatus.DAMAGED: "damaged; import it again",
    PackStatus.OLD: "for another version, not in use",
}


def add_pack_commands(packs: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook packs``."""
    actions = packs.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="the packs that are here, and those that belong to this version")
    add = actions.add_parser("add", help="check a pack of this version, try it, and use it from the next start on")
    add.add_argument("file", type=Path, metavar="FILE.inglenookpack")
    remove = actions.add_parser("remove", help="remove a pack")
    remove.add_argument("name", metavar="NAME", help="as “list” shows it at the beginning of the line")
    retry = actions.add_parser("retry", help="load a pack again that was left alone")
    retry.add_argument("name", metavar="NAME")


def packs(application: Application, given: argparse.Namespace) -> int:
    """Do what *given* asks.

    Raises:
        AppError: it could not be done.
    """
    match given.action:
        case "list":
            _list(application)
        case "add":
            cards = worked(application.files_worker, lambda: application.packs.add(given.file), "Importing the pack…")
            print(f"The pack is here. It works with {', '.join(card.description for card in cards)}.")
        case "remove":
            application.packs.remove(_find(application, given.name).key)
            application.packs.sweep()
            print("The pack was removed.")
        case "retry":
            application.packs.try_again(_find(application, given.name).key)
            print("It is tried again at the next start.")
    return 0


def _list(application: Application) -> None:
    here = application.packs.here()
    for pack in here:
        size = gigabytes(pack.size_bytes) if pack.size_bytes else ""
        print(f"{_called(pack):18} {pack.name or 'a pack':32} {size:>9}  {TOLD[pack.standing]}")
    for offer in application.packs.offers:
        if offer.key not in [pack.key for pack in here]:
            print(f"{offer.kind:18} {offer.name:32} {gigabytes(offer.size_bytes):>9}  not here: {offer.file}")
    if not here and not application.packs.offers:
        print("There are no graphics packs for this build.")


def _called(pack: InstalledPack) -> str:
    """What a pack is called in commands."""
    return pack.kind or pack.key


def _find(application: Application, name: str) -> InstalledPack:
    for pack in application.packs.here():
        if name in (_called(pack), pack.key):
            return pack
    raise PackUnknown("no_such_pack", name=name)
