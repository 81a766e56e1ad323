"""Columns of numbers, days, dated facts, and of yes and no."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.dates import DatedFact
from acpmigration.spelling import folded
from acpmigration.spreadsheets.columns import DAY, NUMBER, Column
from acpmigration.spreadsheets.matching import Known
from acpmigration.spreadsheets.rows import Value
from acpmigration.spreadsheets.texts import as_text
from acpmigration.spreadsheets.unreadable import Unreadable, quoted
from acpmigration.spreadsheets.written_dates import read_day, read_fact, written_fact
from acpmigration.spreadsheets.written_numbers import read_number


class NumberColumn(Column):
    """A number with at most ``places`` decimals."""

    format = NUMBER
    rule = gettext_lazy("A number, with a point or a comma before the decimals.")

    def __init__(self, *args: Any, places: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places

    def empty(self) -> Any:
        return None

    def read(self, value: Value, known: Known) -> Any:
        return self._plain(read_number(value, places=self.places))

    def of(self, record: Model) -> Any:
        number = self.get_value(record)
        return None if number is None else self._plain(Decimal(number))

    def put(self, record: Any, value: Any, known: Known) -> None:
        number = None if value is None else Decimal(value)
        setattr(record, self.attribute, number if self.places or number is None else int(number))

    def cell(self, value: Any, known: Known) -> Value:
        return value if value is None or not self.places else Decimal(value)

    def _plain(self, number: Decimal) -> int | str:
        return f"{number:.{self.places}f}" if self.places else int(number)


class YesNoColumn(Column):
    """Yes or no, in any of the four languages."""

    YES, NO = gettext_lazy("yes"), gettext_lazy("no")

    def choices(self) -> list[str]:
        return [str(self.YES), str(self.NO)]

    def empty(self) -> Any:
        return False

    def read(self, value: Value, known: Known) -> Any:
        said = folded(as_text(value))
        for word, answer in ((self.YES, True), (self.NO, False)):
            if said in _spellings(word) | ({"true", "1"} if answer else {"false", "0"}):
                return answer
        raise Unreadable(
            _("“%(written)s” is neither yes nor no.") % {"written": quoted(value)}, self.choices()
        )

    def of(self, record: Model) -> Any:
        return bool(self.get_value(record))

    def shown(self, value: Any, known: Known) -> str:
        return str(self.YES if value else self.NO)


class DayColumn(Column):
    """A day: a real date in a workbook."""

    format = DAY
    rule = gettext_lazy("A day, such as 2018-08-03 or 3 August 2018.")

    def empty(self) -> Any:
        return None

    def read(self, value: Value, known: Known) -> Any:
        return read_day(value).isoformat()

    def of(self, record: Model) -> Any:
        day = self.get_value(record)
        return day and day.isoformat()

    def put(self, record: Any, value: Any, known: Known) -> None:
        setattr(record, self.attribute, value and date.fromisoformat(value))

    def cell(self, value: Any, known: Known) -> Value:
        return value and date.fromisoformat(value)


class FactColumn(Column):
    """A dated fact, as precisely as it is known: text, which a workbook makes no day of."""

    rule = gettext_lazy(
        "As precisely as it is known: 2018-08-03, 2018-08, 2018, or “by 2019-08-31” if only the "
        "latest day is."
    )

    def empty(self) -> Any:
        return None

    def read(self, value: Value, known: Known) -> Any:
        return written_fact(read_fact(value))

    def of(self, record: Model) -> Any:
        fact = self.get_value(record)
        return fact and written_fact(fact)

    def put(self, record: Any, value: Any, known: Known) -> None:
        fact = fact_of(value)
        setattr(record, f"{self.attribute}_from", fact and fact.earliest)
        setattr(record, f"{self.attribute}_until", fact and fact.latest)

    @property
    def fields(self) -> set[str]:
        return {f"{self.attribute}_from", f"{self.attribute}_until"}


def fact_of(value: str | None) -> DatedFact | None:
    return read_fact(value) if value else None


def _spellings(word: Promise) -> set[str]:
    said = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.add(folded(str(word)))
    return said
