"""What is tidied up of log-ins."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from acpmigration import periodic
from acpmigration.accounts.domain.sessions import ended_sessions
from acpmigration.accounts.domain.tokens import ended_tokens
from acpmigration.periodic import Job, Summary


def forget_browsers(at: datetime, dry_run: bool) -> Summary:
    ended = ended_sessions()
    return {"ended": ended.count()} if dry_run else {"removed": ended.delete()[0]}


def forget_tokens(at: datetime, dry_run: bool) -> Summary:
    ended = ended_tokens(at)
    return {"ended": ended.count()} if dry_run else {"removed": ended.delete()[0]}


periodic.register(
    Job(
        "forget_browsers",
        _("Forget browsers whose session is over"),
        timedelta(days=1),
        forget_browsers,
    )
)
periodic.register(
    Job(
        "forget_tokens",
        _("Forget tokens that ran out a month ago"),
        timedelta(days=1),
        forget_tokens,
    )
)
