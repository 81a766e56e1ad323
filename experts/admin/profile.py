"""What the page of a profile shows: read once, in a fixed number of queries."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from acpmigration.admin import or_dash
from experts.domain.duplicates import suggestions
from experts.domain.eligibility import criteria_of
from experts.domain.merging import better_first
from experts.models import (
    Choice,
    Consent,
    Deployment,
    Expert,
    ExpertEvent,
    ExpertLanguage,
    ExpertNote,
    PastAssignment,
)

FACTS = (
    ("name", "gender", "nationality", "residence", "phone", "user", "standing", "government"),
    ("years", "with_authorities", "international"),
    ("degree", "degree_subject", "certificates"),
    ("available_from", "days_a_month", "can_travel"),
    ("state", "state_since", "submitted_at", "confirmed_at", "active_until", "paused_at"),
)


def sections_of(expert: Expert) -> dict[str, Any]:
    who, work, education, availability, standing = (
        [(Expert._meta.get_field(name).verbose_name, told(expert, name)) for name in names]
        for names in FACTS
    )
    own = {"expert": expert}
    return {
        "criteria": criteria_of(expert),
        "standing": standing,
        "who": who,
        "work": work,
        "education": education,
        "availability": availability,
        "languages": ExpertLanguage.objects.filter(**own).best_first(),
        "past": PastAssignment.objects.filter(**own).latest_first(),
        "consents": Consent.objects.filter(**own).select_related("text").newest_first(),
        "events": ExpertEvent.objects.filter(**own).select_related("by").newest_first(),
        "notes": ExpertNote.objects.filter(**own).select_related("by").newest_first(),
        "deployments": Deployment.objects.filter(**own).select_related("intervention").in_order(),
        "choices": Choice.objects.filter(**own)
        .select_related("shortlist__intervention", "by")
        .order_by("-at", "pk"),
        "suggestions": [
            (suggestion, better_first(expert, suggestion.expert))
            for suggestion in suggestions(expert)
        ],
    }


def told(expert: Expert, name: str) -> Any:
    """An answer as a person reads it; the template writes yes, no and "not said"."""
    if name in WORDED:
        return WORDED[name](expert)
    field = Expert._meta.get_field(name)
    if getattr(field, "choices", None):
        return getattr(expert, f"get_{name}_display")()
    value = _dated(getattr(expert, name))
    # What the portal notes itself was not left out by anybody.
    return value if field.editable else or_dash(value)


def _dated(value: Any) -> Any:
    """A moment by the reader's clock, a day in the reader's words; anything else as it is."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else value


# Whoever has not paused has paused "no", and a log-in is found by its address.
WORDED: dict[str, Callable[[Expert], Any]] = {
    "paused_at": lambda expert: _dated(expert.paused_at) if expert.is_paused else False,
    "user": lambda expert: expert.user.email if expert.user else None,
}
