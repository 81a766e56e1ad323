"""Records of the region that the fixture ``coordinator`` is responsible for."""

from datetime import date

import pytest

from acpmigration.accounts.models import User
from acpmigration.dates import DatedFact
from acpmigration.reference.models import Country, Organisation
from technical_assistance.domain.requests import receive_request
from technical_assistance.models import AssistanceRequest, Intervention
from tests.factories.reference import CountryFactory, OrganisationFactory, RegionFactory
from tests.factories.technical_assistance import opened


@pytest.fixture
def saint_lucia(db: None) -> Country:
    """A country of the region that the fixture ``coordinator`` is responsible for."""
    return CountryFactory(slug="saint-lucia", region=RegionFactory(slug="caribbean"))


@pytest.fixture
def ministry(db: None) -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def request_(editor: User, saint_lucia: Country) -> AssistanceRequest:
    """A request of the Caribbean, received in March 2016."""
    return receive_request(
        lead=saint_lucia, by=editor, when=DatedFact.parse("2016-03"), today=date(2019, 5, 8)
    )


@pytest.fixture
def ongoing(editor: User, saint_lucia: Country, ministry: Organisation) -> Intervention:
    """An intervention of the Caribbean, opened by the domain, of which no day is known."""
    return opened(by=editor, lead=saint_lucia, entity=ministry)
