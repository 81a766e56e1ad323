from datetime import date

import pytest

from acpmigration.dates import DatedFact
from acpmigration.publication import publish
from acpmigration.spreadsheets.enums import RowOutcome
from acpmigration.spreadsheets.saving import CannotTakeBack
from acpmigration.spreadsheets.sheets import sheet_of
from technical_assistance.domain.log import position_of
from technical_assistance.domain.proof import differences as faults
from technical_assistance.domain.stages import complete_stage
from technical_assistance.enums import RequestState, StageKind, StageState, Status, Verb
from technical_assistance.models import AssistanceRequest, Intervention
from tests.factories.reference import (
    CountryFactory,
    RegionalOrganisationFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.spreadsheets import NOW, TODAY, batch_of, carried_out, drawn, problems_of
from tests.factories.technical_assistance import InterventionFactory, opened

pytestmark = pytest.mark.django_db

FIRST, SECOND = StageKind.CONCEPT_NOTE, StageKind.TA_FICHE


@pytest.fixture
def sheet():
    return sheet_of("interventions")


@pytest.fixture
def ghana():
    return CountryFactory(name="Ghana", name_es="Ghana", iso2="GH")


@pytest.fixture
def intervention(editor, ghana):
    return opened(by=editor, lead=ghana, when=DatedFact.parse("2018-02-05"), title="Borders")


def log_of(intervention) -> list[tuple]:
    return [
        (entry.verb, entry.stage, str(entry.effective or ""), entry.note)
        for entry in intervention.entries.in_order()
        if entry.pk and entry.corrects_id is None
    ][2:]


def stage_of(intervention, kind):
    stage = intervention.stages.get(kind=kind)
    return stage.state, str(stage.started or ""), str(stage.finished or "")


def test_a_new_row_is_a_request_that_was_received_and_accepted(sheet, ghana, editor):
    topic = TopicFactory(name="Visas")
    line = {
        "code": "TA/028/2016",
        "title_en": "Visa policy",
        "title_fr": "Politique des visas",
        "country": "GHANA",
        "topics": "visas",
        "received": "2016-11",
        "accepted": "3 février 2017",
        "concept_note_finished": "25/3/2017",
        "ta_fiche_started": "2017-04",
        "ta_fiche_due_on": date(2017, 9, 1),
        "summary_en": "=1+1",
    }

    (row,) = carried_out(sheet, line, by=editor)

    made = Intervention.objects.get()
    assert (made.slug, made.code, made.title_fr) == (
        "visa-policy",
        "TA/028/2016",
        "Politique des visas",
    )
    assert (made.summary_en, made.status, made.is_published) == ("=1+1", Status.ONGOING, False)
    assert (list(made.countries.all()), list(made.topics.all())) == ([ghana], [topic])
    request = AssistanceRequest.objects.get()
    assert (request.state, request.is_published) == (RequestState.ACCEPTED, False)
    assert (request.received.written, request.decided.written) == ("2016-11", "2017-02-03")
    assert stage_of(made, FIRST) == (StageState.FINISHED, "3 February 2017", "25 March 2017")
    assert stage_of(made, SECOND) == (StageState.STARTED, "April 2017", "")
    assert made.stages.get(kind=SECOND).due_on == date(2017, 9, 1)
    assert made.entries.get(verb=Verb.COMPLETE).note == "Import of rows.xlsx"
    assert {entry.by for entry in made.entries.all()} == {editor}
    assert list(faults()) == []
    assert row.object_id == made.pk
    assert drawn(sheet, line, by=editor)[0].outcome == RowOutcome.SAME


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ({"country": None}, ("country", "Name either one country or one regional organisation.")),
        (
            {"accepted": "2030-01-01"},
            ("accepted", "The date is in the future."),
        ),
        (
            {"received": "2018", "accepted": "2017-01-01"},
            ("accepted", "The decision is dated before the request was received."),
        ),
        ({"status": "completed"}, ("status", None)),
        ({"title_en": None}, ("title_en", "Fill this in.")),
        ({"received": "2030"}, ("received", "The date is in the future.")),
        ({"concept_note_finished": "2019-12-01"}, ("concept_note_finished", None)),
        ({"technical_assistance_state": "waived"}, ("technical_assistance_state", None)),
        (
            {"concept_note_started": "2018-07", "concept_note_finished": "2018-06"},
            (
                "concept_note_finished",
                "The end of the stage “concept note” (June 2018) is before its start (July 2018).",
            ),
        ),
    ],
)
def test_a_new_row_that_the_domain_would_refuse_is_refused(sheet, ghana, editor, line, problem):
    whole = {"title_en": "Visa policy", "country": "Ghana", "accepted": "2018-02-05"} | line

    (difference,) = drawn(sheet, whole, by=editor)

    assert difference.outcome == RowOutcome.REFUSED
    ((column, sentence),) = problems_of(difference)
    assert (column, problem[1] and sentence) == problem
    assert not Intervention.objects.exists()


