"""What goes in and out as a spreadsheet: one sheet for each kind of record.

A module ``resources`` in each app registers its sheets. All rules are the record's own: a sheet
says which columns there are and which function of the domain carries a row out.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.slugs import free_slug
from acpmigration.spreadsheets import carrying, drawing
from acpmigration.spreadsheets.carrying import Step, unwatched
from acpmigration.spreadsheets.columns import Column
from acpmigration.spreadsheets.matching import Known
from acpmigration.spreadsheets.models import ImportRow
from acpmigration.spreadsheets.rows import Difference, Row
from acpmigration.spreadsheets.saving import Change, Said, save
from acpmigration.spreadsheets.trying import try_to_save

if TYPE_CHECKING:
    from acpmigration.permissions import Person

Values = dict[str, Any]


class Sheet:
    """The columns of one kind of record, and how a row is found, checked and carried out."""

    key: ClassVar[str]
    label: ClassVar[str | Promise]
    model: ClassVar[type[Model]]
    columns: ClassVar[list[Column]]
    # The column by which a row finds its record, and those of which a new one's slug is made.
    key_column: ClassVar[str] = "slug"
    other_keys: ClassVar[Sequence[str]] = ()
    slug_from: ClassVar[Sequence[str]] = ("title_en",)
    # What becomes of new records when an import is taken back.
    undoing_new: ClassVar[str | Promise] = _("Records that it added are deleted.")

    # What an import calls --------------------------------------------------------------------

    def may_use(self, user: "Person") -> bool:
        """Whether the person may bring such a sheet in."""
        return self._may(user, "add") and self._may(user, "change")

    def may_export(self, user: "Person") -> bool:
        return self._may(user, "view")

    def differences(
        self, rows: Sequence[Row], *, by: User, today: date, earlier: Mapping[str, int]
    ) -> list[Difference]:
        """What each of the rows would do, tried and undone: nothing is written.

        ``earlier`` are the keys that rows above have had, each with the number of its row.
        """
        return drawing.differences(self, rows, by=by, today=today, earlier=earlier)

    def carry_out(
        self, rows: Sequence[ImportRow], *, by: User, at: datetime, step: Step = unwatched
    ) -> Iterable[ImportRow]:
        """Write the rows, and fill in what each record was before and is after.

        The caller holds the transaction, and saves the rows; ``step`` is called before each.

        :raises RowRefused: if a record was changed since its difference was drawn, or a rule says
            no.
        """
        return carrying.carry_out(self, rows, by=by, at=at, step=step)

    def take_back(
        self, rows: Sequence[ImportRow], *, by: User, at: datetime, step: Step = unwatched
    ) -> None:
        """Put back what the records were; the caller holds the transaction.

        :raises CannotTakeBack: naming each later change that would be lost.
        """
        carrying.take_back(self, rows, by=by, at=at, step=step)

    # What a kind of record says of itself --------------------------------------------------------

    def rows(self) -> QuerySet[Any]:
        """All records, with what the columns read fetched along."""
        return self.model._default_manager.all()

    def find(self, keys: Iterable[str]) -> dict[str, Any]:
        """The records of the keys that rows name."""
        column = self.column(self.key_column).attribute
        found = self.rows().filter(**{f"{column}__in": list(keys)})
        return {str(getattr(record, column)): record for record in found}

    def key_of(self, values: Values) -> str:
        """By what a row finds its record; nothing where the key is yet to be made."""
        return str(values.get(self.key_column) or "")

    def called(self, values: Values) -> dict[str, str]:
        """By column, what no two new rows of a file may both be called; mostly nothing."""
        return {}

    def settle(self, state: Values, values: Values, known: Known) -> None:
        """Add to ``values`` what always follows from them; ``state`` is what the record has."""

    def check(self, change: Change) -> None:
        """Ask the rules that no column and no constraint holds, without writing.

        :raises Refusal: in words; its ``fields``, if it has some, are the columns of its sentences.
        """

    def remark(self, change: Change) -> str:
        """What whoever confirms the row has to know before, in a sentence; mostly nothing."""
        return ""

    def try_out(self, change: Change) -> None:
        """Write the change, to be undone: so that the database is asked all that it holds.

        :raises Refusal: if a rule says no.
        :raises ValidationError: if the database does, in its words.
        """
        try_to_save(change)

    def name(self, record: Any) -> None:
        """Give a new record its slug, if the row has none."""
        words = [str(getattr(record, column) or "") for column in self.slug_from]
        record.slug = record.slug or free_slug(
            self.model, *words, reserved=getattr(self.model, "reserved_slugs", ())
        )

    def make(self, change: Change) -> Any:
        """Write a new record.

        :raises Refusal: if a rule says no.
        """
        self.name(change.record)
        return save(change)

    def alter(self, change: Change) -> Any:
        """Write what a row changes.

        :raises Refusal: if a rule says no.
        """
        return save(change)

    def remove(self, change: Change) -> None:
        """Take back a record that an import has made.

        :raises Refusal: if something refers to it.
        """
        carrying.delete(change)

    # What follows --------------------------------------------------------------------------------

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    def state(self, record: Any) -> Values:
        """What a record says in each column."""
        return {column.key: column.of(record) for column in self.columns}

    def _may(self, user: "Person", action: str) -> bool:
        options = self.model._meta
        return user.has_perm(f"{options.app_label}.{action}_{options.model_name}")


class PublishedSheet(Sheet):
    """Records that are drafts until somebody publishes them: an import publishes nothing."""

    def check(self, change: Change) -> None:
        """What a public page needs stays as long as the record is public, or on its way there."""
        if not change.record.is_on_its_way:
            return
        for column, sentence in change.record.needed.items():
            if change.values.get(column, True) == "":
                raise Said(column, sentence)


_sheets: dict[str, Sheet] = {}


def register(sheet: type[Sheet]) -> type[Sheet]:
    """Make a sheet known.

    :raises ValueError: if another has its key.
    """
    if type(_sheets.setdefault(sheet.key, sheet())) is not sheet:
        raise ValueError(sheet.key)
    return sheet


def sheet_of(key: str) -> Sheet:
    """:raises KeyError: if there is none."""
    return _sheets[key]


def sheets() -> list[Sheet]:
    return list(_sheets.values())
