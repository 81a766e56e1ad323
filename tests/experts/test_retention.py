"""What time brings to a profile, by a clock that stands where the test wants it."""

from datetime import date, datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from acpmigration.accounts.models import User
from acpmigration.pages.models import AuditEvent, OutgoingMail
from experts.domain import retention
from experts.domain.own import confirm
from experts.enums import DeploymentState, ExpertState, ExpertVerb
from experts.models import Expert, RosterSettings
from tests.factories.experts import CONFIRMED, SENT, DeploymentFactory, ExpertFactory
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db


def after(months: int, days: int = 0) -> datetime:
    """That long after the profile was last confirmed."""
    return CONFIRMED + relativedelta(months=months, days=days)


def mails() -> list[str]:
    return list(OutgoingMail.objects.order_by("pk").values_list("template", flat=True))


def test_nobody_is_asked_within_the_year():
    ExpertFactory(active=True)

    assert retention.ask_for_confirmation(at=after(12, days=-1)) == 0
    assert mails() == []


def test_a_person_is_asked_after_a_year_then_reminded_twice_and_each_time_once():
    expert = ExpertFactory(active=True)

    for months in (12, 13, 14):
        assert retention.ask_for_confirmation(at=after(months)) == 1
        assert retention.ask_for_confirmation(at=after(months)) == 0
        assert retention.ask_for_confirmation(at=after(months, days=20)) == 0

    assert retention.ask_for_confirmation(at=after(14, days=30)) == 0
    assert mails() == ["experts/confirm"] * 3
    expert.refresh_from_db()
    assert expert.times_asked == 3


def test_the_mail_shows_the_profile_and_a_link_in_the_language_of_the_person():
    ExpertFactory(active=True, name="José Canary", user__language="pt")

    retention.ask_for_confirmation(at=after(12))

    mail = OutgoingMail.objects.get()
    assert "José Canary" in mail.body
    assert "/pt/experts/confirm/" in mail.body
    assert mail.subject == "O seu perfil na bolsa continua correto?"


def test_whoever_confirms_is_left_alone_for_another_year():
    expert = ExpertFactory(active=True)
    retention.ask_for_confirmation(at=after(12))

    confirm(expert=expert, by=expert.user, at=after(12, days=3))

    assert retention.ask_for_confirmation(at=after(23)) == 0
    assert retention.ask_for_confirmation(at=after(24, days=3)) == 1


def test_after_a_time_without_a_scheduler_the_mails_keep_their_distance():
    ExpertFactory(active=True)

    assert retention.ask_for_confirmation(at=after(20)) == 1
    assert retention.ask_for_confirmation(at=after(20, days=1)) == 0
    assert retention.expire_unconfirmed(at=after(20, days=1)) == 0
    assert retention.ask_for_confirmation(at=after(20, days=26)) == 1
    assert retention.ask_for_confirmation(at=after(20, days=52)) == 1
    assert retention.expire_unconfirmed(at=after(20, days=53)) == 0
    assert retention.expire_unconfirmed(at=after(20, days=80)) == 1


def test_a_profile_that_was_asked_in_vain_expires_and_the_person_is_told():
    expert = ExpertFactory(active=True, times_asked=3, asked_at=after(14))

    assert retention.expire_unconfirmed(at=after(15, days=-1)) == 0
    assert retention.expire_unconfirmed(at=after(15)) == 1
    assert retention.expire_unconfirmed(at=after(15)) == 0

    expert.refresh_from_db()
    assert (expert.state, expert.active_until) == (ExpertState.EXPIRED, None)
    assert expert.events.get().verb == ExpertVerb.EXPIRE
    assert mails() == ["experts/expired"]
    assert "11 March 2022" in OutgoingMail.objects.get().body


def test_an_expired_profile_is_active_again_once_it_is_confirmed():
    expert = ExpertFactory(expired=True)

    confirm(expert=expert, by=expert.user, at=after(20))

    expert.refresh_from_db()
    assert (expert.state, expert.active_until) == (ExpertState.ACTIVE, after(35).date())


