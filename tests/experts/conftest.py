from datetime import UTC, datetime

import pytest

from acpmigration.accounts.models import User
from experts.enums import ConsentKey, Level
from experts.models import ConsentText, Expert
from tests.factories.experts import ConsentTextFactory, ExpertFactory
from tests.factories.reference import CountryFactory, TopicFactory

NOW = datetime(2019, 5, 8, 9, 30, tzinfo=UTC)


@pytest.fixture
def texts(db: None) -> dict[str, ConsentText]:
    """One text of each key, in English."""
    return {key: ConsentTextFactory(key=key, body=f"Text of {key}") for key in ConsentKey.values}


@pytest.fixture
def draft(expert_person: User) -> Expert:
    """A draft with every answer, not sent yet."""
    return ExpertFactory(
        user=expert_person,
        told=True,
        name="José Canary",
        topics=[TopicFactory(slug="visas")],
        countries_worked=[CountryFactory(slug="samoa")],
        languages={"en": Level.FLUENT, "fr": Level.WORKING},
    )
