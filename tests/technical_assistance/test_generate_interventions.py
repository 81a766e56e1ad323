import pytest
from django.core.management import CommandError, call_command

from acpmigration.reference.enums import Component
from technical_assistance.domain.proof import differences
from technical_assistance.models import AssistanceRequest, Intervention
from tests.factories.reference import (
    CountryFactory,
    RegionalOrganisationFactory,
    TopicFactory,
    TypologyFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def _rows():
    CountryFactory.create_batch(3)
    RegionalOrganisationFactory()
    TopicFactory.create_batch(3)
    TypologyFactory.create_batch(3, component=Component.TECHNICAL_ASSISTANCE)


@pytest.mark.usefixtures("_rows")
def test_as_many_samples_are_made_as_asked_and_agree_with_their_logs(settings):
    settings.DEMO = True

    call_command("generate_interventions", count=40)
    call_command("generate_interventions", count=2)

    made = Intervention.objects.published()
    assert made.count() == AssistanceRequest.objects.published().count() == 42
    assert all(row.is_sample and row.code.startswith("SAMPLE/") for row in made)
    assert {row.requester for row in made} == {"national", "regional"}
    assert {row.status for row in made} == {"ongoing", "completed", "cancelled"}
    assert list(differences()) == []


@pytest.mark.usefixtures("_rows")
def test_a_real_site_is_left_alone(settings):
    settings.DEMO = settings.DEBUG = False

    with pytest.raises(CommandError, match="demonstration only"):
        call_command("generate_interventions", count=1)

    assert not Intervention.objects.exists()
