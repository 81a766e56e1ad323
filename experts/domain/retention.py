"""What time brings: asking for the yearly confirmation, reminding, expiring, erasing.

Every function takes the moment, does what is due by then, and returns how many it was; done twice,
the second finds nothing. With ``dry_run`` it only counts.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from acpmigration.accounts.domain.forgetting import forget_person
from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.dates import day_of
from acpmigration.pages.domain.mail import forget_address
from acpmigration.reference.models import Topic
from acpmigration.scrubbing import scrub_after_commit
from experts.domain.erasure import erase
from experts.domain.links import token_for
from experts.domain.messages import tell
from experts.domain.settings import roster_settings
from experts.domain.transitions import move
from experts.enums import ExpertState, ExpertVerb
from experts.models import Deployment, Expert, RosterSettings

# Mails to one person keep this distance, also after a time in which nothing was sent.
BETWEEN_MAILS = timedelta(days=25)
MAILS_A_YEAR = 3
BEFORE_A_DRAFT_GOES = timedelta(days=7)


def ask_for_confirmation(*, at: datetime, dry_run: bool = False) -> int:
    """Mail whoever is due for the first, second or third mail of this year."""
    settings = roster_settings()
    steps = (settings.confirm_months, settings.remind_months, settings.remind_again_months)
    due = [
        expert
        for times, months in enumerate(steps)
        for expert in Expert.objects.active().filter(
            times_asked=times,
            confirmed_at__lte=at - relativedelta(months=months),
            user__isnull=False,
        )
        if not expert.asked_at or expert.asked_at <= at - BETWEEN_MAILS
    ]
    if not dry_run:
        for expert in due:
            _ask(expert, at)
    return len(due)


def expire_unconfirmed(*, at: datetime, dry_run: bool = False) -> int:
    """Let profiles expire that nobody confirmed; who has a log-in was asked three times before."""
    settings = roster_settings()
    due = Expert.objects.active().filter(
        confirmed_at__lte=at - relativedelta(months=settings.expire_months)
    )
    told = [expert for expert in due if expert.user_id is None or _was_asked(expert, at)]
    if not dry_run:
        for expert in told:
            _expire(expert, at, settings)
    return len(told)


def remind_of_drafts(*, at: datetime, dry_run: bool = False) -> int:
    """Say once that answers which were never sent are about to be erased."""
    kept = timedelta(days=roster_settings().draft_days)
    due = Expert.objects.drafts().filter(
        changed_at__lte=at - kept + BEFORE_A_DRAFT_GOES, times_asked=0, user__isnull=False
    )
    if dry_run:
        return due.count()
    return sum(_remind(expert, at) for expert in due)


def erase_what_is_over(*, at: datetime, dry_run: bool = False) -> int:
    """Erase drafts, declined, unanswered and expired profiles whose time is over.

    Never a person with an assignment that has not ended.
    """
    due = over(at)
    if not dry_run:
        for expert in due:
            _erase(expert, at)
    return len(due)


def over(at: datetime) -> list[Expert]:
    """The profiles whose time is over, but for those who still work on an assignment."""
    settings = roster_settings()
    declined = at - relativedelta(months=settings.declined_months)
    open_states = [ExpertState.DECLINED, ExpertState.CORRECTION_ASKED]
    drafts = Expert.objects.drafts().filter(
        changed_at__lte=at - timedelta(days=settings.draft_days)
    )
    decided = Expert.objects.filter(state__in=open_states, state_since__lte=declined)
    expired = Expert.objects.filter(
        state=ExpertState.EXPIRED,
        confirmed_at__lte=at - relativedelta(months=settings.erase_months),
    )
    return [*_idle(drafts, at), *_idle(decided, at), *_idle(expired, at)]


def forget_unused(*, at: datetime, dry_run: bool = False) -> int:
    """Erase log-ins without a role and without a profile that nobody has used for long."""
    since = at - timedelta(days=roster_settings().draft_days)
    unused = User.objects.filter(role=Role.NONE, expert__isnull=True, is_active=True).filter(
        Q(last_login__lte=since) | Q(last_login__isnull=True), date_joined__lte=since
    )
    if dry_run:
        return unused.count()
    forgotten = list(unused)
    for user in forgotten:
        _forget(user)
    return len(forgotten)


@transaction.atomic
def ask_again(*, expert: Expert, at: datetime) -> None:
    """Send a fresh link to the address on file; at most one mail a day."""
    locked = _held(expert)
    if locked is None:
        return
    if locked.asked_at is not None and locked.asked_at > at - timedelta(days=1):
        return
    if locked.state in (ExpertState.ACTIVE, ExpertState.EXPIRED):
        locked.asked_at = at
        locked.save()
        _mail_the_question(locked, at)


def _was_asked(expert: Expert, at: datetime) -> bool:
    """Whether all mails of the year were sent, and the last one some time ago."""
    if expert.asked_at is None or expert.times_asked < MAILS_A_YEAR:
        return False
    return expert.asked_at <= at - BETWEEN_MAILS


@transaction.atomic
def _forget(user: User) -> None:
    forget_address(address=user.email)
    forget_person(user)
    scrub_after_commit()


def _idle(experts: QuerySet[Expert], at: datetime) -> Iterable[Expert]:
    working = Deployment.objects.not_ended(day_of(at)).filter(expert=OuterRef("pk"))
    return experts.exclude(Exists(working))


def _held(expert: Expert) -> Expert | None:
    """The row as it is now, held; none of who has withdrawn since: the others have their turn."""
    return Expert.objects.select_for_update().filter(pk=expert.pk).first()


@transaction.atomic
def _ask(expert: Expert, at: datetime) -> None:
    locked = _held(expert)
    if locked is None or locked.times_asked != expert.times_asked:
        return
    if locked.confirmed_at != expert.confirmed_at:
        return
    locked.times_asked += 1
    locked.asked_at = at
    locked.save()
    _mail_the_question(locked, at)


def _mail_the_question(expert: Expert, at: datetime) -> None:
    tell(
        expert=expert,
        template="experts/confirm",
        at=at,
        token=token_for(expert),
        profile=expert,
        topics=list(Topic.objects.filter(experts=expert).in_order()),
        languages=list(expert.languages.best_first()),
    )


@transaction.atomic
def _expire(expert: Expert, at: datetime, settings: RosterSettings) -> None:
    locked = _held(expert)
    if locked is None or locked.state != ExpertState.ACTIVE:
        return
    if locked.confirmed_at != expert.confirmed_at:
        return
    move(expert=locked, verb=ExpertVerb.EXPIRE, by=User.objects.system(), at=at)
    erased_on = day_of(expert.confirmed_at + relativedelta(months=settings.erase_months))
    tell(expert=locked, template="experts/expired", at=at, erased_on=erased_on)


@transaction.atomic
def _remind(expert: Expert, at: datetime) -> bool:
    locked = _held(expert)
    if locked is None or not locked.is_draft or locked.changed_at != expert.changed_at:
        return False
    locked.times_asked, locked.asked_at = 1, at
    locked.save()
    tell(expert=locked, template="experts/draft", at=at)
    return True


@transaction.atomic
def _erase(expert: Expert, at: datetime) -> None:
    locked = _held(expert)
    if locked is not None and locked.version == expert.version:
        erase(expert=locked, by=None, at=at, why="time-over")
