"""What each macro says."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone

from app.macros.moments import formatted, humanized
from app.macros.scene import Scene

Word = Callable[[Scene, list[str], str, int], str | None]

DICE = re.compile(r"\s*(\d{0,3})\s*d\s*(\d{1,6})\s*(?:([+-])\s*(\d{1,6}))?\s*", re.IGNORECASE)
OFFSET = re.compile(r"(?:utc)?\s*([+-]?\d{1,2})", re.IGNORECASE)
FALSE = ("", "0", "false", "off", "no", "none", "null")


def is_true(condition: str, scene: Scene) -> bool:
    """Whether *condition* holds: a variable's name, or words that are not empty, 0, false, off or no."""
    told = condition.strip()
    is_not = told.startswith("!")
    told = told.removeprefix("!").strip()
    told = scene.variables.get(told, scene.fields.get(told.lower(), told))
    return (told.strip().lower() not in FALSE) is not is_not


def _char(scene: Scene, given: list[str], text: str, place: int) -> str:
    return scene.char


def _user(scene: Scene, given: list[str], text: str, place: int) -> str:
    return scene.user


def _random(scene: Scene, given: list[str], text: str, place: int) -> str:
    return scene.chance(text, place, stays=False).choice(given).strip() if given else ""


def _pick(scene: Scene, given: list[str], text: str, place: int) -> str:
    return scene.chance(text, place, stays=True).choice(given).strip() if given else ""


def _roll(scene: Scene, given: list[str], text: str, place: int) -> str | None:
    told = (given[0] if given else "1d6").strip()
    dice = DICE.fullmatch(told) if not told.isdigit() else DICE.fullmatch(f"1d{told[:6]}")
    if dice is None:
        return ""
    count, sides = min(int(dice.group(1) or 1), 100), int(dice.group(2))
    if not count or not sides:
        return "0"
    chance = scene.chance(text, place, stays=False)
    total = sum(chance.randint(1, sides) for _ in range(count))
    more = int(dice.group(4) or 0)
    return str(total + (more if dice.group(3) != "-" else -more))


def _time(scene: Scene, given: list[str], text: str, place: int) -> str:
    at = scene.at
    offset = OFFSET.fullmatch(given[0].strip()) if given else None
    if offset is not None and -14 <= int(offset.group(1)) <= 14:
        at = at.astimezone(timezone(timedelta(hours=int(offset.group(1)))))
    return formatted(at, "h:mm A")


def _format(pattern: str) -> Word:
    return lambda scene, given, text, place: formatted(scene.at, given[0] if given and not pattern else pattern)


def _idle(scene: Scene, given: list[str], text: str, place: int) -> str:
    return humanized(scene.idle)


def _difference(scene: Scene, given: list[str], text: str, place: int) -> str | None:
    try:
        first, second = (datetime.fromisoformat(part.strip()) for part in given[:2])
        return humanized(first - second)
    except (ValueError, TypeError):
        return None


def _get(scene: Scene, given: list[str], text: str, place: int) -> str:
    return scene.variables.get(given[0].strip(), "") if given else ""


def _set(scene: Scene, given: list[str], text: str, place: int) -> str:
    if len(given) >= 2:
        scene.variables[given[0].strip()] = given[1]
    return ""


def _add(scene: Scene, given: list[str], text: str, place: int) -> str:
    if len(given) >= 2:
        _added(scene, given[0].strip(), given[1])
    return ""


def _count(step: str) -> Word:
    return lambda scene, given, text, place: _added(scene, given[0].strip(), step) if given else ""


def _added(scene: Scene, name: str, more: str) -> str:
    """A variable with *more* added: as numbers where both are, else one after the other."""
    old = scene.variables.get(name, "0" if _number(more) is not None else "")
    one, other = _number(old), _number(more)
    if one is not None and other is not None:
        total = one + other
        scene.variables[name] = str(int(total)) if total == int(total) and abs(total) < 1e15 else repr(total)
    else:
        scene.variables[name] = (old + more)[:10_000]
    return scene.variables[name]


def _number(text: str) -> float | None:
    try:
        told = float(text) if len(text) < 30 else math.nan
    except ValueError:
        return None
    return told if math.isfinite(told) else None


def _nothing(scene: Scene, given: list[str], text: str, place: int) -> str:
    return ""


def _reverse(scene: Scene, given: list[str], text: str, place: int) -> str:
    return "::".join(given)[::-1]


def _outlet(scene: Scene, given: list[str], text: str, place: int) -> str:
    return scene.lookup(given[0].strip()) if given else ""


def _constant(told: str) -> Word:
    return lambda scene, given, text, place: told


WORDS: Mapping[str, Word] = {
    "char": _char, "user": _user, "bot": _char, "charifnotgroup": _char,
    "random": _random, "pick": _pick, "roll": _roll,
    "time": _time, "date": _format("MMMM D, YYYY"), "weekday": _format("dddd"), "isotime": _format("HH:mm"),
    "isodate": _format("YYYY-MM-DD"), "datetimeformat": _format(""),
    "idle_duration": _idle, "idleduration": _idle, "timediff": _difference,
    "getvar": _get, "setvar": _set, "addvar": _add, "incvar": _count("1"), "decvar": _count("-1"),
    "getglobalvar": _get, "setglobalvar": _set, "addglobalvar": _add, "incglobalvar": _count("1"),
    "decglobalvar": _count("-1"),
    "newline": _constant("\n"), "space": _constant(" "), "noop": _nothing, "comment": _nothing,
    "hidden_key": _nothing, "reverse": _reverse, "outlet": _outlet,
    **{f"time_utc{sign}{hours}": (lambda told: lambda scene, given, text, place: _time(scene, [told], text, place))(
        f"{sign}{hours}") for sign in "+-" for hours in range(15)},
}  # fmt: skip
