"""Two organisations that are one: what names the one is made to name the other, which stays."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.changes import newest_change
from acpmigration.pages.domain.audit import record
from acpmigration.permissions import EDITORS
from acpmigration.publication import save_as
from acpmigration.reference.domain.doubles import dismiss, suspect
from acpmigration.reference.domain.mentions import Way, ways
from acpmigration.reference.models import (
    FormerOrganisation,
    Organisation,
    OrganisationName,
    OrganisationPair,
    RegionalOrganisation,
)
from acpmigration.refusals import NotNow, NotYours, Refusal
from acpmigration.search.indexing import refresh
from acpmigration.spelling import folded

NAMES = (*(f"name_{code}" for code, _name in settings.LANGUAGES), "short_name")
# What an organisation says of itself, each from one of the two.
FACTS = (*NAMES, "kind", "country")
# What the history of a record says of it.
MERGED = "organisations merged"


class ChangedMeanwhile(Refusal):
    """It is not any more what somebody has compared."""


@dataclass(frozen=True)
class Mentions:
    """The records that name an organisation in one way."""

    way: Way
    records: list[Any]
    # How many of them name the organisation that stays in the same way: two become one.
    doubled: int


@dataclass(frozen=True)
class Merged:
    """What came of it."""

    organisation: Organisation
    moved: int
    joined: int


def mentions(organisation: Organisation, *, beside: Organisation) -> list[Mentions]:
    """What names an organisation, way by way, and what also names the one beside it."""
    found = []
    for way in ways():
        rows = list(way.rows(organisation))
        if rows:
            doubled = len(way.doubles(organisation, beside))
            found.append(Mentions(way, [way.record(row) for row in rows], doubled))
    return found


def state_of(*organisations: Organisation) -> str:
    """Stand for what was compared: what the organisations say, and how much names them."""
    said = []
    for organisation in organisations:
        newest = newest_change(organisation)
        own = [newest.pk if newest else None, organisation.slug]
        facts = [str(getattr(organisation, _column(name))) for name in FACTS]
        said.append([own, facts, [way.rows(organisation).count() for way in ways()]])
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def gained_names(keep: Organisation, other: Organisation, taken: Collection[str]) -> list[str]:
    """The names by which the organisation that stays will be found beside its own."""
    own = {folded(getattr(other if name in taken else keep, name) or "") for name in NAMES}
    known = {*own, "", *keep.other_names.values_list("folded", flat=True)}
    names: dict[str, str] = {}
    for organisation in (keep, other):
        for name in NAMES:
            written = getattr(organisation, name) or ""
            if folded(written) not in known:
                names.setdefault(folded(written), written)
    return list(names.values())


@transaction.atomic
def merge(
    *,
    keep: Organisation,
    other: Organisation,
    taken: Collection[str],
    seen: str,
    by: User,
    at: datetime,
) -> Merged:
    """Make one organisation of two; this cannot be undone.

    Whatever names ``other`` names ``keep`` from now on, its names become other names of ``keep``,
    and its address leads there. ``taken`` are the facts that ``other`` says better. ``seen`` is
    ``state_of`` what somebody has compared.

    :raises NotNow: for one and the same organisation, one that is gone, and where both are
        regional organisations.
    :raises ChangedMeanwhile: if one of the two is not any more what was compared.
    :raises NotYours: for whoever may not change records.
    """
    if by.role not in EDITORS:
        raise NotYours(_("Your role does not allow this."))
    kept, gone = _locked(keep, other)
    if RegionalOrganisation.objects.filter(organisation__in=(kept, gone)).count() == 2:
        raise NotNow(
            _(
                "Both are regional organisations, whose requests are counted apart: they are not "
                "merged."
            )
        )
    if state_of(kept, gone) != seen:
        raise ChangedMeanwhile(
            _("One of the two organisations was changed meanwhile. Compare them once more.")
        )
    names = gained_names(kept, gone, taken)
    moved, joined = _move_mentions(kept, gone, by)
    _take_facts(kept, gone, taken, by)
    _take_names(kept, gone, names)
    _take_address(kept, gone, by, at)
    _take_doubts(kept, gone)
    _erase(gone, by)
    suspect(organisation=kept)
    refresh(kept)
    record(event="reference.organisations-merged", by=by, subject=kept, at=at)
    return Merged(kept, moved, joined)


def _locked(keep: Organisation, other: Organisation) -> tuple[Organisation, Organisation]:
    """Hold both, always in the same order: two who merge the same pair wait for each other."""
    if keep.pk == other.pk:
        raise NotNow(_("This is one and the same organisation."))
    rows = Organisation.objects.select_for_update().filter(pk__in=(keep.pk, other.pk))
    held = {row.pk: row for row in rows.order_by("pk")}
    if len(held) < 2:
        raise NotNow(_("One of the two organisations is not there any more."))
    return held[keep.pk], held[other.pk]


def _move_mentions(kept: Organisation, gone: Organisation, by: User) -> tuple[int, int]:
    done: Counter[bool] = Counter()
    for way in ways():
        # Before the rows of the list, as whoever saves the record does.
        owners = way.held_owners(gone)
        doubles = way.doubles(gone, kept)
        for row in way.rows(gone).select_for_update(of=("self",)):
            is_double = row.pk in doubles
            done[is_double] += 1
            if way.is_list_alone:
                _move_in_list(way, owners[way.record(row).pk], kept, gone, by)
            elif is_double:
                row._history_user, row._change_reason = by, MERGED
                row.delete()
            else:
                setattr(row, way.column.name, kept)
                _save(row, by)
    return done[False], done[True]


def _move_in_list(way: Way, owner: Any, kept: Organisation, gone: Organisation, by: User) -> None:
    listed = getattr(owner, way.field.name)
    # One line of its history for both, written when it is saved.
    owner.skip_history_when_saving = True
    listed.remove(gone)
    listed.add(kept)
    del owner.skip_history_when_saving
    _save(owner, by)


def _save(row: Any, by: User) -> None:
    if hasattr(row, "version"):
        save_as(row, by=by, why=MERGED)
        return
    row._history_user, row._change_reason = by, MERGED
    row.save()


def _take_facts(kept: Organisation, gone: Organisation, taken: Collection[str], by: User) -> None:
    for name in FACTS:
        if name in taken:
            setattr(kept, name, getattr(gone, name))
    _save(kept, by)


def _take_names(kept: Organisation, gone: Organisation, names: list[str]) -> None:
    for other_name in gone.other_names.all():
        names = [*names, other_name.name]
    for name in names:
        OrganisationName.objects.get_or_create(
            organisation=kept, folded=folded(name), defaults={"name": name}
        )


def _take_address(kept: Organisation, gone: Organisation, by: User, at: datetime) -> None:
    FormerOrganisation.objects.filter(organisation=gone).update(organisation=kept)
    FormerOrganisation.objects.create(slug=gone.slug, organisation=kept, merged_at=at, merged_by=by)


def _take_doubts(kept: Organisation, gone: Organisation) -> None:
    """Who was found to be another than the one is another than both."""
    pairs = OrganisationPair.objects.of(gone).filter(dismissed_at__isnull=False)
    for pair in pairs.select_related("first", "second", "dismissed_by"):
        third = pair.second if pair.first_id == gone.pk else pair.first
        if third.pk != kept.pk and pair.dismissed_by and pair.dismissed_at:
            dismiss(one=kept, other=third, by=pair.dismissed_by, at=pair.dismissed_at)


def _erase(gone: Organisation, by: User) -> None:
    left: Any = copy(gone)
    gone_row: Any = gone
    gone_row._history_user, gone_row._change_reason = by, MERGED
    # Whatever still named it would be protected, and all of this undone.
    gone.delete()
    refresh(left)


def _column(name: str) -> str:
    return "country_id" if name == "country" else name
