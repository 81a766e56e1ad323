"""The log as a person writes it down."""

from datetime import date

import pytest

from acpmigration.dates import DatedFact
from technical_assistance.domain.proof import differences
from technical_assistance.domain.written import enter, when
from technical_assistance.enums import Status, Verb
from tests.technical_assistance.acting import TODAY, states

pytestmark = pytest.mark.static

DAYS = {
    None: None,
    "": None,
    2015: DatedFact(date(2015, 1, 1), date(2015, 12, 31)),
    "2018-08": DatedFact(date(2018, 8, 1), date(2018, 8, 31)),
    date(2018, 8, 3): DatedFact.on(date(2018, 8, 3)),
    "by 2019-08": DatedFact.by(date(2019, 8, 31)),
    "2016-07 to 2018-07": DatedFact(date(2016, 7, 1), date(2018, 7, 31)),
}


@pytest.mark.parametrize(("written", "fact"), DAYS.items())
def test_a_date_is_read(written, fact):
    assert when(written) == fact


@pytest.mark.parametrize(
    "written", ["soon", "2018-13", "by", "2018 to", "2018-07 to 2016-07", "2018 and 2019"]
)
def test_what_is_no_date_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 - the command adds whose date it is
        when(written)


def write(intervention, by, *lines):
    for line in lines:
        enter(line, intervention=intervention, by=by, today=TODAY)


def test_every_verb_of_a_log_can_be_written(ongoing, editor):
    write(
        ongoing,
        editor,
        {"stage": "concept_note", "verb": "complete", "when": "2016-05", "public": True},
        {"stage": "ta_fiche", "verb": "waive", "note": "Known."},
        {"stage": "ta_fiche", "verb": "reopen", "note": "Not so."},
        {"stage": "ta_fiche", "verb": "complete", "when": "by 2017-01-31"},
        {"stage": "baseline_assessment", "verb": "start"},
        {"stage": "baseline_assessment", "verb": "plan", "when": "2017-06"},
        {"verb": "note", "when": 2017, "note": "A visit."},
        {"verb": "cancel", "when": "2017-08", "note": "War."},
        {"verb": "resume", "when": "2018-02", "note": "Peace."},
    )

    ongoing.refresh_from_db()
    assert states(ongoing) == ["finished", "finished", "started", "not_started"]
    assert ongoing.status == Status.ONGOING
    assert ongoing.stages.get(kind=3).due_on == date(2017, 6, 30)
    assert list(differences()) == []


def test_a_stage_without_its_document_is_completed_with_the_sources_as_reason(ongoing, editor):
    ongoing.sources = "A factsheet\nA report"
    ongoing.save()

    write(ongoing, editor, {"stage": "concept_note", "verb": "complete", "note": "Known."})

    completion = ongoing.entries.get(verb=Verb.COMPLETE)
    assert completion.note == "Known.\nTaken over from: A factsheet; A report"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"verb": "start"}, "does not say which stage"),
        ({"verb": "cancel", "note": "War."}, "needs a date"),
        ({"verb": "plan", "stage": "ta_fiche"}, "needs a date"),
        ({"verb": "sleep"}, "sleep"),
    ],
)
def test_a_line_that_says_too_little_is_refused(ongoing, editor, line, why):
    with pytest.raises(ValueError, match=why):
        write(ongoing, editor, line)


def test_an_acceptance_is_no_line_of_a_file(ongoing, editor):
    with pytest.raises(KeyError, match="ACCEPT"):
        write(ongoing, editor, {"verb": "accept"})
