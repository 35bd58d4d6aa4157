"""``inglenook sampling``: how words are chosen, and changing it for everybody, a companion, a model, or both."""

from __future__ import annotations

import argparse

from app.application import Application
from app.cli.unlock import enter
from app.core import settings as s
from app.core.errors import AppError
from app.core.scope import Scope
from app.models import KNOBS, sampling_for

TEXTS = ("manner", "banned", "bias", "grammar")


def add_sampling_arguments(sampling: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook sampling``."""
    sampling.add_argument("--persona", metavar="NAME", help="for this companion only")
    sampling.add_argument("--model", metavar="NAME", help="on this model only")
    sampling.add_argument("--reset", action="store_true", help="take back what was changed for just these")
    sampling.add_argument(
        "changes", nargs="*", metavar="KEY=VALUE", help="set one, such as temperature=0.7; KEY= takes it back"
    )


def sampling(application: Application, given: argparse.Namespace) -> int:
    """Show how words are chosen, or change it."""
    opened = enter(application)
    persona = opened.personas.named(given.persona) if given.persona else None
    model = application.registry.find(given.model).name if given.model else None
    reach = Scope(persona.id if persona else None, model=model)
    if given.reset:
        opened.word_choice.reset(reach)
    for change in given.changes:
        key, _, value = change.partition("=")
        try:
            opened.word_choice.put(reach, key, _read(key, value))
        except ValueError:
            raise _refusal(key, value) from None
    changed = opened.word_choice.changed_for(reach.persona, reach.model or application.model.name)
    sampling = sampling_for(application.settings.text(s.STYLE), application.model.facts, changed)
    mine = opened.word_choice.of(reach)
    for key in [knob.key for knob in KNOBS] + list(TEXTS[1:]):
        shown = getattr(sampling, key)
        print(f"{'*' if key in mine else ' '} {key:20} {shown if shown != () else ''}")
    return 0


def _read(key: str, value: str) -> object:
    if key in TEXTS or not value:
        return value.replace("\\n", "\n")
    try:
        number = float(value)
    except ValueError:
        return value
    return int(number) if number == int(number) else number


def _refusal(key: str, value: str) -> AppError:
    knob = next((knob for knob in KNOBS if knob.key == key), None)
    if knob is None:
        keys = ", ".join([*(knob.key for knob in KNOBS), *TEXTS])
        return AppError("no_such_setting", key=key, value=value, keys=keys)
    return AppError("out_of_range", key=key, value=value, low=float(knob.low), high=float(knob.high))
