"""Releases of the open data as they would be stored, without their file."""

from datetime import UTC, date, datetime

import factory

from dashboard.models import DataRelease
from tests.factories.accounts import UserFactory
from tests.factories.base import RecordFactory


class DataReleaseFactory(RecordFactory):
    class Meta:
        model = DataRelease

    day = date(2019, 5, 1)
    made_at = datetime(2019, 5, 1, 12, tzinfo=UTC)
    made_by = factory.SubFactory(UserFactory, editor=True)
    file = "data-releases/file.zip"
    size = 1_000
    sha256 = "0" * 64
    contents = {"interventions": {"rows": 62, "csv": 600, "json": 6_000}}
