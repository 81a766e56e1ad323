"""What a person is told about the own profile: where it stands, and what happens next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.enums import Role
from acpmigration.dates import day_of
from acpmigration.pages.models import AuditEvent
from experts.domain.looks import Look as Looks
from experts.domain.looks import Purpose
from experts.domain.settings import roster_settings
from experts.enums import ExpertState, ExpertVerb
from experts.models import Expert, ExpertEvent, RosterSettings

if TYPE_CHECKING:
    from django.utils.functional import Promise

S = ExpertState


@dataclass(frozen=True)
class Standing:
    """The state in words: a heading, what happens next, by when, and what the staff wrote."""

    state: str
    heading: "str | Promise"
    next: "str | Promise"
    day: date | None
    note: str = ""


HEADINGS: dict[str, "str | Promise"] = {
    S.DRAFT: _("Your registration is not sent yet"),
    S.RECEIVED: _("We have received your profile"),
    S.UNDER_REVIEW: _("Your profile is under review"),
    S.CORRECTION_ASKED: _("Please correct something"),
    S.ACTIVE: _("You are in the roster"),
    S.EXPIRED: _("Your profile has expired"),
    S.DECLINED: _("Your profile was not accepted"),
}
NEXT: dict[str, "str | Promise"] = {
    S.DRAFT: _("Go on when you like. What you have answered is kept until the day below."),
    S.RECEIVED: _("A member of the team will read it. You hear from us by the day below."),
    S.UNDER_REVIEW: _("A member of the team is reading it. You hear from us by the day below."),
    S.CORRECTION_ASKED: _(
        "Change what the note asks for, then send your profile again. It is erased on the day "
        "below if you do not."
    ),
    S.ACTIVE: _(
        "Staff can find you for an assignment and write to you. Once a year we ask whether your "
        "profile is still correct; unless you confirm, it expires on the day below."
    ),
    S.EXPIRED: _(
        "You did not confirm it, so staff do not find you any more. Confirm it to be back; it is "
        "erased on the day below if you do not."
    ),
    S.DECLINED: _(
        "You may change your profile and send it again. It is erased on the day below if you do "
        "not."
    ),
}


LOOKS_SHOWN = 20
# What the audit trail notes of a profile, in words; what stands not here is told by its name.
EVENTS: dict[str, "str | Promise"] = {
    Looks.PROFILE: _("profile read"),
    Looks.CV: _("CV read"),
    Looks.CV_FILE: _("CV downloaded"),
    "experts.profile-review": _("taken under review"),
    "experts.profile-ask": _("correction asked"),
    "experts.profile-accept": _("accepted"),
    "experts.profile-decline": _("declined"),
    "experts.profile-merged": _("joined with another profile of yours"),
    "experts.note-added": _("note added"),
    "experts.choice-listed": _("put on a shortlist"),
    "experts.choice-chosen": _("chosen from a shortlist"),
    "experts.choice-dropped": _("not chosen from a shortlist"),
    "experts.data-given": _("all data downloaded"),
}
PURPOSES: dict[str, "str | Promise"] = {
    Purpose.REVIEW: _("to review it"),
    Purpose.MATCHING: _("to find an expert"),
    Purpose.DEPLOYMENT: _("for an assignment"),
    Purpose.REQUEST: _("at your request"),
}


@dataclass(frozen=True)
class Look:
    """One line of the audit trail about a profile: when, what, in which role and what for."""

    at: datetime
    what: str
    who: str


def looks_at(expert: Expert) -> list[Look]:
    rows = AuditEvent.objects.about(expert).by_newest()[:LOOKS_SHOWN]
    return [Look(row.at, _what(row), _who(row, expert)) for row in rows]


def _what(row: AuditEvent) -> str:
    purpose = PURPOSES.get(row.purpose, row.purpose)
    return " ".join(str(part) for part in (EVENTS.get(row.event, row.event), purpose) if part)


def _who(row: AuditEvent, expert: Expert) -> str:
    if row.actor is None:
        return str(_("by the portal"))
    if row.actor == expert.user_id:
        return str(_("by you"))
    return str(dict(Role.choices).get(row.actor_role, row.actor_role))


def standing_of(expert: Expert) -> Standing:
    settings = roster_settings()
    return Standing(
        expert.state,
        HEADINGS[expert.state],
        NEXT[expert.state],
        _day(expert, settings),
        _note(expert),
    )


def _day(expert: Expert, settings: RosterSettings) -> date | None:
    if expert.state == S.ACTIVE:
        return expert.active_until
    since, later = _span(expert, settings)
    return day_of(since + later) if since else None


def _span(
    expert: Expert, settings: RosterSettings
) -> tuple[datetime | None, timedelta | relativedelta]:
    answered = timedelta(days=settings.review_days)
    kept = relativedelta(months=settings.declined_months)
    spans: dict[str, tuple[datetime | None, timedelta | relativedelta]] = {
        S.DRAFT: (expert.changed_at, timedelta(days=settings.draft_days)),
        S.RECEIVED: (expert.state_since, answered),
        S.UNDER_REVIEW: (expert.state_since, answered),
        S.CORRECTION_ASKED: (expert.state_since, kept),
        S.DECLINED: (expert.state_since, kept),
        S.EXPIRED: (expert.confirmed_at, relativedelta(months=settings.erase_months)),
    }
    return spans[expert.state]


def _note(expert: Expert) -> str:
    """What the staff wrote with the decision that the profile stands at."""
    if expert.state not in (S.CORRECTION_ASKED, S.DECLINED):
        return ""
    said = ExpertEvent.objects.filter(
        expert=expert, verb__in=[ExpertVerb.ASK, ExpertVerb.DECLINE]
    ).newest_first()
    return said.values_list("note", flat=True).first() or ""
