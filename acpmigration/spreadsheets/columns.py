"""Columns of a sheet: what a cell may say, how it is read, and what it says of a record.

What passes between a cell and a record is its *value*: plain, as JSON holds it, with rows named by
their keys. It is what differences are drawn from, and what an import keeps of before and after.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.db.models import Model
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from acpmigration.dates import DatedFact
from acpmigration.languages import DocumentLanguage
from acpmigration.spelling import folded
from acpmigration.spreadsheets.matching import Known
from acpmigration.spreadsheets.rows import Value
from acpmigration.spreadsheets.unreadable import Unreadable, quoted
from acpmigration.spreadsheets.written_dates import read_day, read_fact, written_fact
from acpmigration.spreadsheets.written_numbers import read_number

Words = str | Promise
# What no cell can hold, and what is not seen at the ends of one.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ENDS = " \t\n\r\v\f\u00a0\u200b\u200c\u200d\u2060\ufeff"
# A cell holds no more; whoever brings the sheet in again leaves the text as it is.
CELL_LENGTH = 32_767
LEFT_OUT: Final = "[…]"
KEPT: Final = object()
TEXT, NUMBER, DAY = "@", "General", "yyyy-mm-dd"


def tidy(text: str) -> str:
    """As a text comes back from a spreadsheet."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return UNWRITABLE.sub("", lines).strip(ENDS)


class Column(Field):
    """One column: text, unless a class below says otherwise.

    ``read_only`` is the reason why a cell that says something else than the record is refused;
    ``fixed`` the same where a new record may still be given it.
    """

    # The format of its cells in a workbook.
    format = TEXT

    def __init__(
        self,
        key: str,
        label: Words,
        *,
        attribute: str = "",
        language: str = "",
        rules: Words = "",
        required: bool = False,
        read_only: Words = "",
        fixed: Words = "",
    ) -> None:
        super().__init__(attribute=attribute or key, column_name=key, readonly=bool(read_only))
        self.key, self.label, self.language = key, label, language
        self.help, self.required = rules, required
        self.read_only, self.fixed = read_only, fixed

    @property
    def header(self) -> str:
        """The heading in the language of the reader."""
        label = str(capfirst(str(self.label)))
        if not self.language:
            return label
        return f"{label} ({DocumentLanguage(self.language).label})"

    def headers(self) -> set[str]:
        """All headings that name the column, as ``spelling.folded`` compares them."""
        said = {folded(self.key)}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                said.add(folded(self.header))
        return said

    def choices(self) -> list[str]:
        """What may be chosen, as the reader sees it; nothing where anything may be written."""
        return []

    def prepare(self, values: Sequence[Value], known: Known) -> None:
        """Read what the cells of a slice name, all at once."""

    def parse(self, value: Value, known: Known) -> Any:
        """Return the value of a cell, or ``KEPT`` if it leaves the record as it is.

        :raises Unreadable: with the reason in words.
        """
        if isinstance(value, str) and value.startswith(LEFT_OUT):
            return KEPT
        return self.empty() if value is None or value == "" else self.read(value, known)

    def empty(self) -> Any:
        return ""

    def read(self, value: Value, known: Known) -> Any:
        return tidy(as_text(value))

    def of(self, record: Model) -> Any:
        """The value that the record has."""
        return tidy(str(self.get_value(record) or ""))

    def put(self, record: Any, value: Any, known: Known) -> None:
        """Set it on the record, without saving."""
        field = record._meta.get_field(self.attribute)
        setattr(record, self.attribute, None if value == "" and field.null else value)

    def put_rows(self, record: Any, value: Any, known: Known) -> None:
        """Set what is stored beside the record, which is saved by now."""

    def is_same(self, old: Any, new: Any) -> bool:
        return bool(old == new)

    def shown(self, value: Any, known: Known) -> str:
        """The value as people read it."""
        return "" if value is None else str(value)

    def cell(self, value: Any, known: Known) -> Value:
        """The value as a cell holds it."""
        return self.shown(value, known) or None

    @property
    def fields(self) -> set[str]:
        """The model's columns that it stands for."""
        return {self.attribute}


class RichTextColumn(Column):
    """HTML, of which only what the record would keep is compared."""

    def __init__(self, *args: Any, model: type[Model], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model = model

    def read(self, value: Value, known: Known) -> Any:
        field: Any = self.model._meta.get_field(self.attribute)
        return tidy(str(field.get_prep_value(as_text(value)) or ""))


class LinesColumn(Column):
    """Texts of several lines."""


class CodeColumn(Column):
    """A code of figures, from which spreadsheets take the leading zeros."""

    def __init__(self, *args: Any, length: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.length = length

    def read(self, value: Value, known: Known) -> Any:
        text = as_text(value).strip()
        return text.zfill(self.length) if text.isdecimal() else text


class CapitalsColumn(Column):
    """A code that is the same in small letters."""

    def read(self, value: Value, known: Known) -> Any:
        return as_text(value).strip().upper()


class NumberColumn(Column):
    """A number with at most ``places`` decimals."""

    format = NUMBER

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


def as_text(value: Value) -> str:
    """What a cell says if its column holds text: a number without what a computer adds."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value)


def _spellings(word: Promise) -> set[str]:
    said = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.add(folded(str(word)))
    return said


def in_languages(key: str, label: Words, make: Any = Column, **options: Any) -> Iterable[Column]:
    """One column for each language, ``title_en`` and so on; English where it is required."""
    required = options.pop("required", False)
    for code, _name in settings.LANGUAGES:
        is_needed = required and code == settings.LANGUAGE_CODE
        yield make(f"{key}_{code}", label, language=code, required=is_needed, **options)
