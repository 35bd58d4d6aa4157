"""Names that came from the hub or from a person: repositories and paths, checked before they become files."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from app.core.errors import BadFileName, NotOnHub

REPO = re.compile(r"(?!.*(?:--|\.\.))[A-Za-z0-9](?:[\w.-]{0,94}[A-Za-z0-9])?/[A-Za-z0-9_](?:[\w.-]{0,94}[A-Za-z0-9_])?")
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
LONGEST_PART, LONGEST_PATH = 200, 400


def repo_of(untrusted_text: str) -> str | None:
    """The repository that *untrusted_text* names: ``maker/model``, or an address on the hub; None if it is neither."""
    text = untrusted_text.strip()
    if "://" in text:
        parts = [unquote(part) for part in urlsplit(text).path.split("/") if part]
        text = "/".join(parts[:2])
    return text if REPO.fullmatch(text) and not text.endswith(".git") else None


def require_repo(untrusted_text: str) -> str:
    """The same, insisting.

    Raises:
        NotOnHub: it names none.
    """
    repo = repo_of(untrusted_text)
    if repo is None:
        raise NotOnHub("name")
    return repo


def require_path(untrusted_path: str) -> PurePosixPath:
    """A path inside a repository that stays inside a folder on every system.

    Raises:
        BadFileName: it would not.
    """
    parts = untrusted_path.split("/")
    if len(untrusted_path) > LONGEST_PATH or not all(_is_plain(part) for part in parts):
        raise BadFileName
    return PurePosixPath(*parts)


def _is_plain(part: str) -> bool:
    return (
        0 < len(part) <= LONGEST_PART
        and part not in (".", "..")
        and not FORBIDDEN.search(part)
        and not RESERVED.fullmatch(part)
        and part == part.strip()
        and not part.endswith(".")
    )
