"""``inglenook models get`` and ``downloads``: getting models, and the list of what is on its way."""

from __future__ import annotations

import argparse
import sys
import threading

from app.application import Application
from app.cli.hub import chosen, opened_repo
from app.cli.terminal import unwatch, watch, worked
from app.cli.unlock import enter
from app.core.errors import AppError, HubError
from app.core.translation import sentence
from app.core.words import gigabytes
from app.models import Download, DownloadStage

TICK_S = 0.5


def add_download_commands(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The grammar of getting models."""
    get = actions.add_parser("get", help="download a model, or resume it, even after a crash")
    get.add_argument("repo", metavar="REPOSITORY")
    get.add_argument("offer", metavar="QUANTIZATION", help="such as Q4_K_M, or the name of a file")
    get.add_argument("--use", action="store_true", help="answer with it once it is there")
    get.add_argument("--pictures", action="store_true", help="with its projector, so that it can see pictures")
    listed = actions.add_parser("downloads", help="list downloads; pause, resume or cancel them")
    change = listed.add_mutually_exclusive_group()
    for name, words in (("pause", "pause one"), ("resume", "resume one"), ("cancel", "cancel one")):
        change.add_argument(f"--{name}", type=int, metavar="N", help=words)
    change.add_argument("--first", type=int, metavar="N", help="take this one before the others")
    change.add_argument("--go-on", action="store_true", help="download what is waiting, until all is there")


def downloads(application: Application, given: argparse.Namespace) -> bool:
    """Do what *given* asks; false where that is something else.

    Raises:
        AppError: it could not be done.
    """
    match given.action:
        case "get":
            get(application, given)
        case "downloads":
            change(application, given)
        case _:
            return False
    return True


def get(application: Application, given: argparse.Namespace) -> None:
    repo = opened_repo(application, given.repo)
    if repo.is_gated:
        enter(application)
        repo = opened_repo(application, given.repo)
        worked(application.hub_worker, lambda: application.hub.require_access(repo.name), "Asking for access…")
    offer = chosen(repo, given.offer)
    sys.stderr.write(f"{offer.name}, {gigabytes(offer.size_bytes)}, licence: {repo.licence or 'not stated'}\n")
    there = application.registry.holding(offer.parts[0].sha256)
    if there is not None and not given.pictures:
        print(f"This very file is on this computer already, as {there.name}.")
        return
    number = application.downloads.add(repo, offer, takes_over=given.use, with_projector=given.pictures).id
    finish(application, [number])


def change(application: Application, given: argparse.Namespace) -> None:
    listed = application.downloads
    if given.pause is not None:
        listed.pause(given.pause)
    elif given.resume is not None:
        listed.resume(given.resume)
    elif given.cancel is not None:
        listed.cancel(given.cancel)
    elif given.first is not None:
        listed.move(given.first, 0)
    if given.go_on:
        if any(download.is_gated for download in listed.all()):
            enter(application)
        finish(application, [download.id for download in listed.all() if download.stage is DownloadStage.WAITING])
    for download in listed.all():
        pace = listed.pace(download.id)
        share = 100 * pace.done // max(1, pace.total)
        words = sentence(download.trouble) if download.trouble else download.stage.value
        print(f"{download.id:3} {download.name:44} {gigabytes(download.size_bytes):>9} {share:3} %  {words}")


def finish(application: Application, numbers: list[int]) -> None:
    """Download these and wait for them, telling how far they are.

    Raises:
        HubError: one of them failed; it can be gone on with.
    """
    changed = threading.Event()
    application.downloads.listen(lambda number: changed.set())
    application.downloads.start()
    told = ""
    try:
        while not all(
            application.downloads.get(number).stage in (DownloadStage.DONE, DownloadStage.FAILED) for number in numbers
        ):
            changed.wait(TICK_S)
            changed.clear()
            told = " | ".join(line_of(application, application.downloads.get(number)) for number in numbers)
            if sys.stderr.isatty():
                watch(told, 78)
    finally:
        if told and sys.stderr.isatty():
            unwatch(78)
    for number in numbers:
        settle(application, application.downloads.get(number))


def settle(application: Application, download: Download) -> None:
    """Say how one ended, and let it answer if that was asked for."""
    if download.stage is DownloadStage.FAILED:
        raise HubError("download", why=download.trouble or AppError().text)
    print(f"{download.model} is installed.")
    if download.takes_over and download.kind == "model":
        application.models.choose(download.model)
        print(f"{download.model} answers from now on.")
    application.downloads.cancel(download.id)


def line_of(application: Application, download: Download) -> str:
    """How far one is, in a few words."""
    pace = application.downloads.pace(download.id)
    share = 100 * pace.done // max(1, pace.total)
    if pace.doing == "trying":
        return f"{download.name}: trying it"
    if pace.doing == "stalled":
        return f"{download.name}: {share} %, stalled, reconnecting"
    why = application.downloads.why_waiting(download) if download.stage is DownloadStage.WAITING else None
    if why is not None:
        return f"{download.name}: {sentence(why)}"
    speed = f", {gigabytes(round(pace.bytes_a_second))}/s" if pace.bytes_a_second else ""
    left = f", {duration(pace.seconds_left)} left" if pace.seconds_left is not None else ""
    return f"{download.name}: {share} %{speed}{left}"


def duration(seconds: float) -> str:
    """*seconds* as a person says it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
