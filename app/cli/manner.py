"""``inglenook manner``: how much a companion considers what one feels, and its small imperfections."""

from __future__ import annotations

import argparse
from collections.abc import Generator
from typing import Any

from app.application import Application
from app.cli.terminal import worked
from app.cli.unlock import enter
from app.core.errors import AppError
from app.core.scope import Scope
from app.manner import ATTUNEMENT, AttunementLevel, ThoughtTrial, Trait, TraitLevel, level_of
from app.session import Session

LEVELS = {
    ATTUNEMENT: tuple(level.value for level in AttunementLevel),
    **{trait.value: tuple(level.value for level in TraitLevel) for trait in Trait},
}


def add_manner_commands(manner: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook manner``."""
    actions = manner.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = actions.add_parser("show", help="the attunement and every imperfection as they stand")
    put = actions.add_parser("set", help="attunement: instant, quick or deep; the others: off, light or marked")
    put.add_argument("trait", choices=tuple(LEVELS))
    put.add_argument("level", metavar="LEVEL")
    actions.add_parser("measure", help="find out how well feelings are told by the model that answers")
    for action in (show, put):
        action.add_argument("--persona", metavar="NAME", help="for this companion only")


def manner(application: Application, given: argparse.Namespace) -> int:
    """Do what *given* asks.

    Raises:
        AppError: it could not be done.
    """
    opened = enter(application)
    persona = opened.personas.named(given.persona).id if getattr(given, "persona", None) else None
    match given.action:
        case "set":
            if given.level not in LEVELS[given.trait]:
                raise AppError("no_such_level", name=given.trait, levels=", ".join(LEVELS[given.trait]))
            opened.manner.put(Scope(persona), given.trait, given.level)
        case "measure":
            worked(application.engine_worker, lambda: _measured(application, opened))
            _tell_measured(opened)
            return 0
    _tell(opened, persona)
    return 0


def _tell(opened: Session, persona: int | None) -> None:
    print(f"{ATTUNEMENT:12} {opened.attunement.level(persona, None).value}")
    levels = opened.manner.holding(persona, None)
    for trait in Trait:
        print(f"{trait.value:12} {level_of(levels, trait).value}")


def _measured(application: Application, opened: Session) -> Generator[Any, None, ThoughtTrial]:
    model = yield from application.model.ensure()
    yield from opened.attunement.learn(model)
    return (yield from opened.attunement.try_thoughts(model))


def _tell_measured(opened: Session) -> None:
    ways = opened.attunement.ways()
    for each in ways:
        learnt = each.classifier
        print(f"quick, by {each.way.value}: right for {learnt.right} of {learnt.of} examples, {each.cost_ms:.0f} ms")
    if not ways:
        print("quick, by plain words only: this model cannot be read")
    if (trial := opened.attunement.trial()) is not None:
        use = "" if trial.is_useful else "; of no use with this model"
        print(f"deep: right for {trial.right} of {trial.of} examples, {trial.cost_ms / 1000:.1f} s{use}")
