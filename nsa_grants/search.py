"""What can be found of a grant project."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from django.db.models import Model, Q, QuerySet

from acpmigration.reference.models import (
    Country,
    Organisation,
    Region,
    RegionalOrganisation,
    Topic,
    Typology,
)
from acpmigration.search import analyser
from acpmigration.search.sources import (
    Passage,
    Source,
    Texts,
    register,
    translated,
    without_markup,
)
from nsa_grants.models import GrantProject

# The ways from a project to the rows that its texts name.
NAMED: dict[type[Model], tuple[str, ...]] = {
    Country: ("country", "countries"),
    Region: ("region", "country__region", "regional_organisation__region"),
    RegionalOrganisation: ("regional_organisation",),
    Organisation: ("grantee", "partners", "regional_organisation__organisation"),
    Topic: ("topics",),
    Typology: ("typologies",),
}
TOLD = ("activities", "channels", "results")


def texts(grant: GrantProject, language: str) -> Texts:
    return Texts(
        title=[translated(grant, "title", language), *_names(_places(grant), language)],
        summary=[
            translated(grant, "summary", language),
            *_names([*_organisations(grant), *_subjects(grant)], language),
        ],
        body=[
            *(translated(grant, field, language) for field in TOLD),
            without_markup(translated(grant, "story", language)),
            *_quotes(grant, language),
        ],
    )


def rows() -> QuerySet[GrantProject]:
    return (
        GrantProject.objects.with_place()
        .select_related("grantee")
        .prefetch_related("countries", "topics", "typologies", "partners", "quotes")
    )


def naming(rows: Sequence[Model]) -> QuerySet[GrantProject]:
    """The projects that are found by the name of one of the rows of the reference data."""
    named = (Q(**{f"{way}__in": rows}) for way in NAMED.get(type(rows[0]), ()))
    return GrantProject.objects.filter(reduce(or_, named, Q(pk__in=[])))


def _places(grant: GrantProject) -> Iterator[Model]:
    place = grant.place
    yield place.organisation if isinstance(place, RegionalOrganisation) else place
    yield from grant.countries.all()


def _organisations(grant: GrantProject) -> Iterator[Model]:
    if grant.grantee:
        yield grant.grantee
    yield from grant.partners.all()


def _subjects(grant: GrantProject) -> Iterator[Model]:
    if grant.shown_region:
        yield grant.shown_region
    yield from grant.topics.all()
    yield from grant.typologies.all()


def _names(named: Iterable[Model], language: str) -> Iterator[Passage]:
    for row in named:
        yield translated(row, "name", language)
        if isinstance(row, Country):
            yield translated(row, "formal_name", language)
        if short := getattr(row, "short_name", ""):
            yield Passage(short, "en")


def _quotes(grant: GrantProject, language: str) -> Iterator[Passage]:
    """What people said in their own words, and what readers of ``language`` are told of it."""
    for quote in grant.quotes.all():
        known = quote.language if quote.language in analyser.ALGORITHMS else analyser.FALLBACK
        yield Passage(quote.text, known)
        yield translated(quote, "translation", language)


register(
    Source(
        kind="grant",
        model=GrantProject,
        texts=texts,
        rows=rows,
        public=lambda: GrantProject.objects.published(),
        naming=naming,
    )
)
