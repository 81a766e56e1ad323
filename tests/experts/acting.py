"""What tests of the staff's side do again and again."""

from datetime import UTC, date, datetime

from acpmigration.pages.models import AuditEvent, OutgoingMail
from experts.domain.deployments import Assignment
from technical_assistance.enums import StageKind

NOW = datetime(2019, 5, 8, 9, 30, tzinfo=UTC)
BASELINE = StageKind.BASELINE_ASSESSMENT


def assignment(days=10, first=date(2019, 6, 3), day_after=date(2019, 7, 1), **more):
    return Assignment(more.pop("stage", BASELINE), first, day_after, days, **more)


def mails():
    """Template and address of each mail in the queue."""
    return list(OutgoingMail.objects.order_by("pk").values_list("template", "to"))


def audited():
    """Event, actor, subject and purpose of each event of the audit trail."""
    return list(
        AuditEvent.objects.in_order().values_list("event", "actor", "subject_id", "purpose")
    )
