"""The private calendar: its address, who may read it, and what stands in it."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from acpmigration.accounts.models import User
from acpmigration.logs import JSONLines
from acpmigration.pages.models import AuditEvent
from technical_assistance.domain.calendars import link_of, make_link, planned_days, revoke_link
from technical_assistance.domain.stages import plan_stage
from technical_assistance.enums import StageKind, Status
from technical_assistance.models import CalendarLink, Intervention
from tests.factories.accounts import UserFactory
from tests.factories.reference import CountryFactory
from tests.factories.technical_assistance import FollowUpFactory, InterventionFactory

pytestmark = pytest.mark.django_db
AT = datetime(2019, 5, 8, 9, 30, tzinfo=UTC)
PAGE = "/coordination/calendar/"
DUE = date(2019, 6, 4)


def file_of(token: str) -> str:
    return f"{PAGE}{token}.ics"


@pytest.fixture
def logged() -> Iterator[Callable[[], str]]:
    """Call it for all that production would have written down."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JSONLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel("INFO")
    yield stream.getvalue
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def token(coordinator) -> str:
    return make_link(by=coordinator, at=AT)


def planned(person: User, *, of: User | None = None, kind=StageKind.CONCEPT_NOTE, **given):
    made = InterventionFactory(
        country=CountryFactory(region=person.regions.first()), coordinator=of or person, **given
    )
    made.stages.filter(kind=kind).update(due_on=DUE)
    return made


def events(response) -> list:
    return Calendar.from_ical(response.content).walk("VEVENT")


# The address -------------------------------------------------------------------------------------


def test_only_a_hash_of_the_address_is_kept(coordinator, token):
    [link] = CalendarLink.objects.all()

    assert (link.person, link.made_at) == (coordinator, AT)
    assert link.token_hash == sha256(token.encode()).hexdigest()
    assert len(token) == 43


def test_a_new_address_takes_the_place_of_the_old_one(coordinator, token):
    new = make_link(by=coordinator, at=AT + timedelta(days=1))

    assert link_of(token) is None
    assert link_of(new) == CalendarLink.objects.get()


def test_a_revoked_address_opens_nothing_and_is_revoked_once(coordinator, token):
    for _time in range(2):
        revoke_link(by=coordinator, at=AT)

    assert link_of(token) is None
    events = AuditEvent.objects.in_order().values_list("event", "actor")
    assert list(events) == [
        ("coordination.calendar-made", coordinator.pk),
        ("coordination.calendar-revoked", coordinator.pk),
    ]


def test_one_persons_address_outlives_that_of_another(coordinator, coordinator_elsewhere, token):
    make_link(by=coordinator_elsewhere, at=AT)

    revoke_link(by=coordinator_elsewhere, at=AT)

    assert link_of(token).person == coordinator


# Who may read it ---------------------------------------------------------------------------------


def refused(token: str) -> tuple[int, str]:
    """Status and page, but for what it repeats of the address: in links and as words to search."""
    answer = Client().get(file_of(token))
    return answer.status_code, re.sub(r' value="[^"]*ics"', "", answer.text.replace(token, ""))


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": ""}])
def test_whoever_lost_access_is_answered_as_for_an_address_that_never_was(
    coordinator, token, change
):
    User.objects.filter(pk=coordinator.pk).update(**change)

    assert refused(token) == refused("never-was")
    assert refused(token)[0] == 404


def test_a_revoked_address_is_answered_as_one_that_never_was(coordinator, token):
    revoke_link(by=coordinator, at=AT)

    assert refused(token) == refused("never-was")


def test_whoever_guesses_is_stopped_and_then_opens_nothing(token):
    answers = [Client().get(file_of(f"guess-{number}")).status_code for number in range(21)]

    assert answers == [*[404] * 20, 429]
    assert Client().get(file_of(token)).status_code == 429
    cache.clear()
    assert Client().get(file_of(token)).status_code == 200


def test_whoever_has_the_address_is_never_taken_for_guessing(token):
    assert {Client().get(file_of(token)).status_code for _time in range(25)} == {200}


def test_the_file_is_kept_by_nobody_and_brings_no_cookie(coordinator_client, token):
    answer = Client().get(file_of(token))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    # Whoever is logged in reads the calendar of the address, not the own.
    assert coordinator_client.get(file_of(token)).content == answer.content
    assert not coordinator_client.get(file_of(token)).cookies


def test_nothing_can_be_sent_to_the_file(token):
    assert Client().post(file_of(token)).status_code == 405


# What stands in it -------------------------------------------------------------------------------


def test_a_planned_end_is_a_whole_day_with_a_link_that_does_not_log_in(coordinator, token):
    made = planned(coordinator, title="Visas; and more", slug="visas", code="TA/028/2016")

    [event] = events(Client().get(file_of(token)))

    stage = made.stages.get(kind=1)
    assert event["uid"] == f"stage-{stage.pk}@testserver"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (DUE, DUE + timedelta(days=1))
    assert event["summary"] == "Concept note, planned end: TA/028/2016 Visas; and more"
    assert event["url"] == "https://testserver/coordination/interventions/visas/"
    assert Client().get(event["url"])["Location"].startswith("/accounts/login/?next=")
    assert event.decoded("dtstamp") == event.decoded("last-modified") == AT


def test_an_event_says_when_its_day_was_planned_and_keeps_its_name(
    ongoing, coordinator, editor, token
):
    ongoing.coordinator = coordinator
    ongoing.save()
    plan = {"intervention": ongoing, "kind": StageKind.CONCEPT_NOTE, "by": editor}
    first = plan_stage(**plan, due_on=DUE)
    [before] = planned_days(CalendarLink.objects.get())
    second = plan_stage(**plan, due_on=DUE + timedelta(days=7))
    [after] = planned_days(CalendarLink.objects.get())

    assert (before.on, before.changed_at) == (DUE, first.recorded_at)
    assert (after.on, after.changed_at) == (DUE + timedelta(days=7), second.recorded_at)
    assert before.uid == after.uid


