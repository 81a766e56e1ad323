"""Joining two profiles of one person: what one lacks the other gives, then the other is erased."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.pages.domain.audit import record
from acpmigration.refusals import NotNow
from experts.domain.duplicates import suggestions
from experts.domain.erasure import erase
from experts.domain.joining import (
    join_choices,
    join_consents,
    join_languages,
    join_past,
    join_rest,
    join_subjects,
)
from experts.domain.messages import tell
from experts.domain.shortlists import ChangedMeanwhile
from experts.domain.transitions import Actor, lock, move, require_actor
from experts.enums import ExpertState, ExpertVerb, Standing
from experts.models import Expert

# What a profile holds once, and may lack.
FACTS = (
    "residence",
    "nationality",
    "phone",
    "government",
    "years",
    "with_authorities",
    "international",
    "degree",
    "degree_subject",
    "certificates",
    "available_from",
    "days_a_month",
    "can_travel",
    "user",
)


@dataclass(frozen=True)
class Gap:
    """A fact that the kept profile lacks and the other one knows."""

    field: "Field[Any, Any]"
    value: Any


def gaps(keep: Expert, other: Expert) -> list[Gap]:
    """What will be taken over, shown before it happens and asked again when it does."""
    fields = (Expert._meta.get_field(name) for name in FACTS)
    found = [
        Gap(field, getattr(other, field.name))
        for field in fields
        if isinstance(field, Field)
        and getattr(keep, field.name) in (None, "")
        and getattr(other, field.name) not in (None, "")
    ]
    # The subject belongs to its degree.
    takes_degree = any(gap.field.name == "degree" for gap in found)
    leave = set() if takes_degree or keep.degree == other.degree else {"degree_subject"}
    return [*_office(keep, other), *(gap for gap in found if gap.field.name not in leave)]


def _office(keep: Expert, other: Expert) -> list[Gap]:
    """Who is an official in one of the two is one: of what staff are warned of, nothing is lost."""
    if keep.standing == Standing.OFFICIAL or other.standing != Standing.OFFICIAL:
        return []
    field = cast("Field[Any, Any]", Expert._meta.get_field("standing"))
    return [Gap(field, other.standing)]


def log_ins(keep: Expert, other: Expert) -> tuple[User | None, User | None]:
    """The log-in that stays, and the one that is erased."""
    return (keep.user, other.user) if keep.user else (other.user, None)


def better_first(one: Expert, other: Expert) -> list[Expert]:
    """Which of two to keep, unless staff choose the other: an active one, the log-in used last."""
    return sorted((one, other), key=_worth_keeping, reverse=True)


def _worth_keeping(expert: Expert) -> tuple[bool, float]:
    used = expert.user.last_login if expert.user else None
    return expert.state == ExpertState.ACTIVE, used.timestamp() if used else 0.0


@transaction.atomic
def merge(
    *, keep: Expert, other: Expert, versions: tuple[int, int], by: User, at: datetime
) -> Expert:
    """Make one profile of two; of two consents the stricter holds, and the other log-in is erased.

    ``versions`` are those of ``keep`` and ``other`` that somebody has compared.

    :raises NotNow: for one and the same profile, one that was never sent or is gone, two that
        have nothing in common, and where the active one of two would be lost.
    :raises ChangedMeanwhile: if one of the two is not any more what was compared.
    :raises NotYours: for the own profile, and for whoever may not review.
    """
    kept, gone = _locked(keep, other)
    for profile in (kept, gone):
        require_actor(profile, Actor.STAFF, by)
    _require_one_person(kept, gone)
    if (kept.version, gone.version) != versions:
        raise ChangedMeanwhile(
            _("One of the two profiles was changed meanwhile. Compare them once more.")
        )
    _fill(kept, gone)
    _take_file(kept, gone)
    for join in (join_languages, join_subjects, join_past, join_choices, join_rest):
        join(kept, gone)
    join_consents(kept, gone, at)
    move(expert=kept, verb=ExpertVerb.MERGE, by=by, at=at)
    tell(expert=kept, template="experts/merged", at=at)
    erase(expert=gone, by=by, at=at, why="merged")
    record(event="experts.profile-merged", by=by, subject=kept, at=at)
    return kept


def _locked(keep: Expert, other: Expert) -> tuple[Expert, Expert]:
    """Hold both, always in the same order: two who join the same pair wait for each other."""
    if keep.pk == other.pk:
        raise NotNow(_("This is one and the same profile."))
    held = {one.pk: lock(one) for one in sorted((keep, other), key=lambda expert: str(expert.pk))}
    return held[keep.pk], held[other.pk]


def _require_one_person(kept: Expert, gone: Expert) -> None:
    if not {kept.state, gone.state} <= set(ExpertState.registered()):
        raise NotNow(_("Only profiles that were sent can be joined."))
    if gone.pk not in {suggestion.expert.pk for suggestion in suggestions(kept)}:
        raise NotNow(
            _(
                "These two profiles have neither name and nationality nor the phone number in "
                "common, so they are not joined."
            )
        )
    if gone.state == ExpertState.ACTIVE and kept.state != ExpertState.ACTIVE:
        raise NotNow(_("The other profile is active and this one is not: keep the active one."))


def _fill(kept: Expert, gone: Expert) -> None:
    for gap in gaps(kept, gone):
        if gap.field.name == "user":
            # A log-in belongs to one profile at a time.
            gone.user = None
            gone.save()
        setattr(kept, gap.field.name, gap.value)
    if gone.submitted_at and kept.submitted_at:
        kept.submitted_at = min(kept.submitted_at, gone.submitted_at)
    # Who asked not to be found in one of the profiles is not found in the other.
    kept.paused_at = kept.paused_at or gone.paused_at


def _take_file(kept: Expert, gone: Expert) -> None:
    """Hand the CV over by its name; the row that is erased must not take the file with it."""
    if kept.cv or not gone.cv:
        return
    kept.cv, kept.cv_scan = gone.cv.name, gone.cv_scan
    gone.cv, gone.cv_scan = "", ""
    gone.save()
