from collections.abc import Iterable
from typing import Any

import factory

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import SYSTEM_EMAIL, User
from acpmigration.reference.models import Region
from tests.factories.base import RecordFactory

PASSWORD = "a long password for tests"


class UserFactory(RecordFactory):
    """A person without a role; the traits give one. ``regions=[…]`` names a coordinator's."""

    class Meta:
        model = User

    class Params:
        administrator = factory.Trait(role=Role.ADMINISTRATOR)
        editor = factory.Trait(role=Role.EDITOR)
        viewer = factory.Trait(role=Role.VIEWER)
        coordinator = factory.Trait(role=Role.COORDINATOR)

    email = factory.Sequence("person-{}@example.org".format)
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def regions(
        self: User, create: bool, extracted: Iterable[Region] | None, **kwargs: Any
    ) -> None:
        if create and extracted:
            self.regions.set(extracted)


def make_system_user() -> None:
    """Make the system user again after a test has emptied the tables."""
    user = User(email=SYSTEM_EMAIL, name="System", role=Role.ADMINISTRATOR, is_active=False)
    user.set_unusable_password()
    user.save()
