"""Requests in the workspace: received, looked at, decided."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from acpmigration.dates import DatedFact
from acpmigration.pages.models import AuditEvent
from technical_assistance.domain.requests import (
    accept_request,
    decline_request,
    receive_request,
    review_request,
)
from technical_assistance.enums import RequestState
from technical_assistance.models import AssistanceRequest, Intervention, Submission
from tests.factories.accounts import UserFactory
from tests.factories.files import pdf, sent
from tests.factories.reference import (
    CountryFactory,
    RegionalOrganisationFactory,
    RegionFactory,
    TopicFactory,
)
from tests.factories.technical_assistance import AssistanceRequestFactory

LIST = reverse("coordination:request-list")
RECEIVE = reverse("coordination:request-receive")
KEY = "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a11"
TODAY = date(2019, 5, 8)


def detail_of(request):
    return reverse("coordination:request-detail", args=[request.slug])


def letter_of(request):
    return reverse("coordination:request-letter", args=[request.slug])


def step_of(request, verb):
    return reverse("coordination:request-step", args=[request.slug, verb])


def told(country=None, **more):
    return {"key": KEY, "country": country.pk if country else "", "when": "2019-03", **more}


def state(request):
    request.refresh_from_db()
    return request.state


def attempts(person):
    """What the person tried on somebody else's rows."""
    events = AuditEvent.objects.filter(event="coordination.refused", actor=person.pk)
    return list(events.values_list("subject_kind", "subject_id"))


# The list ----------------------------------------------------------------------------------------


def test_those_that_wait_come_first_with_their_age(coordinator_client, saint_lucia):
    today = timezone.now().date()

    def made(slug, days=None, **more):
        day = None if days is None else today - timedelta(days=days)
        AssistanceRequestFactory(
            slug=slug, country=saint_lucia, received_from=day, received_until=day, **more
        )

    made("unknown")
    made("new", 3)
    made("old", 40, under_review=True)
    for slug, day in (("first", date(2018, 1, 2)), ("last", date(2018, 3, 4))):
        made(slug, declined=True, decided_from=day, decided_until=day)
    AssistanceRequestFactory(slug="elsewhere")

    context = coordinator_client.get(LIST).context

    assert [(line.request.slug, line.days) for line in context["waiting"]] == [
        ("old", 40),
        ("new", 3),
        ("unknown", None),
    ]
    assert [(line.request.slug, line.days) for line in context["decided"]] == [
        ("last", None),
        ("first", None),
    ]


def test_staff_see_all_and_choose_a_region(viewer_client, saint_lucia):
    here = AssistanceRequestFactory(country=saint_lucia)
    elsewhere = AssistanceRequestFactory()

    def shown(**query):
        waiting = viewer_client.get(LIST, query).context["waiting"]
        return {line.request for line in waiting}

    assert shown() == shown(region="nowhere") == {here, elsewhere}
    assert shown(region="caribbean") == {here}


def test_a_coordinator_of_two_regions_chooses_among_them(client, saint_lucia):
    pacific = RegionFactory(slug="pacific")
    samoa = AssistanceRequestFactory(country=CountryFactory(region=pacific))
    AssistanceRequestFactory(country=saint_lucia)
    elsewhere = AssistanceRequestFactory()
    client.force_login(UserFactory(coordinator=True, regions=[saint_lucia.region, pacific]))

    page = client.get(LIST, {"region": "pacific"})
    foreign = client.get(LIST, {"region": elsewhere.region.slug})

    assert [line.request for line in page.context["waiting"]] == [samoa]
    assert len(foreign.context["waiting"]) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(
    coordinator_client, saint_lucia, count, django_assert_max_num_queries
):
    topic = TopicFactory()
    AssistanceRequestFactory.create_batch(count, country=saint_lucia, topics=[topic])
    coordinator_client.get(LIST)

    with django_assert_max_num_queries(9):
        response = coordinator_client.get(LIST)

    assert len(response.context["waiting"]) == count


# Receiving ---------------------------------------------------------------------------------------


def test_a_request_is_received_with_its_letter_which_can_be_read_back(
    coordinator_client, saint_lucia, media
):
    topic = TopicFactory()
    data = told(saint_lucia, topics=[topic.pk], letter=sent(pdf(), "typed by somebody.pdf"))

    response = coordinator_client.post(RECEIVE, data)

    request = AssistanceRequest.objects.get()
    assert response["Location"] == detail_of(request)
    assert (request.country, request.received) == (saint_lucia, DatedFact.parse("2019-03"))
    assert list(request.topics.all()) == [topic]
    letter = coordinator_client.get(letter_of(request))
    assert b"".join(letter) == pdf()
    assert f'filename="{request.slug}.pdf"' in letter["Content-Disposition"]


def test_a_double_tap_makes_one_request(coordinator_client, saint_lucia, media):
    for _time in range(2):
        data = told(saint_lucia, letter=sent(pdf(), "letter.pdf"))

        response = coordinator_client.post(RECEIVE, data)

        request = AssistanceRequest.objects.get()
        assert response["Location"] == detail_of(request)
    assert len(media()) == 1


