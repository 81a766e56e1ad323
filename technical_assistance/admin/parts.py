"""What was changed about the parts of a record: partners, pictures, documents and their like."""

from collections.abc import Iterator
from itertools import chain
from operator import attrgetter
from typing import Any

from simple_history.template_utils import HistoricalRecordContextHelper

from technical_assistance.models import Intervention, Partnership, Picture, StageDocument

SHOWN = 50


def changes_of_parts(intervention: Intervention) -> list[Any]:
    own, stages = {"intervention": intervention.pk}, intervention.stages.values("pk")
    return latest_changes(
        Partnership.history.filter(**own),
        Picture.history.filter(**own),
        StageDocument.history.filter(stage__in=stages),
    )


def latest_changes(*lines: Any) -> list[Any]:
    """The latest rows of several histories, newest first, each with the differences it made."""
    newest = (line.select_related("history_user").order_by("-history_id")[:SHOWN] for line in lines)
    records = sorted(chain(*newest), key=attrgetter("history_date"), reverse=True)[:SHOWN]
    return list(_told(records))


def _told(records: list[Any]) -> Iterator[Any]:
    for record in records:
        before = record.prev_record if record.history_type == "~" else None
        if before is not None:
            helper = HistoricalRecordContextHelper(record.instance_type, record)
            record.history_delta_changes = helper.context_for_delta_changes(
                record.diff_against(before)
            )
        record.part = f"{record.instance_type._meta.verbose_name}: {record.instance}"
        yield record