def test_a_lead_of_no_region_is_refused(sheet, editor):
    organisation = RegionalOrganisationFactory(acronym="AU", region=None)

    (difference,) = drawn(
        sheet, {"title_en": "T", "regional_organisation": organisation.acronym}, by=editor
    )

    assert problems_of(difference)[0][1].startswith("The lead belongs to no region")


def test_stages_become_verbs_of_the_log(sheet, intervention, editor):
    line = {
        "slug": intervention.slug,
        "concept_note_state": "finished",
        "concept_note_finished": "2018-03-25",
        "ta_fiche_state": "waived",
        "ta_fiche_waiver_reason": "Not needed there.",
        "baseline_assessment_state": "in progress",
        "baseline_assessment_started": "2018-04",
    }

    carried_out(sheet, line, by=editor)

    assert log_of(intervention) == [
        (Verb.COMPLETE, 1, "25 March 2018", "Import of rows.xlsx"),
        (Verb.WAIVE, 2, "", "Not needed there."),
        (Verb.START, 3, "April 2018", ""),
    ]
    assert list(faults()) == []


def test_another_day_becomes_a_correction(sheet, intervention, editor):
    carried_out(sheet, {"slug": intervention.slug, "concept_note_started": "2018-02-20"}, by=editor)

    entry = intervention.entries.get(corrects__isnull=False)
    assert (entry.verb, str(entry.effective)) == (Verb.START, "20 February 2018")
    assert stage_of(intervention, FIRST) == (StageState.STARTED, "20 February 2018", "")


def test_a_closed_stage_is_reopened_with_the_import_as_its_reason(sheet, intervention, editor):
    complete_stage(
        intervention=intervention,
        kind=FIRST,
        when=DatedFact.parse("2018-03"),
        by=editor,
        today=TODAY,
        starts_next=False,
        in_spite_of_blockers="Known.",
    )

    carried_out(
        sheet,
        {
            "slug": intervention.slug,
            "concept_note_state": "in progress",
            "concept_note_finished": None,
        },
        by=editor,
    )

    assert stage_of(intervention, FIRST) == (StageState.STARTED, "5 February 2018", "")
    assert log_of(intervention)[-1] == (Verb.REOPEN, 1, "", "Import of rows.xlsx")


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ({"concept_note_state": "not started"}, "concept_note_state"),
        ({"concept_note_finished": "2018-03"}, "concept_note_finished"),
        ({"ta_fiche_started": "2018-03"}, "ta_fiche_started"),
        ({"concept_note_waiver_reason": "None."}, "concept_note_waiver_reason"),
        ({"status": "cancelled"}, "status"),
        ({"country": "Togo"}, "country"),
        ({"accepted": "2018-02-06"}, "accepted"),
        ({"ta_fiche_state": "in progress"}, "ta_fiche_state"),
        ({"concept_note_started": "2018-02-01"}, "concept_note_started"),
        ({"concept_note_state": "waived"}, "concept_note_state"),
        ({"concept_note_started": "31/02/2018"}, "concept_note_started"),
    ],
)
def test_what_no_verb_leads_to_is_refused_in_words(sheet, intervention, editor, line, column):
    CountryFactory(name="Togo")

    (difference,) = drawn(sheet, {"slug": intervention.slug} | line, by=editor)

    assert difference.outcome == RowOutcome.REFUSED
    assert [problem.column for problem in difference.problems] == [column]
    assert difference.problems[0].cell == "B2"
    assert all(problem.sentence for problem in difference.problems)
    assert log_of(intervention) == []


