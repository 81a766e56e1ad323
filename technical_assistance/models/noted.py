"""What a printable note says of interventions, with everything that belongs to them."""

from django.db.models import Prefetch

from technical_assistance.models.document import StageDocument
from technical_assistance.models.focal_point import FocalPoint
from technical_assistance.models.follow_up import FollowUp
from technical_assistance.models.intervention import InterventionQuerySet
from technical_assistance.models.progress import ProgressEntry
from technical_assistance.models.stage import Stage

LAST_ENTRIES = 10


def for_notes(rows: InterventionQuerySet) -> InterventionQuerySet:
    """Fetch stages, documents, people, ``open_follow_ups`` and ``last_entries``, by title."""
    documents = Prefetch("documents", StageDocument.objects.in_order())
    open_ones = FollowUp.objects.open().select_related("owner").soonest_first()
    last = ProgressEntry.objects.select_related("by").newest_first()[:LAST_ENTRIES]
    return (
        rows.with_lead()
        .select_related("entity", "coordinator")
        .prefetch_related(
            Prefetch("stages", Stage.objects.in_order().prefetch_related(documents)),
            Prefetch("focal_points", FocalPoint.objects.by_name()),
            Prefetch("follow_ups", open_ones, to_attr="open_follow_ups"),
            Prefetch("entries", last, to_attr="last_entries"),
        )
        .by_title()
    )
