from datetime import date

import pytest

from acpmigration.refusals import NotNow, NotYours
from technical_assistance.domain.assignment import assign_coordinator, next_code
from technical_assistance.domain.requests import accept_request
from technical_assistance.forms import coordinators_of
from technical_assistance.models import Intervention
from tests.factories.accounts import UserFactory
from tests.factories.reference import RegionalOrganisationFactory
from tests.factories.technical_assistance import InterventionFactory

TODAY = date(2019, 5, 8)
pytestmark = pytest.mark.django_db


def test_a_coordinator_of_the_region_is_made_responsible(ongoing, editor, coordinator):
    assign_coordinator(intervention=ongoing, coordinator=coordinator, by=editor)

    ongoing.refresh_from_db()
    assert ongoing.coordinator == coordinator


def test_nobody_is_made_responsible_twice(ongoing, editor, coordinator):
    assign_coordinator(intervention=ongoing, coordinator=coordinator, by=editor)

    with pytest.raises(NotNow, match="already"):
        assign_coordinator(intervention=ongoing, coordinator=coordinator, by=editor)


@pytest.mark.parametrize("who", ["coordinator_elsewhere", "viewer"])
def test_somebody_who_does_not_coordinate_the_region_is_not(request, ongoing, editor, who):
    with pytest.raises(NotNow, match="does not coordinate"):
        assign_coordinator(
            intervention=ongoing, coordinator=request.getfixturevalue(who), by=editor
        )


def test_nobody_coordinates_what_belongs_to_several_regions(editor, coordinator):
    union = RegionalOrganisationFactory(region=None)
    of_all = InterventionFactory(regional=True, regional_organisation=union)

    with pytest.raises(NotNow, match="does not coordinate"):
        assign_coordinator(intervention=of_all, coordinator=coordinator, by=editor)


def test_an_accepted_request_is_not_given_to_another_region_s_coordinator(
    editor, request_, coordinator_elsewhere
):
    with pytest.raises(NotNow, match="does not coordinate"):
        accept_request(
            request=request_,
            title="A title",
            coordinator=coordinator_elsewhere,
            by=editor,
            when=None,
            today=TODAY,
        )

    assert not Intervention.objects.exists()


def test_nobody_is_offered_where_there_is_no_region():
    UserFactory(coordinator=True, regions=[])

    assert list(coordinators_of(None)) == []


def test_a_coordinator_assigns_nobody(ongoing, coordinator):
    with pytest.raises(NotYours):
        assign_coordinator(intervention=ongoing, coordinator=coordinator, by=coordinator)


def test_the_next_code_follows_the_highest_whatever_its_year():
    assert next_code(TODAY) == "TA/001/2019"

    for code in ("TA/041/2016", "TA/028/2018", "SAMPLE/099", ""):
        InterventionFactory(code=code)

    assert next_code(TODAY) == "TA/042/2019"
