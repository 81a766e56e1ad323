"""What a shortlist asks for, and which of it a person meets. Never a score: people decide."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from acpmigration.reference.models import Country, Region, Topic, Typology
from experts.enums import DeploymentState, Level, SpokenLanguage
from experts.models import Deployment, Expert, ExpertLanguage, Shortlist

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import Promise


class Answer(StrEnum):
    MET = "met"
    NOT_MET = "not-met"
    # The profile says nothing of it: that is no "no".
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Asked:
    """One criterion in words, and the question that it puts to a profile."""

    words: "str | Promise"
    judge: Callable[[Expert], Answer]


def asked_by(shortlist: Shortlist) -> list[Asked]:
    """All criteria of a shortlist in their order; what the intervention is about, and where."""
    return [
        *_subjects(shortlist),
        *_places(shortlist),
        *_language(shortlist),
        *_dates(shortlist),
    ]


def for_matching(experts: "QuerySet[Expert]") -> "QuerySet[Expert]":
    """Read with the rows, in five more queries, all that criteria and warnings look at."""
    counting = Deployment.objects.counting().select_related("intervention").in_order()
    return experts.select_related("nationality", "residence").prefetch_related(
        Prefetch("topics", Topic.objects.in_order()),
        Prefetch("typologies", Typology.objects.in_order()),
        Prefetch("countries_worked", Country.objects.select_related("region").order_by("slug")),
        Prefetch("languages", ExpertLanguage.objects.best_first()),
        Prefetch("deployments", counting),
    )


def answers(expert: Expert, asked: Iterable[Asked]) -> list[Answer]:
    """One answer for each criterion; no query where ``for_matching`` has read the rows."""
    return [criterion.judge(expert) for criterion in asked]


def countries_of(shortlist: Shortlist) -> list[Country]:
    """The countries that the intervention covers, its lead among them."""
    return list(shortlist.intervention.countries.order_by("slug"))


def _subjects(shortlist: Shortlist) -> Iterator[Asked]:
    for topic in Topic.objects.filter(pk__in=shortlist.topics.all()).in_order():
        yield Asked(topic.name, partial(_has, "topics", {topic.pk}))
    for typology in Typology.objects.filter(pk__in=shortlist.typologies.all()).in_order():
        yield Asked(typology.name, partial(_has, "typologies", {typology.pk}))


def _places(shortlist: Shortlist) -> Iterator[Asked]:
    countries = countries_of(shortlist)
    if countries:
        names = ", ".join(str(country) for country in countries)
        keys = {country.pk for country in countries}
        yield Asked(_("Worked in %(place)s") % {"place": names}, partial(_worked, keys))
    region = shortlist.intervention.region
    if region is not None:
        words = _("Worked in the region %(place)s") % {"place": region}
        yield Asked(words, partial(_worked_in_region, region))


def _language(shortlist: Shortlist) -> Iterator[Asked]:
    least = shortlist.least_level
    if least is not None:
        language = SpokenLanguage(shortlist.language)
        words = _("%(language)s, at least %(level)s") % {
            "language": language.label,
            "level": least.label,
        }
        yield Asked(words, partial(_speaks, language, least))


def _dates(shortlist: Shortlist) -> Iterator[Asked]:
    if shortlist.starts_on and shortlist.ends_before:
        span = (shortlist.starts_on, shortlist.ends_before)
        yield Asked(_("Available in these dates"), partial(_is_free, shortlist, *span))


def _has(name: str, wanted: set[int], expert: Expert) -> Answer:
    return _met_by({row.pk for row in getattr(expert, name).all()}, wanted)


def _worked(wanted: set[int], expert: Expert) -> Answer:
    return _met_by({country.pk for country in expert.countries_worked.all()}, wanted)


def _worked_in_region(region: Region, expert: Expert) -> Answer:
    return _met_by({country.region_id for country in expert.countries_worked.all()}, {region.pk})


def _met_by(told: set[int | None], wanted: set[int]) -> Answer:
    if not told:
        return Answer.UNKNOWN
    return Answer.MET if told & wanted else Answer.NOT_MET


def _speaks(language: SpokenLanguage, least: Level, expert: Expert) -> Answer:
    spoken = {one.language: one.level for one in expert.languages.all()}
    if not spoken:
        return Answer.UNKNOWN
    return Answer.MET if spoken.get(language, 0) >= least else Answer.NOT_MET


def _is_free(shortlist: Shortlist, starts_on: date, ends_before: date, expert: Expert) -> Answer:
    """Free on some day of the span, and not agreed to be elsewhere on any."""
    elsewhere = (
        one
        for one in expert.deployments.all()
        if one.state == DeploymentState.AGREED and not shortlist.asks_for(one)
    )
    if any(one.overlaps(starts_on, ends_before) for one in elsewhere):
        return Answer.NOT_MET
    if expert.available_from is None:
        return Answer.UNKNOWN
    return Answer.MET if expert.available_from < ends_before else Answer.NOT_MET
