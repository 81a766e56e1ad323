"""Who is written to when an intervention moves, and what the mail says."""

from datetime import UTC, datetime
from itertools import product

import pytest
from django.urls import reverse

from acpmigration.accounts.domain.addresses import take_address
from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.pages.domain.sending import send_due
from acpmigration.pages.enums import MailState
from acpmigration.pages.models import OutgoingMail
from acpmigration.refusals import NotYours, Refusal
from technical_assistance.domain.insiders import insiders_of
from technical_assistance.domain.interventions import add_note
from technical_assistance.domain.mailing import (
    choose_mails,
    readers_of,
    subscribe,
    tell_readers,
    telling,
    unsubscribe,
)
from technical_assistance.domain.stages import complete_stage
from technical_assistance.enums import MailSwitch
from technical_assistance.models import Intervention, MailPreference, Subscription
from tests.factories.accounts import UserFactory
from tests.factories.reference import RegionFactory
from tests.factories.technical_assistance import InterventionFactory, ProgressEntryFactory
from tests.smtp import dead_port
from tests.technical_assistance.acting import MAY, NOTE, TODAY, attach, complete
from tests.technical_assistance.back_office import KEY, step_of
from tests.technical_assistance.mails import (
    addressed,
    coordinator_of,
    reachable,
    workspace,
    written,
)

AT = datetime(2019, 5, 8, 9, 30, tzinfo=UTC)


def follow(intervention, *people):
    for person in people:
        Subscription.objects.create(intervention=intervention, person=person, made_at=AT)


@pytest.fixture
def follower(ongoing) -> User:
    """Another coordinator of the Caribbean, who follows the intervention."""
    person = coordinator_of("caribbean", email="follower@example.org", name="Follower")
    follow(ongoing, person)
    return person


def note(intervention, by, words="A visit.", **more):
    """As the workspace and the back-office add it."""
    return telling(add_note)(intervention=intervention, when=MAY, by=by, at=AT, note=words, **more)


# Who ---------------------------------------------------------------------------------------------


def test_whoever_is_responsible_and_whoever_follows_it_is_written_to(ongoing, follower, editor):
    ongoing.coordinator = coordinator_of("caribbean", name="Coordinator")
    ongoing.save()
    follow(ongoing, reachable(viewer=True, name="Viewer"), ongoing.coordinator)
    reachable(editor=True, name="Nobody asked")

    readers = readers_of(ongoing, besides=editor)

    assert [str(reader) for reader in readers] == ["Coordinator", "Follower", "Viewer"]


def test_whoever_has_done_it_gets_no_mail(ongoing, follower):
    assert readers_of(ongoing, besides=follower) == []


def test_whoever_may_not_read_it_any_more_gets_no_mail(ongoing, follower, editor):
    follow(
        ongoing,
        coordinator_of("pacific"),
        reachable(),
        reachable(editor=True, is_active=False),
        reachable(coordinator=True),
    )

    assert readers_of(ongoing, besides=editor) == [follower]


def test_whoever_has_lost_the_region_gets_no_mail_though_still_responsible(ongoing, editor):
    ongoing.coordinator = coordinator_of("pacific")
    ongoing.save()

    assert readers_of(ongoing, besides=editor) == []


def test_an_address_that_nobody_confirmed_may_be_a_strangers(ongoing, follower, editor):
    unconfirmed = UserFactory(editor=True)
    follow(ongoing, unconfirmed)

    assert readers_of(ongoing, besides=editor) == [follower]


def test_whoever_wants_none_of_these_mails_gets_none(ongoing, follower, editor):
    choose_mails(by=follower, progress=False, monday_list=True)

    assert readers_of(ongoing, besides=editor) == []


def test_whoever_wants_no_monday_list_still_hears_of_progress(ongoing, follower, editor):
    choose_mails(by=follower, progress=True, monday_list=False)

    assert readers_of(ongoing, besides=editor) == [follower]


def test_nobody_is_written_to_while_staff_have_switched_these_mails_off(ongoing, follower, editor):
    workspace(progress_mails=MailSwitch.OFF)

    assert readers_of(ongoing, besides=editor) == []


@pytest.mark.parametrize("count", [1, 3])
def test_readers_are_found_in_two_queries(ongoing, editor, count, django_assert_num_queries):
    people = [coordinator_of("caribbean", name=f"{number}") for number in range(count)]
    follow(ongoing, *people)

    with django_assert_num_queries(2):
        assert readers_of(ongoing, besides=editor) == people


