"""What is not kept of imports: those nobody confirmed, and data on people once it has served."""

from datetime import datetime, timedelta

from django.db import transaction

from acpmigration.pages.domain import audit
from acpmigration.scrubbing import scrub_after_commit
from acpmigration.spreadsheets.enums import BatchState
from acpmigration.spreadsheets.models import ImportBatch, ImportRow
from acpmigration.spreadsheets.models.batch import TAKEN_BACK_WITHIN
from acpmigration.spreadsheets.working import fail

# However long a file is: a worker that needs more will never come to the end of it.
WORKED_AT_FOR = timedelta(hours=1)


def forget_abandoned(*, at: datetime) -> int:
    """Take away what nobody confirmed, with its file; return how many imports it was."""
    number = 0
    for batch in ImportBatch.objects.abandoned(at):
        with transaction.atomic():
            gone = ImportBatch.objects.abandoned(at).select_for_update().filter(pk=batch.pk).first()
            if gone is None:
                continue
            subject = ImportBatch(pk=gone.pk)
            gone.delete()
            scrub_after_commit()
            audit.record(
                event="spreadsheets.forgotten",
                by=None,
                subject=subject,
                at=at,
                purpose=batch.kind,
            )
        number += 1
    return number


def give_up_endless(*, at: datetime) -> int:
    """Stop working at what takes for ever; return how many imports it was."""
    before = at - WORKED_AT_FOR
    return sum(fail(batch=batch, at=at) for batch in ImportBatch.objects.left(at).begun(before))


@transaction.atomic
def forget_people(*, at: datetime) -> int:
    """Empty what tells of people and can no longer be taken back; return how many imports."""
    batches = ImportBatch.objects.on_people().exclude(file="")
    over = batches.out_of_reach(at) | batches.filter(
        state=BatchState.TAKEN_BACK, taken_back_at__lte=at - TAKEN_BACK_WITHIN
    )
    number = 0
    for batch in over:
        ImportRow.objects.filter(batch=batch).delete()
        batch.file = ""
        batch.save(update_fields=["file"])
        number += 1
    if number:
        scrub_after_commit()
    return number