def test_what_the_person_promised_stands_in_it_until_it_is_done(coordinator, editor, token):
    own = planned(coordinator)
    own.stages.update(due_on=None)
    promised = {"intervention": own, "owner": coordinator, "due_on": DUE}
    kept = FollowUpFactory(**promised, text="Send the terms.", made_at=AT, made_by=editor)
    FollowUpFactory(**promised, done_on=DUE, done_by=coordinator)
    FollowUpFactory(**promised | {"due_on": None})
    FollowUpFactory(**promised | {"owner": editor}, text="Of somebody else")

    [event] = events(Client().get(file_of(token)))

    assert event["uid"] == f"follow-up-{kept.pk}@testserver"
    assert (event["summary"], event.decoded("dtstart")) == ("Send the terms.", DUE)
    assert event.decoded("last-modified") == AT


def test_it_holds_what_is_the_persons_own_and_open_and_nothing_else(
    coordinator, coordinator_elsewhere, token
):
    second = planned(coordinator, stage=StageKind.TA_FICHE, kind=StageKind.TA_FICHE)
    first = planned(coordinator)
    first.stages.filter(kind=1).update(due_on=DUE - timedelta(days=1))
    # The end of a closed stage, of an ended intervention, of somebody else's, of no one's.
    planned(coordinator, stage=StageKind.TA_FICHE)
    over = planned(coordinator)
    Intervention.objects.filter(pk=over.pk).update(status=Status.CANCELLED)
    planned(coordinator, of=UserFactory(coordinator=True))
    nobodys = planned(coordinator)
    Intervention.objects.filter(pk=nobodys.pk).update(coordinator=None)
    # Of a region that the person has lost.
    elsewhere = planned(coordinator_elsewhere, of=coordinator)
    FollowUpFactory(intervention=elsewhere, owner=coordinator, due_on=DUE)

    found = planned_days(CalendarLink.objects.get())

    assert [(one.intervention, one.stage) for one in found] == [
        (first, StageKind.CONCEPT_NOTE),
        (second, StageKind.TA_FICHE),
    ]


def test_the_calendar_is_in_the_language_of_its_person(coordinator, token):
    planned(coordinator, title="Visas", title_fr="Les visas", slug="visas")
    User.objects.filter(pk=coordinator.pk).update(language="fr")

    answer = Client().get(file_of(token))

    [event] = events(answer)
    assert "Les visas" in event["summary"]
    assert event["url"] == "https://testserver/fr/coordination/interventions/visas/"
    assert answer["Content-Language"] == "fr"


@pytest.mark.parametrize("count", [1, 3])
def test_the_file_takes_a_fixed_number_of_queries(
    coordinator, token, count, django_assert_num_queries
):
    for _number in range(count):
        own = planned(coordinator)
        FollowUpFactory(intervention=own, owner=coordinator, due_on=DUE)

    with django_assert_num_queries(3):
        answer = Client().get(file_of(token))

    assert len(events(answer)) == 2 * count


def test_an_editor_has_a_calendar_of_what_was_promised(editor):
    FollowUpFactory(owner=editor, due_on=DUE, text="Read the report.")
    token = make_link(by=editor, at=AT)

    assert [event["summary"] for event in events(Client().get(file_of(token)))] == [
        "Read the report."
    ]


# The page ----------------------------------------------------------------------------------------


def test_the_page_makes_an_address_and_shows_it_once(coordinator, coordinator_client):
    before = coordinator_client.get(PAGE)
    made = coordinator_client.post(PAGE)
    after = coordinator_client.get(PAGE)

    address = made.context["address"]
    assert (before.context["link"], before.context["address"]) == (None, "")
    assert address.startswith("https://testserver/coordination/calendar/")
    assert f'value="{address}"' in made.text
    assert link_of(address.rpartition("/")[2].removesuffix(".ics")).person == coordinator
    assert address not in after.text
    assert after.context["link"] == CalendarLink.objects.get()
    assert made["Cache-Control"] == "no-store"


def test_the_address_is_the_same_in_every_language_and_opens_the_devices_calendar(
    coordinator_client,
):
    made = coordinator_client.post("/fr/coordination/calendar/")

    assert "/fr/" not in made.context["address"]
    assert made.context["webcal"] == made.context["address"].replace("https:", "webcal:")


def test_the_page_revokes_the_address(coordinator_client, token):
    answer = coordinator_client.post(f"{PAGE}revoke/", follow=True)

    assert answer.redirect_chain == [(PAGE, 302)]
    assert [str(one) for one in answer.context["messages"]] == [
        "The address does not work any more."
    ]
    assert link_of(token) is None


def test_the_page_is_of_the_workspace(expert_client):
    assert expert_client.get(PAGE).status_code == 403
    assert expert_client.post(PAGE).status_code == 403
    assert not CalendarLink.objects.exists()


# What is written down ----------------------------------------------------------------------------


def test_the_token_stands_in_no_log_and_not_in_the_audit_trail(coordinator_client, logged):
    address = coordinator_client.post(PAGE).context["address"]
    token = address.rpartition("/")[2].removesuffix(".ics")

    Client().get(file_of(token))
    Client().get(file_of(f"{token}x"))

    audited = [str(vars(event)) for event in AuditEvent.objects.all()]
    assert '"view": "coordination:calendar-file"' in logged()
    assert len(audited) == 1
    assert token not in logged()
    assert token not in audited[0]
