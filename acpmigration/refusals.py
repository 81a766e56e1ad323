"""What a rule says to a user."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound=Model)


class Refusal(Exception):  # noqa: N818 - what it is, not an error
    """A rule of the domain says no; every message is a sentence for the person who asked.

    Anything else that is raised by a domain function is a bug.
    """

    def __init__(self, *messages: str | Promise) -> None:
        super().__init__(*messages)
        self.messages = messages

    def __str__(self) -> str:
        return " ".join(str(message) for message in self.messages)


class NotYours(Refusal):
    """The actor's role or region does not allow this."""


class NotNow(Refusal):
    """The state of the record does not allow this."""


class Gone(Refusal):
    """Somebody has deleted it since it was shown: there is no page of it to come back to."""

    def __init__(self) -> None:
        super().__init__(_("This was deleted meanwhile."))


def locked(rows: "QuerySet[Row]", pk: object) -> Row:
    """The row as it is stored now, held until the transaction ends.

    :raises Gone: if it is not among the rows any more.
    """
    row = rows.select_for_update().filter(pk=pk).first()
    if row is None:
        raise Gone
    return row
