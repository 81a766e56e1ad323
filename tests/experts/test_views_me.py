"""The own page, and what a person can do there."""

import io
import json
import zipfile

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from acpmigration.accounts.models import User
from acpmigration.pages.domain.audit import record
from acpmigration.pages.domain.kept import keep_form
from acpmigration.pages.models import AuditEvent
from experts.domain.consents import give_consents
from experts.domain.export import as_data, everything_about
from experts.domain.links import withdrawal_of
from experts.enums import ExpertState, ExpertVerb
from experts.models import Expert, ExpertNote
from tests.conftest import logged_in
from tests.experts.conftest import NOW
from tests.factories.experts import DeploymentFactory, ExpertFactory
from tests.factories.files import pdf, pdf_about_scripts
from tests.factories.technical_assistance import InterventionFactory

ME = reverse("experts:me")
# Where allauth keeps by what somebody has proven who it is, and when.
SHOWN = "account_authentication_methods"
# The next day already in the Pacific.
LATE = NOW.replace(hour=23)
HEADINGS = {
    "draft": "Your registration is not sent yet",
    "received": "We have received your profile",
    "under_review": "Your profile is under review",
    "correction_asked": "Please correct something",
    "active": "You are in the roster",
    "expired": "Your profile has expired",
    "declined": "Your profile was not accepted",
}


def profile(user: User, state: str, **given: object) -> Expert:
    trait = {"told": True} if state == "draft" else {state: True}
    return ExpertFactory(user=user, **trait | given)


@pytest.mark.parametrize("state", ExpertState.values)
def test_the_page_says_where_the_profile_stands_and_by_when(expert_client, expert_person, state):
    profile(expert_person, state)

    response = expert_client.get(ME)

    assert HEADINGS[state] in response.text
    days = {
        "draft": "3 April 2019",
        "received": "18 March 2019",
        "under_review": "18 March 2019",
        "correction_asked": "4 September 2019",
        "active": "11 June 2020",
        "expired": "11 March 2022",
        "declined": "4 September 2019",
    }
    assert days[state] in response.text


@pytest.mark.parametrize(
    ("state", "verb"),
    [("correction_asked", ExpertVerb.ASK), ("declined", ExpertVerb.DECLINE)],
)
def test_the_reason_of_the_staff_is_shown(expert_client, expert_person, editor, state, verb):
    expert = profile(expert_person, state)
    expert.events.create(verb=verb, at=NOW, by=editor, note="The CV is of 2009.")

    assert "The CV is of 2009." in expert_client.get(ME).text


def test_notes_looks_and_assignments_are_shown(expert_client, expert_person, editor):
    expert = profile(expert_person, "active")
    ExpertNote.objects.create(expert=expert, text="Speaks well.", at=NOW, by=editor)
    record(event="experts.cv-viewed", by=editor, subject=expert, at=NOW, purpose="review")
    record(event="experts.note-added", by=editor, subject=expert, at=NOW)
    DeploymentFactory(expert=expert, intervention=InterventionFactory(title="A law for Samoa"))

    page = expert_client.get(ME).text

    assert "Speaks well." in page
    assert "8 May 2019, 11:30<br>CV read to review it" in page
    assert "8 May 2019, 11:30<br>note added" in page
    assert page.count("Times are those of Europe/Brussels.") == 1
    assert "A law for Samoa" in page
    assert "You have been on 0 shortlists." in page


def test_pausing_hides_from_matching_and_resuming_brings_back(expert_client, expert_person):
    expert = profile(expert_person, "active")

    paused = expert_client.post(reverse("experts:pause"), follow=True)
    assert list(Expert.objects.available_to_match()) == []
    assert "It is paused" in paused.text
    expert_client.post(reverse("experts:resume"))

    assert list(Expert.objects.available_to_match()) == [expert]
    assert [event.verb for event in expert.events.order_by("pk")] == ["pause", "resume"]


