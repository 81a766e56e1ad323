"""Figures on people: counted once a month and told so that nobody can be recognised."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import SYSTEM_EMAIL, User
from acpmigration.dates import day_of
from acpmigration.permissions import edits_everything
from acpmigration.refusals import NotNow, NotYours
from experts.domain.disclosure import tables_to_tell, too_small
from experts.enums import Gender, Level, ReleaseTable
from experts.models import Expert, ExpertLanguage, ReleaseFigure, RosterRelease
from experts.models.release import MERGED

Tables = dict[str, dict[str, int]]


@transaction.atomic
def make_release(*, as_of: date, by: User, at: datetime) -> RosterRelease:
    """Tell how many are registered now; asked again for a day, return what was told then.

    :raises NotYours: for anybody but editors and the portal itself.
    :raises NotNow: for a day to come, or one before the last release, to which it is compared.
    """
    if not (edits_everything(by) or by.email == SYSTEM_EMAIL):
        raise NotYours(_("Your role does not allow this."))
    if as_of > day_of(at):
        raise NotNow(_("This day is still to come."))
    if RosterRelease.objects.filter(as_of__gt=as_of).exists():
        raise NotNow(_("There is a later release already."))
    earlier = _told_before()
    release, is_new = RosterRelease.objects.get_or_create(
        as_of=as_of, defaults={"made_at": at, "made_by": by}
    )
    if is_new:
        ReleaseFigure.objects.bulk_create(
            ReleaseFigure(release=release, table=table, key=key, value=value)
            for table, cells in tables_to_tell(_counted(), earlier).items()
            for key, value in cells.items()
        )
    return release


def make_release_if_due(*, at: datetime) -> RosterRelease | None:
    """Make the release of the month, on Brussels' day, unless there is one."""
    day = day_of(at)
    if RosterRelease.objects.filter(as_of__gte=day.replace(day=1)).exists():
        return None
    return make_release(as_of=day, by=User.objects.system(), at=at)


def _told_before() -> list[Tables]:
    """All earlier releases, the oldest first."""
    days = RosterRelease.objects.order_by("as_of").values_list("as_of", flat=True)
    releases: dict[date, Tables] = {day: {} for day in days}
    rows = ReleaseFigure.objects.values_list("release__as_of", "table", "key", "value")
    for day, table, key, value in rows:
        releases[day].setdefault(table, {})[key] = value
    return list(releases.values())


def _counted() -> Tables:
    """The people of the roster by group, as they are: for nobody's eyes."""
    registered = Expert.objects.registered()
    return {
        ReleaseTable.GENDER: _by_gender(registered),
        ReleaseTable.TOPIC: _by(registered, "topics__slug"),
        ReleaseTable.REGION: _by(registered, "countries_worked__region__slug"),
        ReleaseTable.LANGUAGE: _by_language(registered),
    }


def _by_gender(registered: "QuerySet[Expert]") -> dict[str, int]:
    found = _by(registered, "gender")
    told = {key: found.pop(key, 0) for key in (Gender.WOMAN.value, Gender.MAN.value)}
    return told | {MERGED: sum(found.values())}


def _by_language(registered: "QuerySet[Expert]") -> dict[str, int]:
    """Those who can work in it; the rare languages together, each person once."""
    spoken = ExpertLanguage.objects.filter(
        expert__in=registered.values("pk"), level__gte=Level.WORKING
    )
    found = dict(spoken.order_by().values_list("language").annotate(Count("pk")))
    rare = spoken.filter(language__in=too_small(found))
    return found | {MERGED: rare.values("expert").distinct().count()}


def _by(registered: "QuerySet[Expert]", field: str) -> dict[str, int]:
    counted = registered.order_by().values_list(field).annotate(Count("pk", distinct=True))
    return {key: count for key, count in counted if key}
