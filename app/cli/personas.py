"""``inglenook personas``: bringing companions in from cards, writing them out, looking at them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from app.application import Application
from app.boundaries import Age, age_of
from app.cli.presence import add_presence_commands, expressions, first_words
from app.cli.terminal import counted, show_json
from app.cli.unlock import enter
from app.core.clock import local
from app.core.translation import explain, sentence
from app.personas import (
    FORMS,
    Card,
    ImportResult,
    ParsedCard,
    Persona,
    as_v3,
    cards_in,
    file_name,
    read_card,
    read_file,
)
from app.session import Session

DID_NOT_WORK = 1
ASKS_AGE = (
    "      How old? The card does not say. Until “inglenook personas age NAME adult|young” does,"
    " romance and mature levels are closed."
)


def add_persona_commands(parser: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook personas``."""
    doing = parser.add_subparsers(dest="doing", metavar="WHAT", required=True)
    come = doing.add_parser("import", help="import cards, or folders of cards")
    come.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="a card, or a folder")
    come.add_argument("--folder", default="", metavar="NAME", help="put them into this folder of the gallery")
    come.add_argument("--look", action="store_true", help="only show what is in the card; import nothing")
    go = doing.add_parser("export", help="write a companion to a file that anybody can read")
    go.add_argument("name", metavar="NAME")
    go.add_argument("file", type=Path, metavar="FILE", nargs="?", help="where to (default: its name, here)")
    go.add_argument("--form", choices=FORMS, help="default: what the name of the file says")
    go.add_argument("--replace", action="store_true", help="overwrite an existing file")
    every = doing.add_parser("list", help="the companions there are")
    every.add_argument("--tag", metavar="TAG", help="only those with this tag")
    every.add_argument("--json", action="store_true", help="as JSON")
    age = doing.add_parser("age", help="set the age of a companion whose card does not say it")
    age.add_argument("name", metavar="NAME")
    age.add_argument("age", choices=("adult", "young"), help="18 or older, or under 18")
    add_presence_commands(doing)
    one = doing.add_parser("show", help="everything a companion's card says")
    one.add_argument("name", metavar="NAME")
    one.add_argument("--json", action="store_true", help="the card itself")


def personas(application: Application, given: argparse.Namespace) -> int:
    """``inglenook personas``."""
    if given.doing == "import" and given.look:
        for path in given.paths:
            look(read_card(read_file(path)))
        return 0
    session = enter(application)
    match given.doing:
        case "import":
            return bring_in(session, given.paths, given.folder)
        case "export":
            return export(session, given)
        case "list":
            return show_list(session, given.tag, as_json=given.json)
        case "expressions":
            return expressions(session, given)
        case "first-words":
            return first_words(session, given)
        case "age":
            session.personas.say_age(session.personas.named(given.name).id, is_adult=given.age == "adult")
            return 0
        case _:
            show(session.personas.named(given.name), as_json=given.json)
            return 0


def bring_in(session: Session, paths: list[Path], folder: str) -> int:
    """Bring in every card; one line each, and what is to be said about it."""
    failed = 0
    for brought in session.importer.import_files(_every(paths), folder=folder):
        failed += brought.error is not None
        print(line_about(session, brought))
        if brought.persona is not None and age_of(session.personas.get(brought.persona).described) is Age.UNCLEAR:
            print(ASKS_AGE)
        for note in brought.incoming.notes if brought.incoming is not None and not brought.is_duplicate else ():
            print(f"      {sentence(note.text)}")
    return DID_NOT_WORK if failed else 0


def _every(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from cards_in(path)
        else:
            yield path


def line_about(session: Session, brought: ImportResult) -> str:
    """What became of one file."""
    if brought.error is not None:
        return f"NOT   {brought.path}: {explain(brought.error)}"
    assert brought.persona is not None
    name = session.personas.summary(brought.persona).name
    if brought.is_duplicate or brought.incoming is None:
        return f"HERE  {name} was here already"
    found = session.importer.fidelity(brought.persona, brought.incoming)
    whole = "as it was" if found.is_whole else "NOT all as it was"
    return f"ok    {name}: {found.fields} fields, {found.entries} entries of lore, {found.files} files, {whole}"


def look(incoming: ParsedCard) -> None:
    """What is in a card, before it is brought in."""
    _describe(incoming.card)
    for note in incoming.notes:
        print(f"NOTE  {sentence(note.text)}")


def export(session: Session, given: argparse.Namespace) -> int:
    """Write a companion to a file."""
    persona = session.personas.named(given.name)
    path = given.file or Path(file_name(persona.name, given.form or "png"))
    ending = path.suffix.lower().removeprefix(".")
    form = given.form or (ending if ending in FORMS else "png")
    session.importer.write(persona, form, path, replace=given.replace)
    print(path)
    return 0


def show_list(session: Session, tag: str | None, *, as_json: bool) -> int:
    """One line for each companion."""
    summaries = [
        summary
        for summary in session.personas.summaries()
        if tag is None or tag.casefold() in map(str.casefold, summary.tags)
    ]
    if as_json:
        told = [
            {"name": each.name, "line": each.tagline, "tags": each.tags, "folder": each.folder, "creator": each.creator,
             "favourite": each.is_favourite, "added": local(each.created).isoformat()}
            for each in summaries
        ]  # fmt: skip
        show_json(told)
    else:
        for each in summaries:
            print(f"{'*' if each.is_favourite else ' '} {each.name:20} {each.tagline}")
    return 0


def show(persona: Persona, *, as_json: bool) -> None:
    """Everything a card says."""
    if as_json:
        show_json(as_v3(persona.card))
        print()
    else:
        _describe(persona.card)


LABELS = {
    "creator": "by", "character_version": "version", "creator_notes": "notes", "description": "who they are",
    "personality": "personality", "scenario": "how you meet", "mes_example": "how they speak",
    "system_prompt": "instructions", "post_history_instructions": "closing instructions",
}  # fmt: skip


def _describe(card: Card) -> None:
    print(card.name)
    for field, label in LABELS.items():
        if card.text(field).strip():
            print(f"  {label}: {' '.join(card.text(field).split())}")
    if card.tags:
        print(f"  tags: {', '.join(card.tags)}")
    for greeting in card.greetings:
        print(f"  greeting: {' '.join(greeting.split())}")
    if card.entries:
        print(f"  lorebook: {counted(len(card.entries), 'entry', 'entries')}")