def test_confirming_keeps_the_profile_for_another_year(expert_client, expert_person):
    expert = profile(expert_person, "expired")

    response = expert_client.post(reverse("experts:confirm-own"), follow=True)

    assert "confirmed for another year" in response.text
    expert.refresh_from_db()
    assert expert.state == ExpertState.ACTIVE


def test_what_cannot_be_done_is_said_in_words(expert_client, expert_person):
    profile(expert_person, "received")

    response = expert_client.post(reverse("experts:confirm-own"), follow=True)

    assert "Only a profile that was accepted can be confirmed." in response.text


@pytest.mark.parametrize("name", ["pause", "resume", "confirm-own"])
def test_nothing_changes_by_opening_an_address(expert_client, expert_person, name):
    profile(expert_person, "active")

    assert expert_client.get(reverse(f"experts:{name}")).status_code == 405


def test_contact_for_other_programmes_is_a_choice(expert_client, expert_person, texts):
    expert = profile(expert_person, "active")
    address = reverse("experts:contact")

    shown = expert_client.get(address)
    sent = {"seen": shown.context["form"]["seen"].value(), "other_programmes": "on"}
    expert_client.post(address, sent)
    given = expert.consents.get()
    expert_client.post(address, {"take_back": "1"})

    assert "Text of other_programmes" in shown.text
    assert " checked" not in shown.text
    assert given.text == texts["other_programmes"]
    given.refresh_from_db()
    assert given.withdrawn_at is not None


def test_nobody_agrees_to_be_contacted_without_the_tick(expert_client, expert_person, texts):
    expert = profile(expert_person, "active")
    address = reverse("experts:contact")
    seen = expert_client.get(address).context["form"]["seen"].value()

    response = expert_client.post(address, {"seen": seen})

    assert 'href="#id_other_programmes"' in response.text
    assert expert.consents.count() == 0


def test_nobody_agrees_to_be_contacted_by_a_text_that_is_not_on_the_page(
    expert_client, expert_person, texts
):
    expert = profile(expert_person, "active")

    response = expert_client.post(
        reverse("experts:contact"), {"seen": "0", "other_programmes": "on"}
    )

    assert "The texts have changed" in response.text
    assert expert.consents.count() == 0


@pytest.mark.parametrize("name", ["data", "data-json", "data-zip", "withdraw"])
def test_what_cannot_be_taken_back_wants_the_password_again(expert_client, expert_person, name):
    profile(expert_person, "active")
    session = expert_client.session
    shown = [one | {"at": one["at"] - 600} for one in session[SHOWN]]
    session[SHOWN] = shown
    session.save()

    for response in (
        expert_client.get(reverse(f"experts:{name}")),
        expert_client.post(reverse(f"experts:{name}"), {"is_sure": "on"}),
    ):
        assert response.status_code == 405 or "/reauthenticate/" in response.url
    assert Expert.objects.count() == 1


def test_withdrawing_is_asked_once_more(expert_person):
    profile(expert_person, "active")

    response = logged_in(expert_person).post(reverse("experts:withdraw"), {})

    assert 'href="#id_is_sure"' in response.text
    assert Expert.objects.count() == 1


def test_whoever_withdraws_is_erased_and_logged_out(expert_person):
    profile(expert_person, "active")
    client = logged_in(expert_person)

    response = client.post(reverse("experts:withdraw"), {"is_sure": "on"}, follow=True)

    assert "You are erased" in response.text
    assert not Expert.objects.exists()
    assert not User.objects.filter(pk=expert_person.pk).exists()
    assert "_auth_user_id" not in client.session


def test_whoever_presses_erase_twice_is_told_so_twice(expert_person):
    profile(expert_person, "active")
    client = logged_in(expert_person)
    of = client.get(reverse("experts:withdraw")).context["form"]["of"].value()
    sent = {"is_sure": "on", "of": of}

    first = client.post(reverse("experts:withdraw"), sent)
    second = client.post(reverse("experts:withdraw"), sent)

    assert [first.url, second.url] == [reverse("experts:withdrawn")] * 2


