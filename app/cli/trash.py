"""``inglenook trash``: what was deleted, to restore or to delete for good."""

from __future__ import annotations

import argparse

from app.application import Application
from app.cli.terminal import confirm, show_json
from app.cli.unlock import enter
from app.core.clock import local
from app.core.errors import AppError
from app.maintenance import TrashItem, TrashKind

DID_NOT_WORK = 1


def add_trash_commands(parser: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook trash``."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="what is in the Trash, the latest first")
    listing.add_argument("--json", action="store_true", help="print it as JSON")
    restore = actions.add_parser("restore", help="bring something back")
    restore.add_argument("what", metavar="KIND/N", help="as “list” shows it")
    delete = actions.add_parser("delete", help="delete something for good")
    delete.add_argument("what", metavar="KIND/N", help="as “list” shows it")
    delete.add_argument("--yes", action="store_true", help="do not ask")
    empty = actions.add_parser("empty", help="delete everything in the Trash for good")
    empty.add_argument("--yes", action="store_true", help="do not ask")


def trash(application: Application, given: argparse.Namespace) -> int:
    """Do what *given* asks.

    Raises:
        AppError: it could not be done.
    """
    contents = enter(application).trash
    if given.action == "list":
        _show(contents.all(), as_json=given.json)
        return 0
    if given.action == "empty":
        if not given.yes and not confirm("Delete everything in the Trash for good?"):
            return DID_NOT_WORK
        for _ in contents.empty():
            pass
        return 0
    one = _find(contents.all(), given.what)
    if given.action == "restore":
        contents.restore(one.kind, one.key)
    else:
        if not given.yes and not confirm(f"Delete “{one.name}” for good?"):
            return DID_NOT_WORK
        contents.delete(one.kind, one.key)
    return 0


def _find(every: list[TrashItem], what: str) -> TrashItem:
    kind, _, number = what.partition("/")
    for one in every:
        if one.kind.value == kind and str(one.key) == number:
            return one
    raise AppError("not_in_trash")


def _show(every: list[TrashItem], *, as_json: bool) -> None:
    if as_json:
        rows = [
            {"kind": one.kind.value, "key": one.key, "name": one.name, "at": f"{local(one.at):%Y-%m-%dT%H:%M:%S%z}",
             "parts": one.parts, "memories": one.memories}
            for one in every
        ]  # fmt: skip
        show_json(rows)
        return
    for one in every:
        went = [f"{one.parts} parts" if one.kind is not TrashKind.MEMORY and one.parts else "",
                f"{one.memories} memories" if one.memories else ""]  # fmt: skip
        more = ", ".join(filter(None, went))
        print(f"{one.kind.value}/{one.key:<6} {local(one.at):%Y-%m-%d %H:%M}  {' '.join(one.name.split())[:60]}"
              + (f"  ({more})" if more else ""))  # fmt: skip
