"""The pages that move a request: success, refusal, double click."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from acpmigration.dates import DatedFact
from acpmigration.reference.enums import Eligibility
from technical_assistance.domain.requests import receive_request
from technical_assistance.enums import RequestState, StageKind, StageState
from technical_assistance.models import AssistanceRequest, Intervention
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.technical_assistance import TODAY, opened
from tests.technical_assistance.back_office import (
    KEY,
    OTHER_KEY,
    change_page,
    form_errors,
    said,
    step_of,
    typed,
)

HOW_TO_WRITE = "Write a day as 2018-08-03, a month as 2018-08, a year as 2018."


@pytest.fixture(autouse=True)
def _no_form_was_sent_before():
    cache.clear()


@pytest.fixture
def request_received(editor):
    return receive_request(
        lead=CountryFactory(region=RegionFactory(slug="pacific")),
        by=editor,
        when=DatedFact.parse("2018-03"),
        today=TODAY,
    )


def test_receiving_records_a_request_with_its_lead_covered(editor_client):
    country, other, topic = CountryFactory(), CountryFactory(), TopicFactory()
    add = reverse("admin:technical_assistance_assistancerequest_add")
    data = {
        "key": KEY,
        "country": country.pk,
        "countries": [other.pk],
        "topics": [topic.pk],
        "when": "2018-03",
    }

    editor_client.post(add, data)
    again = editor_client.post(add, data, follow=True)

    request = AssistanceRequest.objects.get()
    assert request.received == DatedFact.parse("2018-03")
    assert set(request.countries.all()) == {country, other}
    assert said(again)[-1] == ("This form was sent already.")


def test_receiving_from_nobody_is_refused_and_the_form_kept(editor_client):
    add = reverse("admin:technical_assistance_assistancerequest_add")

    response = editor_client.post(add, {"key": KEY, "sources": "A letter", "when": "in March"})

    assert form_errors(response) == {
        "when": [f"“in March” is not a date we can read. {HOW_TO_WRITE}"],
        "__all__": ["Name either one country or one regional organisation."],
    }
    assert response.context["form"]["sources"].value() == "A letter"
    assert not AssistanceRequest.objects.exists()


def test_refused_form_can_be_sent_again(editor_client):
    add = reverse("admin:technical_assistance_assistancerequest_add")
    data = {"key": KEY, "country": CountryFactory().pk}

    refused = editor_client.post(add, data | {"when": "2099"})
    editor_client.post(add, data | {"when": "2018"})

    assert form_errors(refused) == {"when": ["The date is in the future."]}
    assert AssistanceRequest.objects.count() == 1


def test_accepting_opens_the_intervention(editor_client, request_received):
    address = step_of(request_received, "accept")
    proposed = editor_client.get(address).context["form"]

    response = editor_client.post(
        address,
        {
            "key": KEY,
            "title": "Cash and cards",
            "code": proposed["code"].value(),
            "when": "2018-04",
        },
        follow=True,
    )

    intervention = Intervention.objects.get()
    assert intervention.code.startswith("TA/001/")
    assert response.context["original"] == intervention
    assert intervention.stages.get(kind=StageKind.CONCEPT_NOTE).state == StageState.STARTED


def test_accepting_under_a_code_that_is_taken_is_refused(editor_client, request_received, editor):
    Intervention.objects.filter(pk=opened(by=editor).pk).update(code="TA/028/2016")
    data = {"key": KEY, "title": "Cash and cards", "code": "TA/028/2016"}

    response = editor_client.post(step_of(request_received, "accept"), data)

    assert form_errors(response) == {"code": ["Another intervention has this code."]}
    assert response.context["form"]["title"].value() == "Cash and cards"


def test_decision_before_the_receipt_is_refused_beside_the_date(editor_client, request_received):
    data = {"key": KEY, "title": "Cash and cards", "when": "2017"}

    response = editor_client.post(step_of(request_received, "accept"), data)

    assert form_errors(response) == {
        "when": ["The decision is dated before the request was received."]
    }


def test_request_is_put_under_review_once(editor_client, request_received):
    address = step_of(request_received, "review")

    editor_client.post(address, {"key": KEY})
    refused = editor_client.post(address, {"key": OTHER_KEY})

    request_received.refresh_from_db()
    assert request_received.state == RequestState.UNDER_REVIEW
    assert form_errors(refused) == {
        "__all__": [
            "Only a request that was received and not yet reviewed can be put under review."
        ]
    }


@pytest.mark.parametrize(
    ("verb", "state"),
    [("decline", RequestState.DECLINED), ("withdraw", RequestState.WITHDRAWN)],
)
def test_request_is_closed_with_a_reason_only(editor_client, request_received, verb, state):
    address = step_of(request_received, verb)

    refused = editor_client.post(address, {"key": KEY, "when": "2018-05"})
    editor_client.post(address, {"key": KEY, "when": "2018-05", "reason": "Out of scope"})

    assert form_errors(refused) == {"reason": ["Say why: the reason stays in the log."]}
    request_received.refresh_from_db()
    assert request_received.state == state


def test_request_is_merged_into_another(editor_client, editor, request_received):
    other = opened(by=editor).request
    data = {"key": KEY, "into": other.pk, "reason": "The same letter", "when": "2018-05"}

    editor_client.post(step_of(request_received, "merge"), data)

    request_received.refresh_from_db()
    assert request_received.merged_into == other


def test_a_new_lead_of_an_open_request_is_covered(editor_client, request_received):
    page, other = change_page(request_received), CountryFactory()

    editor_client.post(page, typed(editor_client.get(page), country=other.pk, countries=[]))

    request_received.refresh_from_db()
    assert request_received.country == other
    assert list(request_received.countries.all()) == [other]


def test_a_country_that_could_not_ask_does_not_become_the_lead(editor_client, request_received):
    page, outside = change_page(request_received), CountryFactory(eligibility=Eligibility.NONE)

    response = editor_client.post(page, typed(editor_client.get(page), country=outside.pk))

    assert response.context["adminform"].form.errors == {
        "country": ["This country could not ask the Action for technical assistance."]
    }
    request_received.refresh_from_db()
    assert request_received.country != outside


def test_the_lead_of_a_decided_request_is_fixed(editor, editor_client):
    request = opened(by=editor).request
    page, lead = change_page(request), request.country

    editor_client.post(page, typed(editor_client.get(page), country=CountryFactory().pk))

    request.refresh_from_db()
    assert request.country == lead


def test_publishing_a_request_and_taking_it_back(editor_client, request_received):
    editor_client.post(step_of(request_received, "publish"), {"key": KEY})
    shown = AssistanceRequest.objects.published().exists()
    editor_client.post(step_of(request_received, "unpublish"), {"key": OTHER_KEY})

    assert shown
    assert not AssistanceRequest.objects.published().exists()


def test_no_request_is_made_as_a_copy_past_its_step(editor_client, request_received):
    page = change_page(request_received)
    copied = typed(editor_client.get(page), _saveasnew="1")

    assert editor_client.post(page, copied).status_code == 400
    assert AssistanceRequest.objects.get() == request_received
