"""What tests of the workspace's mails do again and again."""

from datetime import UTC, datetime
from typing import Any

from acpmigration.accounts.domain.addresses import take_address
from acpmigration.accounts.models import User
from acpmigration.pages.models import OutgoingMail
from acpmigration.reference.models import Region
from technical_assistance.models import WorkspaceSettings
from tests.factories.accounts import UserFactory
from tests.factories.reference import RegionFactory

# A Monday, at 06:30 in Brussels and at 16:30 in Fiji.
MONDAY_MORNING = datetime(2019, 5, 6, 4, 30, tzinfo=UTC)


def reachable(**given: Any) -> User:
    """Somebody who has confirmed the address."""
    person = UserFactory(**given)
    take_address(user=person, is_confirmed=True)
    return person


def coordinator_of(region: Region | str, **given: Any) -> User:
    if isinstance(region, str):
        region = RegionFactory(slug=region)
    return reachable(coordinator=True, regions=[region], **given)


def workspace(**given: Any) -> WorkspaceSettings:
    settings, _made = WorkspaceSettings.objects.update_or_create(pk=1, defaults=given)
    return settings


def written() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.order_by("pk"))


def addressed() -> list[tuple[str, str]]:
    """Template and address of each mail."""
    return [(mail.template, mail.to) for mail in written()]
