"""What is done once a month for those who use the data."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from acpmigration import periodic
from acpmigration.periodic import Job, Summary
from dashboard.domain.releases import (
    files_without_row,
    make_data_release_if_due,
    remove_files_without_row,
)


def release(at: datetime, dry_run: bool) -> Summary:
    if dry_run:
        return {"made": 0, "found": len(files_without_row(at=at))}
    made = make_data_release_if_due(at=at)
    return {"made": int(made is not None), "removed": remove_files_without_row(at=at)}


periodic.register(
    Job("dashboard.data-release", _("Release the open data"), timedelta(days=1), release)
)
