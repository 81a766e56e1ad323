"""The same change to several records."""

from technical_assistance.domain.several import one_by_one
from technical_assistance.domain.transitions import ReasonMissing
from technical_assistance.models import Intervention
from tests.factories.technical_assistance import InterventionFactory


def test_refusal_of_one_leaves_the_others_changed(db):
    first, second = InterventionFactory(), InterventionFactory()

    def rename(row):
        if row == second:
            raise ReasonMissing("Say why.")
        Intervention.objects.filter(pk=row.pk).update(title_en="Renamed")

    outcome = one_by_one([first, second], rename)

    assert outcome.done == [first]
    assert [(row, str(refusal)) for row, refusal in outcome.refused] == [(second, "Say why.")]
    assert Intervention.objects.get(pk=first.pk).title_en == "Renamed"