def test_the_key_of_a_form_takes_no_other_content(coordinator_client, saint_lucia, media):
    coordinator_client.post(RECEIVE, told(saint_lucia, letter=sent(pdf(), "letter.pdf")))
    other = sent(pdf(lambda document: document.add_blank_page()), "letter.pdf")

    response = coordinator_client.post(RECEIVE, told(saint_lucia, letter=other))

    assert response.status_code == 422
    assert "sent before with other content" in response.text
    assert AssistanceRequest.objects.count() == 1


def test_a_coordinator_is_offered_the_leads_of_the_own_regions(coordinator_client, saint_lucia):
    CountryFactory()
    RegionalOrganisationFactory()
    own = RegionalOrganisationFactory(region=saint_lucia.region)

    form = coordinator_client.get(RECEIVE).context["form"]

    def offered(name):
        return [key for key, _label in form.fields[name].choices if key]

    assert offered("country") == [saint_lucia.pk]
    assert offered("regional_organisation") == [own.pk]


def test_an_editor_is_offered_every_lead(editor_client, saint_lucia):
    country = CountryFactory()

    form = editor_client.get(RECEIVE).context["form"]

    assert set(form.fields["country"].queryset) == {saint_lucia, country}


@pytest.mark.parametrize("field", ["country", "regional_organisation"])
def test_a_lead_elsewhere_sent_by_hand_is_refused_in_a_sentence_and_noted(
    coordinator_client, coordinator, field
):
    made = {"country": CountryFactory, "regional_organisation": RegionalOrganisationFactory}
    lead = made[field]()

    response = coordinator_client.post(RECEIVE, told(sources="A fax") | {field: lead.pk})

    assert response.status_code == 422
    assert response.context["form"].errors == {
        field: ["This belongs to another region: only its coordinator can change it."]
    }
    assert "A fax" in response.text
    assert not AssistanceRequest.objects.exists()
    assert not Submission.objects.exists()
    assert [key for _kind, key in attempts(coordinator)] == [str(lead.pk)]


def test_an_upload_that_is_not_what_it_says_keeps_the_form(coordinator_client, saint_lucia, media):
    data = told(saint_lucia, sources="A fax", letter=sent(b"MZ no letter", "letter.pdf"))

    response = coordinator_client.post(RECEIVE, data)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["letter"]
    assert "A fax" in response.text
    assert media() == []


def test_a_future_day_is_refused_at_its_field(coordinator_client, saint_lucia):
    response = coordinator_client.post(RECEIVE, told(saint_lucia, when="2099-01-01"))

    assert response.status_code == 422
    assert response.context["form"].errors == {"when": ["The date is in the future."]}


def test_viewers_receive_nothing(viewer_client, saint_lucia):
    assert viewer_client.get(RECEIVE).status_code == 403
    assert viewer_client.post(RECEIVE, told(saint_lucia)).status_code == 403
    assert not AssistanceRequest.objects.exists()
    assert RECEIVE not in viewer_client.get(LIST).text


# One request -------------------------------------------------------------------------------------


def test_the_page_offers_a_coordinator_the_own_steps_and_says_what_waits(
    coordinator_client, request_
):
    context = coordinator_client.get(detail_of(request_)).context

    assert [step["link"] for step in context["steps"]] == [
        step_of(request_, verb) for verb in ("review", "withdraw")
    ]
    assert context["waits_for"] == "Waits for an editor: accept, decline, merge into another."


def test_the_page_offers_an_editor_all_steps_and_nobody_any_once_decided(
    editor_client, coordinator_client, request_, editor
):
    first = editor_client.get(detail_of(request_)).context
    decline_request(request=request_, by=editor, when=None, today=TODAY, reason="No.")
    second = editor_client.get(detail_of(request_)).context
    third = coordinator_client.get(detail_of(request_)).context

    verbs = ("review", "accept", "decline", "withdraw", "merge")
    assert [step["link"] for step in first["steps"]] == [step_of(request_, v) for v in verbs]
    assert first["waits_for"] == second["waits_for"] == third["waits_for"] == ""
    assert second["steps"] == third["steps"] == []


def test_the_page_tells_who_did_what(coordinator_client, coordinator, editor, request_):
    review_request(request=request_, by=coordinator)
    decline_request(request=request_, by=editor, when=None, today=TODAY, reason="Not a topic.")

    response = coordinator_client.get(detail_of(request_))

    assert [(line.what, line.by) for line in response.context["lines"]] == [
        ("Declined", str(editor)),
        ("Put under review", str(coordinator)),
        ("Received", str(editor)),
    ]
    assert "Not a topic." in response.text


def test_a_request_elsewhere_is_not_there_and_the_attempt_is_noted(
    coordinator_elsewhere_client, coordinator_elsewhere, request_, media
):
    request_.letter = sent(pdf(), "letter.pdf")
    request_.save()
    addresses = [detail_of(request_), letter_of(request_), step_of(request_, "review")]

    for address in addresses:
        assert coordinator_elsewhere_client.get(address).status_code == 404
    assert coordinator_elsewhere_client.post(addresses[2], {"key": KEY}).status_code == 404

    assert state(request_) == RequestState.RECEIVED
    kind = "technical_assistance.assistancerequest"
    assert attempts(coordinator_elsewhere) == [(kind, str(request_.pk))] * 4


