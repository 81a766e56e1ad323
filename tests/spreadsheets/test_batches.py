"""What people do with an import, and what it may not do."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from acpmigration.pages.models import AuditEvent
from acpmigration.reference.models import Organisation
from acpmigration.refusals import NotNow, NotYours
from acpmigration.spreadsheets.batches import ask_back, confirm, discard, see
from acpmigration.spreadsheets.enums import BatchState
from acpmigration.spreadsheets.models import ImportBatch, ImportRow
from acpmigration.spreadsheets.sentences import FileNotUnderstood, from_json
from tests.factories.reference import OrganisationFactory
from tests.spreadsheets.files import xlsx
from tests.spreadsheets.importing import (
    AT,
    HEADINGS,
    brought_in,
    brought_in_as,
    carried_out,
    names,
    read,
    taken_back,
    worked,
)

pytestmark = pytest.mark.usefixtures("media")


def told(sentences) -> list[str]:
    return [str(from_json(one)) for one in sentences]


def test_a_file_is_kept_under_a_random_name_and_noted(editor, media):
    batch = brought_in(editor, ["", "Ministry of Labour"])

    assert (batch.state, batch.total, batch.name) == (BatchState.WAITING, 1, "organisations.xlsx")
    assert media() == [batch.file.name]
    assert "organisations" not in batch.file.name
    event = AuditEvent.objects.get()
    assert (event.event, event.purpose, event.subject_id) == (
        "spreadsheets.brought-in",
        "organisations",
        str(batch.pk),
    )


def test_who_may_not_change_records_brings_nothing_in(viewer, media):
    with pytest.raises(NotYours, match="Your role does not allow you"):
        brought_in(viewer, ["", "Ministry of Labour"])

    assert media() == []


def test_a_file_that_is_not_understood_leaves_nothing(editor, media):
    with pytest.raises(FileNotUnderstood):
        brought_in(editor, *[["x"]] * 20_001)

    assert (ImportBatch.objects.count(), media()) == (0, [])


def test_reading_changes_nothing_and_counts_what_each_row_would_do(editor):
    OrganisationFactory(slug="labour", name_en="Labour", short_name="ML")
    OrganisationFactory(slug="health", name_en="Health", short_name="")

    batch = read(
        editor,
        ["labour", "Labour", "MoL"],
        ["health", "Health", None],
        ["", "Justice", None],
        ["", None, "X"],
    )

    assert batch.state == BatchState.READY
    assert (batch.done, batch.new, batch.changed, batch.same, batch.refused) == (4, 1, 1, 1, 1)
    assert names() == ["Health", "Labour"]
    row = batch.rows.get(number=2)
    assert [(one["old"], one["new"]) for one in row.changes] == [("ML", "MoL")]


def test_an_import_with_a_refused_row_is_not_carried_out(editor):
    batch = read(editor, ["", "Justice"], ["", None, "X"])

    with pytest.raises(NotNow, match="Rows were refused"):
        confirm(batch=batch, by=editor, at=AT)

    assert names() == []


def test_an_import_that_changes_nothing_is_not_carried_out(editor):
    OrganisationFactory(slug="labour", name_en="Labour", short_name="ML")
    batch = read(editor, ["labour", "Labour", "ML"])

    with pytest.raises(NotNow, match="there is nothing to import"):
        confirm(batch=batch, by=editor, at=AT)


def test_an_import_is_carried_out_only_once_it_was_read(editor):
    with pytest.raises(NotNow, match="not read to its end"):
        confirm(batch=brought_in(editor, ["", "Justice"]), by=editor, at=AT)


def test_a_confirmed_import_is_carried_out_once(editor):
    batch = carried_out(editor, ["", "Justice"], ["", "Health"])

    with pytest.raises(NotNow, match=r"Already imported: .* confirmed it on"):
        confirm(batch=batch, by=editor, at=AT)
    worked(batch)

    assert (batch.state, batch.applied_at, batch.claim) == (BatchState.APPLIED, AT, None)
    assert names() == ["Health", "Justice"]
    assert Organisation.history.filter(history_type="+").count() == 2


def test_who_may_not_change_records_confirms_and_takes_back_nothing(editor, viewer):
    batch = read(editor, ["", "Justice"])

    for act in (confirm, ask_back, discard):
        with pytest.raises(NotYours):
            act(batch=batch, by=viewer, at=AT)

    batch.refresh_from_db()
    assert batch.state == BatchState.READY


def test_one_record_that_somebody_changed_meanwhile_stops_all_rows(editor):
    OrganisationFactory(slug="labour", name_en="Labour", short_name="ML")
    batch = read(editor, ["", "Justice"], ["labour", "Labour", "MoL"])
    Organisation.objects.update(short_name="Labour!")

    worked(confirm(batch=batch, by=editor, at=AT))

    batch.refresh_from_db()
    assert batch.state == BatchState.FAILED
    assert told(batch.problems)[0].startswith("Row 3: ")
    assert names() == ["Labour"]
    assert batch.applied_at is None
    with pytest.raises(NotNow, match="This import failed"):
        confirm(batch=batch, by=editor, at=AT)


def test_an_import_is_taken_back_as_a_whole(editor):
    OrganisationFactory(slug="labour", name_en="Labour", short_name="ML")
    batch = carried_out(editor, ["", "Justice"], ["labour", "Labour", "MoL"])

    taken_back(batch, editor)

    batch.refresh_from_db()
    assert (batch.state, batch.taken_back_by) == (BatchState.TAKEN_BACK, editor)
    assert list(Organisation.objects.values_list("name_en", "short_name")) == [("Labour", "ML")]
    assert list(AuditEvent.objects.in_order().values_list("event", flat=True)) == [
        "spreadsheets.brought-in",
        "spreadsheets.confirmed",
        "spreadsheets.carried-out",
        "spreadsheets.asked-back",
        "spreadsheets.taken-back",
    ]


def test_an_import_is_taken_back_once(editor):
    batch = taken_back(carried_out(editor, ["", "Justice"]), editor)

    with pytest.raises(NotNow, match="taken back already"):
        ask_back(batch=batch, by=editor, at=AT)


def test_a_later_change_is_named_and_nothing_is_taken_back(editor):
    OrganisationFactory(slug="labour", name_en="Labour", short_name="ML")
    batch = carried_out(editor, ["", "Justice"], ["labour", "Labour", "MoL"])
    Organisation.objects.filter(slug="labour").update(short_name="Labour!")

    taken_back(batch, editor)

    batch.refresh_from_db()
    assert (batch.state, batch.taken_back_at) == (BatchState.APPLIED, None)
    assert len(batch.problems) == 1
    assert "3" in told(batch.problems)[0]
    assert names() == ["Justice", "Labour"]


def test_a_record_that_was_deleted_meanwhile_is_not_made_again(editor):
    record = OrganisationFactory(slug="labour", name_en="Labour", short_name="ML")
    batch = read(editor, ["", "Justice"], ["labour", "Labour", "MoL"])
    record.delete()

    worked(confirm(batch=batch, by=editor, at=AT))

    batch.refresh_from_db()
    assert batch.state == BatchState.FAILED
    assert told(batch.problems) == ["Row 3: Somebody deleted this record meanwhile."]
    assert names() == []


def test_a_key_that_somebody_took_meanwhile_stops_all_rows(editor):
    batch = read(editor, ["", "Justice"], ["labour", "Employment", "MoL"])
    OrganisationFactory(slug="labour", name_en="Work")

    worked(confirm(batch=batch, by=editor, at=AT))

    batch.refresh_from_db()
    assert batch.state == BatchState.FAILED
    assert told(batch.problems) == ["Row 3: Another record has the same key or code meanwhile."]
    assert names() == ["Work"]


def test_a_record_that_was_deleted_since_is_named_and_nothing_is_taken_back(editor):
    batch = carried_out(editor, ["", "Justice"], ["", "Health"])
    Organisation.objects.get(name_en="Health").delete()

    taken_back(batch, editor)

    batch.refresh_from_db()
    assert batch.state == BatchState.APPLIED
    assert told(batch.problems) == ["Row 3, Health: Somebody deleted this record meanwhile."]
    assert names() == ["Justice"]


def test_what_stood_in_the_way_is_not_told_of_the_next_attempt(editor):
    batch = carried_out(editor, ["labour", "Labour", "MoL"])
    Organisation.objects.update(short_name="Labour!")
    taken_back(batch, editor)
    Organisation.objects.update(short_name="MoL")

    asked = ask_back(batch=batch, by=editor, at=AT)

    assert asked.problems == []
    assert worked(batch).state == BatchState.TAKEN_BACK


def test_a_key_and_a_name_are_kept_as_far_as_their_columns_hold_them(editor):
    batch = read(editor, ["k" * 250, "n" * 350])

    row = batch.rows.get()
    assert (row.outcome, row.key, row.label) == ("refused", "k" * 200, "n" * 300)
    assert row.cells["name_en"] == "n" * 350


@pytest.mark.parametrize("days", [29, 30])
def test_an_import_can_be_taken_back_for_thirty_days(editor, days):
    batch = carried_out(editor, ["", "Justice"])
    later = AT + timedelta(days=days)

    if days < 30:
        assert taken_back(batch, editor, later).state == BatchState.TAKEN_BACK
    else:
        with pytest.raises(NotNow, match="can no longer be taken back"):
            ask_back(batch=batch, by=editor, at=later)


def test_only_what_was_carried_out_is_taken_back(editor):
    with pytest.raises(NotNow, match="can no longer be taken back"):
        ask_back(batch=read(editor, ["", "Justice"]), by=editor, at=AT)


def test_what_was_not_confirmed_is_discarded_with_its_file(
    editor, media, django_capture_on_commit_callbacks
):
    batch = read(editor, ["", "Justice"])

    with django_capture_on_commit_callbacks(execute=True):
        discard(batch=batch, by=editor, at=AT)

    assert (ImportBatch.objects.count(), ImportRow.objects.count(), media()) == (0, 0, [])
    assert AuditEvent.objects.by_newest().first().event == "spreadsheets.discarded"


def test_what_was_carried_out_is_not_discarded(editor):
    batch = carried_out(editor, ["", "Justice"])

    with pytest.raises(NotNow, match="Already imported"):
        discard(batch=batch, by=editor, at=AT)


def test_the_same_file_again_is_said(editor):
    content = xlsx(["", "Justice"], headings=HEADINGS)
    worked(confirm(batch=worked(brought_in_as(content, editor)), by=editor, at=AT))

    assert told(brought_in_as(content, editor).remarks)[0] == (
        "The same file was imported already, on 8 May 2019."
    )


def test_looking_is_noted_once_a_minute(editor):
    batch = read(editor, ["", "Justice"])

    see(batch=batch, by=editor, at=AT + timedelta(seconds=30))
    batch.refresh_from_db()
    assert batch.seen_at == AT
    see(batch=batch, by=editor, at=AT + timedelta(minutes=2))
    batch.refresh_from_db()
    assert batch.seen_at == AT + timedelta(minutes=2)


def test_who_looks_at_what_tells_of_people_is_written_down(editor):
    batch = read(editor, ["", "Justice"])
    see(batch=batch, by=editor, at=AT)
    batch.kind = "deployments"
    see(batch=batch, by=editor, at=AT)

    looks = AuditEvent.objects.filter(event="spreadsheets.looked-at")
    assert list(looks.values_list("actor", "purpose")) == [(editor.pk, "deployments")]


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "carried"}, "spreadsheets_importbatch_state_listed"),
        ({"state": "applied"}, "spreadsheets_importbatch_applied_when_said"),
        ({"applied_at": AT}, "spreadsheets_importbatch_applied_once_confirmed"),
        ({"state": "taking_back"}, "spreadsheets_importbatch_"),
        ({"confirmed_at": AT}, "spreadsheets_importbatch_confirmed"),
        ({"claimed_at": AT}, "spreadsheets_importbatch_claim"),
        ({"kind": ""}, "spreadsheets_importbatch_kind"),
    ],
)
def test_the_database_holds_what_an_import_is(editor, values, constraint):
    batch = read(editor, ["", "Justice"])

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(**values)
