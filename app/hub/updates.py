"""Looking for a newer Inglenook, when a person clicks for it: one question, to the address in the settings."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import httpx2

from app.core.errors import HubError, Offline, UpdatesUnreachable, UpdateUnknown
from app.core.network_guard import network_guard
from app.core.text import Text
from app.hub.border import translated
from app.hub.client import HERE, Endpoint

WHY = Text("connection.update")
LONGEST_PAGE = 300


@dataclass(frozen=True, slots=True)
class Release:
    """A version that was released, such as 1.2.3, and the page about it."""

    version: str
    page: str = ""

    def is_newer_than(self, version: str) -> bool:
        """Compared number by number; a version that is more than numbers counts by those it begins with."""
        return _numbers(self.version) > _numbers(version)


def latest_release(address: str) -> Release:
    """Ask *address* for the newest version.

    It answers with JSON: ``version`` and ``page``, or ``tag_name`` and ``html_url`` as GitHub's releases have them.
    Nothing is told of this computer or of the version on it.

    Raises:
        UpdateUnknown: the address is none, or the answer says nothing about a version
        UpdatesUnreachable: the question did not get through
        Offline: the person switched the network off
    """
    try:
        url = httpx2.URL(address)
    except (httpx2.InvalidURL, ValueError):
        raise UpdateUnknown from None
    if not url.host or (url.scheme != "https" and not (url.scheme == "http" and url.host in HERE)):
        raise UpdateUnknown
    endpoint = Endpoint(address, places=())
    try:
        with network_guard.on(endpoint.errand(WHY)), translated(), endpoint.client() as client:
            answer = client.get(url)
    except Offline:
        raise
    except HubError:  # in the words of models, which this is not about
        raise UpdatesUnreachable from None
    if answer.status_code >= 500 or answer.status_code == 429:
        raise UpdatesUnreachable
    return read_release(answer.content if answer.is_success else b"")


def read_release(content: bytes) -> Release:
    """The release that *content* tells of.

    Raises:
        UpdateUnknown: none
    """
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        raise UpdateUnknown from None
    if not isinstance(told, dict):
        raise UpdateUnknown
    version, page = (next((told[key] for key in keys if isinstance(told.get(key), str)), "") for keys in KEYS)
    version = version.removeprefix("v")
    if not re.fullmatch(r"\d{1,6}(?:\.\d{1,6}){0,4}[\w.+-]{0,20}", version, re.ASCII):
        raise UpdateUnknown
    is_page = page.startswith("https://") and len(page) <= LONGEST_PAGE and page.isprintable() and " " not in page
    return Release(version, page if is_page else "")


KEYS = (("version", "tag_name"), ("page", "html_url"))


def _numbers(version: str) -> tuple[int, ...]:
    found = re.match(r"\d+(?:\.\d+)*", version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
