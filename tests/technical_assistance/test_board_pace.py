"""How long the stages usually take."""

from datetime import date

import pytest

from acpmigration.facets.facet import count_together, size
from technical_assistance.enums import StageKind, StageState
from technical_assistance.figures.pace import days_taken, median, usual_days
from technical_assistance.models import Stage
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.static


def measured(person):
    return usual_days(count_together([size(Stage.objects.all(), "all"), days_taken(person)]))


def finished(days, kind=StageKind.CONCEPT_NOTE, **more):
    """An intervention whose stage took so many days."""
    intervention = InterventionFactory(completed=True, **more)
    first, last = date(2016, 2, 20), date.fromordinal(date(2016, 2, 20).toordinal() + days)
    intervention.stages.filter(kind=kind).update(
        started_from=first, started_until=first, finished_from=last, finished_until=last
    )
    return intervention


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ({7: 1}, 7),
        ({5: 1, 9: 1}, 7),
        ({5: 1, 8: 1}, 7),
        ({1: 3, 90: 1}, 1),
        ({1: 1, 2: 1, 400: 3}, 400),
        ({0: 2}, 0),
    ],
)
def test_the_median_is_that_of_all_that_was_counted(counted, expected):
    assert median(counted) == expected


def test_usual_is_the_median_of_each_kind(editor):
    for days in (10, 20, 400):
        finished(days)
    finished(31, StageKind.TA_FICHE)

    assert measured(editor) == {StageKind.CONCEPT_NOTE: 20, StageKind.TA_FICHE: 31}


def test_only_what_is_known_to_the_day_is_measured(editor):
    measured_stage = finished(10).stages.filter(kind=StageKind.CONCEPT_NOTE)
    measured_stage.update(started_from=date(2016, 1, 1))

    assert measured(editor) == {}


def test_what_is_not_finished_is_not_measured(editor):
    finished(10).stages.update(state=StageState.STARTED, finished_from=None, finished_until=None)

    assert measured(editor) == {}


def test_drafts_elsewhere_are_not_measured(coordinator, saint_lucia):
    finished(10, country=saint_lucia)
    finished(20, published=True)
    finished(300)

    assert measured(coordinator) == {StageKind.CONCEPT_NOTE: 15}
