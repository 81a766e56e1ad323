import pytest

from acpmigration.refusals import NotNow
from acpmigration.several import one_by_one
from technical_assistance.domain.requests import review_request
from technical_assistance.enums import RequestState
from technical_assistance.models import AssistanceRequest
from tests.factories.technical_assistance import AssistanceRequestFactory


def test_a_refusal_leaves_the_other_records_alone(editor):
    first, last = AssistanceRequestFactory(), AssistanceRequestFactory()
    declined = AssistanceRequestFactory(declined=True)

    outcome = one_by_one(
        [first, declined, last], lambda request: review_request(request=request, by=editor)
    )

    assert outcome.done == [first, last]
    [(refused, refusal)] = outcome.refused
    assert refused == declined
    assert isinstance(refusal, NotNow)
    assert AssistanceRequest.objects.filter(state=RequestState.UNDER_REVIEW).count() == 2


def test_what_is_no_refusal_takes_everything_back(editor):
    request = AssistanceRequestFactory()

    def change(record):
        review_request(request=record, by=editor)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        one_by_one([request], change)

    request.refresh_from_db()
    assert request.state == RequestState.RECEIVED
