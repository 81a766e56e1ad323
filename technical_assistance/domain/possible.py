"""What can be done with a record now, by this person: read from the table of transitions."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.publication import Publication, may_publish
from acpmigration.published import Published
from acpmigration.refusals import NotYours
from technical_assistance.domain.transitions import (
    INTERVENTIONS,
    REQUESTS,
    STAGES,
    require_right,
)
from technical_assistance.enums import StageKind, StageState, Status, Verb
from technical_assistance.models import AssistanceRequest, Intervention


@dataclass(frozen=True)
class Step:
    """One verb that makes sense now; ``stage`` where it is said of one stage."""

    verb: TextChoices
    stage: StageKind | None = None


def steps_of_request(request: AssistanceRequest, by: User) -> list[Step]:
    steps = [
        Step(verb)
        for verb, transition in REQUESTS.items()
        if request.state in transition.sources and _may(by, transition.roles, request)
    ]
    return steps + list(publication_of(request, by))


def steps_of_intervention(intervention: Intervention, by: User) -> list[Step]:
    steps = [
        step
        for step in _steps_of_stages(intervention)
        if _may(by, STAGES[Verb(step.verb)].roles, intervention)
    ]
    steps += [
        Step(verb)
        for verb, transition in INTERVENTIONS.items()
        if intervention.status in transition.sources and _may(by, transition.roles, intervention)
    ]
    return steps + list(publication_of(intervention, by))


def _steps_of_stages(intervention: Intervention) -> Iterator[Step]:
    """The stages go in order: only the first open and the latest closed one can move."""
    if intervention.status == Status.CANCELLED:
        return
    states = {StageKind(stage.kind): stage.state for stage in intervention.stages.all()}
    current = min((kind for kind in states if states[kind] in StageState.open()), default=None)
    closed = max((kind for kind in states if states[kind] in StageState.closed()), default=None)
    for verb, kind in (
        (Verb.START, current),
        (Verb.COMPLETE, current),
        (Verb.WAIVE, current),
        (Verb.REOPEN, closed),
    ):
        transition = STAGES[verb]
        if kind in transition.stages and states[kind] in transition.sources:
            yield Step(verb, kind)
    yield Step(Verb.PLAN)


def publication_of(record: Published, by: User) -> Iterator[Step]:
    if not may_publish(by):
        return
    if record.is_published:
        yield Step(Publication.UNPUBLISH)
        return
    yield Step(Publication.PUBLISH)
    yield Step(Publication.SCHEDULE)
    if record.publish_on is not None:
        yield Step(Publication.UNSCHEDULE)
    yield Step(Publication.READY if record.ready_at is None else Publication.UNREADY)


def _may(by: User, roles: frozenset[Role], record: AssistanceRequest | Intervention) -> bool:
    try:
        require_right(by, roles, record)
    except NotYours:
        return False
    return True
