"""When somebody was last in the workspace, so that it can say what has changed since."""

from datetime import datetime, timedelta

from acpmigration.accounts.models import User
from technical_assistance.models import Visit

# A longer pause ends a visit; looking at pages is written down once a minute at most.
PAUSE = timedelta(minutes=30)
NOTED_EVERY = timedelta(minutes=1)
# What is new to whoever comes for the first time.
AT_FIRST = timedelta(days=14)


def note_visit(*, person: User, at: datetime) -> Visit:
    """Note that the person looks at the workspace; a pause before it begins another visit.

    At most one statement writes, so that reading a page never waits for who writes a long time.
    """
    visit = visit_of(person, at)
    if visit.pk and at - visit.seen_at < NOTED_EVERY:
        return visit
    if visit.pk and at - visit.seen_at > PAUSE:
        visit.before_at = visit.seen_at
    visit.seen_at = at
    if visit.pk:
        Visit.objects.filter(pk=visit.pk).update(seen_at=at, before_at=visit.before_at)
    else:
        # Another tab may be opened for the first time at once.
        Visit.objects.bulk_create([visit], ignore_conflicts=True)
    return visit


def visit_of(person: User, at: datetime) -> Visit:
    """Return what is known of the person's visits; of a first one, that it begins now."""
    return Visit.objects.filter(person=person).first() or Visit(person=person, seen_at=at)


def news_since(visit: Visit) -> datetime:
    """Return from when on things are new to the person."""
    return visit.before_at or visit.seen_at - AT_FIRST
