"""Lists that somebody wants to find again: kept under a name, shared, renamed, given up."""

from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.pages.models import SavedList
from acpmigration.permissions import edits_everything
from acpmigration.refusals import NotYours, Refusal, locked

LONGEST_ADDRESS = 2_000
MOST_LISTS = 100
# What belongs to one look at a list, not to the list: its page, and what an error left.
PASSING = ("p", "e", "all", "_popup", "_to_field", "_facets")
# A character that no column holds.
NO_TEXT = "%00"
NO_SUCH_LIST = _("The back-office has no such list: nothing was kept.")
TAKEN = _("You have a list of this name already.")


class ListRefused(Refusal):
    """A list that cannot be kept as it is."""


def lasting(query: str) -> str:
    """The part of an address's query that says which rows are listed, and in which order."""
    kept = QueryDict(query, mutable=True)
    for name in PASSING:
        kept.pop(name, None)
    return kept.urlencode()


@transaction.atomic
def save_list(*, kind: str, name: str, query: str, is_shared: bool, by: User) -> SavedList:
    """Keep the list of ``kind`` that ``query`` narrows down.

    :raises NotYours: if somebody shares it who may not.
    :raises ListRefused: if nothing narrows it down, there is one of that name, are too many, or its
        address is too long.
    """
    _refuse_sharing(is_shared, by)
    query = lasting(query)
    if not query:
        raise ListRefused(_("Narrow the list down first: this is the whole of it."))
    if NO_TEXT in query:
        raise ListRefused(NO_SUCH_LIST)
    if len(query) > LONGEST_ADDRESS:
        raise ListRefused(_("This list is narrowed down by more than can be kept."))
    own = SavedList.objects.filter(owner=by, kind=kind)
    if own.count() >= MOST_LISTS:
        raise ListRefused(_("You have kept as many lists as there can be: give one up first."))
    try:
        with transaction.atomic():
            return SavedList.objects.create(
                owner=by, kind=kind, name=name, query=query, is_shared=is_shared
            )
    except IntegrityError as double:
        raise ListRefused(TAKEN) from double


@transaction.atomic
def change_list(*, saved: SavedList, name: str, is_shared: bool, by: User) -> SavedList:
    """Give the list another name, or share it or no longer.

    :raises Refusal: if it is somebody else's, there is one of that name, or the person may not
        share.
    """
    _refuse_sharing(is_shared, by)
    own = _own(saved, by)
    own.name, own.is_shared = name, is_shared
    try:
        with transaction.atomic():
            own.save()
    except IntegrityError as double:
        raise ListRefused(TAKEN) from double
    return own


@transaction.atomic
def delete_list(*, saved: SavedList, by: User) -> None:
    """:raises NotYours: if it is somebody else's."""
    _own(saved, by).delete()


def _refuse_sharing(is_shared: bool, by: User) -> None:
    if is_shared and not edits_everything(by):
        raise NotYours(_("Only editors share a list with all staff."))


def _own(saved: SavedList, by: User) -> SavedList:
    held = locked(SavedList.objects.all(), saved.pk)
    if held.owner_id != by.pk:
        raise NotYours(_("This list is somebody else’s."))
    return held