def test_an_expired_profile_is_erased_after_three_years():
    user = ExpertFactory(expired=True).user

    assert retention.erase_what_is_over(at=after(36, days=-1)) == 0
    assert retention.erase_what_is_over(at=after(36)) == 1

    assert not Expert.objects.exists()
    assert not User.objects.filter(pk=user.pk).exists()
    assert AuditEvent.objects.get().purpose == "time-over"


@pytest.mark.parametrize("state", ["declined", "correction_asked"])
def test_a_declined_or_unanswered_profile_is_erased_after_six_months(state):
    ExpertFactory(**{state: True})
    over = SENT + relativedelta(months=6)

    assert retention.erase_what_is_over(at=over - timedelta(days=1)) == 0
    assert retention.erase_what_is_over(at=over) == 1


@pytest.mark.parametrize("state", ["received", "under_review", "active", "paused"])
def test_what_waits_for_staff_or_is_active_is_never_erased(state):
    ExpertFactory(**{state: True})

    assert retention.erase_what_is_over(at=after(120)) == 0


def test_a_draft_is_erased_after_thirty_days_and_the_person_is_warned_a_week_before():
    ExpertFactory()

    assert retention.remind_of_drafts(at=SENT + timedelta(days=22)) == 0
    assert retention.remind_of_drafts(at=SENT + timedelta(days=23)) == 1
    assert retention.remind_of_drafts(at=SENT + timedelta(days=24)) == 0
    assert mails() == ["experts/draft"]
    assert retention.erase_what_is_over(at=SENT + timedelta(days=29)) == 0
    assert retention.erase_what_is_over(at=SENT + timedelta(days=30)) == 1
    assert not Expert.objects.exists()


def test_the_times_are_those_that_staff_have_set():
    RosterSettings.objects.create(pk=1, draft_days=90)
    ExpertFactory()

    assert retention.erase_what_is_over(at=SENT + timedelta(days=89)) == 0
    assert retention.erase_what_is_over(at=SENT + timedelta(days=90)) == 1


def test_nobody_is_erased_while_an_assignment_goes_on():
    expert = ExpertFactory(expired=True)
    ends = after(36).date() + timedelta(days=10)
    DeploymentFactory(
        expert=expert,
        intervention=InterventionFactory(),
        starts_on=date(2022, 1, 1),
        ends_before=ends,
        state=DeploymentState.AGREED,
    )

    assert retention.erase_what_is_over(at=after(36)) == 0
    assert retention.erase_what_is_over(at=after(36, days=10)) == 1


def test_a_dry_run_counts_and_changes_nothing():
    ExpertFactory(active=True)
    ExpertFactory(active=True, times_asked=3, asked_at=after(14))
    ExpertFactory(declined=True)
    ExpertFactory()
    at = after(15)
    before = list(Expert.objects.order_by("pk").values())

    counts = [
        job(at=at, dry_run=True)
        for job in (
            retention.ask_for_confirmation,
            retention.expire_unconfirmed,
            retention.remind_of_drafts,
            retention.erase_what_is_over,
        )
    ]

    assert counts == [1, 1, 1, 2]
    assert list(Expert.objects.order_by("pk").values()) == before
    assert mails() == []


def test_a_new_link_is_sent_once_a_day_at_most():
    expert = ExpertFactory(active=True)

    retention.ask_again(expert=expert, at=after(12))
    retention.ask_again(expert=expert, at=after(12) + timedelta(hours=23))
    retention.ask_again(expert=expert, at=after(12) + timedelta(hours=25))

    assert mails() == ["experts/confirm"] * 2


def test_no_new_link_is_sent_for_what_cannot_be_confirmed():
    retention.ask_again(expert=ExpertFactory(declined=True), at=after(12))

    assert mails() == []


def test_a_sample_without_a_log_in_expires_without_a_mail():
    ExpertFactory(active=True, user=None)

    assert retention.expire_unconfirmed(at=after(15)) == 1
    assert mails() == []
