"""JSON from strangers: read within limits, written so that any reader takes it."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn

from app.core.errors import CardEncrypted, FileTooLarge, FileUnreadable

MOST_BYTES = 64 << 20
DEEPEST = 100
LOCKED = (b"rcc||",)


def read_json(text: bytes) -> Any:
    """What *text* says.

    Raises:
        FileTooLarge, FileUnreadable, CardEncrypted: it cannot be used.
    """
    if len(text) > MOST_BYTES:
        raise FileTooLarge
    if text.lstrip().startswith(LOCKED):
        raise CardEncrypted
    try:
        told = json.loads(text.decode("utf-8-sig"), parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError):
        raise FileUnreadable("no_json") from None
    if depth_of(told) > DEEPEST:
        raise FileUnreadable("nested")
    return told


def depth_of(told: object) -> int:
    """How many levels *told* has, counted without recursion; more than can be read counts as one more."""
    level, now = 0, [told]
    while now and level <= DEEPEST:
        level += 1
        now = [
            inner
            for each in now
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
            if isinstance(inner, dict | list)
        ]
    return level


def write_json(told: object, *, indent: int | None = None) -> bytes:
    """*told* as UTF-8; where a text holds half letters, as escapes."""
    try:
        return json.dumps(told, ensure_ascii=False, indent=indent).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(told, indent=indent).encode("ascii")


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _finite(text: str) -> float:
    told = float(text)
    if not math.isfinite(told):
        raise ValueError(text)
    return told
