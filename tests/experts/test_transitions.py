"""Every verb from every state by everybody: what the table says, and nothing else."""

import pytest

from acpmigration.refusals import NotNow, NotYours
from experts.domain.transitions import TRANSITIONS, Actor, NoteMissing, lock, move
from experts.enums import ExpertState, ExpertVerb
from experts.models import Expert
from tests.experts.conftest import NOW
from tests.factories.accounts import UserFactory
from tests.factories.experts import ExpertFactory

STATES = [state for state in ExpertState if state is not ExpertState.DRAFT]
NEEDS_A_NOTE = [ExpertVerb.ASK, ExpertVerb.DECLINE]


def in_state(state: str) -> Expert:
    return ExpertFactory(told=True) if state == "draft" else ExpertFactory(**{state: True})


@pytest.fixture
def actors(db, editor, system_user):
    return lambda expert: {
        Actor.OWN: expert.user,
        Actor.STAFF: editor,
        Actor.SYSTEM: system_user,
    }


@pytest.mark.parametrize("state", ExpertState.values)
@pytest.mark.parametrize("verb", list(ExpertVerb))
def test_a_verb_does_what_the_table_says_and_is_refused_from_every_other_state(actors, verb, state):
    expert = in_state(state)
    transition = TRANSITIONS[verb]
    by = actors(expert)[transition.actor]
    if verb is ExpertVerb.SUBMIT:
        expert.submitted_at = NOW

    if state not in transition.sources:
        with pytest.raises(NotNow):
            move(expert=expert, verb=verb, by=by, at=NOW, note="Because.")
        return
    move(expert=expert, verb=verb, by=by, at=NOW, note="Because.")

    expert.refresh_from_db()
    assert expert.state == (transition.target or state)
    event = expert.events.get()
    assert (event.verb, event.by, event.at, event.note) == (verb, by, NOW, "Because.")


@pytest.mark.parametrize("verb", list(ExpertVerb))
def test_nobody_but_the_actor_of_the_table_may(actors, verb, viewer, coordinator, administrator):
    transition = TRANSITIONS[verb]
    expert = in_state(next(iter(transition.sources)))
    allowed = actors(expert)
    others = [user for actor, user in allowed.items() if actor != transition.actor]
    others += [viewer, coordinator, UserFactory(), ExpertFactory(active=True).user]
    if transition.actor != Actor.STAFF:
        others.append(administrator)

    for by in others:
        with pytest.raises(NotYours):
            move(expert=expert, verb=verb, by=by, at=NOW, note="Because.")
    assert expert.events.count() == 0


@pytest.mark.parametrize("verb", NEEDS_A_NOTE)
@pytest.mark.parametrize("note", ["", "  \n"])
def test_the_expert_is_owed_a_reason(editor, verb, note):
    expert = ExpertFactory(received=True)

    with pytest.raises(NoteMissing):
        move(expert=expert, verb=verb, by=editor, at=NOW, note=note)

    expert.refresh_from_db()
    assert expert.state == ExpertState.RECEIVED


def test_nobody_decides_on_the_own_profile(editor):
    expert = ExpertFactory(received=True, user=editor)

    with pytest.raises(NotYours):
        move(expert=expert, verb=ExpertVerb.ACCEPT, by=editor, at=NOW)


def test_an_accepted_profile_is_active_for_fifteen_months(editor):
    expert = ExpertFactory(under_review=True)

    move(expert=expert, verb=ExpertVerb.ACCEPT, by=editor, at=NOW)

    expert.refresh_from_db()
    assert expert.active_until.isoformat() == "2020-08-08"
    assert expert.confirmed_at == NOW


def test_a_profile_that_was_erased_meanwhile_cannot_be_locked(db):
    expert = ExpertFactory(received=True)
    Expert.objects.all().delete()

    with pytest.raises(NotNow):
        lock(expert)
