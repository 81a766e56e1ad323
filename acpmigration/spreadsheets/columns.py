"""Columns of a sheet: what a cell may say, how it is read, and what it says of a record.

What passes between a cell and a record is its *value*: plain, as JSON holds it, with rows named by
their keys. It is what differences are drawn from, and what an import keeps of before and after.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.conf import settings
from django.db.models import Model
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export.fields import Field

from acpmigration.languages import DocumentLanguage
from acpmigration.spelling import folded
from acpmigration.spreadsheets.matching import Known
from acpmigration.spreadsheets.rows import Value
from acpmigration.spreadsheets.texts import LEFT_OUT, as_text, tidy, without_guard

Words = str | Promise
KEPT: Final = object()
TEXT, NUMBER, DAY = "@", "General", "yyyy-mm-dd"


class Column(Field):
    """One column: text, unless a class below says otherwise.

    ``read_only`` is the reason why a cell that says something else than the record is refused;
    ``fixed`` the same where a new record may still be given it.
    """

    # The format of its cells in a workbook, and what is said of all columns of the kind.
    format = TEXT
    rule: Words = ""

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

    def rules(self) -> list[str]:
        """What may be written, a sentence each, in the language of the reader."""
        told = [_("Needed.") if self.required else "", self.help, self.read_only, self.rule]
        return [str(sentence) for sentence in told if sentence]

    def prepare(self, values: Sequence[Value], known: Known) -> None:
        """Read what the cells of a slice name, all at once."""

    def parse(self, value: Value, known: Known) -> Any:
        """Return the value of a cell, or ``KEPT`` if it leaves the record as it is.

        :raises Unreadable: with the reason in words.
        """
        if isinstance(value, str):
            if value.startswith(LEFT_OUT):
                return KEPT
            value = without_guard(value)
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

    def of(self, record: Model) -> Any:
        return str(super().of(record)).upper()


def in_languages(key: str, label: Words, make: Any = Column, **options: Any) -> Iterable[Column]:
    """One column for each language, ``title_en`` and so on; English where it is required."""
    required = options.pop("required", False)
    for code, _name in settings.LANGUAGES:
        is_needed = required and code == settings.LANGUAGE_CODE
        yield make(f"{key}_{code}", label, language=code, required=is_needed, **options)
