"""What can be found of an intervention."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Model, Prefetch, Q, QuerySet

from acpmigration.reference.models import (
    Country,
    Organisation,
    Region,
    RegionalOrganisation,
    Topic,
    Typology,
)
from acpmigration.search.sources import (
    Passage,
    Source,
    Texts,
    register,
    translated,
    without_markup,
)
from technical_assistance.models import Intervention, Partnership

# The ways from an intervention to the rows that its texts name.
NAMED: dict[type[Model], tuple[str, ...]] = {
    Country: ("country", "countries"),
    Region: ("country__region", "regional_organisation__region"),
    RegionalOrganisation: ("regional_organisation",),
    Organisation: ("entity", "partners", "regional_organisation__organisation"),
    Topic: ("topics",),
    Typology: ("typologies",),
}


def texts(intervention: Intervention, language: str) -> Texts:
    return Texts(
        title=[
            translated(intervention, "title", language),
            Passage(intervention.code, "en"),
            *_names(_lead_and_countries(intervention), language),
        ],
        summary=[
            translated(intervention, "summary", language),
            *_names([*_organisations(intervention), *_subjects(intervention)], language),
        ],
        body=[without_markup(translated(intervention, "story", language))],
    )


def rows() -> QuerySet[Intervention]:
    return Intervention.objects.select_related(
        "country__region",
        "regional_organisation__organisation",
        "regional_organisation__region",
        "entity",
    ).prefetch_related(
        "countries",
        "topics",
        "typologies",
        Prefetch("partnerships", Partnership.objects.select_related("organisation")),
    )


def naming(rows: Sequence[Model]) -> QuerySet[Intervention]:
    """The interventions that are found by the name of one of the rows of the reference data."""
    named = (Q(**{f"{way}__in": rows}) for way in NAMED.get(type(rows[0]), ()))
    return Intervention.objects.filter(reduce(or_, named, Q(pk__in=[])))


def _lead_and_countries(intervention: Intervention) -> Iterable[object]:
    lead = intervention.lead
    yield lead.organisation if isinstance(lead, RegionalOrganisation) else lead
    yield from intervention.countries.all()


def _organisations(intervention: Intervention) -> Iterable[object]:
    if intervention.entity:
        yield intervention.entity
    for partnership in intervention.partnerships.all():
        yield partnership.organisation


def _subjects(intervention: Intervention) -> Iterable[object]:
    if intervention.region:
        yield intervention.region
    yield from intervention.topics.all()
    yield from intervention.typologies.all()


def _names(named: Iterable[object], language: str) -> Iterable[Passage]:
    for row in named:
        yield translated(row, "name", language)  # type: ignore[arg-type]
        if isinstance(row, Country):
            yield translated(row, "formal_name", language)
        if short := getattr(row, "short_name", ""):
            yield Passage(short, "en")


register(
    Source(
        kind="intervention",
        model=Intervention,
        texts=texts,
        rows=rows,
        public=lambda: Intervention.objects.published(),
        naming=naming,
    )
)
