"""``inglenook templates``: whether a chat template loses anything, and what it makes of a reply."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from app.cli.terminal import show_json
from app.core.errors import FileUnreadable, ModelNotInRegistry
from app.core.paths import Home, resources
from app.models import ModelRegistry, find_starter, template_in
from app.templates import Checked, check_template, read_reply

LARGEST = 4_000_000
COLUMNS = ("template", "lost", "refused", "system", "thinking", "adapted")


def add_template_commands(templates: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook templates``."""
    actions = templates.add_subparsers(dest="action", metavar="ACTION", required=True)
    where = "a template (.jinja), a folder of them, a GGUF file, or a model that is here"
    check = actions.add_parser("check", help="write every shape of conversation and see what is missing")
    check.add_argument("what", metavar="FILE|FOLDER|MODEL", help=where)
    check.add_argument("--json", action="store_true", help="print the rows as JSON")
    parse = actions.add_parser("parse", help="what of a reply is said and what is thought")
    parse.add_argument("what", metavar="FILE|MODEL", help=where)
    parse.add_argument("--reply", type=Path, required=True, metavar="FILE", help="what the model wrote, marks included")
    parse.add_argument("--name", default="", metavar="NAME", help="who answers")
    parse.add_argument("--you", action="append", default=[], metavar="NAME", help="who else is there; may be repeated")
    parse.add_argument("--json", action="store_true", help="print it as JSON")


def templates(home: Home, given: argparse.Namespace) -> int:
    """Do what *given* asks; it needs neither the vault nor the home.

    Raises:
        AppError: it could not be done.
    """
    found = list(_found(home, given.what))
    if given.action == "parse":
        _show_parsed(found[0][1], given)
        return 0
    rows = [check_template(name, source) for name, source in found]
    if given.json:
        show_json([asdict(row) for row in rows])
    else:
        _show_rows(rows)
    return 1 if any(row.lost for row in rows) else 0


def _found(home: Home, what: str) -> Iterator[tuple[str, str | None]]:
    """Each template that *what* names, with its name."""
    path = Path(what).expanduser()
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix in (".jinja", ".jinja2", ".j2"))
        if not files:
            raise FileUnreadable("no_templates")
        yield from ((file.name, _text_of(file)) for file in files)
    elif path.suffix.casefold() == ".gguf" and path.is_file():
        yield path.name, template_in(path)
    elif path.is_file():
        yield path.name, _text_of(path)
    else:
        registry = ModelRegistry(home.registry, find_starter(resources()))
        try:
            model = registry.find(what)
        except ModelNotInRegistry:
            raise FileUnreadable("no_such_template") from None
        yield model.name, template_in(Path(model.path))


def _text_of(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise FileUnreadable("large_template")
        return file.read_text("utf-8", "replace")
    except OSError:
        raise FileUnreadable("not_readable") from None


def _show_parsed(source: str | None, given: argparse.Namespace) -> None:
    own = (given.name,) if given.name else ()
    said, thought, ended_by = read_reply(source, _text_of(given.reply), own=own, others=given.you or ("You",))
    if given.json:
        show_json({"said": said, "thought": thought, "ended_by": ended_by}, indent=None)
        return
    for label, text in (("said", said), ("thought", thought), ("ended by", ended_by or "its own end")):
        print(f"{label:9} {text}")


def _show_rows(rows: Sequence[Checked]) -> None:
    table = [COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in table) for column in range(len(COLUMNS))]
    for line in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cells(row: Checked) -> tuple[str, ...]:
    refused = f"yes: {row.reason[:60]}" if row.refused else "no"
    return (
        row.template, "; ".join(row.lost) or "nothing", refused, "own" if row.system else "folded in", row.thinking,
        ", ".join(row.adapted) or "nothing",
    )  # fmt: skip
