"""``inglenook updates``: whether there is a newer version, asked only by this command."""

from __future__ import annotations

import argparse

from app import __version__
from app.application import Application
from app.core import settings as s
from app.hub import latest_release


def updates(application: Application, given: argparse.Namespace) -> int:
    """``inglenook updates``: one question to the address in the settings, and none where there is no address."""
    address = application.settings.text(s.UPDATE_ADDRESS).strip()
    if not address:
        print(f"This is Inglenook {__version__}. There is no address for updates in the settings, so nothing is asked.")
        return 0
    found = latest_release(address)
    if found.is_newer_than(__version__):
        print(f"This is Inglenook {__version__}; version {found.version} is available. {found.page}".strip())
    else:
        print(f"This is Inglenook {__version__}, the newest version.")
    return 0
