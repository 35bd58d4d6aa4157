"""``inglenook describe``: what a picture shows, in a sentence."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.application import Application
from app.cli.terminal import worked
from app.models import WHAT, PictureDescriber, Pixels
from app.personas import read_file
from app.vision import MOST_BYTES, prepare_picture, resized_pixels


def add_describe_arguments(describe: argparse.ArgumentParser) -> None:
    """The grammar of ``inglenook describe``."""
    describe.add_argument("file", type=Path, metavar="FILE", help="a picture: PNG, JPEG, WEBP or a still GIF")
    describe.add_argument("--ask", metavar="QUESTION", default=WHAT, help="ask this about it instead")
    describe.add_argument("--model", metavar="NAME", default="", help="let this model look (default: the smallest)")


def describe(application: Application, given: argparse.Namespace) -> int:
    """Do what *given* asks.  Nothing of the picture is kept.

    Raises:
        AppError: it could not be done.
    """
    ready = prepare_picture(read_file(given.file, MOST_BYTES))
    pixels = Pixels(ready.width, ready.height, resized_pixels(ready.content, ready.width, ready.height))
    describer = PictureDescriber(application.registry, application.settings)
    work = describer.describe(pixels, given.ask, given.model)
    print(worked(application.io_worker, lambda: work, "Looking at it…"))
    return 0
