"""What is looked for in the reference data every day."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from acpmigration import periodic
from acpmigration.periodic import Job, Summary
from acpmigration.reference.domain.doubles import suspect_all
from acpmigration.reference.models import OrganisationPair


def look_for_doubles(at: datetime, dry_run: bool) -> Summary:
    return {"open": OrganisationPair.objects.open().count() if dry_run else suspect_all()}


periodic.register(
    Job(
        "reference.doubles",
        _("Look for organisations that are kept twice"),
        timedelta(days=1),
        look_for_doubles,
    )
)
