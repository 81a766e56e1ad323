"""Dates as people write them, in four languages; what could be two days is neither."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from acpmigration.dates import MONTHS, DatedFact
from acpmigration.spelling import folded
from acpmigration.spreadsheets.rows import Value
from acpmigration.spreadsheets.unreadable import Unreadable, quoted

# Beyond them somebody has mistyped.
YEARS = range(1900, 2101)
IN_FIGURES = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})\Z")
# A day by its form, and yet in no calendar.
ISO_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])\Z")
ISO_WITH_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+\Z")
DAY_FIRST = re.compile(r"([0-9]{1,2}) (?:de |do )?([a-z]{3,}) (?:de |del )?([0-9]{4})\Z")
MONTH_FIRST = re.compile(r"([a-z]{3,}) ([0-9]{1,2}) ([0-9]{4})\Z")
MONTH_ALONE = re.compile(r"([a-z]{3,}) (?:de |del )?([0-9]{4})\Z")
ORDINAL = re.compile(r"\b([0-9]{1,2}) ?(?:st|nd|rd|th|er|o|a)\b")
RANGE = re.compile(r"(.+?)(?:/| to )(.+)\Z")
LONGEST = 60


def read_fact(value: Value) -> DatedFact:
    """Read a day, a month, a year, "by" a day or a span.

    :raises Unreadable: for what is no date, or could be two.
    """
    if isinstance(value, datetime):
        fact = DatedFact.on(value.date())
    elif isinstance(value, date):
        fact = DatedFact.on(value)
    else:
        fact = _read(_year_of_number(value), value)
    if any(day and day.year not in YEARS for day in (fact.earliest, fact.latest)):
        raise Unreadable(_("Is the year right? Years from 1900 to 2100 are taken."))
    return fact


def read_day(value: Value) -> date:
    """:raises Unreadable: for what is no day, such as a month."""
    fact = read_fact(value)
    if fact.earliest != fact.latest:
        raise Unreadable(
            _("“%(written)s” is not a day. Write it as 2018-08-03.") % {"written": quoted(value)}
        )
    return fact.latest


def written_fact(fact: DatedFact) -> str:
    """As ``read_fact`` reads it, and as people read it."""
    if fact.earliest is None:
        return f"by {fact.latest.isoformat()}"
    return fact.written


def _year_of_number(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _read(written: str, value: Value) -> DatedFact:
    try:
        return _fact(written, value)
    except (ValueError, OverflowError) as wrong:
        if ISO_DAY.match(written):
            raise Unreadable(
                _("There is no such day: “%(written)s”.") % {"written": quoted(value)}
            ) from wrong
        raise Unreadable(
            _(
                "“%(written)s” is no date that we can read. Write a day as 2018-08-03, a month as "
                "2018-08, a year as 2018."
            )
            % {"written": quoted(value)}
        ) from wrong


def _fact(written: str, value: Value) -> DatedFact:
    if len(written) > LONGEST:
        raise ValueError(written)
    if written.startswith("by "):
        return DatedFact.by(_fact(written[3:].strip(), value).latest)
    if written.startswith("../"):
        return DatedFact.by(_fact(written[3:].strip(), value).latest)
    if found := ISO_WITH_TIME.match(written):
        return DatedFact.parse(found[1])
    if found := IN_FIGURES.match(written):
        return DatedFact.on(_in_figures(*map(int, found.groups())))
    if fact := _in_words(written):
        return fact
    if found := RANGE.match(written):
        first, last = (_fact(part.strip(), value) for part in found.groups())
        return DatedFact(first.earliest, last.latest)
    return DatedFact.parse(written)


def _in_figures(first: int, second: int, year: int) -> date:
    """The day first, as in Brussels, unless both could be: then neither is guessed."""
    possible = sorted({day for day in _days((first, second), (second, first), year=year) if day})
    if len(possible) > 1:
        raise Unreadable(
            _("This can be read as two days. Write the year first, then the month and the day."),
            [day.isoformat() for day in possible],
        )
    if not possible:
        raise ValueError(first, second, year)
    return possible[0]


def _days(*orders: tuple[int, int], year: int) -> Iterable[date | None]:
    for day, month in orders:
        try:
            yield date(year, month, day)
        except ValueError:
            yield None


def _in_words(written: str) -> DatedFact | None:
    plain = ORDINAL.sub(r"\1", folded(written))
    if found := DAY_FIRST.match(plain):
        return DatedFact.on(date(int(found[3]), _month(found[2]), int(found[1])))
    if found := MONTH_FIRST.match(plain):
        return DatedFact.on(date(int(found[3]), _month(found[1]), int(found[2])))
    if found := MONTH_ALONE.match(plain):
        return DatedFact.parse(f"{found[2]}-{_month(found[1]):02}")
    return None


def _month(word: str) -> int:
    """A whole name, or enough of it to be no other month's in any language.

    :raises ValueError: otherwise.
    """
    months = _months()
    if word in months:
        return months[word]
    found = {number for name, number in months.items() if name.startswith(word)}
    if len(found) != 1:
        raise ValueError(word)
    return found.pop()


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names |= {folded(_(month)): number for number, month in enumerate(MONTHS, start=1)}
    return names
