"""Every list of the back-office: as few queries for three rows as for one, however it grows."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from acpmigration.pages.domain.audit import record
from acpmigration.pages.domain.mail import queue_mail
from acpmigration.pages.enums import JobOutcome
from acpmigration.pages.models import JobRun, MailText, Text
from acpmigration.reference.models import OrganisationPair
from acpmigration.search.models import FruitlessSearch
from acpmigration.spreadsheets.models import ImportBatch
from dashboard.models import ChosenStory
from experts.models import RosterRelease
from technical_assistance.models import HandOver, MondayList, Subscription
from tests.factories.accounts import UserFactory
from tests.factories.dashboard import DataReleaseFactory
from tests.factories.experts import (
    ConsentTextFactory,
    DeploymentFactory,
    ExpertFactory,
    ShortlistFactory,
)
from tests.factories.knowledge import (
    EditionFactory,
    EventFactory,
    KnowledgeProductFactory,
    RecommendationFactory,
)
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import (
    CountryFactory,
    OACPSRegionFactory,
    OrganisationFactory,
    RegionalOrganisationFactory,
    RegionFactory,
    SDGTargetFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    InterventionFactory,
    ProgressEntryFactory,
)

AT = datetime(2019, 5, 8, tzinfo=UTC)
DAY = date(2019, 5, 8)
MOST_QUERIES = 15

pytestmark = pytest.mark.django_db


def intervention(number: int) -> None:
    row = InterventionFactory(published=True, coordinator=UserFactory(role="coordinator"))
    row.topics.add(TopicFactory())


def product(number: int) -> None:
    EditionFactory(product=KnowledgeProductFactory(published=True))


def mail(number: int) -> None:
    words = {"day": "", "count": 1, "hash": ""}
    queue_mail(template="audit_head", to="a@example.org", language="en", context=words, at=AT)


def person(number: int) -> None:
    UserFactory(role="coordinator").regions.add(RegionFactory())


def pair(number: int) -> None:
    OrganisationPair.objects.create(
        first=OrganisationFactory(), second=OrganisationFactory(), reason="name"
    )


def brought_in(number: int) -> None:
    ImportBatch.objects.create(
        kind="organisations",
        name="a.xlsx",
        size=1,
        digest="0",
        uploaded_at=AT,
        uploaded_by=UserFactory(),
        seen_at=AT,
    )


# One more row of each, with what its list shows of other tables.
ROWS: dict[str, Callable[[int], object]] = {
    "accounts.user": person,
    "dashboard.chosenstory": lambda n: ChosenStory.objects.create(
        intervention=InterventionFactory(), position=n
    ),
    "dashboard.datarelease": lambda n: DataReleaseFactory(day=DAY + timedelta(days=n)),
    "experts.consenttext": lambda n: ConsentTextFactory(),
    "experts.deployment": lambda n: DeploymentFactory(),
    "experts.expert": lambda n: ExpertFactory(received=True, nationality=CountryFactory()),
    "experts.rosterrelease": lambda n: RosterRelease.objects.create(
        as_of=DAY + timedelta(days=n), made_at=AT, made_by=UserFactory()
    ),
    "experts.shortlist": lambda n: ShortlistFactory(),
    "knowledge.event": lambda n: EventFactory(published=True, country=CountryFactory()),
    "knowledge.knowledgeproduct": product,
    "knowledge.recommendation": lambda n: RecommendationFactory(published=True),
    "nsa_grants.grantproject": lambda n: GrantProjectFactory(
        published=True, grantee=OrganisationFactory()
    ),
    "pages.auditevent": lambda n: record(event="pages.tested", by=None, subject=None, at=AT),
    "pages.jobrun": lambda n: JobRun.objects.create(
        key="pages.mail", started_at=AT, finished_at=AT, outcome=JobOutcome.DONE
    ),
    "pages.mailtext": lambda n: MailText.objects.create(template=f"template_{n}"),
    "pages.outgoingmail": mail,
    "pages.text": lambda n: Text.objects.create(key=f"page/{n}", title_en="Words"),
    "reference.country": lambda n: CountryFactory(
        region=RegionFactory(), oacps_region=OACPSRegionFactory()
    ),
    "reference.oacpsregion": lambda n: OACPSRegionFactory(),
    "reference.organisation": lambda n: OrganisationFactory(country=CountryFactory()),
    "reference.organisationpair": pair,
    "reference.region": lambda n: RegionFactory(),
    "reference.regionalorganisation": lambda n: RegionalOrganisationFactory(),
    "reference.sdgtarget": lambda n: SDGTargetFactory(),
    "reference.topic": lambda n: TopicFactory(),
    "reference.typology": lambda n: TypologyFactory(),
    "search.fruitlesssearch": lambda n: FruitlessSearch.objects.create(
        day=DAY, language="en", words=f"nothing {n}"
    ),
    "spreadsheets.importbatch": brought_in,
    "technical_assistance.assistancerequest": lambda n: AssistanceRequestFactory(
        entity=OrganisationFactory()
    ),
    "technical_assistance.handover": lambda n: HandOver.objects.create(
        giver=UserFactory(), taker=UserFactory(), made_at=AT, made_by=UserFactory()
    ),
    "technical_assistance.intervention": intervention,
    "technical_assistance.mondaylist": lambda n: MondayList.objects.create(
        person=UserFactory(), monday=DAY, lines=1, text="Words", made_at=AT
    ),
    "technical_assistance.progressentry": lambda n: ProgressEntryFactory(
        intervention=InterventionFactory(), by=UserFactory()
    ),
    "technical_assistance.subscription": lambda n: Subscription.objects.create(
        intervention=InterventionFactory(), person=UserFactory(), made_at=AT
    ),
}
# One row, at which its list leads straight.
SETTINGS = {"experts.rostersettings", "technical_assistance.workspacesettings"}


def test_every_list_is_tried():
    assert {model._meta.label_lower for model in admin.site._registry} == {*ROWS, *SETTINGS}


@pytest.mark.parametrize("kind", ROWS)
def test_a_list_takes_as_few_queries_for_three_rows_as_for_one(administrator_client, kind):
    page = reverse(f"admin:{kind.replace('.', '_')}_changelist")
    taken = []
    for number in range(3):
        ROWS[kind](number)
        with CaptureQueriesContext(connection) as asked:
            response = administrator_client.get(page)
        assert response.status_code == 200
        taken.append(len(asked))

    assert (taken[0], taken[2] < MOST_QUERIES) == (taken[2], True)
