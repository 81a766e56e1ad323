"""CVs that a scanner has yet to look at."""

from datetime import datetime

from django.db import transaction

from acpmigration.refusals import NotNow
from acpmigration.uploads.scanning import scan
from experts.domain.messages import tell
from experts.domain.transitions import lock
from experts.enums import CVScan
from experts.models import Expert

# A run that is cut off loses no more than what this many scans have found.
AT_ONCE = 200


def unscanned() -> list[Expert]:
    sent = Expert.objects.exclude(cv="").filter(cv_scan=CVScan.NOT_SCANNED)
    return list(sent.order_by("pk")[:AT_ONCE])


def scan_cvs(*, at: datetime) -> dict[str, int]:
    """Scan what was sent while no scanner answered; an infected CV is locked away and told of."""
    found = dict.fromkeys(CVScan.values, 0)
    for expert in unscanned():
        try:
            found[_scan(expert, at)] += 1
        except (FileNotFoundError, NotNow):
            # Its file is lost, or the person has withdrawn meanwhile: the others have their turn.
            found[CVScan.NOT_SCANNED] += 1
    return found


@transaction.atomic
def _scan(expert: Expert, at: datetime) -> str:
    locked = lock(expert)
    if not locked.cv:
        # Taken away meanwhile.
        return CVScan.NOT_SCANNED
    with locked.cv.open("rb") as file:
        locked.cv_scan = CVScan(scan(file).value)
    locked.save(update_fields=["cv_scan"])
    if locked.cv_scan == CVScan.INFECTED:
        tell(expert=locked, template="experts/infected", at=at)
    return locked.cv_scan
