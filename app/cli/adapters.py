"""``inglenook adapters``: small changes of a model's weights, brought in and chosen for a companion or everybody."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.application import Application
from app.cli.terminal import worked
from app.cli.unlock import enter
from app.core.errors import ModelNotInRegistry
from app.core.scope import Scope
from app.core.words import gigabytes
from app.models import InstalledModel


def add_adapter_commands(adapters: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook adapters``."""
    actions = adapters.add_subparsers(dest="action", metavar="ACTION", required=True)
    shown = actions.add_parser("list", help="the adapters here, the models they fit, and where they work")
    shown.add_argument("--persona", metavar="NAME", help="what works for this companion")
    add = actions.add_parser("add", help="try an adapter on the model it was made for, and keep it")
    add.add_argument("file", type=Path, metavar="FILE", help="a LoRA as GGUF, or the folder of one in PEFT's form")
    use = actions.add_parser("use", help="let an adapter work from now on")
    use.add_argument("--scale", type=_scale, default=1.0, metavar="0-1", help="how strongly (default: 1)")
    scale = actions.add_parser("scale", help="how strongly an adapter works; 0 keeps it off")
    scale.add_argument("scale", type=_scale, metavar="0-1")
    remove = actions.add_parser("remove", help="let an adapter work no more; without --persona take it off the list")
    for action in (use, scale, remove):
        action.add_argument("name", metavar="NAME")
        action.add_argument("--persona", metavar="NAME", help="for this companion only")
        action.add_argument("--conversation", type=int, metavar="NUMBER", help="for this conversation only")


def adapters(application: Application, given: argparse.Namespace) -> int:
    """Do what *given* asks.

    Raises:
        AppError: it could not be done.
    """
    match given.action:
        case "list":
            _list(application, given.persona)
        case "add":
            work = application.adapters.add(given.file, application.models.folder)
            added: InstalledModel = worked(application.io_worker, lambda: work, "Trying the adapter…")
            print(f"{added.name} was added.")
        case "remove" if given.persona is None and given.conversation is None:
            application.models.remove(_found(application, given.name).name)
            print(f"{given.name} was removed. Undo it with: inglenook models restore {given.name}")
        case _:
            _choose(application, given)
    return 0


def _list(application: Application, companion: str | None) -> None:
    opened = enter(application)
    persona = opened.personas.named(companion) if companion else None
    holding = opened.adapter_choices.holding(persona.id if persona else None, None)
    chats = [model for model in application.registry.models() if model.kind == "model"]
    for adapter in application.adapters.installed():
        fits = ", ".join(model.name for model in chats if application.adapters.fits(adapter, model))
        works = f"{holding[adapter.name]:.2f}" if adapter.name in holding else "-"
        print(f"{works:>5} {adapter.name:32} {gigabytes(adapter.total_bytes):>9}  for {fits or 'no model here'}")
    if not application.adapters.installed():
        print("There are no adapters here. Add one with: inglenook adapters add FILE")


def _choose(application: Application, given: argparse.Namespace) -> None:
    opened = enter(application)
    adapter = _found(application, given.name)
    persona = opened.personas.named(given.persona).id if given.persona else None
    if given.conversation is not None:
        persona = opened.conversations.store.catalogue.persona_of(given.conversation)
    scope = Scope(persona, given.conversation)
    opened.adapter_choices.put(scope, adapter.name, None if given.action == "remove" else given.scale)
    if given.action == "remove":
        print(f"{adapter.name} is not used there any more.")
        return
    print(f"{adapter.name} works at {given.scale:.2f}.")
    if not application.adapters.fits(adapter, application.model.chosen):
        print(f"It was made for another model than {application.model.name}, and works once that one answers.")


def _found(application: Application, name: str) -> InstalledModel:
    for adapter in application.adapters.installed():
        if adapter.name.casefold() == name.casefold():
            return adapter
    raise ModelNotInRegistry("named", name=name)


def _scale(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError("give a number from 0 to 1")
    return number
