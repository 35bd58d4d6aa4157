"""``inglenook models``: what is on this machine, what would run on it, and getting more."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.application import Application
from app.cli.downloads import add_download_commands, downloads
from app.cli.hub import add_hub_commands, hub
from app.cli.terminal import counted, driven, worked
from app.core import settings as s
from app.core.clock import Milliseconds, local
from app.core.errors import NotOnHub
from app.core.translation import sentence
from app.core.words import gigabytes
from app.models import (
    RECOGNIZER,
    TEMPLATE_BREAKS,
    VERDICTS,
    InstalledModel,
    Origin,
    check_files,
    copy_in,
    find_external_models,
    is_peft,
    is_voice_file,
    paced,
    storage_of,
    summed,
)

Action = Callable[[Application, argparse.Namespace], None]


def add_model_commands(models: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook models``."""
    actions = models.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help="list the installed models")
    actions.add_parser("recommend", help="which models of the catalogue run well here")
    use = actions.add_parser("use", help="answer with this model from now on")
    use.add_argument("name", metavar="NAME")
    add_hub_commands(actions)
    add_download_commands(actions)
    add = actions.add_parser("add", help="try a GGUF file, or a Piper voice (.onnx), and keep it")
    add.add_argument("file", type=Path, metavar="FILE.gguf")
    add.add_argument("--copy", action="store_true", help="make a copy in the models folder")
    link = actions.add_parser("link", help="use models of other programs where they are on this computer")
    link.add_argument("numbers", type=int, nargs="*", metavar="N", help="which of them (default: list them)")
    link.add_argument("--folder", type=Path, action="append", default=[], metavar="DIR", help="look here as well")
    info = actions.add_parser("info", help="all that is known of a model that is here")
    info.add_argument("name", metavar="NAME")
    rename = actions.add_parser("rename", help="rename a model")
    rename.add_argument("name", metavar="NAME")
    rename.add_argument("new", metavar="NEW")
    remove = actions.add_parser("remove", help="remove a model; “restore” undoes it until “prune”")
    remove.add_argument("name", metavar="NAME")
    restore = actions.add_parser("restore", help="restore a removed model")
    restore.add_argument("name", metavar="NAME")
    actions.add_parser("prune", help="delete the files of removed models for good")
    eyes = actions.add_parser("eyes", help="give a model eyes, from its projector (mmproj), or take them")
    eyes.add_argument("name", metavar="NAME")
    eyes.add_argument("file", type=Path, nargs="?", metavar="FILE.gguf", help="the projector (default: none any more)")
    check = actions.add_parser("check", help="read the whole model again and check that it is intact")
    check.add_argument("name", metavar="NAME")
    move = actions.add_parser("move-folder", help="keep models in another folder, and move the existing ones")
    move.add_argument("folder", type=Path, metavar="DIR")


def models(application: Application, given: argparse.Namespace) -> int:
    """Do what *given* asks.

    Raises:
        AppError: it could not be done.
    """
    action = ACTIONS.get(given.action)
    if action is not None:
        action(application, given)
    elif not downloads(application, given):
        hub(application, given)
    return 0


def show_list(application: Application, given: argparse.Namespace) -> None:
    for model in application.registry.models():
        mark = "*" if model.name == application.model.name else " "
        note = "small, for trying the app" if model.is_starter else model.origin.source or model.origin.how
        if model.kind != "model":
            note = f"{model.kind}, {note}"
        print(f"{mark} {model.name:40} {gigabytes(model.total_bytes):>9}  {model.architecture:10} {note}")
    used, free = storage_of(application.models.folder)
    print(f"{gigabytes(used)} in {application.models.folder}, {gigabytes(free)} free.")


def recommend(application: Application, given: argparse.Namespace) -> None:
    worked(application.io_worker, application.recommender.measure, "Measuring this computer, once…")
    for advice in application.recommender.recommend():
        mark = "*" if advice.is_recommended else " "
        model, found = advice.model, advice.suitability
        print(
            f"{mark} {model.name:24} {sentence(VERDICTS[found.verdict]):10} {model.repo} {model.quant}, {model.licence}"
        )
        print(f"      {model.good_at}")
        print(f"      {sentence(summed(found))}")
        if found.verdict.value != "not":
            print(f"      {sentence(paced(found))}")
        for given_up in found.gives_up:
            print(f"      {sentence(given_up)}")
    print("Get one with: inglenook models get REPOSITORY QUANTIZATION --use")


def use(application: Application, given: argparse.Namespace) -> None:
    model = application.registry.find(given.name)
    if model.kind == RECOGNIZER:
        application.settings.put(s.RECOGNIZER, model.name)
        print(f"{model.name} understands what you say from now on.")
        return
    if model.is_embedder:
        application.embedding.choose(model.name)
        print(f"{model.name} finds memories by their meaning from now on.")
        return
    if model.kind != "model":
        raise NotOnHub("no_chat_model", model=model.name)
    application.models.choose(model.name)
    print(f"{model.name} answers from now on.")


