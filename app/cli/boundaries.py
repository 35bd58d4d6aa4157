"""``inglenook boundaries``: what is welcome, for everything or one companion."""

from __future__ import annotations

import argparse
from dataclasses import replace

from app.application import Application
from app.boundaries import (
    HIGHEST,
    LEVEL_STEPS,
    Level,
    Theme,
    is_mature,
    level_label,
    step_label,
    step_meaning,
    theme_label,
)
from app.cli.terminal import ask, confirm
from app.cli.unlock import enter
from app.core.scope import Scope
from app.core.translation import sentence
from app.personas import Persona
from app.session import Session

DID_NOT_WORK = 1
LEVEL_NAMES = [level.value for level in Level]
THEME_NAMES = [theme.value for theme in Theme]


def add_boundary_commands(parser: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook boundaries``."""
    parser.add_argument("--persona", metavar="NAME", help="for this companion alone (default: for all)")
    doing = parser.add_subparsers(dest="doing", metavar="WHAT")
    level = doing.add_parser("level", help="set the content rating")
    level.add_argument("level", choices=LEVEL_NAMES, metavar="LEVEL", help=", ".join(LEVEL_NAMES))
    slider = doing.add_parser("slider", help="set one theme")
    slider.add_argument("theme", choices=THEME_NAMES, metavar="THEME", help=", ".join(THEME_NAMES))
    slider.add_argument("step", type=int, choices=range(HIGHEST + 1), metavar="STEP", help="0, 1, 2 or 3")
    for name, meaning in (("never", "never touch a topic"), ("careful", "treat a topic with care")):
        topic = doing.add_parser(name, help=meaning)
        topic.add_argument("topic", help="in your own words; separate alternatives with commas")
        topic.add_argument("--remove", action="store_true", help="remove the topic from the list")
    doing.add_parser("reset", help="reset to the defaults")
    doing.add_parser("time", help="how much time you have spent here")


def boundaries(application: Application, given: argparse.Namespace) -> int:
    """``inglenook boundaries``; without more, what holds."""
    session = enter(application)
    persona = session.personas.named(given.persona) if given.persona else None
    reach, store = Scope(persona.id if persona else None), session.boundaries.store
    wishes = store.of(reach)
    match given.doing:
        case "level":
            chosen = Level(given.level)
            if not _may_set(application, session, is_mature(LEVEL_STEPS[chosen])):
                return DID_NOT_WORK
            store.put(reach, replace(wishes, level=chosen, steps={}))
        case "slider":
            theme = Theme(given.theme)
            steps = dict(store.bounds(reach.persona, None).steps) | {theme: given.step}
            if not _may_set(application, session, is_mature(steps)):
                return DID_NOT_WORK
            store.put(reach, replace(wishes, steps={**wishes.steps, theme: given.step}))
        case "never":
            store.put(reach, replace(wishes, never=_topics(wishes.never, given.topic, given.remove)))
        case "careful":
            store.put(reach, replace(wishes, careful=_topics(wishes.careful, given.topic, given.remove)))
        case "reset":
            store.put(reach, type(wishes)())
        case "time":
            for day, minutes in session.time_spent.latest():
                print(f"{day}  {minutes:4} min")
            return 0
    show(session, persona)
    return 0


def _may_set(application: Application, session: Session, mature: bool) -> bool:
    """Ask what a mature level asks for.

    Raises:
        WrongSecret: mature levels stay locked.
        NoWayIn: there is no terminal to ask on.
    """
    if not mature:
        return True
    if session.boundaries.holds_mature_back:
        application.policy.unlock_mature(ask("Mature levels are locked. Passphrase: "))
    return confirm("Are you 18 or older, and want stories for adults?")


def _topics(before: tuple[str, ...], topic: str, remove: bool) -> tuple[str, ...]:
    kept = tuple(each for each in before if each.casefold() != topic.strip().casefold())
    return kept if remove else (*kept, topic.strip())


def show(session: Session, persona: Persona | None) -> None:
    """Print what holds."""
    if persona is None:
        bounds = session.boundaries.store.bounds(None, None)
    else:
        bounds = session.boundaries.holding(session.conversations.replies.moderation_context(persona, None))
    level = sentence(level_label(bounds.level)) if bounds.level else "your own mix"
    print(f"{persona.name if persona else 'Everywhere'}: {level}")
    for theme, step in bounds.steps.items():
        label, means = sentence(step_label(theme, step)), sentence(step_meaning(theme, step))
        print(f"  {sentence(theme_label(theme)):18} {step}  {label}: {means}")
    for name, topics in (("Never touch", bounds.never), ("Treat with care", bounds.careful)):
        for topic in topics:
            print(f"  {name}: {topic}")
    print("Never allowed, whatever is set: nothing sexual or romantic that involves anybody under 18.")