def test_a_row_without_a_slug_is_found_by_its_code(sheet, intervention, editor):
    Intervention.objects.update(code="TA/001/2018")

    first, second = drawn(
        sheet,
        {"code": "TA/001/2018", "slug": None, "title_en": "Borders"},
        {"slug": intervention.slug},
        by=editor,
    )

    assert (first.outcome, first.key) == (RowOutcome.SAME, intervention.slug)
    assert "stands in row 2 already" in problems_of(second)[0][1]


def test_a_retired_topic_stays_where_it_is_and_is_given_to_no_other(sheet, intervention, editor):
    old = TopicFactory(slug="old", retired_at=NOW, retired_by=editor)
    line = {"slug": intervention.slug, "topics": "old"}

    (difference,) = drawn(sheet, line, by=editor)
    assert problems_of(difference) == [
        ("topics", "“Old” was retired: it is given to no record any more.")
    ]

    intervention.topics.add(old)
    assert drawn(sheet, line, by=editor)[0].outcome == RowOutcome.SAME


def test_a_retired_typology_stays_where_it_is_and_no_new_record_gets_one(
    sheet, intervention, editor
):
    old = TypologyFactory(slug="old", name="Old", retired_at=NOW, retired_by=editor)
    intervention.typologies.add(old)
    new = {"title_en": "T", "country": "GH", "accepted": "2018", "typologies": "old"}

    there, made = drawn(sheet, {"slug": intervention.slug, "typologies": "old"}, new, by=editor)

    assert there.outcome == RowOutcome.SAME
    assert problems_of(made) == [
        ("typologies", "“Old” was retired: it is given to no record any more.")
    ]


def test_what_is_public_keeps_what_its_page_needs(sheet, intervention, editor):
    intervention.summary_en = "What was done."
    intervention.save()
    publish(record=intervention, by=editor, at=NOW)

    (difference,) = drawn(sheet, {"slug": intervention.slug, "summary_en": None}, by=editor)

    assert [column for column, _sentence in problems_of(difference)] == ["summary_en"]


def test_a_new_one_that_is_taken_back_is_cancelled_and_its_log_stays(sheet, ghana, editor):
    rows = carried_out(sheet, {"title_en": "T", "country": "GH", "accepted": "2018"}, by=editor)

    sheet.take_back(rows, by=editor, at=NOW)

    made = Intervention.objects.get()
    assert (made.status, made.is_published) == (Status.CANCELLED, False)
    assert made.entries.newest_first()[0].note == "Import taken back: rows.xlsx"
    assert list(faults()) == []


def test_the_code_of_a_new_one_that_was_taken_back_is_free_for_the_mended_row(sheet, ghana, editor):
    line = {"code": "TA/001/2018", "title_en": "T", "country": "GH", "accepted": "2018"}
    sheet.take_back(carried_out(sheet, line, by=editor), by=editor, at=NOW)

    (row,) = carried_out(sheet, line | {"title_en": "Mended"}, by=editor)

    assert row.outcome == RowOutcome.NEW
    first, second = Intervention.objects.order_by("pk")
    assert (first.code, second.code) == ("", "TA/001/2018")
    assert (
        "taken back" in first.history.filter(code="").earliest("history_date").history_change_reason
    )


def test_what_was_finished_by_an_import_is_reopened_as_taken_back(sheet, intervention, editor):
    rows = carried_out(sheet, {"slug": intervention.slug, **FIRST_FINISHED}, by=editor)

    sheet.take_back(rows, by=editor, at=NOW)

    assert log_of(intervention)[-1] == (Verb.REOPEN, 1, "", "Import taken back: rows.xlsx")


def test_one_that_was_changed_since_is_named_and_stays(sheet, ghana, editor):
    rows = carried_out(sheet, {"title_en": "T", "country": "GH", "accepted": "2018"}, by=editor)
    made = Intervention.objects.get()
    publish_able = sheet.model.objects.get(pk=made.pk)
    publish_able.summary_en = "Words."
    publish_able.version += 1
    publish_able.save()

    with pytest.raises(CannotTakeBack, match="Row 2, T"):
        sheet.take_back(rows, by=editor, at=NOW)


