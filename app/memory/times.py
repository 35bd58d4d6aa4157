"""Days in words: what "on Friday" or "last spring" means, said on a certain day.  English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
           "nine": 9, "ten": 10, "couple of": 2, "a couple of": 2, "few": 3, "a few": 3}  # fmt: skip
MONTH = "(?:" + "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS if month != "may") + r"|may|sept)\b\.?"
WEEKDAY = "|".join(WEEKDAYS)
COUNT = "|".join(sorted(NUMBERS, key=len, reverse=True)) + r"|\d{1,3}"
UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True)
class Span:
    """The days from *first* to *last*, both among them."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether *day* is one of them."""
        return self.first <= day <= self.last


def _days(first: date, count: int) -> Span:
    return Span(first, first + timedelta(days=count - 1))


def _month(year: int, month: int) -> Span:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return Span(date(year, month, 1), following - timedelta(days=1))


def _season(word: str, year: int) -> Span:
    start = SEASONS[word]
    return Span(_month(year, start).first, _month(year, start + 2).last)


def past(text: str, today: date) -> Span | None:
    """The days that a question asks about: "yesterday", "last spring", "in May 2023", "two weeks ago"."""
    low = text.casefold()
    for pattern, meaning in PAST:
        if found := re.search(pattern, low):
            try:
                return meaning(found, today)
            except ValueError:
                continue  # the 31st of June
    return None


def coming(text: str, today: date) -> date | None:
    """The first day that a plan names: "on Friday", "tomorrow", "on the 3rd of May"; never before *today*."""
    low = text.casefold()
    for pattern, meaning in COMING:
        if found := re.search(pattern, low):
            try:
                return meaning(found, today)
            except ValueError:
                continue
    return None


def _number(word: str) -> int:
    return NUMBERS.get(word) or (int(word) if word.isdigit() else 1)


def _month_of(word: str) -> int:
    return next(place for place, month in enumerate(MONTHS, 1) if month.startswith(word[:3]))


def _ago(found: re.Match[str], today: date) -> Span:
    unit, count = found[2], _number(found[1])
    middle = today - timedelta(days=count * UNIT_DAYS[unit])
    slack = {"day": 0, "week": 3, "month": 16, "year": 183}[unit]
    return Span(middle - timedelta(days=slack), middle + timedelta(days=slack))