def test_whoever_is_not_erased_is_never_told_so(client, expert_person):
    expert = profile(expert_person, "active")

    for mark in (withdrawal_of(expert), "forged", ""):
        response = client.post(reverse("experts:withdraw"), {"is_sure": "on", "of": mark})
        assert response.url.startswith(reverse("account_login"))
    assert Expert.objects.count() == 1


def test_staff_who_withdraw_keep_their_log_in(editor):
    profile(editor, "active")

    logged_in(editor).post(reverse("experts:withdraw"), {"is_sure": "on"})

    assert not Expert.objects.exists()
    assert User.objects.filter(pk=editor.pk).exists()


def test_the_data_hold_everything_and_giving_them_out_is_noted(draft, texts):
    give_consents(expert=draft, texts=texts.values(), by=draft.user, at=NOW)
    client = logged_in(draft.user)

    given = client.get(reverse("experts:data-json")).json()

    profile_given = given["profile"][0]
    assert profile_given["name"] == "José Canary"
    assert profile_given["topics"] == ["Visas"]
    assert profile_given["gender"] == "woman"
    assert [one["language"] for one in given["languages"]] == ["en", "fr"]
    assert {one["body"] for one in given["consents"]} == {text.body for text in texts.values()}
    assert given["account"][0]["email"] == draft.user.email
    assert "password" not in given["account"][0]
    event = AuditEvent.objects.get()
    assert (event.event, event.actor) == ("experts.data-given", draft.user_id)


def test_every_column_of_a_profile_is_in_its_data(draft):
    given = logged_in(draft.user).get(reverse("experts:data-json")).json()["profile"][0]

    columns = {field.name for field in Expert._meta.concrete_fields}
    columns |= {field.name for field in Expert._meta.many_to_many}
    assert set(given) == columns - {"id", "user", "version"}


@pytest.mark.parametrize(
    "relation",
    [
        relation
        for model in (Expert, User)
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and relation.on_delete is models.CASCADE
        # What staff do in the back office is the Action's, not a person's of the roster.
        and relation.related_model is not LogEntry
    ],
    ids=lambda relation: relation.related_model.__name__,
)
def test_every_table_that_belongs_to_a_person_is_in_the_data(draft, relation):
    with CaptureQueriesContext(connection) as asked:
        everything_about(draft)

    table = connection.ops.quote_name(relation.related_model._meta.db_table)
    assert any(table in query["sql"] for query in asked)


def test_what_was_typed_and_not_sent_is_in_the_data(draft):
    fields = {"name": ["José"], "topics": ["1", "2"]}
    keep_form(owner=draft.user, path="/experts/me/skills/", fields=fields, files={}, at=NOW)

    page = logged_in(draft.user).get(reverse("experts:data"))

    [typed] = as_data(everything_about(draft))["typed"]
    assert typed == {
        "path": "/experts/me/skills/",
        "fields": fields,
        "lacks_files": False,
        "kept_at": "2019-05-08T09:30:00+00:00",
    }
    assert "name: José; topics: 1, 2" in page.text


def test_the_text_of_a_note_is_in_the_data(draft, editor):
    ExpertNote.objects.create(expert=draft, text="Speaks well.", at=NOW, by=editor)

    assert as_data(everything_about(draft))["notes"][0]["text"] == "Speaks well."


def test_the_log_in_is_in_the_data_without_its_secrets(draft):
    user = draft.user
    client = logged_in(user)
    EmailAddress.objects.create(user=user, email="new@example.org", verified=False)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "CANARY"})
    UserSession.objects.create(
        user=user, ip="192.0.2.7", user_agent="Browser 7", session_key="CANARY-KEY"
    )

    response = client.get(reverse("experts:data-json"))

    given = response.json()
    assert "new@example.org" in [one["email"] for one in given["addresses"]]
    assert [one["type"] for one in given["second_factor"]] == ["totp"]
    session = given["sessions"][-1]
    assert (session["ip"], session["user_agent"]) == ("192.0.2.7", "Browser 7")
    assert "CANARY" not in response.text