def test_stages_go_back_as_far_as_the_log_allows(sheet, intervention, editor):
    rows = carried_out(
        sheet,
        {
            "slug": intervention.slug,
            "concept_note_state": "finished",
            "concept_note_finished": "2018-03",
            "ta_fiche_state": "in progress",
            "ta_fiche_started": "2018-04",
            "title_en": "Frontiers",
        },
        by=editor,
    )

    sheet.take_back(rows, by=editor, at=NOW)

    intervention.refresh_from_db()
    assert intervention.title_en == "Borders"
    assert stage_of(intervention, FIRST) == (StageState.STARTED, "5 February 2018", "")
    assert stage_of(intervention, SECOND) == (StageState.NOT_STARTED, "", "")
    assert position_of(intervention).status == Status.ONGOING
    assert list(faults()) == []


FIRST_FINISHED = {"concept_note_state": "finished", "concept_note_finished": "2018-03"}
FIRST_WAIVED = {"concept_note_state": "waived", "concept_note_waiver_reason": "Known already."}
LATER = {"concept_note_finished": "2018-06", "ta_fiche_started": "2018-07"}
SECOND_STARTED = {"ta_fiche_state": "in progress", "ta_fiche_started": "2018-04"}


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ({}, {"ta_fiche_due_on": date(2019, 9, 1)}),
        ({"ta_fiche_due_on": date(2019, 9, 1)}, {"ta_fiche_due_on": None}),
        ({"ta_fiche_due_on": date(2019, 9, 1)}, {"ta_fiche_due_on": date(2019, 9, 2)}),
        ({}, FIRST_WAIVED),
        (FIRST_FINISHED, SECOND_STARTED),
        (FIRST_WAIVED, SECOND_STARTED),
        (FIRST_FINISHED, {"ta_fiche_state": "waived", "ta_fiche_waiver_reason": "Not needed."}),
        (FIRST_FINISHED, SECOND_STARTED | {"concept_note_finished": "2018-04-01"}),
        (FIRST_FINISHED | SECOND_STARTED, LATER),
        (FIRST_FINISHED | SECOND_STARTED | LATER, FIRST_FINISHED | SECOND_STARTED),
    ],
)
def test_whatever_an_import_says_of_stages_is_taken_back(sheet, intervention, editor, before, line):
    slug = {"slug": intervention.slug}
    if before:
        carried_out(sheet, slug | before, by=editor)
    was = sheet.state(sheet.rows().get())
    (difference,) = drawn(sheet, slug | line, by=editor)
    assert "remark" not in difference.plan

    rows = carried_out(sheet, slug | line, by=editor)
    assert sheet.state(sheet.rows().get()) != was
    sheet.take_back(rows, by=editor, at=NOW)

    assert sheet.state(sheet.rows().get()) == was
    assert list(faults()) == []


def test_what_cannot_be_taken_back_is_said_before_it_is_confirmed(sheet, editor):
    # Its log begins after its first stage did.
    bare = InterventionFactory(slug="bare", title="Bare")
    bare.stages.update(state=StageState.NOT_STARTED, started_from=None, started_until=None)

    (difference,) = drawn(sheet, {"slug": "bare", "concept_note_state": "in progress"}, by=editor)

    assert difference.outcome == RowOutcome.CHANGED
    assert difference.plan["remark"] == (
        "Once it is imported, the import cannot be taken back: "
        "The stage “concept note” cannot come to this state from where it stands."
    )
    assert batch_of(sheet, [difference], editor)[0].batch.rows.remarked().count() == 1
    assert not bare.entries.filter(verb=Verb.START).exists()


@pytest.mark.parametrize("count", [2, 10])
def test_rows_that_are_the_same_cost_the_same_few_queries(
    sheet, editor, count, django_assert_num_queries
):
    for number in range(count):
        opened(by=editor, title=f"Number {number}")
    lines = [
        {key: value or None for key, value in sheet.state(row).items()} for row in sheet.rows()
    ]
    lines = [
        {k: "; ".join(v) if isinstance(v, list) else v for k, v in line.items()} for line in lines
    ]

    with django_assert_num_queries(16):
        found = drawn(sheet, *lines, by=editor)

    assert {each.outcome for each in found} == {RowOutcome.SAME}
