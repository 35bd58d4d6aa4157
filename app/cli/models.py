"""``inglenook models``: the models on this machine."""

from __future__ import annotations

import argparse
import sys

from app.core import settings as s
from app.core.lanes import End, Failed, Finished
from app.house import House


def models(house: House, given: argparse.Namespace) -> int:
    """``inglenook models``."""
    match given.action:
        case "add":
            job = house.io_lane.submit(lambda: house.shelf.add(given.file))
            job.wait()
            added = value_of(job.end)
            print(f"Added {getattr(added, 'name', '')}.")
            if not getattr(added, "has_template", True):
                sys.stderr.write("This model brings no chat format of its own; a plain transcript is used.\n")
        case "use":
            model = house.shelf.find(given.name)
            house.settings.put(s.MODEL_NAME, model.name)
            print(f"{model.name} answers from now on.")
        case _:
            for model in house.shelf.models():
                mark = "*" if model.name == house.model.name else " "
                note = "  tiny, for trying the app" if model.is_starter else ""
                print(f"{mark} {model.name:40} {model.size_bytes / 1e6:9.1f} MB  {model.architecture}{note}")
    return 0


def value_of(end: End | None) -> object:
    """What a job returned.

    Raises:
        AppError: it failed.
    """
    match end:
        case Finished(value=value):
            return value
        case Failed(error=error):
            raise error
        case _:
            return None
