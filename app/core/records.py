"""Reads a dataclass out of JSON that somebody else may have written: every field of its declared type, or nothing."""

from __future__ import annotations

import dataclasses
import enum
import math
import types
import typing
from typing import Any, TypeVar

Record = TypeVar("Record")


class WrongRecord(ValueError):
    """It is not what it should be; what is wrong with it, without a word of it."""


LARGEST = 2**63 - 1
"""What a database and every other program take for a whole number."""


def record(kind: type[Record], told: object) -> Record:
    """*told*, a JSON object, as the dataclass *kind*; fields with defaults may be missing.

    Raises:
        WrongRecord: it is no object, lacks a field, has one that *kind* does not, or one of another type, or is nested
            too deep.
    """
    if not isinstance(told, dict):
        raise WrongRecord("no object")
    hints = typing.get_type_hints(kind)
    known = {field.name for field in dataclasses.fields(typing.cast("Any", kind)) if field.init}
    if not told.keys() <= known:
        raise WrongRecord("an unknown field")
    try:
        return kind(**{name: _value(hints[name], value) for name, value in told.items()})
    except TypeError:
        raise WrongRecord("a field is missing") from None
    except RecursionError:  # a text may stand in a text, and somebody wrote very many
        raise WrongRecord("nested too deep") from None


def _value(kind: Any, told: object) -> object:
    """*told*, if it is of *kind*."""
    while isinstance(kind, typing.NewType):
        kind = kind.__supertype__
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _one_of(typing.get_args(kind), told)
    if origin is typing.Literal:
        if told not in typing.get_args(kind):
            raise WrongRecord("another word")
        return told
    if origin is tuple:
        return _row(typing.get_args(kind), told)
    if dataclasses.is_dataclass(kind):
        return record(typing.cast("type[object]", kind), told)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind(told)
    if kind is float and type(told) in (int, float):
        try:
            number = float(typing.cast("float", told))
        except OverflowError:
            raise WrongRecord("too large") from None
        if math.isfinite(number):
            return number
    elif kind is type(None) and told is None:
        return None
    elif type(told) is kind and (kind is not int or abs(typing.cast("int", told)) <= LARGEST):
        if kind is str:
            typing.cast("str", told).encode()  # half letters cannot be stored; UnicodeEncodeError is a ValueError
        return told
    raise WrongRecord("another type")


def _one_of(kinds: tuple[Any, ...], told: object) -> object:
    for kind in kinds:
        try:
            return _value(kind, told)
        except ValueError:
            continue
    raise WrongRecord("another type")


def _row(kinds: tuple[Any, ...], told: object) -> tuple[object, ...]:
    if not isinstance(told, list | tuple):
        raise WrongRecord("no list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_value(kinds[0], each) for each in told)
    if len(kinds) != len(told):
        raise WrongRecord("another length")
    return tuple(_value(kind, each) for kind, each in zip(kinds, told, strict=True))
