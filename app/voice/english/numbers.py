"""Numbers, money, times and signs as they are said in English."""

from __future__ import annotations

import re
from collections.abc import Callable

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ("", "thousand", "million", "billion", "trillion", "quadrillion")
_IRREGULAR = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_MONEY = {"$": ("dollar", "cent"), "£": ("pound", "penny"), "€": ("euro", "cent"), "¥": ("yen", "")}
_SIGNS = {
    "&": "and",
    "%": "percent",
    "@": "at",
    "+": "plus",
    "=": "equals",
    "#": "number",
    "°": "degrees",
    "/": "slash",
}
_SHORT_FORMS = {
    "mr.": "mister", "mrs.": "missis", "ms.": "miz", "dr.": "doctor", "prof.": "professor", "st.": "saint",
    "vs.": "versus", "etc.": "et cetera", "e.g.": "for example", "i.e.": "that is", "approx.": "approximately",
    "jr.": "junior", "sr.": "senior", "no.": "number", "mt.": "mount",
}  # fmt: skip
_SHORT_FORM = re.compile(r"\b(?:" + "|".join(re.escape(short) for short in _SHORT_FORMS) + r")(?=\s)", re.IGNORECASE)
_BEFORE_YEARS = (
    "in", "since", "of", "by", "until", "from", "year", "around", "summer", "winter", "spring", "autumn",
    "fall", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December", "of,",
)  # fmt: skip
"""Words behind which four digits are a year."""
LONGEST_DIGITS = 15
"""A longer number is said digit by digit."""


def say_numbers(text: str) -> str:
    """*text* with every number, amount, time and sign written out in words."""
    for pattern, say in _RULES:
        text = pattern.sub(say, text)
    return text


def cardinal(number: int) -> str:
    """*number*, of at most LONGEST_DIGITS digits, in words: ``forty-two``."""
    if number < 0:
        return f"minus {cardinal(-number)}"
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_ONES[hundreds]} hundred" + (f" and {cardinal(rest)}" if rest else "")
    groups: list[str] = []
    for scale in _SCALES:
        number, group = divmod(number, 1000)
        if group:
            words = cardinal(group) if scale or group >= 100 or not number else f"and {cardinal(group)}"
            groups.append(f"{words} {scale}".strip())
        if not number:
            break
    return " ".join(reversed(groups))


def ordinal(number: int) -> str:
    """*number* as a place: ``twenty-first``."""
    words = cardinal(number)
    head, cut, last = words.rpartition("-" if "-" in words.split(" ")[-1] else " ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("y"):
        last = f"{last[:-1]}ieth"
    else:
        last += "th"
    return f"{head}{cut}{last}"


def year(number: int) -> str:
    """*number*, from 1000 to 2999, as a year: ``nineteen eighty-four``."""
    century, rest = divmod(number, 100)
    if number % 1000 < 10:
        return cardinal(number).replace(" and ", " ")
    if not rest:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' + _ONES[rest] if rest < 10 else cardinal(rest)}"


def _digits(text: str) -> str:
    return " ".join(_ONES[int(sign)] for sign in text if sign.isdigit() and sign.isascii())


def _whole(text: str) -> str:
    plain = text.replace(",", "")
    if len(plain) > LONGEST_DIGITS or (plain.startswith("0") and len(plain) > 1):
        return _digits(plain)
    return cardinal(int(plain))


def _number(match: re.Match[str]) -> str:
    whole, _, part = match[0].partition(".")
    return f"{_whole(whole)} point {_digits(part)}" if part else _whole(whole)


def _money(match: re.Match[str]) -> str:
    unit, small = _MONEY[match["sign"]]
    whole, part, scale = match["whole"].replace(",", ""), match["part"], match["scale"]
    if scale:
        return f"{_whole(whole)}{' point ' + _digits(part) if part else ''} {scale.strip()} {unit}s"
    said = f"{_whole(whole)} {unit}{'' if whole == '1' or unit == 'yen' else 's'}"
    if part and small and int(part):
        cents = int(part[:2].ljust(2, "0"))
        plural = "pence" if small == "penny" else f"{small}s"
        said += f" {cardinal(cents)} {small if cents == 1 else plural}"
    return said


def _time(match: re.Match[str]) -> str:
    hour, minute = int(match["hour"]), int(match["minute"])
    half = f" {' '.join(match['half'].replace('.', '').strip())}" if match["half"] else ""
    if not minute:
        return f"{cardinal(hour)}{half or ' o’clock'}" if hour <= 12 else f"{cardinal(hour)} hundred"
    return f"{cardinal(hour)} {'oh ' + _ONES[minute] if minute < 10 else cardinal(minute)}{half}"


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_SHORT_FORM, lambda match: _SHORT_FORMS[match[0].casefold()]),
    (
        re.compile(
            r"(?P<sign>[$£€¥])\s?(?P<whole>\d[\d,]*)(?:\.(?P<part>\d+))?(?P<scale>\s(?:thousand|million|billion|trillion))?\b"
        ),
        _money,
    ),
    (re.compile(r"\b(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?P<half>\s?[ap]\.?m\b\.?)?", re.IGNORECASE), _time),
    (re.compile(r"\b(?P<number>\d{1,9})(?:st|nd|rd|th)\b"), lambda match: ordinal(int(match["number"]))),
    (re.compile(r"\b(?P<decade>[12]\d\d0)s\b"), lambda match: _plural(year(int(match["decade"])))),
    (
        re.compile(rf"\b(?P<before>{'|'.join(_BEFORE_YEARS)})\s(?P<year>1[1-9]\d\d|20\d\d)\b", re.IGNORECASE),
        lambda match: f"{match['before']} {year(int(match['year']))}",
    ),
    (re.compile(r"(?<=\d)\s?[–-]\s?(?=\d)"), lambda _: " to "),
    (re.compile(r"(?<!\w)[-−](?=\d)"), lambda _: "minus "),
    (re.compile(r"\d[\d,]*\d(?:\.\d+)?|\d(?:\.\d+)?"), _number),
    (re.compile("|".join(re.escape(sign) for sign in _SIGNS)), lambda match: f" {_SIGNS[match[0]]} "),
)  # fmt: skip


def _plural(words: str) -> str:
    return f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"
