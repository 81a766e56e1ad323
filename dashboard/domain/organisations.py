"""Which organisations the public may see: those that took part in something that is public."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from acpmigration.reference.models import Organisation
from knowledge.models import Event
from knowledge.models.event import EventQuerySet
from nsa_grants.models import GrantProject
from nsa_grants.models.grant_project import GrantProjectQuerySet
from technical_assistance.models import AssistanceRequest, Intervention, Partnership
from technical_assistance.models.assistance_request import AssistanceRequestQuerySet
from technical_assistance.models.intervention import InterventionQuerySet

# Before any record: databases differ in what the greatest of something and nothing is.
LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)
# Model -> the ways in which its rows name organisations.
WAYS: dict[type[Model], tuple[str, ...]] = {
    AssistanceRequest: ("entity", "regional_organisation__organisation"),
    Intervention: ("entity", "partners", "regional_organisation__organisation"),
    GrantProject: ("grantee", "partners", "regional_organisation__organisation"),
    Event: ("partners",),
}


def taking_part() -> QuerySet[Organisation]:
    """The organisations that a public record names; of others nothing public tells."""
    named = Q(pk__in=[])
    for model, ways in WAYS.items():
        rows = model.objects.published().order_by()  # type: ignore[attr-defined]
        for way in ways:
            named |= Q(pk__in=rows.filter(**{f"{way}__isnull": False}).values(way))
    return Organisation.objects.filter(named)


def lately_named() -> QuerySet[Organisation]:
    """Those that take part, with the moment at which the last record that names each was public.

    It is their ``published_at`` and ``updated_at``, as of a record that is published.
    """
    moments = [
        model.objects.published()  # type: ignore[attr-defined]
        .filter(**{way: OuterRef("pk")})
        .order_by("-published_at")
        .values("published_at")[:1]
        for model, ways in WAYS.items()
        for way in ways
    ]
    last = Greatest(*(Coalesce(Subquery(moment), Value(LONG_AGO)) for moment in moments))
    return taking_part().annotate(published_at=last, updated_at=last)


def named_by(records: Sequence[Model]) -> QuerySet[Organisation]:
    """The organisations that one of the records, all of a model, names, public or not."""
    model = type(records[0])
    ways = WAYS.get(model, ())
    rows = model._base_manager.filter(pk__in=[record.pk for record in records]).order_by()
    named = Q(pk__in=[])
    for way in ways:
        named |= Q(pk__in=rows.filter(**{f"{way}__isnull": False}).values(way))
    return Organisation.objects.filter(named)


def interventions_of(organisation: Organisation) -> InterventionQuerySet:
    """Public ones that it asked for or was a partner in."""
    partner_in = Partnership.objects.filter(organisation=organisation).values("intervention")
    return Intervention.objects.published().filter(
        Q(entity=organisation)
        | Q(pk__in=partner_in)
        | Q(regional_organisation__organisation=organisation)
    )


def grants_of(organisation: Organisation) -> GrantProjectQuerySet:
    partner_in = GrantProject.objects.filter(partners=organisation).values("pk")
    return GrantProject.objects.published().filter(
        Q(grantee=organisation)
        | Q(pk__in=partner_in)
        | Q(regional_organisation__organisation=organisation)
    )


def requests_of(organisation: Organisation) -> AssistanceRequestQuerySet:
    return AssistanceRequest.objects.published().filter(
        Q(entity=organisation) | Q(regional_organisation__organisation=organisation)
    )


def events_of(organisation: Organisation) -> EventQuerySet:
    return Event.objects.published().filter(partners=organisation)
