"""Whatever is done in whatever order, the stored state is what the log says."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acpmigration.dates import DatedFact
from acpmigration.refusals import Refusal
from technical_assistance.domain.interventions import (
    add_note,
    cancel_intervention,
    correct_entry,
    resume_intervention,
)
from technical_assistance.domain.proof import differences
from technical_assistance.domain.stages import (
    complete_stage,
    plan_stage,
    reopen_stage,
    start_stage,
    waive_stage,
)
from technical_assistance.enums import StageKind, StageState, Status
from tests.factories.technical_assistance import opened

TODAY = date(2019, 5, 8)
FIRST = date(2019, 1, 1)

days = st.integers(0, 140).map(lambda number: FIRST + timedelta(days=number))
facts = st.one_of(
    st.none(),
    days.map(DatedFact.on),
    days.map(DatedFact.by),
    st.integers(1, 6).map(lambda month: DatedFact.parse(f"2019-{month:02}")),
    st.just(DatedFact.parse("2019")),
)
kinds = st.sampled_from(StageKind)
reasons = st.sampled_from(["", "For a reason."])


def completed(intervention, by, kind, when, reason, *, starts_next):
    complete_stage(
        intervention=intervention,
        kind=kind,
        when=when,
        by=by,
        today=TODAY,
        in_spite_of_blockers=reason or "None is at hand.",
        starts_next=starts_next,
    )


def start(intervention, by, kind, when, reason):
    start_stage(intervention=intervention, kind=kind, when=when, by=by, today=TODAY)


def complete(intervention, by, kind, when, reason):
    completed(intervention, by, kind, when, reason, starts_next=True)


def complete_alone(intervention, by, kind, when, reason):
    completed(intervention, by, kind, when, reason, starts_next=False)


def waive(intervention, by, kind, when, reason):
    waive_stage(intervention=intervention, kind=kind, when=when, by=by, today=TODAY, reason=reason)


def reopen(intervention, by, kind, when, reason):
    reopen_stage(intervention=intervention, kind=kind, when=when, by=by, today=TODAY, reason=reason)


def plan(intervention, by, kind, when, reason):
    plan_stage(intervention=intervention, kind=kind, due_on=when.latest if when else FIRST, by=by)


def note(intervention, by, kind, when, reason):
    add_note(intervention=intervention, when=when, by=by, note=reason)


def cancel(intervention, by, kind, when, reason):
    cancel_intervention(intervention=intervention, when=when, by=by, today=TODAY, reason=reason)


def resume(intervention, by, kind, when, reason):
    resume_intervention(intervention=intervention, when=when, by=by, today=TODAY, reason=reason)


def correct(intervention, by, kind, when, reason):
    """Correct the line that stands as far from the end as the stage is numbered."""
    lines = list(intervention.entries.in_order())
    line = lines[-min(kind, len(lines))]
    correct_entry(entry=line, when=when, by=by, today=TODAY, note=reason)


# Completing is what leads on: without its weight most walks would not leave the first stage.
MOVES = [complete, complete, complete, complete_alone, start, waive, reopen]
verbs = st.sampled_from([*MOVES, plan, note, cancel, resume, correct])
walks = st.lists(st.tuples(verbs, kinds, facts, reasons), min_size=1, max_size=12)


def latest_stage(intervention):
    """The stage where something can happen: without it most of what is tried is refused."""
    open_stages = intervention.stages.filter(state__in=StageState.open()).order_by("kind")
    first = open_stages.first()
    return StageKind(first.kind) if first else StageKind.TECHNICAL_ASSISTANCE


def holds(intervention):
    stages = list(intervention.stages.in_order())
    states = [stage.state for stage in stages]
    in_progress = states.count(StageState.STARTED)
    assert in_progress <= 1
    closed = [state in StageState.closed() for state in states]
    assert closed == sorted(closed, reverse=True), "an open stage before a closed one"
    is_completed = states[-1] == StageState.FINISHED
    assert (intervention.status == Status.COMPLETED) == is_completed
    facts = [fact for stage in stages for fact in (stage.started, stage.finished) if fact]
    for earlier, later in combinations(facts, 2):
        assert earlier.earliest is None or earlier.earliest <= later.latest
    assert list(differences()) == []


@pytest.mark.django_db
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(walk=walks, hits=st.randoms(use_true_random=False))
def test_stored_state_equals_the_log_after_every_walk(editor, walk, hits):
    with transaction.atomic():
        intervention = opened(by=editor)
        for verb, kind, when, reason in walk:
            aimed = latest_stage(intervention) if hits.random() < 0.7 else kind
            entries = intervention.entries.count()
            try:
                verb(intervention, editor, aimed, when, reason)
            except Refusal:
                assert intervention.entries.count() == entries
            intervention.refresh_from_db()
            holds(intervention)
        transaction.set_rollback(True)