def test_a_request_without_a_letter_gives_none_out(coordinator_client, request_):
    assert coordinator_client.get(letter_of(request_)).status_code == 404


def test_viewers_read_the_letter_and_take_no_step(viewer_client, request_, media):
    request_.letter = sent(pdf(), "letter.pdf")
    request_.save()

    assert viewer_client.get(letter_of(request_)).status_code == 200
    assert viewer_client.get(detail_of(request_)).context["steps"] == []
    assert viewer_client.post(step_of(request_, "review"), {"key": KEY}).status_code == 403
    assert state(request_) == RequestState.RECEIVED


# Steps -------------------------------------------------------------------------------------------


def test_a_coordinator_puts_a_request_under_review(coordinator_client, request_):
    response = coordinator_client.post(step_of(request_, "review"), {"key": KEY})

    assert response["Location"] == detail_of(request_)
    assert state(request_) == RequestState.UNDER_REVIEW


def test_a_coordinator_records_a_withdrawal_with_its_reason(coordinator_client, request_):
    data = {"key": KEY, "when": "2019-04-01", "reason": "A new government."}

    coordinator_client.post(step_of(request_, "withdraw"), data)

    assert state(request_) == RequestState.WITHDRAWN
    assert request_.reason == "A new government."


@pytest.mark.parametrize("verb", ["accept", "decline", "merge"])
def test_what_an_editor_decides_waits_for_one(coordinator_client, request_, verb):
    for response in (
        coordinator_client.get(step_of(request_, verb)),
        coordinator_client.post(step_of(request_, verb), {"key": KEY, "reason": "So."}),
    ):
        assert response.status_code == 403
        assert "This decision waits for an editor of the Action." in response.text
    assert state(request_) == RequestState.RECEIVED


def test_accepting_leads_to_the_intervention_that_it_opened_once(editor_client, request_):
    data = {"key": KEY, "title": "Remittances", "code": "", "slug": "", "when": "2019-04-01"}
    for _time in range(2):
        response = editor_client.post(step_of(request_, "accept"), data)

        opened = Intervention.objects.get()
        way = reverse("coordination:intervention-detail", args=[opened.slug])
        assert response["Location"] == way
    assert state(request_) == RequestState.ACCEPTED
    assert detail_of(request_) in editor_client.get(way).text


def test_merging_leads_back_to_the_request(editor_client, request_, saint_lucia, editor):
    into = receive_request(lead=saint_lucia, by=editor, when=None, today=TODAY)
    data = {"key": KEY, "into": into.pk, "reason": "The same.", "when": "2019-04-01"}

    response = editor_client.post(step_of(request_, "merge"), data)

    assert response["Location"] == detail_of(request_)
    assert state(request_) == RequestState.MERGED
    assert request_.merged_into == into


def test_a_reason_that_is_missing_is_said_at_its_field(editor_client, request_):
    response = editor_client.post(
        step_of(request_, "decline"), {"key": KEY, "when": "2019-04-01", "reason": " "}
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["reason"]
    assert response.context["decision"] is None
    assert state(request_) == RequestState.RECEIVED


def test_whoever_comes_second_sees_the_first_decision_and_keeps_what_was_typed(
    editor_client, administrator, request_
):
    decline_request(request=request_, by=administrator, when=None, today=TODAY, reason="No topic.")
    data = {"key": KEY, "title": "A title that was typed", "code": "", "slug": ""}

    response = editor_client.post(step_of(request_, "accept"), data)

    decision = response.context["decision"]
    assert response.status_code == 409
    assert (decision.what, decision.by) == ("Declined", str(administrator))
    for words in ("No topic.", "A title that was typed", str(administrator)):
        assert words in response.text
    assert state(request_) == RequestState.DECLINED


def test_a_step_that_came_too_late_shows_what_was_decided_and_no_form(
    editor_client, editor, request_
):
    accept_request(request=request_, title="T", by=editor, when=None, today=TODAY)

    context = editor_client.get(step_of(request_, "decline")).context

    assert (context["decision"].what, context["form"]) == ("Accepted", None)


def test_the_key_of_one_request_decides_no_other(editor_client, request_, saint_lucia, editor):
    other = receive_request(lead=saint_lucia, by=editor, when=None, today=TODAY)
    editor_client.post(step_of(request_, "review"), {"key": KEY})

    response = editor_client.post(step_of(other, "review"), {"key": KEY})

    assert response.status_code == 422
    assert "sent before with other content" in response.text
    assert state(other) == RequestState.RECEIVED


def test_a_word_that_is_no_step_has_no_page(editor_client, request_):
    for verb in ("receive", "publish", "nothing"):
        assert editor_client.get(step_of(request_, verb)).status_code == 404
