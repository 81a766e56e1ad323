"""Where a national grant is possible: where technical assistance on its topic is there already."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from acpmigration.reference.enums import Eligibility
from acpmigration.reference.models import Country, RegionalOrganisation, Topic
from acpmigration.translated import alphabetical
from nsa_grants.enums import GrantKind
from nsa_grants.models import GrantProject
from nsa_grants.models.grant_project import GrantProjectQuerySet
from technical_assistance.models import Intervention
from technical_assistance.models.intervention import InterventionQuerySet

Place = Country | RegionalOrganisation


@dataclass(frozen=True)
class Possible:
    """A place and a topic, the interventions that open it, the national grants there already."""

    place: Place
    topic: Topic
    interventions: list[Intervention]
    grants: list[GrantProject]

    @property
    def reason(self) -> str:
        """Why it is possible, and whether it would be the first."""
        if self.grants:
            return _("Technical assistance on the topic is there, and a national grant too.")
        return _("Technical assistance on the topic is there, and no national grant yet.")


def possible(
    *, interventions: InterventionQuerySet, grants: GrantProjectQuerySet
) -> dict[Topic, list[Possible]]:
    """By topic in their order, then by the name of the place, in five queries.

    Only what was implemented opens a place; what was cancelled is not there.
    """
    opened: dict[tuple[Place, Topic], list[Intervention]] = defaultdict(list)
    for intervention in (
        interventions.implemented().with_lead().prefetch_related("countries", "topics")
    ):
        for place in _places(intervention):
            for topic in intervention.topics.all():
                opened[place, topic].append(intervention)
    there = _there(grants)
    rows: dict[Topic, list[Possible]] = defaultdict(list)
    for (place, topic), reasons in opened.items():
        rows[topic].append(
            Possible(place, topic, alphabetical(reasons), there.get((place, topic), []))
        )
    in_order = sorted(rows, key=lambda topic: (topic.position, topic.pk))
    return {topic: _by_place(rows[topic]) for topic in in_order}


def _places(intervention: Intervention) -> Iterator[Place]:
    """Who may have a national grant beside it: the organisation that leads, states it covers."""
    if intervention.regional_organisation:
        yield intervention.regional_organisation
    for country in intervention.countries.all():
        if country.eligibility != Eligibility.NONE:
            yield country


def _there(grants: GrantProjectQuerySet) -> dict[tuple[Place, Topic], list[GrantProject]]:
    """The national grants by place and topic."""
    found: dict[tuple[Place, Topic], list[GrantProject]] = defaultdict(list)
    national = grants.filter(kind=GrantKind.NATIONAL, cancelled_until=None)
    for grant in national.with_place().by_title().prefetch_related("topics"):
        for topic in grant.topics.all():
            found[grant.country or grant.regional_organisation, topic].append(grant)
    return found


def _by_place(rows: Iterable[Possible]) -> list[Possible]:
    by_name: dict[str, list[Possible]] = defaultdict(list)
    for row in rows:
        by_name[str(row.place)].append(row)
    return [row for name in alphabetical(by_name) for row in by_name[name]]
