"""What an expert types is not lost: not by an idle night, not by a database that is busy."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from acpmigration.keeping.names import mark_of
from acpmigration.pages.models import KeptForm
from experts.models import Consent, Expert
from tests.conftest import logged_in
from tests.experts.test_views_register import about, opened, page
from tests.factories.accounts import UserFactory
from tests.factories.experts import ExpertFactory
from tests.factories.files import pdf
from tests.factories.reference import CountryFactory
from tests.impatience import hold, let_go, make_impatient
from tests.technical_assistance.at_once import at_once

KEPT = "What you typed is kept. Log in and it is waiting for you."
WAITING = "It has not been sent yet: check it and send it."
BUSY = "Nothing was saved: the database does not answer at the moment."


@pytest.fixture
def begun(expert_client, expert_person) -> Expert:
    CountryFactory(iso2="ws", slug="samoa", name="Samoa")
    expert_client.post(reverse("experts:register"))
    return Expert.objects.get(user=expert_person)


def marked(user) -> dict[str, str]:
    return {"typed_by": mark_of(user)}


def tomorrow():
    return time_machine.travel(datetime.now(UTC) + timedelta(hours=13))


@pytest.mark.parametrize("button", ["go", "later"])
def test_a_page_of_the_form_waits_for_the_log_in_of_the_next_morning(
    expert_client, expert_person, begun, button
):
    sent = about(phone="call me") | {button: 1} | opened(expert_client, "about-you")

    with tomorrow():
        to_log_in = expert_client.post(page("about-you"), sent | marked(expert_person))
        log_in = expert_client.get(to_log_in.url)
        shown = logged_in(expert_person).get(page("about-you"))

    assert KEPT in log_in.text
    assert WAITING in shown.text
    assert 'value="José Canary"' in shown.text
    assert 'value="call me"' in shown.text
    begun.refresh_from_db()
    assert begun.name == ""


def test_what_waited_is_sent_and_then_it_is_gone(expert_client, expert_person, begun):
    sent = about() | {"go": 1} | opened(expert_client, "about-you") | marked(expert_person)
    with tomorrow():
        expert_client.post(page("about-you"), sent)
    client = logged_in(expert_person)
    client.get(page("about-you"))
    waited = {"typed_before": str(KeptForm.objects.get().key)}

    answer = client.post(page("about-you"), sent | waited)

    assert answer.url == page("skills")
    begun.refresh_from_db()
    assert begun.name == "José Canary"
    assert not KeptForm.objects.exists()


def test_rows_that_were_added_wait_too(expert_client, expert_person, begun):
    sent = {"degree": 3, "go": 1, "rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0}
    sent |= {"rows-0-title": "A law", "rows-0-first_year": 2016} | marked(expert_person)
    expert_client.logout()

    expert_client.post(page("education"), sent)
    shown = logged_in(expert_person).get(page("education"))

    assert 'value="A law"' in shown.text
    assert begun.past_assignments.count() == 0


def test_a_cv_waits_with_its_page(expert_client, expert_person, begun, media):
    sent = {"days_a_month": 40, "go": 1, "cv": SimpleUploadedFile("my cv.pdf", pdf())}
    sent |= opened(expert_client, "availability") | marked(expert_person)
    expert_client.logout()

    expert_client.post(page("availability"), sent)
    shown = logged_in(expert_person).get(page("availability"))

    key = KeptForm.objects.get().files.get().key
    assert "<bdi>my cv.pdf</bdi>" in shown.text
    assert f'name="kept_cv" value="{key}" checked' in shown.text


def test_a_cv_that_passed_is_there_when_the_page_is_refused(expert_client, begun, media):
    sent = {"days_a_month": 40, "go": 1, "cv": SimpleUploadedFile("my cv.pdf", pdf())}
    refused = expert_client.post(page("availability"), sent | opened(expert_client, "availability"))
    key = refused.text.partition('name="kept_cv" value="')[2].partition('"')[0]

    mended = {"days_a_month": 10, "go": 1, "kept_cv": key} | opened(expert_client, "availability")
    answer = expert_client.post(page("availability"), mended)

    assert answer.url == reverse("experts:send")
    begun.refresh_from_db()
    with begun.cv.open("rb") as stored:
        assert stored.read() == pdf()


def test_consents_wait_and_are_not_given_by_waiting(expert_client, expert_person, draft, texts):
    expert_client.logout()
    sent = {"roster": "on", "seen": ",".join(str(texts[key].pk) for key in texts)}

    expert_client.post(reverse("experts:send"), sent | marked(expert_person))
    shown = logged_in(expert_person).get(reverse("experts:send"))

    assert WAITING in shown.text
    assert not Consent.objects.exists()
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_consent_to_other_programmes_waits_too(expert_client, expert_person, texts):
    ExpertFactory(user=expert_person, received=True)
    expert_client.logout()

    expert_client.post(reverse("experts:contact"), {"seen": "x"} | marked(expert_person))

    assert WAITING in logged_in(expert_person).get(reverse("experts:contact")).text
    assert not Consent.objects.exists()


def test_another_expert_finds_the_own_page(expert_client, expert_person, begun):
    expert_client.logout()
    expert_client.post(page("about-you"), about() | marked(expert_person))
    other = ExpertFactory(user=UserFactory(), name="Bela")

    shown = logged_in(other.user).get(page("about-you"))

    assert "José Canary" not in shown.text
    assert WAITING not in shown.text


@pytest.mark.django_db(transaction=True)
def test_a_profile_that_somebody_holds_locked_is_waited_for_then_nothing_is_saved_and_all_is_there(
    expert_client, begun, tmp_path
):
    sent = about() | {"go": 1} | opened(expert_client, "about-you")
    answers = []

    def send():
        make_impatient()
        holding = hold("experts_expert")
        answers.append(expert_client.post(page("about-you"), sent))
        let_go(holding)
        answers.append(expert_client.post(page("about-you"), sent))

    at_once(tmp_path, send)

    refused, done = answers
    assert (refused.status_code, refused["Retry-After"]) == (503, "30")
    assert BUSY in refused.text
    assert 'value="José Canary"' in refused.text
    assert done.url == page("skills")
