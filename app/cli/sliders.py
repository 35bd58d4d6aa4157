"""``inglenook sliders``: how a companion is, between two ends, made on this machine for the model that answers."""

from __future__ import annotations

import argparse
from collections.abc import Generator
from functools import partial
from typing import Any

from app.application import Application
from app.cli.terminal import worked
from app.cli.unlock import enter
from app.core.errors import AppError
from app.core.scope import Scope
from app.session import Session
from app.steering import Axis, MadeSlider, Slider, preview, read_axes

VALUES = (-1.0, -0.5, 0.0, 0.5, 1.0)
EVERY = "all"


def add_slider_commands(sliders: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook sliders``."""
    actions = sliders.add_subparsers(dest="action", metavar="ACTION", required=True)
    shown = actions.add_parser("list", help="the sliders, whether they work on this model, and where they stand")
    make = actions.add_parser("make", help="make a slider for the model that answers")
    make.add_argument("name", metavar="NAME", nargs="?", default=EVERY, help="which (default: all of ours)")
    make.add_argument("--plus", metavar="TEXT", help="one of your own: what it is at one end, such as “very polite”")
    make.add_argument("--minus", metavar="TEXT", help="and at the other")
    put = actions.add_parser("set", help="let a slider stand from -1 to 1; 0 is the middle")
    put.add_argument("value", type=_value, metavar="-1..1")
    put.add_argument("name", metavar="NAME")
    show = actions.add_parser("show", help="what the model says at five places of a slider")
    show.add_argument("name", metavar="NAME")
    show.add_argument("--said", default="I just got home.", metavar="TEXT", help="to what it answers")
    remove = actions.add_parser("remove", help="delete a slider of your own")
    remove.add_argument("name", metavar="NAME")
    for action in (shown, put):
        action.add_argument("--persona", metavar="NAME", help="for this companion only")


def sliders(application: Application, given: argparse.Namespace) -> int:
    """Do what *given* asks.

    Raises:
        AppError: it could not be done.
    """
    opened = enter(application)
    persona = opened.personas.named(given.persona).id if getattr(given, "persona", None) else None
    match given.action:
        case "list":
            for slider in opened.sliders.sliders(Scope(persona)):
                print(_line(slider))
        case "make":
            for axis in _wanted(opened, given):
                made: MadeSlider = worked(application.engine_worker, partial(_made, application, opened, axis))
                print(_line(Slider(axis, made)))
        case "set":
            opened.sliders.store.put(Scope(persona), _named(opened, given.name).axis, given.value)
            print(_line(_named(opened, given.name, persona)))
        case "show":
            _show(application, opened, given)
        case "remove":
            opened.sliders.store.forget(_own(opened, given.name))
    return 0


def name_of(axis: Axis) -> str:
    """What a slider is called here: one of ours by its key, one's own by its ends."""
    return axis.key or f"{axis.plus} / {axis.minus}"


def _line(slider: Slider) -> str:
    made = slider.made
    if made is None:
        return f"      - {name_of(slider.axis):20} not made for this model yet"
    low, high = made.interval
    told = f"{made.wins} of {made.pairs} told apart ({100 * low:.0f} to {100 * high:.0f} %)" if made.pairs else ""
    if not made.shows:
        return f"      - {name_of(slider.axis):20} shows no effect on this model  {told}".rstrip()
    return f"{slider.value:+7.2f} {name_of(slider.axis):20} {slider.axis.minus} … {slider.axis.plus}  {told}"


def _wanted(opened: Session, given: argparse.Namespace) -> list[Axis]:
    if given.plus or given.minus:
        try:
            return [Axis("", (given.plus or "").strip(), (given.minus or "").strip())]
        except ValueError:
            raise AppError("slider_ends") from None
    if given.name == EVERY:
        return list(read_axes().axes)
    return [_named(opened, given.name).axis]


def _made(application: Application, opened: Session, axis: Axis) -> Generator[Any, None, MadeSlider]:
    model = yield from application.model.ensure()
    return (yield from opened.sliders.make(model, axis))


def _show(application: Application, opened: Session, given: argparse.Namespace) -> None:
    slider = _named(opened, given.name)
    if slider.made is None or not slider.made.shows:
        print(_line(slider))
        return
    made = slider.made

    def work() -> Generator[Any, None, list[str]]:
        model = yield from application.model.ensure()
        return (yield from preview(model, made, VALUES, given.said))

    texts: list[str] = worked(application.engine_worker, work)
    for value, text in zip(VALUES, texts, strict=True):
        print(f"{value:+5.1f}  {' '.join(text.split())}")


def _named(opened: Session, name: str, persona: int | None = None) -> Slider:
    for slider in opened.sliders.sliders(Scope(persona)):
        if name_of(slider.axis).casefold() == name.casefold():
            return slider
    raise AppError("no_such_slider", name=name)


def _own(opened: Session, name: str) -> Axis:
    axis = _named(opened, name).axis
    if axis.key:
        raise AppError("slider_of_ours")
    return axis


def _value(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 2
    if not -1 <= number <= 1:
        raise argparse.ArgumentTypeError("give a number from -1 to 1")
    return number