def add(application: Application, given: argparse.Namespace) -> None:
    if given.copy or is_voice_file(given.file):
        added = worked(
            application.io_worker, lambda: copy_in(application.registry, given.file, application.models.folder)
        )
    else:
        adapters, folder = application.adapters, application.models.folder
        work = adapters.add(given.file, folder) if is_peft(given.file) else application.registry.add(given.file)
        added = worked(application.io_worker, lambda: work)
    tell_added(added)


def link(application: Application, given: argparse.Namespace) -> None:
    strays = driven(find_external_models(application.registry, given.folder))
    for number in given.numbers or ():
        if not 0 < number <= len(strays):
            raise NotOnHub("no_such_number", number=str(number))
        stray = strays[number - 1]
        hashes = [(stray.path.name, stray.sha256)] if stray.sha256 else []
        tell_added(
            worked(
                application.io_worker,
                lambda stray=stray, hashes=hashes: application.registry.add(  # type: ignore[misc]
                    stray.path, Origin("adopted", stray.app), name=stray.name, kind=stray.kind, hashes=hashes
                ),
            )
        )
    if not given.numbers:
        for number, stray in enumerate(strays, 1):
            print(f"{number:3} {stray.name:40} {gigabytes(stray.size_bytes):>9}  {stray.architecture:10} {stray.app}")
        print("Use one where it lies: inglenook models link N" if strays else "No models of other programs were found.")


def info(application: Application, given: argparse.Namespace) -> None:
    model = application.registry.find(given.name)
    found = worked(application.io_worker, lambda: application.recommender.assess_file(Path(model.path)))
    for label, value in described_model(model):
        print(f"{label:12} {value}")
    speed = sentence(paced(found, model.tokens_a_second))
    print(f"{'Here':12} {sentence(VERDICTS[found.verdict])}. {sentence(summed(found))} {speed}")


def described_model(model: InstalledModel) -> list[tuple[str, str]]:
    """What is known of a model, line by line."""
    lines = [
        ("Name", model.name), ("Kind", f"{model.kind}, {model.architecture}"), ("Size", gigabytes(model.total_bytes)),
        ("From", f"{model.origin.source or 'this computer'} ({model.origin.how})"), ("Commit", model.origin.commit),
        ("Licence", model.origin.licence), ("File", model.path),
        ("Eyes", model.projector), ("Last used", day(model.used)),
        *(("SHA-256", digest) for _, digest in model.hashes),
    ]  # fmt: skip
    return [(label, str(value)) for label, value in lines if value]


def day(at: int) -> str:
    return f"{local(Milliseconds(at)):%Y-%m-%d}" if at else "never"


def rename(application: Application, given: argparse.Namespace) -> None:
    print(f"It is called {application.models.rename(given.name, given.new).name} now.")


def remove(application: Application, given: argparse.Namespace) -> None:
    model = application.models.remove(given.name)
    print(f"{model.name} is removed. “inglenook models restore” brings it back, until “prune” deletes its files.")


def restore(application: Application, given: argparse.Namespace) -> None:
    print(f"{application.models.restore(given.name).name} is back.")


def prune(application: Application, given: argparse.Namespace) -> None:
    print(f"{gigabytes(application.models.prune())} are free again.")


def eyes(application: Application, given: argparse.Namespace) -> None:
    if given.file is None:
        print(f"{application.registry.unpair(given.name).name} does without eyes now.")
        return
    model = worked(application.io_worker, lambda: application.registry.pair(given.name, given.file), "Trying them…")
    print(f"{model.name} takes in {' and '.join(model.senses)} now.")


def check(application: Application, given: argparse.Namespace) -> None:
    model = application.registry.find(given.name)
    started = time.monotonic()
    knew = driven(check_files(application.registry, model))
    words = "it is what was downloaded" if knew else "it can be read; its hash is kept for the next time"
    print(f"{model.name}: {words} ({time.monotonic() - started:.0f} s).")


def move_folder(application: Application, given: argparse.Namespace) -> None:
    count = driven(application.models.move(given.folder))
    moved = counted(count, "file", "files")
    print(f"Moved {moved}, checked by hash. Models are kept in {application.models.folder} from now on.")


def tell_added(model: object) -> None:
    assert isinstance(model, InstalledModel)
    print(f"Added {model.name}.")
    if model.kind == "model" and not model.has_template:
        sys.stderr.write("This model brings no chat format of its own; a plain transcript is used.\n")
    if model.template_bound:
        sys.stderr.write(f"{TEMPLATE_BREAKS}\n")


ACTIONS: dict[str, Action] = {
    "list": show_list, "recommend": recommend, "use": use, "add": add, "link": link, "info": info, "rename": rename,
    "remove": remove, "restore": restore, "prune": prune, "check": check, "eyes": eyes, "move-folder": move_folder,
}  # fmt: skip