def _last(found: re.Match[str], today: date) -> Span:
    word = found[1]
    monday = today - timedelta(days=today.weekday())
    if word in WEEKDAYS:
        back = (today.weekday() - WEEKDAYS.index(word)) % 7 or 7
        return _days(today - timedelta(days=back), 1)
    if word in SEASONS:
        span = _season(word, today.year)
        return span if span.last < today else _season(word, today.year - 1)
    if word in ("week", "weekend"):
        first = monday - timedelta(days=7)
        return _days(first, 7) if word == "week" else _days(first + timedelta(days=5), 2)
    if word == "month":
        return _month(today.year - 1, today.month + 11) if today.month > 1 else _month(today.year - 1, 12)
    if word == "year":
        return Span(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    if word in ("night", "evening"):
        return _days(today - timedelta(days=1), 2)
    return _named_month(_month_of(word), None, today)


def _named_month(month: int, year: str | None, today: date) -> Span:
    if year:
        return _month(int(year), month)
    span = _month(today.year, month)
    return span if span.first <= today else _month(today.year - 1, month)


def _on_date(day: str, month: str, year: str | None, today: date) -> Span:
    on = date(int(year) if year else today.year, _month_of(month), int(day))
    if not year and on > today:
        on = on.replace(year=today.year - 1)
    return _days(on, 1)


PAST = (
    (r"\bthe day before yesterday\b", lambda _, today: _days(today - timedelta(days=2), 1)),
    (r"\byesterday\b", lambda _, today: _days(today - timedelta(days=1), 1)),
    (r"\b(?:today|this morning|earlier today|tonight)\b", lambda _, today: _days(today, 1)),
    (rf"\b({COUNT}) (day|week|month|year)s? (?:ago|before now|back)\b", _ago),
    (rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({MONTH}),?(?: (\d{{4}}))?\b",
     lambda found, today: _on_date(found[1], found[2], found[3], today)),
    (rf"\b({MONTH}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?\b(?!\d)",
     lambda found, today: _on_date(found[2], found[1], found[3], today)),
    (rf"\b(?:last|this past|the other) (night|evening|week|weekend|month|year|{WEEKDAY}|{'|'.join(SEASONS)}|{MONTH})\b", _last),
    (r"\bthis (week|month|year)\b", lambda found, today: {
        "week": Span(today - timedelta(days=today.weekday()), today), "month": Span(today.replace(day=1), today),
        "year": Span(date(today.year, 1, 1), today)}[found[1]]),
    (rf"\b(?:in|of|during|since|early|late|mid) (?:early |late |mid )?({MONTH}),?(?: (?:of )?(\d{{4}}))?\b",
     lambda found, today: _named_month(_month_of(found[1]), found[2], today)),
    (rf"\b(?:in|of|during) (?:the )?({'|'.join(SEASONS)}) (?:of )?(\d{{4}})\b", lambda found, _: _season(found[1], int(found[2]))),
    (rf"\b(?:in|during) (?:the )?({'|'.join(SEASONS)})\b", _last),
    (r"\b(?:in|during|of) (20\d\d|19\d\d)\b", lambda found, _: Span(date(int(found[1]), 1, 1), date(int(found[1]), 12, 31))),
    (rf"\bon ({WEEKDAY})\b", _last),
)  # fmt: skip


def _weekday(found: re.Match[str], today: date) -> date:
    ahead = (WEEKDAYS.index(found[2]) - today.weekday()) % 7
    if (found[1] or "").strip() == "next":
        ahead = ahead + 7 if ahead > 0 and today.weekday() < WEEKDAYS.index(found[2]) else ahead or 7
    return today + timedelta(days=ahead)


def _next(found: re.Match[str], today: date) -> date:
    word = found[1]
    if word == "week":
        return today + timedelta(days=7 - today.weekday())
    if word == "weekend":
        return today + timedelta(days=(5 - today.weekday()) % 7 + (7 if today.weekday() < 5 else 0))
    if word == "month":
        return _month(today.year, today.month + 1).first
    if word == "year":
        return date(today.year + 1, 1, 1)
    return _season(word, today.year if _season(word, today.year).first > today else today.year + 1).first


def _coming_date(day: int, month: int, year: str | None, today: date) -> date:
    on = date(int(year) if year else today.year, month, day)
    return on if year or on >= today else on.replace(year=today.year + 1)


def _of_this_month(found: re.Match[str], today: date) -> date:
    on = today.replace(day=int(found[1]))
    return on if on >= today else _month(today.year, today.month + 1).first.replace(day=int(found[1]))


COMING = (
    (r"\bthe day after tomorrow\b", lambda _, today: today + timedelta(days=2)),
    (r"\btomorrow\b", lambda _, today: today + timedelta(days=1)),
    (r"\b(?:tonight|this evening|this afternoon|later today|today)\b", lambda _, today: today),
    (rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({MONTH}),?(?: (\d{{4}}))?\b",
     lambda found, today: _coming_date(int(found[1]), _month_of(found[2]), found[3], today)),
    (rf"\b({MONTH}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?\b(?!\d)",
     lambda found, today: _coming_date(int(found[2]), _month_of(found[1]), found[3], today)),
    (rf"\b(this |next |this coming |on )?({WEEKDAY})\b", _weekday),
    (r"\b(?:this|at the) weekend\b", lambda _, today: today + timedelta(days=(5 - today.weekday()) % 7)),
    (rf"\bnext (week|weekend|month|year|{'|'.join(SEASONS)})\b", _next),
    (rf"\bin ({COUNT}) (day|week|month)s?\b",
     lambda found, today: today + timedelta(days=_number(found[1]) * UNIT_DAYS[found[2]])),
    (r"\bon the (\d{1,2})(?:st|nd|rd|th)\b", _of_this_month),
    (rf"\bin ({MONTH})\b", lambda found, today: _coming_date(1, _month_of(found[1]), None, today)),
)  # fmt: skip
