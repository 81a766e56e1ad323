"""From a letter to an intervention: one test for each way out of each verb."""

from datetime import date

import pytest

from acpmigration.dates import DatedFact
from acpmigration.refusals import NotNow, NotYours
from technical_assistance.domain.log import DateRefused
from technical_assistance.domain.requests import (
    CodeTaken,
    DecisionBeforeReceipt,
    LeadRefused,
    accept_request,
    receive_request,
    review_request,
)
from technical_assistance.enums import RequestState, StageKind, StageState, Status, Verb
from technical_assistance.models import AssistanceRequest, Intervention
from tests.factories.reference import (
    CountryFactory,
    RegionalOrganisationFactory,
    TopicFactory,
)
from tests.factories.technical_assistance import InterventionFactory

TODAY = date(2019, 5, 8)
MARCH = DatedFact.parse("2016-03")
TOMORROW = DatedFact.on(date(2019, 5, 9))

# receive -----------------------------------------------------------------------------------------


def test_a_request_is_received_with_all_that_is_known_of_it(editor, saint_lucia, ministry):
    neighbour, topic = CountryFactory(), TopicFactory(slug="remittances")

    made = receive_request(
        lead=saint_lucia,
        entity=ministry,
        countries=[neighbour],
        topics=[topic],
        when=MARCH,
        sources="A letter",
        by=editor,
        today=TODAY,
    )

    stored = AssistanceRequest.objects.get(pk=made.pk)
    assert stored.state == RequestState.RECEIVED
    assert stored.slug == "saint-lucia-remittances"
    assert (stored.country, stored.regional_organisation) == (saint_lucia, None)
    assert (stored.entity, stored.sources, stored.received) == (ministry, "A letter", MARCH)
    assert set(stored.countries.all()) == {saint_lucia, neighbour}
    assert list(stored.topics.all()) == [topic]
    assert {version.history_user for version in stored.history.all()} == {editor}


def test_a_second_request_of_the_same_words_gets_a_slug_of_its_own(editor, saint_lucia):
    slugs = [
        receive_request(lead=saint_lucia, by=editor, when=None, today=TODAY).slug for _ in range(3)
    ]

    assert slugs == ["saint-lucia", "saint-lucia-2", "saint-lucia-3"]


def test_a_regional_organisation_is_received_and_covers_only_what_is_named(editor):
    organisation, member = RegionalOrganisationFactory(acronym="MSG"), CountryFactory()

    made = receive_request(lead=organisation, countries=[member], by=editor, when=None, today=TODAY)

    assert (made.slug, made.lead, made.received) == ("msg", organisation, None)
    assert list(made.countries.all()) == [member]


def test_a_country_that_could_not_ask_is_refused(editor):
    with pytest.raises(LeadRefused, match="could not ask"):
        receive_request(lead=CountryFactory(elsewhere=True), by=editor, when=None, today=TODAY)

    assert not AssistanceRequest.objects.exists()


def test_a_request_of_tomorrow_is_refused(editor, saint_lucia):
    with pytest.raises(DateRefused, match="in the future"):
        receive_request(lead=saint_lucia, by=editor, when=TOMORROW, today=TODAY)


def test_a_coordinator_receives_for_the_own_region_only(
    coordinator, coordinator_elsewhere, saint_lucia
):
    made = receive_request(lead=saint_lucia, by=coordinator, when=None, today=TODAY)

    assert made.state == RequestState.RECEIVED
    with pytest.raises(NotYours, match="another region"):
        receive_request(lead=saint_lucia, by=coordinator_elsewhere, when=None, today=TODAY)


def test_a_viewer_and_somebody_without_a_role_receive_nothing(viewer, expert_person, saint_lucia):
    for person in (viewer, expert_person):
        with pytest.raises(NotYours, match="role"):
            receive_request(lead=saint_lucia, by=person, when=None, today=TODAY)


# review ------------------------------------------------------------------------------------------


def test_a_received_request_is_put_under_review(coordinator, request_):
    assert review_request(request=request_, by=coordinator).state == RequestState.UNDER_REVIEW


def test_a_request_is_not_put_under_review_twice(editor, request_):
    review_request(request=request_, by=editor)

    with pytest.raises(NotNow, match="not yet reviewed"):
        review_request(request=request_, by=editor)


