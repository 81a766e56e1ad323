"""Dated facts: a day, a month, a year, "by" a day, or unknown.

A fact ``x`` is kept in two columns, ``x_from`` and ``x_until``: equal for a day, the first and the
last day of a month or year, ``x_from`` null for "by" a day, both null where nothing is known.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

# Named so that our catalogues can say them: Django's Portuguese writes months with a capital.
MONTHS = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)
WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


@dataclass(frozen=True)
class DatedFact:
    """When something happened, as precisely as it is known."""

    earliest: date | None
    latest: date

    def __post_init__(self) -> None:
        """:raises ValueError: if the end comes before the beginning."""
        if self.earliest and self.earliest > self.latest:
            raise ValueError(f"{self.earliest} is after {self.latest}")

    @classmethod
    def on(cls, day: date) -> Self:
        return cls(day, day)

    @classmethod
    def by(cls, day: date) -> Self:
        """Some time up to ``day``."""
        return cls(None, day)

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read ``2018-08-03``, ``2018-08`` or ``2018``.

        :raises ValueError: for anything else.
        """
        if not (found := WRITTEN.match(written.strip())):
            raise ValueError(written)
        year, month, day = (int(part) if part else None for part in found.groups())
        if year is None:
            raise ValueError(written)
        if day is not None and month is not None:
            return cls.on(date(year, month, day))
        if month is not None:
            last = calendar.monthrange(year, month)[1]
            return cls(date(year, month, 1), date(year, month, last))
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def from_columns(cls, earliest: date | None, latest: date | None) -> Self | None:
        return cls(earliest, latest) if latest else None

    @property
    def written(self) -> str:
        """The fact as it is typed: ``2018-08-03``, ``2018-08``, ``2018``; a range as ``a/b``."""
        first, last = self.earliest, self.latest
        if first is None:
            return f"../{last.isoformat()}"
        if first == last:
            return last.isoformat()
        for written in (_year(last), _year_and_month(last)):
            if self == self.parse(written):
                return written
        return f"{first.isoformat()}/{last.isoformat()}"

    def __str__(self) -> str:
        first, last = self.earliest, self.latest
        if first is None:
            shown = _month(last) if _ends_month(last) else _day(last)
            return _("by %(date)s") % {"date": shown}
        if first == last:
            return _day(last)
        if self == self.parse(_year(last)):
            return _year(last)
        if self == self.parse(_year_and_month(last)):
            return _month(last)
        if first.day == 1 and _ends_month(last):
            return _("between %(first)s and %(last)s") % {
                "first": _month(first),
                "last": _month(last),
            }
        # Translators: between two days, "3 May 2019" and "8 May 2019".
        days = pgettext("days", "between %(first)s and %(last)s")
        return days % {"first": _day(first), "last": _day(last)}


def today() -> date:
    """The day of a figure: Brussels' day."""
    return day_of(timezone.now())


def day_of(moment: datetime) -> date:
    """The day of a moment as public pages tell it: Brussels' day too."""
    return day_in(ZoneInfo(settings.FIGURES_TIME_ZONE), moment)


def day_in(zone: tzinfo, moment: datetime) -> date:
    """The day that a clock in ``zone`` shows at ``moment``: what is "future" for a person."""
    return moment.astimezone(zone).date()


def _year(day: date) -> str:
    # Not by "%Y", which writes the year 18, that somebody typed for 2018, with two figures.
    return day.isoformat()[:4]


def _year_and_month(day: date) -> str:
    return day.isoformat()[:7]


def _ends_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _day(day: date) -> str:
    # Translators: a day, in the letters of Django's date format.
    written = pgettext("the first of a month", "j F Y") if day.day == 1 else _("j F Y")
    return dateformat.format(day, written)


def _month(day: date) -> str:
    # Translators: a month with its year, in the letters of Django's date format.
    return dateformat.format(day, _("F Y"))
