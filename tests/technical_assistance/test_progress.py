"""What is told in one form: all of it is kept, once, or nothing."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile

from acpmigration.pages.models import AuditEvent
from acpmigration.refusals import NotNow, NotYours
from technical_assistance.domain.attempts import note_attempt
from technical_assistance.domain.documents import Attachment
from technical_assistance.domain.interventions import add_note, cancel_intervention
from technical_assistance.domain.log import DateRefused, last_entry
from technical_assistance.domain.once import KeyReused, Sent, fingerprint_of, once
from technical_assistance.domain.progress import (
    ChangedMeanwhile,
    FileRefused,
    NextStepRefused,
    Report,
    current_stage,
    log_progress,
)
from technical_assistance.domain.stages import StageBlocked
from technical_assistance.enums import (
    DocumentKind,
    Happened,
    StageKind,
    StageState,
    Status,
    Verb,
)
from technical_assistance.models import (
    FollowUp,
    ProgressEntry,
    StageDocument,
    Submission,
    Subscription,
)
from tests.factories.files import pdf
from tests.factories.technical_assistance import opened
from tests.technical_assistance.acting import (
    ASSISTANCE,
    FICHE,
    JUNE,
    MAY,
    NOTE,
    attach,
    complete,
    states,
)
from tests.technical_assistance.mails import coordinator_of, written

AT = datetime(2019, 5, 8, 10, 32, tzinfo=UTC)
TODAY = date(2019, 5, 8)
DAY = date(2018, 5, 2)


def report(happened=Happened.NOTE, **more):
    return Report(**{"happened": happened, "stage": NOTE, "on": DAY, "note": "We met."} | more)


def attached(name="note.pdf", content=None, kind=DocumentKind.CONCEPT_NOTE):
    file = ContentFile(pdf() if content is None else content, name=name)
    return Attachment(file=file, kind=kind, title="", language="fr")


def tell(intervention, by, told=None, *, key=None, seen=None, fingerprint="a"):
    return log_progress(
        intervention=intervention,
        report=told or report(),
        by=by,
        at=AT,
        today=TODAY,
        seen=last_entry(intervention) if seen is None else seen,
        sent=Sent(key or uuid.uuid4(), fingerprint, "progress"),
    )


def test_a_note_is_kept_with_its_words_and_moves_nothing(ongoing, coordinator):
    made = tell(ongoing, coordinator).made

    entry = ProgressEntry.objects.get(pk=made)
    assert (entry.verb, entry.note, entry.effective_from, entry.is_public, entry.by) == (
        Verb.NOTE,
        "We met.",
        DAY,
        False,
        coordinator,
    )
    assert states(ongoing)[0] == StageState.STARTED


def test_a_document_closes_the_stage_that_lacked_it(ongoing, coordinator):
    tell(ongoing, coordinator, report(Happened.DONE, attachment=attached()))

    document = StageDocument.objects.get()
    assert states(ongoing) == ["finished", "started", "not_started", "not_started"]
    assert (document.stage.kind, document.title, document.language, document.is_public) == (
        NOTE,
        "Concept note",
        "fr",
        False,
    )
    assert (document.added_at, document.added_by) == (AT, coordinator)


def test_the_next_stage_waits_where_that_is_said(ongoing, coordinator):
    tell(
        ongoing,
        coordinator,
        report(Happened.DONE, attachment=attached(), starts_next=False),
    )

    assert states(ongoing)[:2] == ["finished", "not_started"]


def test_a_stage_that_waits_is_started(ongoing, coordinator):
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, coordinator, starts_next=False)

    tell(ongoing, coordinator, report(Happened.START, stage=FICHE, on=JUNE.latest))

    assert states(ongoing)[:2] == ["finished", "started"]


def test_a_planned_date_may_lie_ahead(ongoing, coordinator):
    tell(ongoing, coordinator, report(Happened.PLAN, on=date(2019, 12, 1), note=""))

    assert ongoing.stages.get(kind=NOTE).due_on == date(2019, 12, 1)


def test_the_next_step_is_the_coordinators_own(ongoing, coordinator):
    tell(ongoing, coordinator, report(next_step=" Call them. ", next_on=date(2019, 6, 1)))

    follow_up = FollowUp.objects.get()
    assert (follow_up.text, follow_up.owner, follow_up.due_on, follow_up.made_by) == (
        "Call them.",
        coordinator,
        date(2019, 6, 1),
        coordinator,
    )


@pytest.mark.parametrize(
    ("told", "refusal", "words"),
    [
        (report(note=" "), NotNow, "Write what happened."),
        (report(on=date(2019, 5, 9)), DateRefused, "future"),
        (report(Happened.DONE), StageBlocked, "The concept note is not attached."),
        (
            report(Happened.DONE, on=date(2019, 5, 9), attachment=attached()),
            DateRefused,
            "future",
        ),
        (report(Happened.DONE, stage=FICHE), NotNow, "not the one in progress"),
        (report(Happened.START), NotNow, "started already"),
        (report(Happened.PLAN, stage=None), NotNow, "All stages are closed"),
        (report(next_step="Call", next_on=date(2018, 5, 1)), NextStepRefused, "before"),
        (report(next_on=date(2019, 6, 1)), NextStepRefused, "Say what is to be done"),
        (
            report(attachment=attached("report.pdf", b"MZ\x90 not a document")),
            FileRefused,
            "not what its name ends in",
        ),
    ],
)
def test_what_is_refused_leaves_nothing_behind(ongoing, coordinator, told, refusal, words):
    before = ongoing.entries.count()

    with pytest.raises(refusal, match=words):
        tell(ongoing, coordinator, told)

    assert ongoing.entries.count() == before
    assert not StageDocument.objects.exists()
    assert not FollowUp.objects.exists()
    assert not Submission.objects.exists()


def test_a_date_before_the_previous_stage_is_refused(ongoing, coordinator, ministry):
    attach(ongoing, NOTE, FICHE)
    complete(ongoing, NOTE, coordinator, when=JUNE)

    with pytest.raises(DateRefused, match="come before those they have to follow"):
        tell(ongoing, coordinator, report(Happened.DONE, stage=FICHE, on=MAY.latest))


def test_a_plan_from_before_the_stage_began_is_refused(ongoing, coordinator):
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, coordinator, when=JUNE)

    with pytest.raises(DateRefused, match="The stage began on 4 June 2018"):
        tell(ongoing, coordinator, report(Happened.PLAN, stage=FICHE, on=MAY.latest))


def test_a_refused_form_can_be_mended_and_sent_again(ongoing, coordinator):
    key = uuid.uuid4()
    with pytest.raises(StageBlocked):
        tell(ongoing, coordinator, report(Happened.DONE), key=key)

    told = report(Happened.DONE, attachment=attached())
    assert tell(ongoing, coordinator, told, key=key, fingerprint="b").is_new


def test_another_regions_coordinator_is_refused(ongoing, coordinator_elsewhere):
    with pytest.raises(NotYours, match="another region"):
        tell(ongoing, coordinator_elsewhere)

    assert not Submission.objects.exists()


def test_a_viewer_is_refused(ongoing, viewer):
    with pytest.raises(NotYours, match="role"):
        tell(ongoing, viewer)


# Somebody else, meanwhile -------------------------------------------------------------------------


def test_a_note_never_conflicts(ongoing, coordinator, editor):
    seen = last_entry(ongoing)
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor)

    assert tell(ongoing, coordinator, seen=seen).is_new


def test_a_stage_that_somebody_moved_meanwhile_is_shown_first(ongoing, coordinator, editor):
    seen = last_entry(ongoing)
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor, note="I did.")

    with pytest.raises(ChangedMeanwhile) as refused:
        tell(ongoing, coordinator, report(Happened.DONE), seen=seen)

    assert [(entry.verb, entry.note, entry.by) for entry in refused.value.entries] == [
        (Verb.COMPLETE, "I did.", editor),
        (Verb.START, "", editor),
    ]


def test_notes_of_others_stand_in_nobodys_way(ongoing, coordinator, editor):
    seen = last_entry(ongoing)
    add_note(intervention=ongoing, when=MAY, by=editor, note="A call.")
    attach(ongoing, NOTE)

    assert tell(ongoing, coordinator, report(Happened.DONE), seen=seen).is_new


# Once ---------------------------------------------------------------------------------------------


def test_a_form_that_comes_twice_makes_one_entry(ongoing, coordinator):
    key = uuid.uuid4()
    first = tell(ongoing, coordinator, report(attachment=attached()), key=key)

    again = tell(ongoing, coordinator, report(attachment=attached()), key=key)

    assert (first.is_new, again.is_new, again.made) == (True, False, first.made)
    assert ProgressEntry.objects.filter(verb=Verb.NOTE).count() == 1
    assert StageDocument.objects.count() == 1


@pytest.mark.parametrize("what", ["content", "person", "intervention"])
def test_a_key_is_for_one_form_of_one_person(ongoing, coordinator, editor, saint_lucia, what):
    key = uuid.uuid4()
    tell(ongoing, coordinator, key=key)
    by, of, fingerprint = coordinator, ongoing, "a"
    if what == "content":
        fingerprint = "b"
    elif what == "person":
        by = editor
    else:
        of = opened(by=editor, lead=saint_lucia, title="Another")

    with pytest.raises(KeyReused, match="sent before with other content"):
        tell(of, by, key=key, fingerprint=fingerprint)

    assert ProgressEntry.objects.filter(verb=Verb.NOTE).count() == 1


def test_a_fingerprint_differs_with_words_and_with_files():
    def marks(words, content):
        return fingerprint_of({"note": words}, [("document", ContentFile(content, "a.pdf"))])

    assert marks("A", b"1") == marks("A", b"1")
    assert len({marks("A", b"1"), marks("B", b"1"), marks("A", b"2")}) == 3


def test_what_a_form_makes_is_remembered_without_an_intervention(coordinator):
    sent = Sent(uuid.uuid4(), "a", "receive")

    first = once(sent=sent, by=coordinator, at=AT, do=lambda: "a-request")
    again = once(sent=sent, by=coordinator, at=AT, do=lambda: "another")

    assert (first.made, again.made, again.is_new) == ("a-request", "a-request", False)


# Where it stands ----------------------------------------------------------------------------------


def test_a_cancelled_intervention_has_no_stage_to_move(ongoing, editor):
    cancel_intervention(intervention=ongoing, when=MAY, by=editor, today=TODAY, reason="War.")
    ongoing.refresh_from_db()

    assert current_stage(ongoing) is None


def test_a_completed_intervention_takes_notes_only(ongoing, editor):
    attach(ongoing, *[NOTE, FICHE, 3, ASSISTANCE])
    for kind in (NOTE, FICHE, 3, ASSISTANCE):
        complete(ongoing, kind, editor)
    ongoing.refresh_from_db()

    assert (ongoing.status, current_stage(ongoing)) == (Status.COMPLETED, None)
    assert tell(ongoing, editor, report(stage=None)).is_new


def test_an_attempt_on_somebody_elses_row_stands_in_the_audit_trail(ongoing, coordinator_elsewhere):
    note_attempt(by=coordinator_elsewhere, subject=ongoing, at=AT)

    event = AuditEvent.objects.get()
    assert (event.event, event.actor, event.subject_kind, event.subject_id) == (
        "coordination.refused",
        coordinator_elsewhere.pk,
        "technical_assistance.intervention",
        str(ongoing.pk),
    )


def test_a_date_out_of_order_is_refused_with_the_first_day_that_would_do(
    ongoing, coordinator, ministry
):
    baseline = StageKind.BASELINE_ASSESSMENT
    attach(ongoing, NOTE, FICHE, baseline)
    complete(ongoing, NOTE, coordinator, when=MAY)
    complete(ongoing, FICHE, coordinator, when=JUNE)

    with pytest.raises(DateRefused, match=r"can be dated before 4 June 2018\."):
        tell(ongoing, coordinator, report(Happened.DONE, stage=baseline, on=MAY.latest))


def test_a_stranger_is_told_nothing_of_what_was_recorded_meanwhile(
    ongoing, coordinator_elsewhere, editor
):
    seen = last_entry(ongoing)
    attach(ongoing, NOTE)
    complete(ongoing, NOTE, editor, note="INTERNAL")

    with pytest.raises(NotYours):
        tell(ongoing, coordinator_elsewhere, report(Happened.DONE), seen=seen)


def test_a_key_of_one_form_is_none_of_another(coordinator):
    key = uuid.uuid4()
    once(sent=Sent(key, "a", "follow-up"), by=coordinator, at=AT, do=lambda: "1")

    with pytest.raises(KeyReused):
        once(sent=Sent(key, "a", "focal-point"), by=coordinator, at=AT, do=lambda: "2")


def test_what_is_logged_is_told_in_one_mail_once(ongoing, coordinator):
    follower = coordinator_of("caribbean", email="follower@example.org")
    Subscription.objects.create(intervention=ongoing, person=follower, made_at=AT)
    seen, key = last_entry(ongoing), uuid.uuid4()
    for _time in range(2):
        told = report(Happened.DONE, note="At last.", attachment=attached())
        tell(ongoing, coordinator, told, key=key, seen=seen)

    [mail] = written()
    assert (mail.template, mail.to) == ("coordination/progress", "follower@example.org")
    for words in ("- Stage completed: concept note", "At last.", "- Stage started"):
        assert words in mail.body
    assert "Request accepted" not in mail.body