def test_insiders_of_a_record_are_exactly_those_among_whose_rows_it_is(db):
    caribbean, pacific = RegionFactory(slug="caribbean"), RegionFactory(slug="pacific")
    for role, active, regions in product(
        Role, [True, False], [[], [caribbean], [pacific], [caribbean, pacific]]
    ):
        UserFactory(role=role, is_active=active, regions=regions)
    rows = [
        InterventionFactory(country__region=caribbean),
        InterventionFactory(country__region=pacific, published=True),
        InterventionFactory(regional=True, regional_organisation__region=caribbean),
        InterventionFactory(regional=True, regional_organisation__region=None),
    ]

    for row in rows:
        by_row = set(insiders_of(row))
        by_person = {
            person
            for person in User.objects.all()
            if Intervention.objects.worked_on_by(person).filter(pk=row.pk).exists()
        }
        assert by_row == by_person


# What --------------------------------------------------------------------------------------------


def test_a_completed_stage_is_told_with_the_one_that_begins_in_one_mail(ongoing, follower, editor):
    attach(ongoing, NOTE)

    telling(complete_stage)(
        intervention=ongoing, kind=NOTE, when=MAY, by=editor, today=TODAY, at=AT, note="At last."
    )

    [mail] = written()
    assert (mail.to, mail.subject) == ("follower@example.org", "Progress: Remittances in Samoa")
    assert mail.body.splitlines() == [
        "Hello,",
        "",
        f"editor@example.org has logged this for “Remittances in Samoa” ({ongoing.lead_name}):",
        "",
        "- Stage completed: concept note, 2 May 2018",
        "  At last.",
        "- Stage started: technical assistance fiche, 2 May 2018",
        "",
        "Read it in the workspace. You are asked to log in:",
        f"https://testserver/coordination/interventions/{ongoing.slug}/",
        "",
        "Choose which mails you get, or stop them:",
        "https://testserver/coordination/mails/",
    ]


def test_a_mail_is_in_the_readers_language_and_says_in_its_head_where_it_is_stopped(
    ongoing, follower, editor
):
    User.objects.filter(pk=follower.pk).update(language="fr")
    Intervention.objects.filter(pk=ongoing.pk).update(title_fr="Envois de fonds au Samoa")

    note(Intervention.objects.get(pk=ongoing.pk), editor)

    [mail] = written()
    assert "Envois de fonds au Samoa" in mail.subject
    assert f"https://testserver/fr/coordination/interventions/{ongoing.slug}/" in mail.body
    assert mail.headers == {"List-Unsubscribe": "<https://testserver/fr/coordination/mails/>"}


def test_each_reader_gets_a_mail_of_the_own_and_no_other_address_stands_in_it(
    ongoing, follower, editor, django_capture_on_commit_callbacks, mailoutbox
):
    follow(ongoing, reachable(viewer=True, email="second@example.org", name="Second"))

    with django_capture_on_commit_callbacks(execute=True):
        note(ongoing, editor)

    sent = [(mail.to, mail.cc, mail.bcc) for mail in mailoutbox]
    assert sent == [(["follower@example.org"], [], []), (["second@example.org"], [], [])]
    assert ["second@example.org" in mail.body for mail in mailoutbox] == [False, False]


def test_a_title_with_a_line_end_begins_no_other_line_of_the_head(ongoing, follower, editor):
    ongoing.title_en = "Visas\r\nBcc: everybody@example.org"
    ongoing.save()

    note(ongoing, editor)

    assert [mail.subject for mail in written()] == ["Progress: Visas Bcc: everybody@example.org"]


def test_held_mails_are_written_and_wait_for_staff(ongoing, follower, editor):
    workspace(progress_mails=MailSwitch.HELD)

    note(ongoing, editor)

    assert [mail.state for mail in written()] == [MailState.HELD]


def test_where_nothing_was_logged_nobody_is_told(ongoing, follower, editor):
    assert tell_readers(intervention=ongoing, entries=[], by=editor, at=AT) == 0
    assert written() == []


def test_how_many_were_told_is_said(ongoing, follower, editor):
    entry = ProgressEntryFactory(intervention=ongoing, by=editor)

    assert tell_readers(intervention=ongoing, entries=[entry], by=editor, at=AT) == 1


def test_a_form_that_comes_again_is_told_once(ongoing, follower, editor):
    for _time in range(2):
        note(ongoing, editor, key=KEY)

    assert addressed() == [("coordination/progress", "follower@example.org")]


def test_what_is_refused_is_told_to_nobody(ongoing, follower, editor):
    with pytest.raises(Refusal):
        note(ongoing, editor, words=" ")

    assert written() == []


def test_a_correction_is_told_too(ongoing, follower, editor_client):
    entry = ProgressEntryFactory(intervention=ongoing, note="Wrong.")

    editor_client.post(
        step_of(ongoing, "correct", entry.pk),
        {"when": "2018-05-02", "note": "Right.", "key": KEY},
    )

    [mail] = written()
    assert "- Note (correction), 2 May 2018\n  Right.\n" in mail.body


