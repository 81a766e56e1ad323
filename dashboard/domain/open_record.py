"""What organisations took part in, fetched for many of them at once."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from acpmigration.open_data.references import References, complete, its_slug, its_title, unranked
from acpmigration.reference.models import Organisation
from dashboard.domain.organisations import WAYS
from knowledge.models import Event
from nsa_grants.models import GrantProject
from technical_assistance.models import AssistanceRequest, Intervention

KINDS: dict[type[Model], str] = {
    AssistanceRequest: "request",
    Intervention: "intervention",
    GrantProject: "grant",
    Event: "event",
}


def _named(model: type[Model], way: str) -> References:
    """The public records of a model that name organisations in this way."""
    how: dict[str, Any] = {
        "name": its_slug if model is AssistanceRequest else its_title,
        "rank": unranked,
        "published": True,
    }
    first, _separator, rest = way.partition("__")
    field: Any = model._meta.get_field(first)
    if rest or not field.many_to_many:
        return References(KINDS[model], model, way, "", **how)
    through = field.remote_field.through
    return References(
        KINDS[model], through, field.m2m_reverse_field_name(), field.m2m_field_name(), **how
    )


def complete_organisations(rows: Sequence[Organisation]) -> None:
    complete(rows, *(_named(model, way) for model, ways in WAYS.items() for way in ways))
