"""What is done once a month for those who use the data."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from acpmigration import periodic
from acpmigration.periodic import Job, Summary
from dashboard.domain.releases import make_data_release_if_due


def release(at: datetime, dry_run: bool) -> Summary:
    made = None if dry_run else make_data_release_if_due(at=at)
    return {"made": int(made is not None)}


periodic.register(
    Job("dashboard.data-release", _("Release the open data"), timedelta(days=1), release)
)
