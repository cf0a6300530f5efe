"""Derive the possible days of an EDTF date, and check them against weekdays in words."""

import datetime as dt
from calendar import monthrange
from functools import lru_cache

import regex

from schemas.base import EDTF

_EDTF = regex.compile(EDTF)
_WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_WEEKDAY = regex.compile(r"\b(" + "|".join(_WEEKDAYS) + r")\b")


@lru_cache(maxsize=65536)
def edtf_bounds(value: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the earliest and latest possible day of an EDTF string; None for an open side.

    Raises `ValueError` for a string outside the dataset's EDTF profile, or for a date that
    does not exist.
    """
    if not _EDTF.fullmatch(value):
        raise ValueError("not a date in EDTF as the dataset uses it")
    if value.startswith("["):
        begin, _, end = value[1:-1].partition("..")
    else:
        begin, slash, end = value.partition("/")
        end = end if slash else begin
    earliest, latest = _part_bounds(begin)[0], _part_bounds(end)[1]
    if earliest and latest and earliest > latest:
        raise ValueError("a date that ends before it begins")
    return earliest, latest


def _part_bounds(part: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day of one side of an EDTF string: a year, month or day.

    Both are None for an open side. The standard library can handle these ISO 8601 dates of
    reduced precision. Importing the library for all of EDTF takes a fifth of a build; the tests
    compare this function with it.
    """
    if part in {"", ".."}:
        return None, None
    numbers = [int(n) for n in part.split("-")]
    try:
        if len(numbers) == 3:
            return dt.date(*numbers), dt.date(*numbers)
        year, first, last = (
            [*numbers, *numbers[1:]] if len(numbers) == 2 else (numbers[0], 1, 12)
        )
        return dt.date(year, first, 1), dt.date(year, last, monthrange(year, last)[1])
    except ValueError as error:
        raise ValueError("not a date that exists") from error


def weekday_fault(words: str, earliest: dt.date | None, latest: dt.date) -> str | None:
    """Return a message if `words` name a weekday on which none of the days falls, else None."""
    named = _WEEKDAY.search(words)
    if not named:
        return None
    weekday = _WEEKDAYS.index(named.group())
    days = (latest - earliest).days + 1 if earliest else 7
    if days >= 7 or any((latest.weekday() - n) % 7 == weekday for n in range(days)):
        return None
    return (
        f"has no {named.group()}, which date_text names "
        f"({latest} is a {_WEEKDAYS[latest.weekday()]})"
    )
