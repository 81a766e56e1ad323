"""Deciding on a profile: the person is told, and everything is written down."""

import pytest

from acpmigration.pages.models import OutgoingMail
from acpmigration.refusals import NotNow, NotYours
from experts.domain.notes import NoteEmpty, add_note
from experts.domain.review import accept, ask_correction, decline, take_under_review
from experts.domain.transitions import NoteMissing
from experts.enums import ExpertState, ExpertVerb
from tests.experts.acting import NOW, audited, mails
from tests.factories.experts import ExpertFactory

pytestmark = pytest.mark.django_db
REASON = "Tell us when you worked where."
DECISIONS = [
    (take_under_review, {}, ExpertState.UNDER_REVIEW, ExpertVerb.REVIEW),
    (accept, {}, ExpertState.ACTIVE, ExpertVerb.ACCEPT),
    (decline, {"reason": REASON}, ExpertState.DECLINED, ExpertVerb.DECLINE),
    (ask_correction, {"reason": REASON}, ExpertState.CORRECTION_ASKED, ExpertVerb.ASK),
]


@pytest.mark.parametrize(("call", "more", "state", "verb"), DECISIONS)
def test_a_decision_moves_the_profile_tells_the_person_and_is_written_down(
    editor, call, more, state, verb
):
    expert = ExpertFactory(received=True)

    event = call(expert=expert, by=editor, at=NOW, **more)

    expert.refresh_from_db()
    assert (expert.state, expert.state_since) == (state, NOW)
    assert (event.verb, event.by, event.at, event.note) == (
        verb,
        editor,
        NOW,
        more.get("reason", ""),
    )
    assert mails() == [(f"experts/{state}", expert.user.email)]
    assert audited() == [(f"experts.profile-{verb}", editor.pk, str(expert.pk), "")]


@pytest.mark.parametrize("call", [decline, ask_correction])
def test_the_reason_stands_in_the_mail(editor, call):
    call(expert=ExpertFactory(received=True), by=editor, at=NOW, reason=REASON)

    assert REASON in OutgoingMail.objects.get().body


@pytest.mark.parametrize("call", [decline, ask_correction])
def test_without_a_reason_nothing_is_decided(editor, call):
    expert = ExpertFactory(received=True)

    with pytest.raises(NoteMissing):
        call(expert=expert, by=editor, at=NOW, reason="  ")

    expert.refresh_from_db()
    assert (expert.state, mails(), audited()) == (ExpertState.RECEIVED, [], [])


def test_the_mail_on_acceptance_says_until_when(editor):
    expert = ExpertFactory(received=True)

    accept(expert=expert, by=editor, at=NOW)

    assert "until 8 August 2020" in OutgoingMail.objects.get().body


def test_a_profile_is_decided_once(editor):
    expert = ExpertFactory(received=True)
    accept(expert=expert, by=editor, at=NOW)

    with pytest.raises(NotNow):
        decline(expert=expert, by=editor, at=NOW, reason=REASON)


def test_nobody_decides_on_the_own_profile(editor):
    expert = ExpertFactory(received=True, user=editor)

    with pytest.raises(NotYours):
        accept(expert=expert, by=editor, at=NOW)


def test_a_viewer_decides_nothing(viewer):
    with pytest.raises(NotYours):
        accept(expert=ExpertFactory(received=True), by=viewer, at=NOW)


def test_a_profile_without_a_log_in_is_decided_and_nobody_is_written_to(editor):
    expert = ExpertFactory(received=True, user=None)

    accept(expert=expert, by=editor, at=NOW)

    assert mails() == []


def test_a_note_is_added(editor):
    expert = ExpertFactory(active=True)

    note = add_note(expert=expert, text=" Speaks Bislama. ", by=editor, at=NOW)

    assert (note.expert, note.text, note.by, note.at) == (expert, "Speaks Bislama.", editor, NOW)


def test_an_empty_note_is_refused(editor):
    with pytest.raises(NoteEmpty):
        add_note(expert=ExpertFactory(active=True), text=" ", by=editor, at=NOW)


def test_nobody_writes_a_note_on_oneself(editor):
    with pytest.raises(NotYours):
        add_note(expert=ExpertFactory(active=True, user=editor), text="Good.", by=editor, at=NOW)
