"""Publishing on the day that somebody has set."""

import logging
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.db import models, transaction
from django.urls import reverse
from django.utils import translation

from acpmigration.accounts.models import User
from acpmigration.dates import day_of
from acpmigration.pages.domain.mail import queue_mail
from acpmigration.publication import (
    Publication,
    PublicationRefused,
    may_publish,
    publish,
    unschedule,
)
from acpmigration.published import Published
from acpmigration.refusals import Gone, locked

PUBLISHED, MISSED, FAILED = "published", "missed", "failed"
# Somebody has settled it, or deleted it, since it was looked for: it is no business of the job.
SETTLED = ""

logger = logging.getLogger(__name__)


def due_records(at: datetime) -> Iterator[tuple[type[Published], int]]:
    """The model and the key of each draft whose day has come."""
    for model in apps.get_models():
        if issubclass(model, Published):
            rows = model._default_manager.due_on(day_of(at))  # type: ignore[attr-defined]
            for key in rows.order_by("publish_on", "pk").values_list("pk", flat=True):
                yield model, key


def publish_due(*, at: datetime) -> dict[str, int]:
    """Publish each draft whose day has come, in the name of whoever set it; return how many.

    What lacks something by then stays a draft without a day, and its scheduler is told: it is
    missed. What somebody settles before its turn is left as it is, and not counted. One record that
    fails keeps no other from its day.
    """
    done: Counter[str] = Counter({PUBLISHED: 0, MISSED: 0, FAILED: 0})
    for model, key in list(due_records(at)):
        try:
            outcome = _publish_one(model, key, at)
        except Gone:
            outcome = SETTLED
        except Exception:
            logger.exception("A record was not published on its day.")
            outcome = FAILED
        if outcome:
            done[outcome] += 1
    return dict(done)


@transaction.atomic
def _publish_one(model: type[Published], key: int, at: datetime) -> str:
    record = locked(model._base_manager.all(), key)
    if record.publish_on is None or record.publish_on > day_of(at) or record.scheduled_by is None:
        return SETTLED
    scheduler = record.scheduled_by
    is_still_there = scheduler.is_active and may_publish(scheduler)
    by = scheduler if is_still_there else User.objects.system()
    try:
        publish(record=record, by=by, at=at)
    except PublicationRefused as refusal:
        unscheduled = unschedule(record=record, by=by, why=Publication.MISSED)
        if is_still_there:
            _tell(unscheduled, scheduler, refusal, at)
        return MISSED
    return PUBLISHED


def _tell(record: models.Model, to: User, refusal: PublicationRefused, at: datetime) -> None:
    opts = record._meta
    with translation.override(to.language):
        page = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])
    queue_mail(
        template="not_published",
        to=to.email,
        language=to.language,
        context={"person": to, "record": record, "missing": refusal.messages, "page": page},
        at=at,
    )
