"""Closing a request without an intervention: one test for each way out."""

from datetime import date

import pytest

from acpmigration.dates import DatedFact
from acpmigration.refusals import NotNow, NotYours
from technical_assistance.domain.requests import (
    accept_request,
    decline_request,
    merge_request,
    withdraw_request,
)
from technical_assistance.domain.transitions import ReasonMissing
from technical_assistance.enums import RequestState
from technical_assistance.models import AssistanceRequest
from tests.factories.technical_assistance import AssistanceRequestFactory

TODAY = date(2019, 5, 8)
MARCH = DatedFact.parse("2016-03")
TOMORROW = DatedFact.on(date(2019, 5, 9))

CLOSING = [(decline_request, RequestState.DECLINED), (withdraw_request, RequestState.WITHDRAWN)]


@pytest.mark.parametrize(("close", "state"), CLOSING)
def test_a_request_is_closed_with_its_reason(editor, request_, close, state):
    closed = close(request=request_, by=editor, when=MARCH, today=TODAY, reason=" Not a topic. ")

    stored = AssistanceRequest.objects.get(pk=closed.pk)
    assert (stored.state, stored.reason, stored.decided) == (state, "Not a topic.", MARCH)
    assert stored.intervention is None


@pytest.mark.parametrize(("close", "state"), CLOSING)
def test_a_request_is_not_closed_without_a_reason(editor, request_, close, state):
    with pytest.raises(ReasonMissing):
        close(request=request_, by=editor, when=None, today=TODAY, reason=" ")


@pytest.mark.parametrize(("close", "state"), CLOSING)
def test_a_decided_request_is_not_decided_again(editor, request_, close, state):
    accept_request(request=request_, title="A title", by=editor, when=None, today=TODAY)

    with pytest.raises(NotNow, match="decided already"):
        close(request=request_, by=editor, when=None, today=TODAY, reason="Late.")


def test_a_coordinator_withdraws_and_does_not_decline(coordinator, request_):
    with pytest.raises(NotYours):
        decline_request(request=request_, by=coordinator, when=None, today=TODAY, reason="No.")

    closed = withdraw_request(
        request=request_, by=coordinator, when=None, today=TODAY, reason="They wrote."
    )

    assert closed.state == RequestState.WITHDRAWN


def merge(request, into, by, reason="The same matter."):
    return merge_request(request=request, into=into, by=by, when=None, today=TODAY, reason=reason)


def test_a_request_is_merged_into_another(editor, request_):
    other = AssistanceRequestFactory(accepted=True)

    merged = merge(request_, other, editor)

    assert (merged.state, merged.merged_into) == (RequestState.MERGED, other)


def test_a_request_is_not_merged_into_itself(editor, request_):
    with pytest.raises(NotNow, match="into itself"):
        merge(request_, request_, editor)


def test_a_request_is_not_merged_into_a_merged_one(editor, request_):
    with pytest.raises(NotNow, match="merged itself"):
        merge(request_, AssistanceRequestFactory(merged=True), editor)


def test_a_request_that_others_were_merged_into_has_to_go_on(editor, request_):
    merge(AssistanceRequestFactory(), request_, editor)

    with pytest.raises(NotNow, match="has to go on"):
        merge(request_, AssistanceRequestFactory(), editor)


def test_a_request_is_not_merged_without_a_reason(editor, request_):
    with pytest.raises(ReasonMissing):
        merge(request_, AssistanceRequestFactory(), editor, reason="")
