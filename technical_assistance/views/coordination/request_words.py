"""The steps of a request as pages name them, and what became of it in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from acpmigration.publication import Publication
from technical_assistance.domain.requests import (
    accept_request,
    decline_request,
    merge_request,
    review_request,
    withdraw_request,
)
from technical_assistance.domain.transitions import RequestVerb
from technical_assistance.forms import AcceptForm, MergeForm, ReasonForm, StepForm
from technical_assistance.models import AssistanceRequest

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True)
class StepPage:
    """How one verb is asked for and carried out."""

    label: "str | Promise"
    intro: "str | Promise"
    form: type[StepForm]
    call: Callable[..., Any]
    done: "str | Promise"
    takes_today: bool = True


STEPS: dict[str, StepPage] = {
    RequestVerb.REVIEW: StepPage(
        _("Put under review"),
        _("Others see that somebody looks at it."),
        StepForm,
        review_request,
        _("The request is under review."),
        takes_today=False,
    ),
    RequestVerb.ACCEPT: StepPage(
        _("Accept"),
        _("Accepting opens an intervention; its first stage begins the same day."),
        AcceptForm,
        accept_request,
        _("The request was accepted and this intervention opened. Stage i has begun."),
    ),
    RequestVerb.DECLINE: StepPage(
        _("Decline"),
        _("The reason is kept and never shown to the public."),
        ReasonForm,
        decline_request,
        _("The request was declined."),
    ),
    RequestVerb.WITHDRAW: StepPage(
        _("Record a withdrawal"),
        _("The requesting side took its request back."),
        ReasonForm,
        withdraw_request,
        _("The request was withdrawn."),
    ),
    RequestVerb.MERGE: StepPage(
        _("Merge into another"),
        _("Both ask for the same: one of them goes on."),
        MergeForm,
        merge_request,
        _("The request was merged."),
    ),
}

OF_ONE_FORM = timedelta(minutes=1)

# What a line of a record's history says was done; anything else was an edit.
WORDS: "dict[str, str | Promise]" = {
    RequestVerb.RECEIVE: _("received"),
    RequestVerb.REVIEW: _("put under review"),
    RequestVerb.ACCEPT: _("accepted"),
    RequestVerb.DECLINE: _("declined"),
    RequestVerb.WITHDRAW: _("withdrawn"),
    RequestVerb.MERGE: _("merged into another"),
    Publication.PUBLISH: _("published"),
    Publication.UNPUBLISH: _("taken back from the public"),
}


@dataclass(frozen=True)
class Change:
    """Who did what with a request, and when it was recorded."""

    what: str
    by: str
    at: datetime

    def is_of_the_form_of(self, newer: "Change") -> bool:
        """A record and its topics are saved one after the other."""
        is_same = (self.what, self.by) == (newer.what, newer.by)
        return is_same and newer.at - self.at < OF_ONE_FORM


def history_of(request: AssistanceRequest) -> list[Change]:
    """What became of it, the latest first; what one form has written stands in one line."""
    told: list[Change] = []
    for change in (_told(line) for line in _lines(request)):
        if not (told and change.is_of_the_form_of(told[-1])):
            told.append(change)
    return told


def decision_on(request: AssistanceRequest) -> Change | None:
    """The last step that somebody took, for whoever comes second."""
    steps = _lines(request).filter(history_change_reason__in=RequestVerb.values)
    line = steps.first()
    return _told(line) if line else None


def _lines(request: AssistanceRequest) -> Any:
    history: Any = AssistanceRequest.history  # type: ignore[attr-defined]
    return history.filter(id=request.pk).select_related("history_user").order_by("-history_id")


def _told(line: Any) -> Change:
    what = WORDS.get((line.history_change_reason or "").partition(":")[0], _("edited"))
    return Change(capfirst(str(what)), str(line.history_user or ""), line.history_date)
