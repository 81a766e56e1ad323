"""Portfolios made at random, and what is true of them by a count that knows no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from acpmigration.accounts.models import User
from acpmigration.reference.enums import Eligibility, OrganisationKind
from acpmigration.reference.models import Country
from technical_assistance.enums import PartnerRole, RequestState, StageKind, StageState, Status
from technical_assistance.models import AssistanceRequest, Intervention, Partnership, Stage
from tests.factories.accounts import UserFactory
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionalOrganisationFactory,
    RegionFactory,
    SDGTargetFactory,
    TopicFactory,
    TypologyFactory,
)

NOT_STATED = "not-stated"
AT = datetime(2019, 5, 8, 12, tzinfo=UTC)
REGIONS = ["north", "south"]
# The last one is in no region, as it could not ask; but work may reach it.
COUNTRIES = ["north-1", "north-2", "south-1", "elsewhere"]
LEADS = ["north-1", "north-2", "south-1", "org-north", "org-everywhere"]
TOPICS, TYPOLOGIES, TARGETS = ["visas", "thb", "som"], ["training", "law"], ["8-1", "10-7"]
PARTNERS = {
    "ngo-1": OrganisationKind.NGO,
    "ngo-2": OrganisationKind.NGO,
    "press": OrganisationKind.MEDIA,
}
YEARS = ["2014", "2016", "2019"]


@dataclass(frozen=True)
class Row:
    """One record as it was drawn: its values by facet say all that a filter may ask."""

    lead: str
    countries: frozenset[str]
    topics: frozenset[str]
    typologies: frozenset[str]
    targets: frozenset[str]
    partners: frozenset[tuple[str, str]]
    status: str
    closed: int
    year: str | None
    is_published: bool
    # Of its request: "accepted" stands beside an intervention, any other state stands alone.
    state: str
    is_request_published: bool

    @property
    def region(self) -> set[str]:
        return {region for region in REGIONS if region in self.lead}

    def values(self, facet: str) -> set[str]:
        found = {
            "region": self.region,
            "country": set(self.countries),
            "topic": set(self.topics),
            "typology": set(self.typologies),
            "sdg": set(self.targets),
            "partner_kind": {PARTNERS[name].value for name, _role in self.partners},
            "status": {self.status},
            "state": {self.state},
            "requester": {"regional" if self.lead.startswith("org") else "national"},
            "year": {self.year} if self.year else set(),
            "stage": self._stage(),
        }[facet]
        return found or {NOT_STATED}

    def _stage(self) -> set[str]:
        is_moving = self.status == Status.ONGOING and self.closed < len(StageKind)
        return {StageKind(self.closed + 1).slug} if is_moving else set()

    def fits(self, chosen: Mapping[str, Iterable[str]], *, without: str = "") -> bool:
        """Any value of one name, and all names."""
        return all(
            self.values(facet) & set(wanted)
            for facet, wanted in chosen.items()
            if facet != without and wanted
        )


def some(values: Iterable[object]) -> st.SearchStrategy:
    return st.frozensets(st.sampled_from(sorted(values)))


ROWS = st.lists(
    st.builds(
        Row,
        lead=st.sampled_from(LEADS),
        countries=some(COUNTRIES),
        topics=some(TOPICS),
        typologies=some(TYPOLOGIES),
        targets=some(TARGETS),
        partners=some([(name, role) for name in PARTNERS for role in ("partner", "funder")]),
        status=st.sampled_from(Status.values),
        closed=st.integers(0, len(StageKind)),
        year=st.none() | st.sampled_from(YEARS),
        is_published=st.sampled_from([True, True, True, False]),
        state=st.sampled_from([RequestState.ACCEPTED.value] * 4 + RequestState.values),
        is_request_published=st.sampled_from([True, True, False]),
    ),
    max_size=8,
)
VALUES = {
    "region": REGIONS,
    "country": COUNTRIES,
    "topic": TOPICS,
    "typology": TYPOLOGIES,
    "status": Status.values,
    "stage": [kind.slug for kind in StageKind],
    "requester": ["national", "regional"],
    "partner_kind": ["ngo", "media", "academia"],
    "sdg": TARGETS,
    "year": YEARS,
}


def choices(names: Iterable[str], values: Mapping[str, list[str]] = VALUES) -> st.SearchStrategy:
    """Parameters of a list: few at a time, or nothing would be left to count."""
    one = st.sampled_from(sorted(names)).flatmap(
        lambda name: st.tuples(
            st.just(name),
            st.lists(st.sampled_from([*values[name], NOT_STATED]), min_size=1, unique=True),
        )
    )
    return st.lists(one, max_size=3).map(dict)


class World:
    """The rows of reference that random portfolios stand on; made once for all of them."""

    def __init__(self) -> None:
        self.by: User = UserFactory(editor=True)
        regions = {slug: RegionFactory(slug=slug) for slug in REGIONS}
        self.countries: dict[str, Country] = {
            slug: CountryFactory(slug=slug, region=regions[slug.partition("-")[0]])
            for slug in COUNTRIES[:-1]
        }
        self.countries["elsewhere"] = CountryFactory(slug="elsewhere", elsewhere=True)
        self.organisations = {
            "org-north": RegionalOrganisationFactory(region=regions["north"]),
            "org-everywhere": RegionalOrganisationFactory(region=None),
        }
        self.topics = {slug: TopicFactory(slug=slug) for slug in TOPICS}
        self.typologies = {slug: TypologyFactory(slug=slug) for slug in TYPOLOGIES}
        self.targets = {
            slug: SDGTargetFactory(slug=slug, code=slug.replace("-", "."), goal=int(slug[:-2]))
            for slug in TARGETS
        }
        self.partners = {
            name: OrganisationFactory(slug=name, kind=kind) for name, kind in PARTNERS.items()
        }
        assert self.countries["elsewhere"].eligibility == Eligibility.NONE

    def store(self, rows: list[Row]) -> None:
        """Write a portfolio as an import would: in bulk, past every domain function."""
        interventions = {
            number: Intervention(
                slug=f"intervention-{number}",
                title_en=f"Intervention {number}",
                summary_en="What was done.",
                status=row.status,
                **self._lead(row),
                **self._publication(is_published=row.is_published),
            )
            for number, row in enumerate(rows)
            if row.state == RequestState.ACCEPTED
        }
        Intervention.objects.bulk_create(interventions.values())
        target = AssistanceRequest.objects.create(slug="another", country=self.countries["north-1"])
        requests = [
            self._request(number, row, interventions.get(number), target)
            for number, row in enumerate(rows)
        ]
        AssistanceRequest.objects.bulk_create(requests)
        for row, request in zip(rows, requests, strict=True):
            self._link(request, "countries", row.countries, self.countries)
            self._link(request, "topics", row.topics, self.topics)
        for number, intervention in interventions.items():
            self._describe(intervention, rows[number])

    def _describe(self, intervention: Intervention, row: Row) -> None:
        self._link(intervention, "countries", row.countries, self.countries)
        self._link(intervention, "topics", row.topics, self.topics)
        self._link(intervention, "typologies", row.typologies, self.typologies)
        self._link(intervention, "sdg_targets", row.targets, self.targets)
        Partnership.objects.bulk_create(
            Partnership(
                intervention=intervention, organisation=self.partners[name], role=PartnerRole(role)
            )
            for name, role in row.partners
        )
        Stage.objects.bulk_create(
            Stage(
                intervention=intervention,
                kind=kind,
                state=StageState.FINISHED if kind <= row.closed else StageState.NOT_STARTED,
            )
            for kind in StageKind
        )

    def _request(
        self,
        number: int,
        row: Row,
        intervention: Intervention | None,
        target: AssistanceRequest,
    ) -> AssistanceRequest:
        day = date(int(row.year), 6, 1) if row.year else None
        return AssistanceRequest(
            slug=f"request-{number}",
            state=row.state,
            intervention=intervention,
            reason="Because." if row.state in RequestState.with_reason() else "",
            merged_into=target if row.state == RequestState.MERGED else None,
            received_from=day,
            received_until=day,
            decided_from=day,
            decided_until=day,
            **self._lead(row),
            **self._publication(is_published=row.is_request_published),
        )

    def _lead(self, row: Row) -> dict[str, object]:
        if row.lead in self.organisations:
            return {"regional_organisation": self.organisations[row.lead]}
        return {"country": self.countries[row.lead]}

    def _publication(self, *, is_published: bool) -> dict[str, object]:
        return {"published_at": AT, "published_by": self.by} if is_published else {}

    @staticmethod
    def _link(
        record: Intervention | AssistanceRequest,
        name: str,
        slugs: Iterable[str],
        known: Mapping[str, object],
    ) -> None:
        getattr(record, name).set([known[slug] for slug in slugs])
