"""The mail queue: nothing is lost, nothing goes out twice, and nothing is kept once it is sent."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail as django_mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from acpmigration.accounts.domain.forgetting import forget_person
from acpmigration.accounts.models import User
from acpmigration.pages.domain.mail import (
    MailRefused,
    forget_address,
    prune_mail_log,
    queue_mail,
    queue_message,
)
from acpmigration.pages.domain.sending import hold_back, release, send, send_due, send_now
from acpmigration.pages.models import OutgoingMail
from acpmigration.refusals import NotNow
from tests.factories.accounts import UserFactory
from tests.smtp import dead_port
from tests.technical_assistance.at_once import at_once

pytestmark = pytest.mark.django_db

OUR_ADDRESS = "portal@acpmigration.invalid"
NOW = datetime(2019, 5, 8, 12, 30, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WORDS = {"day": "2019-05-08", "count": 3, "hash": "abc"}


def queue(*, to="maria@example.org", language="en", at=NOW, context=WORDS, **given):
    return queue_mail(
        template="audit_head", to=to, language=language, context=context, at=at, **given
    )


@pytest.fixture
def dead(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", dead_port()
    return settings


def stored():
    return OutgoingMail.objects.get()


# Writing -----------------------------------------------------------------------------------------


def test_a_mail_is_written_in_the_language_of_its_reader():
    queue(language="fr")

    mail = stored()
    assert mail.subject == "Journal d’audit du 2019-05-08\u202f: 3 événements"
    assert mail.body.endswith("verify_audit --head abc\n\nhttps://testserver\n")
    assert (mail.language, mail.state, mail.next_attempt_at) == ("fr", "waiting", NOW)


def test_a_mail_sees_its_context_and_the_address_of_the_site_only():
    mail = queue(context={**WORDS, "hash": "{{ site_url }} {% load i18n %} <b>&</b>"})

    assert "\n{{ site_url }} {% load i18n %} <b>&</b>\n" in mail.body


def test_a_mail_leaves_after_the_commit_and_is_blanked(
    django_capture_on_commit_callbacks, settings
):
    settings.MAIL_REPLY_TO = "roster@example.org"
    with django_capture_on_commit_callbacks() as callbacks:
        queue(headers={"List-Unsubscribe": "<https://testserver/x/>"})
    assert django_mail.outbox == []

    callbacks[0]()

    [sent] = django_mail.outbox
    assert (sent.to, sent.cc, sent.bcc) == (["maria@example.org"], [], [])
    assert (sent.from_email, sent.reply_to) == (
        OUR_ADDRESS,
        ["roster@example.org"],
    )
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.extra_headers["List-Unsubscribe"] == "<https://testserver/x/>"
    assert re.fullmatch(r"<[0-9a-f]{32}@testserver>", sent.extra_headers["Message-ID"])
    mail = stored()
    assert (mail.state, mail.sent_at, mail.attempts) == ("sent", NOW, 1)
    assert (mail.subject, mail.body, mail.headers) == ("", "", {})


def test_a_mail_of_a_transaction_that_fails_is_never_sent(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        queue()
        transaction.set_rollback(True)

    assert django_mail.outbox == []
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\0", "\x85", "\u2028", "\u2029", "\v", "\f"])
@pytest.mark.parametrize("part", ["to", "day", "header", "header_name"])
def test_a_line_end_that_would_start_another_part_is_refused(end, part):
    bad = f"a@example.org{end}Bcc: b@example.org"
    given = {
        "to": {"to": bad},
        "day": {"context": {**WORDS, "day": bad}},
        "header": {"headers": {"X-Note": bad}},
        "header_name": {"headers": {bad: "x"}},
    }[part]

    with pytest.raises(MailRefused):
        queue(**given)

    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("to", ["", "maria", "Maria <maria@example.org>", "a@b.org, c@d.org"])
def test_a_mail_goes_to_one_plain_address(to):
    with pytest.raises(MailRefused, match="This is no e-mail address"):
        queue(to=to)


def test_a_long_subject_is_cut_where_the_column_ends():
    mail = queue(context={**WORDS, "day": "x" * 400})

    assert (len(mail.subject), mail.subject[-1]) == (250, "…")


def test_a_mail_of_a_library_is_queued_with_our_sender():
    message = EmailMessage(
        "Hello", "Words.", "library@example.org", ["maria@example.org"], headers={"X-Id": "1"}
    )

    queue_message(message=message, template="account/login_code", language="pt", at=NOW)
    send_due(at=NOW)

    [sent] = django_mail.outbox
    assert (sent.subject, sent.body, sent.to) == ("Hello", "Words.", ["maria@example.org"])
    assert (sent.from_email, sent.extra_headers["X-Id"]) == (OUR_ADDRESS, "1")
    assert (stored().template, stored().language) == ("account/login_code", "pt")


def with_html():
    message = EmailMultiAlternatives("Hello", "Words.", to=["a@example.org"])
    message.attach_alternative("<b>Words.</b>", "text/html")
    return message


def with_file():
    message = EmailMessage("Hello", "Words.", to=["a@example.org"])
    message.attach("cv.pdf", b"%PDF-", "application/pdf")
    return message


@pytest.mark.parametrize(
    "message",
    [
        EmailMessage("Hello", "Words.", to=["a@example.org", "b@example.org"]),
        EmailMessage("Hello", "Words.", to=[]),
        EmailMessage("Hello", "Words.", to=["a@example.org"], cc=["b@example.org"]),
        EmailMessage("Hello", "Words.", to=["a@example.org"], bcc=["b@example.org"]),
        with_html(),
        with_file(),
    ],
    ids=["two", "none", "copy", "hidden copy", "html", "attachment"],
)
def test_nobody_is_named_in_the_mail_of_another(message):
    with pytest.raises(ValueError, match="one reader"):
        queue_message(message=message, template="x", language="en", at=NOW)


# Sending -----------------------------------------------------------------------------------------


def test_behind_a_dead_server_a_mail_waits_longer_each_time_and_is_given_up_after_five_days(dead):
    queue(to="maria@example.org")
    at, pauses = NOW, []
    while (mail := stored()).state == "waiting":
        send_due(at=(at := mail.next_attempt_at))
        if stored().next_attempt_at:
            pauses.append(stored().next_attempt_at - at)

    assert pauses[:5] == [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, HOUR]
    assert set(pauses[4:]) == {HOUR}
    assert (mail.state, mail.error, mail.next_attempt_at) == (
        "failed",
        "ConnectionRefusedError",
        None,
    )
    assert 5 * DAY - HOUR < at - NOW <= 5 * DAY
    assert mail.body != ""


def test_nothing_is_tried_before_its_time(smtp):
    smtp.answer = b"451 later"
    queue()
    send_due(at=NOW)

    assert send_due(at=NOW + 59 * timedelta(seconds=1)) == 0
    assert smtp.sessions == 1


def test_a_server_that_fails_and_then_accepts_gets_the_mail_once(smtp):
    smtp.answer = b"451 maria@example.org is busy"
    queue(language="pt", context={**WORDS, "hash": "São Tomé\n.\nend"})

    assert send_due(at=NOW) == 0
    mail = stored()
    assert (mail.state, mail.error) == ("waiting", "SMTPRecipientsRefused 451")
    smtp.answer = b""
    assert send_due(at=NOW + MINUTE) == 1
    assert send_due(at=NOW + HOUR) == 0

    [received] = smtp.received
    assert received["To"] == "maria@example.org"
    assert received["From"] == OUR_ADDRESS
    assert received["Auto-Submitted"] == "auto-generated"
    assert "São Tomé\n.\nend" in received.get_content().replace("\r\n", "\n")


def test_a_reader_whom_the_server_does_not_know_is_given_up_at_once(smtp):
    smtp.answer = b"550 no maria@example.org here"
    queue()

    send_due(at=NOW)

    mail = stored()
    assert (mail.state, mail.error) == ("failed", "SMTPRecipientsRefused 550")
    assert mail.server_failed_at is None


def test_a_server_that_hangs_up_after_it_took_the_mail_does_not_get_it_again(smtp):
    smtp.hangs_up_after_the_mail = True
    queue()

    assert send_due(at=NOW) == 1
    assert len(smtp.received) == 1
    assert stored().state == "sent"


def test_after_one_failure_the_server_is_left_alone_by_pages_for_a_minute(
    dead, django_capture_on_commit_callbacks
):
    def attempts_at(moment):
        with django_capture_on_commit_callbacks(execute=True):
            mail = queue(at=moment)
        mail.refresh_from_db()
        return mail.attempts

    assert attempts_at(NOW) == 1
    assert attempts_at(NOW + 30 * timedelta(seconds=1)) == 0
    assert attempts_at(NOW + 61 * timedelta(seconds=1)) == 1


def test_one_unknown_reader_does_not_keep_others_from_their_mail(
    smtp, django_capture_on_commit_callbacks
):
    smtp.answer = b"550 unknown"
    with django_capture_on_commit_callbacks(execute=True):
        queue(to="nobody@example.org")
    smtp.answer = b""
    with django_capture_on_commit_callbacks(execute=True):
        queue()

    assert [each["To"] for each in smtp.received] == ["maria@example.org"]


def test_a_server_that_is_silent_keeps_a_page_for_as_long_as_the_timeout(settings, smtp):
    settings.EMAIL_TIMEOUT = 0.2
    smtp.shutdown()
    queue()
    began = time.monotonic()

    send_due(at=NOW)

    assert 0.2 <= time.monotonic() - began < 2
    assert stored().error == "SMTPServerDisconnected"


def test_the_job_stops_at_the_first_mail_that_the_server_does_not_take(dead):
    first, second = queue(), queue()

    assert send_due(at=NOW) == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.attempts, second.attempts) == (1, 0)


def test_a_mail_is_not_sent_while_somebody_else_sends_it():
    mail = queue()
    OutgoingMail.objects.update(state="sending", claim=mail.message_key, claimed_at=NOW)

    assert send(mail=mail, at=NOW + 9 * MINUTE) is None
    assert django_mail.outbox == []
    assert send(mail=mail, at=NOW + 10 * MINUTE).state == "sent"


@pytest.mark.django_db(transaction=True)
def test_four_senders_at_once_send_each_mail_once(smtp, tmp_path):
    for number in range(5):
        with transaction.atomic():
            OutgoingMail.objects.bulk_create(
                [
                    OutgoingMail(
                        template="x",
                        to=f"person-{number}@example.org",
                        language="en",
                        subject="Hello",
                        queued_at=NOW,
                        next_attempt_at=NOW,
                    )
                ]
            )

    sent = at_once(tmp_path, *[lambda: send_due(at=NOW)] * 4)

    assert sum(sent) == 5
    assert sorted(each["To"] for each in smtp.received) == [
        f"person-{number}@example.org" for number in range(5)
    ]
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"sent"}


def test_a_mail_that_is_removed_while_it_is_sent_does_not_come_back(monkeypatch):
    mail = queue()
    backend = "django.core.mail.backends.locmem.EmailBackend.send_messages"
    monkeypatch.setattr(backend, lambda *given: forget_address(address="maria@example.org"))

    send(mail=mail, at=NOW)

    assert not OutgoingMail.objects.exists()


# Holding, releasing, forgetting ------------------------------------------------------------------


def test_a_mail_that_is_held_back_stays_until_it_is_released():
    mail = queue()
    hold_back(mail=mail)

    assert send_due(at=NOW + DAY) == 0
    with pytest.raises(NotNow, match="waiting can be held back"):
        hold_back(mail=mail)
    with pytest.raises(NotNow, match="waiting can be sent now"):
        send_now(mails=[mail], at=NOW)
    release(mail=mail, at=NOW + DAY)
    with pytest.raises(NotNow, match="can be released"):
        release(mail=mail, at=NOW + DAY)
    assert send_due(at=NOW + DAY) == 1


def test_a_mail_to_whoever_has_lost_the_log_in_meanwhile_stays_here():
    person = UserFactory()
    mail = queue(to=person.email)
    hold_back(mail=mail)
    person.is_active = False
    person.save()
    release(mail=mail, at=NOW)

    assert send_due(at=NOW) == 0

    mail.refresh_from_db()
    assert (mail.state, mail.error, django_mail.outbox) == ("failed", "account closed", [])


def test_a_mail_that_was_given_up_gets_five_more_days(dead):
    mail = queue(at=NOW - 6 * DAY)
    send(mail=mail, at=NOW)
    assert stored().state == "failed"

    release(mail=mail, at=NOW)
    send(mail=mail, at=NOW)

    assert (stored().state, stored().attempts, stored().next_attempt_at) == (
        "waiting",
        1,
        NOW + MINUTE,
    )


def test_all_mail_to_an_address_is_forgotten_whatever_its_letters():
    queue(to="Maria@Example.org")
    queue()
    other = queue(to="maria.other@example.org")
    send_due(at=NOW)

    assert forget_address(address="maria@example.org") == 2
    assert list(OutgoingMail.objects.all()) == [other]


def test_the_mail_log_is_pruned_by_the_day_on_which_a_mail_was_written():
    queue(at=NOW)
    kept = queue(at=NOW + HOUR)

    assert prune_mail_log(before=NOW + HOUR) == 1
    assert stored() == kept


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": "lost"}, "state_listed"),
        ({"to": ""}, "to_required"),
        ({"next_attempt_at": None}, "waiting_until"),
        ({"claimed_at": NOW}, "claimed"),
        ({"state": "sent", "sent_at": NOW}, "blank_once_sent"),
        ({"sent_at": NOW}, "blank_once_sent"),
    ],
)
def test_the_database_holds_what_a_state_means(values, name):
    queue()

    with pytest.raises(IntegrityError, match=f"pages_outgoingmail_{name}"), transaction.atomic():
        OutgoingMail.objects.update(**values)


# The back-office ---------------------------------------------------------------------------------

LIST = "admin:pages_outgoingmail_changelist"


def act(client, action, *mails):
    return client.post(
        reverse(LIST),
        {"action": action, "_selected_action": [mail.pk for mail in mails]},
        follow=True,
    )


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_editors_see_what_waits_and_nobody_sees_what_it_says(editor_client, administrator_client):
    mail = queue()
    page = reverse("admin:pages_outgoingmail_change", args=[mail.pk])

    for client in (editor_client, administrator_client):
        for address in (reverse(LIST), page):
            text = client.get(address).text
            assert "maria@example.org" in text
            assert "abc" not in text
    found = editor_client.get(reverse(LIST), {"q": "maria"})
    assert found.context["cl"].result_count == 1


def test_viewers_see_that_mail_waits_but_not_for_whom(viewer_client):
    mail = queue()

    listed = viewer_client.get(reverse(LIST), {"q": "nobody"})
    page = viewer_client.get(reverse("admin:pages_outgoingmail_change", args=[mail.pk]))

    assert listed.context["cl"].result_count == 1
    for response in (listed, page):
        assert "audit_head" in response.text
        assert "maria" not in response.text


def test_viewers_send_and_hold_nothing(viewer_client):
    mail = queue()

    for action in ("send_now", "hold_back", "release"):
        act(viewer_client, action, mail)

    assert (stored().state, django_mail.outbox) == ("waiting", [])


def test_editors_send_hold_and_release(editor_client):
    first, second = queue(), queue(at=NOW + DAY)

    assert said(act(editor_client, "hold_back", first)) == ["1 mail is held."]
    assert said(act(editor_client, "send_now", first)) == [
        "Only a mail that is waiting can be sent now."
    ]
    assert said(act(editor_client, "release", first, second)) == [
        "Only a mail that was held back or given up can be released.",
        "1 mail waits.",
    ]
    assert said(act(editor_client, "send_now", first, second)) == ["2 mails were sent."]
    assert len(django_mail.outbox) == 2


def test_sending_now_says_when_the_server_does_not_answer(editor_client, dead):
    mails = queue(), queue()

    assert said(act(editor_client, "send_now", *mails)) == [
        "2 mails could not be sent; they are tried again."
    ]
    assert sorted(OutgoingMail.objects.values_list("attempts", flat=True)) == [0, 1]


def test_the_list_of_mail_takes_a_fixed_number_of_queries(
    editor_client, django_assert_max_num_queries
):
    counted = []
    for _turn in (1, 2):
        queue(), queue()
        with django_assert_max_num_queries(20) as asked:
            editor_client.get(reverse(LIST))
        counted.append(len(asked))

    assert counted[0] == counted[1]


@pytest.mark.django_db(transaction=True)
def test_what_was_sent_is_not_left_in_the_bytes_of_the_database(tmp_path):
    queue(context={**WORDS, "hash": "canary-of-the-body"})

    if connection.vendor == "sqlite":
        assert b"canary-of-the-body" not in connection.connection.serialize()
    assert django_mail.outbox[0].body.count("canary-of-the-body") == 2


@pytest.mark.parametrize(
    "lookup", ["body__contains", "subject__contains", "to__startswith", "headers__contains"]
)
def test_nobody_learns_what_a_mail_says_by_asking_for_words(viewer_client, editor_client, lookup):
    queue(to="reader@example.org")
    address = reverse("admin:pages_outgoingmail_changelist")

    for client in (viewer_client, editor_client):
        response = client.get(address, {lookup: "r"})
        assert response.status_code == 400


def test_mails_to_a_former_address_are_forgotten_with_the_person():
    user = UserFactory(email="former@example.org")
    queue(to="former@example.org")
    User.objects.filter(pk=user.pk).update(email="present@example.org")
    EmailAddress.objects.create(user=user, email="pending@example.org")
    queue(to="pending@example.org")
    queue(to="stranger@example.org")
    user.refresh_from_db()

    forget_person(user)

    assert [mail.to for mail in OutgoingMail.objects.all()] == ["stranger@example.org"]


def test_what_concerns_the_log_in_goes_out_whatever_became_of_it():
    person = UserFactory(is_active=False)
    mail = queue(to=person.email)
    OutgoingMail.objects.update(template="account/email/password_reset_key")

    assert send(mail=mail, at=NOW).state == "sent"