# accept ------------------------------------------------------------------------------------------


def test_accepting_opens_an_intervention_in_its_first_stage(editor, saint_lucia, ministry):
    neighbour, topic = CountryFactory(), TopicFactory()
    asked = receive_request(
        lead=saint_lucia,
        entity=ministry,
        countries=[neighbour],
        topics=[topic],
        sources="A letter",
        by=editor,
        when=MARCH,
        today=TODAY,
    )
    april = DatedFact.on(date(2016, 4, 20))

    opened = accept_request(
        request=asked,
        title="Training for police officers",
        code="TA/028/2016",
        by=editor,
        when=april,
        today=TODAY,
    )

    asked.refresh_from_db()
    assert (asked.state, asked.intervention, asked.decided) == ("accepted", opened, april)
    assert (opened.slug, opened.code) == ("training-for-police-officers", "TA/028/2016")
    assert (opened.lead, opened.entity, opened.sources) == (saint_lucia, ministry, "A letter")
    assert set(opened.countries.all()) == {saint_lucia, neighbour}
    assert list(opened.topics.all()) == [topic]
    assert opened.status == Status.ONGOING
    assert [(entry.verb, entry.stage, entry.effective) for entry in opened.entries.in_order()] == [
        (Verb.ACCEPT, None, april),
        (Verb.START, StageKind.CONCEPT_NOTE, april),
    ]
    assert [stage.state for stage in opened.stages.in_order()] == [
        StageState.STARTED,
        *[StageState.NOT_STARTED] * 3,
    ]


def test_accepting_on_an_unknown_day_pretends_nothing(editor, request_):
    opened = accept_request(request=request_, title="A title", by=editor, when=None, today=TODAY)

    request_.refresh_from_db()
    assert request_.decided is None
    assert {entry.effective for entry in opened.entries.all()} == {None}


def test_what_the_intervention_copied_is_its_own(editor, request_):
    opened = accept_request(request=request_, title="A title", by=editor, when=None, today=TODAY)

    request_.topics.add(TopicFactory())

    assert not opened.topics.exists()


def test_an_intervention_never_takes_the_address_of_another_page(editor, request_):
    opened = accept_request(request=request_, title="Map", by=editor, when=None, today=TODAY)

    assert opened.slug == "map-2"


def test_a_title_without_letters_gets_an_address_too(editor, request_):
    opened = accept_request(request=request_, title="…", by=editor, when=None, today=TODAY)

    assert opened.slug == "record"


def test_a_code_is_given_once(editor, request_):
    InterventionFactory(code="TA/028/2016")

    with pytest.raises(CodeTaken, match="has this code"):
        accept_request(
            request=request_, title="A title", code="TA/028/2016", by=editor, when=None, today=TODAY
        )


def test_a_lead_without_a_region_is_not_accepted(editor):
    union = RegionalOrganisationFactory(region=None)
    asked = receive_request(lead=union, by=editor, when=None, today=TODAY)

    with pytest.raises(LeadRefused, match="no region"):
        accept_request(request=asked, title="A title", by=editor, when=None, today=TODAY)


def test_a_decision_before_the_receipt_is_refused(editor, request_):
    with pytest.raises(DecisionBeforeReceipt):
        accept_request(
            request=request_, title="A", by=editor, when=DatedFact.parse("2016-02"), today=TODAY
        )

    assert not Intervention.objects.exists()


def test_a_decision_in_the_month_of_the_receipt_has_the_benefit_of_the_doubt(editor, request_):
    first = DatedFact.on(date(2016, 3, 1))

    accept_request(request=request_, title="A", by=editor, when=first, today=TODAY)

    request_.refresh_from_db()
    assert request_.decided == first


def test_a_decision_of_tomorrow_is_refused(editor, request_):
    with pytest.raises(DateRefused):
        accept_request(request=request_, title="A", by=editor, when=TOMORROW, today=TODAY)


def test_a_coordinator_does_not_accept(coordinator, request_):
    with pytest.raises(NotYours):
        accept_request(request=request_, title="A", by=coordinator, when=None, today=TODAY)