def test_a_line_of_the_audit_trail_is_told_without_its_seals_and_numbers(draft, editor):
    record(event="experts.cv-viewed", by=editor, subject=draft, at=NOW, purpose="review")

    row = as_data(everything_about(draft))["access"][0]

    assert set(row) == {"number", "at", "event", "actor_role", "purpose"}


@pytest.mark.parametrize("name", ["me", "data"])
def test_days_and_times_are_those_of_the_reader(draft, editor, name):
    ExpertNote.objects.create(expert=draft, text="Speaks well.", at=LATE, by=editor)
    User.objects.filter(pk=draft.user.pk).update(time_zone="Pacific/Efate")

    page = logged_in(draft.user).get("/pt" + reverse(f"experts:{name}")).text

    assert "9 de maio de 2019" in page
    assert "Pacific/Efate" in page


def test_the_data_can_be_read_too(draft):
    page = logged_in(draft.user).get(reverse("experts:data")).text

    assert "José Canary" in page
    assert "English" in page


def test_the_archive_holds_data_page_and_cv(draft, media):
    draft.cv = ContentFile(pdf(), "cv.pdf")
    draft.save()

    response = logged_in(draft.user).get(reverse("experts:data-zip"))

    packed = zipfile.ZipFile(io.BytesIO(response.content))
    assert sorted(packed.namelist()) == [
        "CV.pdf",
        f"{draft.reference}.html",
        f"{draft.reference}.json",
    ]
    assert packed.read("CV.pdf") == pdf()
    assert json.loads(packed.read(f"{draft.reference}.json"))["profile"][0]["name"] == "José Canary"


def test_the_own_cv_is_for_saving_and_runs_nothing(draft, media):
    draft.cv = ContentFile(pdf(), "cv.pdf")
    draft.save()

    response = logged_in(draft.user).get(reverse("experts:own-cv"))

    assert b"".join(response) == pdf()
    assert response["Content-Disposition"] == 'attachment; filename="CV.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"


def test_an_infected_cv_is_given_to_nobody(draft, media):
    draft.cv, draft.cv_scan = ContentFile(pdf(), "cv.pdf"), "infected"
    draft.save()
    client = logged_in(draft.user)

    assert client.get(reverse("experts:own-cv")).status_code == 404
    packed = zipfile.ZipFile(io.BytesIO(client.get(reverse("experts:data-zip")).content))
    assert "CV.pdf" not in packed.namelist()


@pytest.mark.parametrize(
    "name", ["me", "data", "data-json", "data-zip", "own-cv", "send", "withdraw"]
)
def test_other_people_see_their_own_page_or_none(draft, media, name):
    draft.cv = ContentFile(pdf_about_scripts(), "cv.pdf")
    draft.save()
    somebody = ExpertFactory(active=True, name="Somebody else")
    somebody.cv = ContentFile(pdf(), "cv.pdf")
    somebody.save()

    answer = b"".join(logged_in(somebody.user).get(reverse(f"experts:{name}"), follow=True))

    if name == "data-zip":
        packed = zipfile.ZipFile(io.BytesIO(answer))
        answer = b"".join(packed.read(part) for part in packed.namelist())
    assert "José Canary".encode() not in answer
    assert pdf_about_scripts() not in answer
    assert (b"Somebody else" in answer) == (name not in ("own-cv", "withdraw"))
    assert (pdf() in answer) == (name in ("own-cv", "data-zip"))


@pytest.mark.parametrize("name", ["me", "data", "send"])
def test_private_pages_are_never_kept(draft, name):
    response = logged_in(draft.user).get(reverse(f"experts:{name}"))

    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_however_much_there_is(
    draft, texts, editor, count, django_assert_num_queries
):
    client = logged_in(draft.user)
    for number in range(count):
        ExpertNote.objects.create(expert=draft, text=f"Note {number}", at=NOW, by=editor)
        record(event="experts.cv-viewed", by=editor, subject=draft, at=NOW, purpose="review")
        DeploymentFactory(expert=draft, intervention=InterventionFactory())
        draft.past_assignments.create(title=f"Work {number}", first_year=2010)
    client.get(ME)

    with django_assert_num_queries(21):
        client.get(ME)
