"""``inglenook personas expressions`` and ``first-words``: a companion's face, and when they speak first."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from app.cli.terminal import counted
from app.core.text import text
from app.core.translation import sentence
from app.personas import read_file
from app.presence import EVERY_DAY, EXPRESSIONS, FirstWord, FirstWordKind
from app.session import Session

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def add_presence_commands(doing: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The grammar, among that of ``inglenook personas``."""
    face = doing.add_parser("expressions", help="which expressions a companion has pictures for")
    face.add_argument("name", metavar="NAME")
    face.add_argument(
        "--import", dest="place", type=Path, metavar="PATH", help="a folder or ZIP of joy.png, anger.png …"
    )
    face.add_argument("--set", nargs=2, metavar=("EXPRESSION", "FILE"), help="give one expression a picture")
    face.add_argument("--remove", choices=EXPRESSIONS, metavar="EXPRESSION", help="take the picture of one away")
    first = doing.add_parser("first-words", help="when a companion speaks first, while the window is open")
    first.add_argument("name", metavar="NAME")
    first.add_argument("--add", type=_minute, metavar="HH:MM", help="speak first at this time")
    first.add_argument("--kind", choices=[kind.value for kind in FirstWordKind], default="greeting")
    first.add_argument("--days", type=_days, default=EVERY_DAY, metavar="mon,tue,…", help="default: every day")
    first.add_argument("--about", default="", metavar="TEXT", help="what a reminder reminds of")
    first.add_argument("--remove", type=int, metavar="NUMBER", help="as the list shows it")


def expressions(session: Session, given: argparse.Namespace) -> int:
    """Show, bring in, give or take away pictures of expressions."""
    persona = session.personas.named(given.name)
    shows = session.expressions
    if given.place is not None:
        brought = shows.bring(persona.id, given.place)
        print(sentence(text("expressions.brought", count=brought.count)))
        if brought.strange:
            print(sentence(text("expressions.strange", names=", ".join(brought.strange))))
    elif given.set is not None:
        shows.assign(persona.id, _expression(given.set[0]), read_file(Path(given.set[1])))
    elif given.remove is not None:
        shows.remove(persona.id, given.remove)
    else:
        own = set(shows.own(persona))
        there = shows.there(persona)
        for each in EXPRESSIONS:
            said = "own picture" if each in own else "drawn" if each in there else "-"
            print(f"{each:16} {said}")
        print(f"{persona.name} has {counted(len(own), 'picture', 'pictures')} of their own.")
    return 0


def first_words(session: Session, given: argparse.Namespace) -> int:
    """Show, add or remove times at which a companion speaks first."""
    persona = session.personas.named(given.name)
    if given.add is not None:
        kind = FirstWordKind(given.kind)
        session.first_words.put(FirstWord(0, persona.id, kind, given.days, given.add, given.about))
    elif given.remove is not None:
        session.first_words.remove(given.remove)
    for each in session.first_words.of(persona.id):
        days = ",".join(day for at, day in enumerate(DAYS) if each.days >> at & 1)
        rest = "" if each.is_on else "  (off)"
        print(
            f"{each.id:4}  {each.minute // 60:02}:{each.minute % 60:02}  {each.kind.value:9} {days}  {each.words}{rest}"
        )
    return 0


def _expression(name: str) -> str:
    if name not in EXPRESSIONS:
        raise SystemExit(f"There is no expression called {name}. They are: {', '.join(EXPRESSIONS)}.")
    return name


def _minute(told: str) -> int:
    found = TIME.fullmatch(told)
    if found is None:
        raise argparse.ArgumentTypeError("a time such as 08:30")
    return int(found[1]) * 60 + int(found[2])


def _days(told: str) -> int:
    names = [name.strip().casefold()[:3] for name in told.split(",")]
    if not names or any(name not in DAYS for name in names):
        raise argparse.ArgumentTypeError(f"days such as {','.join(DAYS)}")
    return sum({1 << DAYS.index(name) for name in names})
