"""From a letter that asks for technical assistance to the decision on it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.models import User
from acpmigration.dates import DatedFact
from acpmigration.publication import save_as
from acpmigration.reference.enums import Eligibility
from acpmigration.reference.models import Country, Organisation, RegionalOrganisation, Topic
from acpmigration.refusals import Gone, NotNow, Refusal, locked
from acpmigration.search.indexing import refresh
from technical_assistance.domain.assignment import require_coordinates
from technical_assistance.domain.log import append, columns, require_not_in_future
from technical_assistance.domain.slugs import free_slug, lead_word
from technical_assistance.domain.transitions import (
    REQUESTS,
    RequestVerb,
    require_right,
    require_transition,
)
from technical_assistance.enums import RequestState, StageKind, Verb
from technical_assistance.models import AssistanceRequest, Intervention

NOT_ELIGIBLE = _("This country could not ask the Action for technical assistance.")


class LeadRefused(Refusal):
    """The requesting side is not what the Action can work with."""


class CodeTaken(Refusal):
    """Two interventions never have the same code."""


class DecisionBeforeReceipt(Refusal):
    """A request cannot be decided before it was received."""


@transaction.atomic
def receive_request(
    *,
    lead: Country | RegionalOrganisation,
    by: User,
    when: DatedFact | None,
    today: date,
    entity: Organisation | None = None,
    countries: Iterable[Country] = (),
    topics: Iterable[Topic] = (),
    letter: object = None,
    sources: str = "",
    slug: str = "",
) -> AssistanceRequest:
    """Record that a government or regional organisation asked.

    The countries covered always contain the lead country. Without ``slug`` one is made, once.

    :raises Refusal: if the country could not request, or the day is in the future.
    """
    topics = list(topics)
    request = AssistanceRequest(
        slug=slug or free_slug(AssistanceRequest, lead_word(lead), *(t.slug for t in topics)),
        country=lead if isinstance(lead, Country) else None,
        regional_organisation=lead if isinstance(lead, RegionalOrganisation) else None,
        entity=entity,
        letter=letter,
        sources=sources,
    )
    if isinstance(lead, Country) and lead.eligibility == Eligibility.NONE:
        raise LeadRefused(NOT_ELIGIBLE)
    require_right(by, REQUESTS[RequestVerb.RECEIVE].roles, request)
    require_not_in_future(when, today, can_plan=False)
    request.received_from, request.received_until = columns(when)
    save_as(request, by=by, why=RequestVerb.RECEIVE)
    request.countries.set(covered(lead, countries))
    request.topics.set(topics)
    return request


@transaction.atomic
def review_request(*, request: AssistanceRequest, by: User) -> AssistanceRequest:
    """Record that somebody looks at it now."""
    held = _locked(request)
    _require(RequestVerb.REVIEW, held, by)
    held.state = RequestState.UNDER_REVIEW
    save_as(held, by=by, why=RequestVerb.REVIEW)
    return held


@transaction.atomic
def accept_request(
    *,
    request: AssistanceRequest,
    title: str,
    by: User,
    when: DatedFact | None,
    today: date,
    code: str = "",
    slug: str = "",
    coordinator: User | None = None,
) -> Intervention:
    """Accept the request: its intervention is opened, and stage i begins the same day.

    Lead, entity, countries and topics are copied and are the intervention's own from then on.

    :raises LeadRefused: if the lead belongs to no region.
    :raises CodeTaken: if another intervention has the code.
    :raises Refusal: if it was decided before, the date does not fit, or the coordinator is one of
        another region.
    """
    held = _locked(request)
    _require(RequestVerb.ACCEPT, held, by)
    if held.region is None:
        raise LeadRefused(_("The lead belongs to no region: no coordinator could follow it."))
    require_decision_date(held, when, today)
    if coordinator is not None:
        require_coordinates(coordinator, held.region)
    if code and Intervention.objects.filter(code=code).exists():
        raise CodeTaken(_("Another intervention has this code."))
    intervention = Intervention(
        slug=slug or free_slug(Intervention, title),
        code=code,
        country=held.country,
        regional_organisation=held.regional_organisation,
        entity=held.entity,
        sources=held.sources,
        coordinator=coordinator,
    )
    intervention.title_en = title
    save_as(intervention, by=by, why=RequestVerb.ACCEPT)
    intervention.countries.set(covered(held.lead, held.countries.all()))
    intervention.topics.set(held.topics.all())
    append(intervention=intervention, verb=Verb.ACCEPT, when=when, by=by)
    append(
        intervention=intervention, verb=Verb.START, stage=StageKind.CONCEPT_NOTE, when=when, by=by
    )
    held.state, held.intervention = RequestState.ACCEPTED, intervention
    _decide(held, RequestVerb.ACCEPT, by, when)
    refresh(intervention)
    return intervention


def decline_request(
    *, request: AssistanceRequest, by: User, when: DatedFact | None, today: date, reason: str
) -> AssistanceRequest:
    """Say no, and why.

    :raises Refusal: without a reason, or if it was decided before.
    """
    return _close(RequestVerb.DECLINE, RequestState.DECLINED, request, by, when, today, reason)


def withdraw_request(
    *, request: AssistanceRequest, by: User, when: DatedFact | None, today: date, reason: str
) -> AssistanceRequest:
    """Record that the requesting side took it back, and why.

    :raises Refusal: without a reason, or if it was decided before.
    """
    return _close(RequestVerb.WITHDRAW, RequestState.WITHDRAWN, request, by, when, today, reason)


def merge_request(
    *,
    request: AssistanceRequest,
    into: AssistanceRequest,
    by: User,
    when: DatedFact | None,
    today: date,
    reason: str,
) -> AssistanceRequest:
    """Join the request with another that goes on.

    :raises Refusal: into itself or into a merged one; if others were merged into it; without a
        reason; if decided before.
    """
    return _close(RequestVerb.MERGE, RequestState.MERGED, request, by, when, today, reason, into)


@transaction.atomic
def _close(
    verb: RequestVerb,
    state: RequestState,
    request: AssistanceRequest,
    by: User,
    when: DatedFact | None,
    today: date,
    reason: str,
    into: AssistanceRequest | None = None,
) -> AssistanceRequest:
    # In one order: two requests that are merged into each other at once do not wait in a circle.
    wanted = [row.pk for row in (request, into) if row is not None]
    rows = AssistanceRequest.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    found = {row.pk: row for row in rows}
    if not found.keys() >= set(wanted):
        raise Gone
    held = found[request.pk]
    _require(verb, held, by, reason)
    require_decision_date(held, when, today)
    if into is not None:
        held.merged_into = _goes_on(held, found[into.pk])
    held.state, held.reason = state, reason.strip()
    _decide(held, verb, by, when)
    return held


def _goes_on(request: AssistanceRequest, into: AssistanceRequest) -> AssistanceRequest:
    """Refuse what would merge in circles or chains."""
    if into.pk == request.pk:
        raise NotNow(_("A request cannot be merged into itself."))
    if into.state == RequestState.MERGED:
        raise NotNow(_("The other request was merged itself: choose the one that goes on."))
    if request.merged_requests.exists():
        raise NotNow(_("Another request was merged into this one, which therefore has to go on."))
    return into


def covered(lead: Country | RegionalOrganisation, countries: Iterable[Country]) -> list[Country]:
    """The countries covered; a lead country is always one of them."""
    others = [country for country in countries if country != lead]
    return [lead, *others] if isinstance(lead, Country) else others


def _locked(request: AssistanceRequest) -> AssistanceRequest:
    return locked(AssistanceRequest.objects.all(), request.pk)


def _require(verb: RequestVerb, request: AssistanceRequest, by: User, reason: str = "") -> None:
    require_right(by, REQUESTS[verb].roles, request)
    require_transition(REQUESTS[verb], state=request.state, reason=reason)


def require_decision_date(request: AssistanceRequest, when: DatedFact | None, today: date) -> None:
    """Refuse a decision in the future or before the receipt.

    :raises Refusal: with the sentence for the person.
    """
    require_not_in_future(when, today, can_plan=False)
    if when and request.received_from and when.latest < request.received_from:
        raise DecisionBeforeReceipt(_("The decision is dated before the request was received."))


def _decide(
    request: AssistanceRequest, verb: RequestVerb, by: User, when: DatedFact | None
) -> None:
    request.decided_from, request.decided_until = columns(when)
    save_as(request, by=by, why=verb)
