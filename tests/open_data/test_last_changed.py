"""When a record last changed: for its readers, whatever happens to it inside."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from lxml import etree

from acpmigration.dates import DatedFact
from acpmigration.publication import publish
from nsa_grants.models import GrantProject
from technical_assistance.domain.assignment import assign_coordinator
from technical_assistance.domain.hand_over import hand_over
from technical_assistance.domain.interventions import add_note
from technical_assistance.domain.people import name_entity
from technical_assistance.domain.requests import accept_request, review_request
from technical_assistance.models import AssistanceRequest, Intervention
from tests.conftest import logged_in
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import KnowledgeProductFactory
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import CountryFactory, OrganisationFactory, RegionFactory
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    FollowUpFactory,
    PartnershipFactory,
    opened,
)
from tests.technical_assistance.back_office import change_page, typed

FIRST = datetime(2026, 5, 4, 10, tzinfo=UTC)
LATER = FIRST + timedelta(days=3)
KINDS = {Intervention: "interventions", AssistanceRequest: "requests", GrantProject: "grants"}
NAMES = {"a": "http://www.w3.org/2005/Atom"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(FIRST, tick=False) as clock:
        yield clock


@pytest.fixture
def saint_lucia(db):
    return CountryFactory(slug="saint-lucia", region=RegionFactory(slug="caribbean"))


@pytest.fixture
def shown(clock, editor, saint_lucia):
    """A public intervention, which nothing happened to since the first day."""
    draft = opened(by=editor, lead=saint_lucia, when=DatedFact.parse("2018-01"))
    Intervention.objects.filter(pk=draft.pk).update(summary_en="What was done.")
    row = publish(record=draft, by=editor, at=FIRST)
    clock.move_to(LATER)
    return row


def told(client, row):
    """All days that are told of the record: in its feed, the API, the site map and IATI."""
    kind = KINDS[type(row)]
    feed = etree.fromstring(client.get(f"/{kind}.atom").content)
    record = client.get(f"/api/v1/{kind}/{row.slug}/").json()
    pages = etree.fromstring(client.get("/sitemap.xml").content)
    activities = etree.fromstring(b"".join(client.get("/open-data/iati/activities.xml")))
    moments = [
        feed.findtext("a:updated", namespaces=NAMES),
        feed.findtext("a:entry/a:updated", namespaces=NAMES),
        record["updated_at"],
        *(
            page.findtext("{*}lastmod")
            for page in pages
            if page.findtext("{*}loc").endswith(f"/{row.slug}/")
        ),
        *activities.xpath("//iati-activity/@last-updated-datetime"),
    ]
    return {moment[:10] for moment in moments}


def assigned(row, editor, coordinator):
    assign_coordinator(intervention=row, coordinator=coordinator, by=editor)


def handed_over(row, editor, coordinator):
    assign_coordinator(intervention=row, coordinator=coordinator, by=editor)
    taker = UserFactory(coordinator=True, regions=[row.region])
    hand_over(giver=coordinator, taker=taker, by=editor, at=LATER)


def noted(row, editor, coordinator):
    add_note(
        intervention=row,
        note="Only for us.",
        when=DatedFact.on(date(2026, 5, 4)),
        by=editor,
    )


def to_be_followed(row, editor, coordinator):
    FollowUpFactory(intervention=row)


def learned(row, editor, coordinator):
    """A draft that grew out of it."""
    KnowledgeProductFactory(interventions=[row])
    GrantProjectFactory(intervention=row, no_intervention_reason="")


@pytest.mark.parametrize("change", [assigned, handed_over, noted, to_be_followed, learned])
def test_what_is_internal_is_not_told(client, shown, editor, coordinator, change):
    change(shown, editor, coordinator)

    assert told(client, shown) == {"2026-05-04"}


def test_what_is_internal_has_its_line_in_the_history(shown, editor, coordinator):
    assign_coordinator(intervention=shown, coordinator=coordinator, by=editor)

    line = Intervention.history.filter(id=shown.pk).latest("history_id")
    stored = Intervention.objects.get(pk=shown.pk)
    assert (line.coordinator, line.history_user) == (coordinator, editor)
    assert (line.history_change_reason, line.version) == ("assign coordinator", stored.version)
    assert stored.version == shown.version + 1


def test_what_readers_see_is_told(client, shown, editor):
    name_entity(intervention=shown, entity=OrganisationFactory(), seen=None, by=editor)

    assert told(client, shown) == {"2026-05-07"}


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({}, "2026-05-04"),
        ({"coordinator": True}, "2026-05-04"),
        ({"summary_en": "Another summary."}, "2026-05-07"),
        ({"coordinator": True, "summary_en": "Another summary."}, "2026-05-07"),
    ],
)
def test_the_back_office_tells_what_readers_see(
    client, shown, editor_client, coordinator, sent, expected
):
    if "coordinator" in sent:
        sent = sent | {"coordinator": coordinator.pk}
    page = change_page(shown)

    answer = editor_client.post(page, typed(editor_client.get(page)) | sent)

    assert answer.status_code == 302, answer.text
    stored = Intervention.objects.get(pk=shown.pk)
    assert stored.version == shown.version + 1
    assert stored.coordinator == (coordinator if "coordinator" in sent else None)
    assert told(client, shown) == {expected}
    line = Intervention.history.filter(id=shown.pk).latest("history_id")
    assert line.history_user.email == "editor@example.org"


def test_a_part_of_the_page_is_told_as_the_page_is(client, shown, editor_client):
    partner = PartnershipFactory(intervention=shown)
    page = change_page(shown)
    data = typed(editor_client.get(page))
    role = next(name for name in data if name.startswith("partnerships-0") and "role" in name)

    editor_client.post(page, data | {role: "funder"})

    partner.refresh_from_db()
    assert partner.role == "funder"
    assert told(client, shown) == {"2026-05-07"}


def test_a_request_is_news_once_it_is_decided_and_tells_nothing_of_what_it_opened(
    client, clock, editor, saint_lucia
):
    row = AssistanceRequestFactory(country=saint_lucia, published=True, published_at=FIRST)
    review_request(request=row, by=editor)
    clock.move_to(LATER)
    opening = accept_request(
        request=row, title="Zqx", by=editor, when=None, today=LATER.date(), slug="zqx-draft"
    )
    at_acceptance = client.get("/requests.atom")
    clock.move_to(LATER + timedelta(days=3))
    assign_coordinator(
        intervention=opening,
        coordinator=UserFactory(coordinator=True, regions=[saint_lucia.region]),
        by=editor,
    )
    name_entity(intervention=opening, entity=OrganisationFactory(), seen=None, by=editor)

    assert told(client, row) == {"2026-05-07"}
    assert client.get("/requests.atom").content == at_acceptance.content
    assert "zqx" not in at_acceptance.text.lower()
    assert (
        etree.fromstring(client.get("/interventions.atom").content).findall("a:entry", NAMES) == []
    )


def test_the_sources_of_a_request_are_internal(client, clock, editor, saint_lucia):
    row = AssistanceRequestFactory(country=saint_lucia, published=True, published_at=FIRST)
    clock.move_to(LATER)
    editor_client, page = logged_in(editor), change_page(row)

    answer = editor_client.post(page, typed(editor_client.get(page)) | {"sources": "A letter"})

    assert answer.status_code == 302, answer.text
    assert AssistanceRequest.objects.get().sources == "A letter"
    assert told(client, row) == {"2026-05-04"}


def test_why_a_grant_has_no_intervention_is_internal(client, clock, editor):
    row = GrantProjectFactory(published=True, published_at=FIRST)
    clock.move_to(LATER)
    editor_client, page = logged_in(editor), change_page(row)
    said = {"no_intervention_reason": "Nobody knows."}

    answer = editor_client.post(page, typed(editor_client.get(page)) | said)

    assert answer.status_code == 302, answer.text
    assert GrantProject.objects.get().no_intervention_reason == "Nobody knows."
    assert told(client, row) == {"2026-05-04"}


def test_what_was_done_to_a_draft_is_not_told_once_it_is_public(client, clock, editor):
    row = GrantProjectFactory(title="A draft")
    clock.move_to(LATER)
    publish(record=row, by=editor, at=LATER)

    assert told(client, row) == {"2026-05-07"}