def test_what_is_done_in_the_back_office_is_told_as_well(ongoing, follower, editor_client):
    editor_client.post(
        step_of(ongoing, "plan"), {"kind": NOTE.value, "due_on": "2019-06-04", "key": KEY}
    )

    [mail] = written()
    assert "- Date planned: concept note, 4 June 2019" in mail.body


def test_the_past_is_told_to_nobody_when_it_is_loaded(ongoing, follower, system_user):
    """The loader calls the verbs as they are."""
    attach(ongoing, NOTE)

    complete(ongoing, NOTE, system_user)

    assert written() == []


# The mail server is down: the entry is kept, the mail waits, staff see it -------------------------


@pytest.mark.django_db(transaction=True)
def test_with_the_mail_server_down_the_entry_is_kept_and_the_mail_leaves_later(
    ongoing, follower, editor, smtp, settings
):
    settings.EMAIL_PORT, port = dead_port(), settings.EMAIL_PORT

    note(ongoing, editor, words="A visit while the server was down.")

    assert ongoing.entries.filter(note="A visit while the server was down.").count() == 1
    [waiting] = written()
    assert (waiting.state, waiting.error) == (MailState.WAITING, "ConnectionRefusedError")
    settings.EMAIL_PORT = port
    send_due(at=waiting.next_attempt_at)
    assert [mail["To"] for mail in smtp.received] == ["follower@example.org"]
    assert OutgoingMail.objects.get().state == MailState.SENT


@pytest.mark.django_db(transaction=True)
def test_what_the_server_has_not_taken_is_seen_by_staff(
    ongoing, follower, editor, editor_client, smtp
):
    smtp.answer = b"550 no such reader"

    note(ongoing, editor)

    [lost] = written()
    shown = editor_client.get("/admin/pages/outgoingmail/?state__exact=failed").text
    assert (lost.state, lost.error) == (MailState.FAILED, "SMTPRecipientsRefused 550")
    assert "follower@example.org" in shown


# Following ---------------------------------------------------------------------------------------


def test_whoever_subscribes_twice_follows_once(ongoing, coordinator):
    first = subscribe(intervention=ongoing, by=coordinator, at=AT)
    second = subscribe(intervention=ongoing, by=coordinator, at=AT)

    assert first == second
    assert list(Subscription.objects.values_list("person", "intervention", "made_at")) == [
        (coordinator.pk, ongoing.pk, AT)
    ]


def test_nobody_follows_what_is_not_to_be_read(ongoing, coordinator_elsewhere):
    with pytest.raises(NotYours) as refused:
        subscribe(intervention=ongoing, by=coordinator_elsewhere, at=AT)

    assert str(refused.value) == "You do not work on this intervention."
    assert not Subscription.objects.exists()


def test_to_stop_twice_is_to_stop_once_and_stops_nobody_else(ongoing, follower, coordinator):
    follow(ongoing, coordinator)

    for _time in range(2):
        unsubscribe(intervention=ongoing, by=follower)

    assert [one.person for one in Subscription.objects.all()] == [coordinator]


def test_what_is_followed_is_listed_as_long_as_it_may_be_read(ongoing, follower):
    follow(InterventionFactory(title="Elsewhere"), follower)
    follow(ongoing, coordinator_of("caribbean"))

    assert [one.intervention for one in Subscription.objects.of(follower)] == [ongoing]


def test_a_choice_of_mails_is_kept_and_can_be_changed(coordinator):
    choose_mails(by=coordinator, progress=False, monday_list=False)
    choose_mails(by=coordinator, progress=True, monday_list=False)

    kept = MailPreference.objects.get()
    assert (kept.person, kept.progress, kept.monday_list) == (coordinator, True, False)


def test_whoever_is_responsible_is_written_to_without_following(ongoing, editor):
    ongoing.coordinator = coordinator_of("caribbean")
    ongoing.save()

    assert readers_of(ongoing, besides=editor) == [ongoing.coordinator]


def test_an_address_that_was_asked_for_and_not_confirmed_is_not_written_to(
    ongoing, follower, editor
):
    asked = UserFactory(editor=True)
    take_address(user=asked, is_confirmed=False)
    follow(ongoing, asked)

    assert readers_of(ongoing, besides=editor) == [follower]


def test_a_correction_in_the_workspace_is_told_too(ongoing, follower, coordinator, client):
    entry = add_note(intervention=ongoing, by=coordinator, note="Wrong.", when=MAY)
    client.force_login(coordinator)

    client.post(
        reverse("coordination:entry-correct", args=[entry.pk]),
        {"when": "2018-05-02", "note": "Right.", "key": KEY},
    )

    assert addressed() == [("coordination/progress", "follower@example.org")]
