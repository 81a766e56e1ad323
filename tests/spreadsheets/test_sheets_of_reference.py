import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from acpmigration.reference.models import CountryName, FormerOrganisation, Organisation
from acpmigration.spreadsheets.enums import RowOutcome
from acpmigration.spreadsheets.saving import CannotTakeBack, RowRefused
from acpmigration.spreadsheets.sheets import sheet_of
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import CountryFactory, OrganisationFactory, RegionFactory
from tests.factories.spreadsheets import NOW, batch_of, carried_out, drawn, problems_of
from tests.spreadsheets.importing import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    return sheet_of("organisations")


@pytest.fixture
def ministry():
    ghana = CountryFactory(name="Ghana", iso2="GH", iso3="GHA")
    return OrganisationFactory(
        slug="interior", name="Ministry of the Interior", kind="government", country=ghana
    )


def test_a_row_that_says_what_is_there_changes_nothing(sheet, ministry, editor):
    line = {key: value or None for key, value in sheet.state(ministry).items()}

    (difference,) = drawn(sheet, line, by=editor)

    assert (difference.outcome, difference.changes) == (RowOutcome.SAME, [])
    assert difference.object_id == ministry.pk


def test_a_change_is_told_with_old_and_new_and_nothing_is_written(sheet, ministry, editor):
    line = {"slug": "interior", "kind": "ONG", "country": "ghana", "short_name": " MoI "}

    (difference,) = drawn(sheet, line | {"kind": "non-governmental organisation"}, by=editor)

    assert difference.outcome == RowOutcome.CHANGED
    assert [(c.column, c.old, c.new) for c in difference.changes] == [
        ("kind", "government", "non-governmental organisation"),
        ("short_name", "", "MoI"),
    ]
    ministry.refresh_from_db()
    assert (ministry.kind, ministry.short_name) == ("government", "")


def test_a_column_that_the_file_lacks_stays_as_it_is(sheet, ministry, editor):
    (difference,) = drawn(sheet, {"slug": "interior", "short_name": "MoI"}, by=editor)

    assert [change.column for change in difference.changes] == ["short_name"]


def test_names_in_other_languages_and_usual_spellings_are_understood(sheet, ministry, editor):
    ivory = CountryFactory(name="Côte d’Ivoire", iso2="CI", name_pt="Costa do Marfim")
    CountryName.objects.create(country=ivory, name="Ivory Coast", folded="ivory coast")

    for written in ["ci", "COTE D'IVOIRE", "costa do marfim", "Ivory Coast", ivory.iso3]:
        (difference,) = drawn(sheet, {"slug": "interior", "country": written}, by=editor)
        assert [change.new for change in difference.changes] == ["Côte d’Ivoire"]


def test_a_near_miss_is_proposed_and_never_taken(sheet, ministry, editor):
    (difference,) = drawn(sheet, {"slug": "interior", "country": "Gana"}, by=editor)

    assert difference.outcome == RowOutcome.REFUSED
    (problem,) = difference.problems
    assert (problem.column, problem.cell) == ("country", "B2")
    assert problem.sentence == "“Gana” is not known here."
    assert problem.proposals == ["Ghana"]


def test_a_word_that_is_no_choice_is_refused(sheet, ministry, editor):
    (difference,) = drawn(sheet, {"slug": "interior", "kind": "club"}, by=editor)

    assert problems_of(difference) == [("kind", "“club” is not known here.")]


def test_what_is_required_cannot_be_emptied(sheet, ministry, editor):
    (difference,) = drawn(sheet, {"slug": "interior", "name_en": None}, by=editor)

    assert problems_of(difference) == [("name_en", "Fill this in.")]


def test_what_is_too_long_is_refused_in_words(sheet, ministry, editor):
    (difference,) = drawn(sheet, {"slug": "interior", "short_name": "M" * 41}, by=editor)

    assert problems_of(difference) == [
        ("short_name", "Ensure this value has at most 40 characters (it has 41).")
    ]


def test_the_second_row_of_a_record_names_the_first(sheet, ministry, editor):
    lines = [{"slug": "interior", "short_name": name} for name in ("A", "B")]

    first, second = drawn(sheet, *lines, by=editor)

    assert first.outcome == RowOutcome.CHANGED
    assert problems_of(second) == [
        ("slug", "“interior” stands in row 2 already: each record has one row.")
    ]


def test_a_key_of_a_slice_above_is_remembered(sheet, ministry, editor):
    rows = drawn(sheet, {"slug": "interior"}, by=editor)
    assert rows[0].key == "interior"


def test_a_new_row_gets_its_slug_of_its_name(sheet, editor):
    (row,) = carried_out(
        sheet, {"name_en": "Caritas Fiji", "kind": "organisation non gouvernementale"}, by=editor
    )

    made = Organisation.objects.get()
    assert (made.slug, made.kind, made.name_en) == ("caritas-fiji", "ngo", "Caritas Fiji")
    assert row.object_id == made.pk
    entry = made.history.get()
    assert (entry.history_user, entry.history_change_reason) == (editor, f"import {row.batch_id}")


def test_a_second_row_of_one_name_is_refused_with_the_slug(sheet, ministry, editor):
    (difference,) = drawn(sheet, {"name_en": "MINISTRY OF THE INTERIOR"}, by=editor)

    assert problems_of(difference) == [
        ("name_en", "An organisation is called so already: write its slug, “interior”.")
    ]


def test_the_second_new_row_of_one_name_names_the_first(sheet, editor):
    lines = (
        {"name_en": "Ministère des Transports"},
        {"slug": "mt", "name_fr": "MINISTERE des transports", "name_en": "Transport"},
    )

    first, second = drawn(sheet, *lines, by=editor)

    assert (first.outcome, second.outcome) == (RowOutcome.NEW, RowOutcome.REFUSED)
    assert problems_of(second) == [
        ("name_fr", "The new record of row 2 is called so: each record has one row.")
    ]
    assert second.problems[0].cell == "B3"


def test_a_new_row_of_a_name_in_a_slice_above_is_refused_too(editor, monkeypatch):
    monkeypatch.setattr("acpmigration.spreadsheets.slices.SLICE", 1)

    batch = read(
        editor, ["", "Port of Tema", ""], ["", "Port of Tema", ""], ["", "Port of Temaa", ""]
    )

    assert (batch.new, batch.refused) == (2, 1)
    second, third = batch.rows.in_order()[1:]
    assert second.problems[0]["sentence"].startswith("The new record of row 2 is called so")
    assert third.plan["remark"] == ("The name is nearly that of row 2: is it another organisation?")


def test_a_new_name_that_is_nearly_a_stored_one_is_told(sheet, ministry, editor):
    near, far = drawn(
        sheet, {"name_en": "Ministry of the Interiour"}, {"name_en": "Ministry of Fish"}, by=editor
    )

    assert near.outcome == far.outcome == RowOutcome.NEW
    assert near.plan["remark"] == (
        "The name is nearly that of “interior”: is it another organisation?"
    )
    assert "remark" not in far.plan


def test_new_names_are_not_compared_with_all_that_there_are(sheet, ministry, editor, monkeypatch):
    monkeypatch.delattr("difflib.get_close_matches")

    carried_out(sheet, {"name_en": "Ministry of the Exterior"}, by=editor)

    assert Organisation.objects.count() == 2


def test_a_record_that_was_changed_meanwhile_is_not_overwritten(sheet, ministry, editor):
    found = drawn(sheet, {"slug": "interior", "short_name": "MoI"}, by=editor)
    rows = batch_of(sheet, found, editor)
    ministry.short_name = "MINT"
    ministry._history_user = editor
    ministry.save()

    with pytest.raises(RowRefused) as refusal:
        list(sheet.carry_out(rows, by=editor, at=NOW))

    assert refusal.value.number == 2
    assert str(editor) in str(refusal.value)


def test_what_was_changed_is_put_back(sheet, ministry, editor):
    rows = carried_out(sheet, {"slug": "interior", "short_name": "MoI", "country": None}, by=editor)
    ministry.refresh_from_db()
    assert (ministry.short_name, ministry.country) == ("MoI", None)

    sheet.take_back(rows, by=editor, at=NOW)

    ministry.refresh_from_db()
    assert (ministry.short_name, ministry.country.iso2) == ("", "GH")


def test_what_was_new_is_gone_after_it_was_taken_back(sheet, editor):
    rows = carried_out(sheet, {"name_en": "Caritas Fiji"}, by=editor)

    sheet.take_back(rows, by=editor, at=NOW)

    assert not Organisation.objects.exists()


def test_a_later_change_that_would_be_lost_is_named(sheet, ministry, editor):
    rows = carried_out(sheet, {"slug": "interior", "short_name": "MoI"}, by=editor)
    ministry.refresh_from_db()
    ministry.short_name = "MINT"
    ministry._history_user = editor
    ministry.save()

    with pytest.raises(CannotTakeBack) as refusal:
        sheet.take_back(rows, by=editor, at=NOW)

    (sentence,) = refusal.value.messages
    assert sentence.startswith("Row 2, Ministry of the Interior: Short name: ")


def test_a_new_record_that_another_names_stays(sheet, editor):
    rows = carried_out(sheet, {"name_en": "Caritas Fiji"}, by=editor)
    GrantProjectFactory(grantee=Organisation.objects.get())

    with pytest.raises(CannotTakeBack, match="named by another record"):
        sheet.take_back(rows, by=editor, at=NOW)


def test_a_country_is_found_by_its_code_and_keeps_its_zeros(editor):
    CountryFactory(iso2="AF", iso3="AFG", m49="004", name="Afghanistan", elsewhere=True)

    (difference,) = drawn(sheet_of("countries"), {"iso2": "af", "m49": 4}, by=editor)

    assert difference.outcome == RowOutcome.SAME


def test_the_rules_of_the_database_are_said_in_words(editor):
    CountryFactory(iso2="AF", iso3="AFG", m49="004", name="Afghanistan", elsewhere=True)

    (difference,) = drawn(sheet_of("countries"), {"iso2": "AF", "eligibility": "member"}, by=editor)

    assert problems_of(difference) == [
        ("eligibility", "A country that may request belongs to a region.")
    ]


def test_two_new_rows_of_one_file_may_not_share_a_code(editor):
    RegionFactory(slug="pacific")
    line = {"name_en": "Atlantis", "iso3": "ATL", "m49": 999, "region": "pacific"}

    first, second = drawn(
        sheet_of("countries"),
        line | {"iso2": "XA"},
        line | {"iso2": "XB", "m49": "998"},
        by=editor,
    )

    assert first.outcome == RowOutcome.NEW
    assert problems_of(second) == [
        ("iso3", "Country with this ISO code, three letters already exists.")
    ]


def test_a_slug_never_changes(editor):
    CountryFactory(iso2="AF", name="Afghanistan", slug="afghanistan")

    (difference,) = drawn(sheet_of("countries"), {"iso2": "AF", "slug": "kabul"}, by=editor)

    assert [column for column, _sentence in problems_of(difference)] == ["slug"]


@pytest.mark.parametrize("count", [3, 30])
def test_rows_that_are_the_same_cost_the_same_few_queries(
    sheet, editor, count, django_assert_num_queries
):
    country = CountryFactory()
    lines = [
        {key: value or None for key, value in sheet.state(row).items()}
        for row in OrganisationFactory.create_batch(count, country=country)
    ]

    with django_assert_num_queries(6):
        found = drawn(sheet, *lines, by=editor)

    assert {each.outcome for each in found} == {RowOutcome.SAME}


def queries_of(work, rows, **said) -> int:
    with CaptureQueriesContext(connection) as asked:
        list(work(rows, **said) or ())
    return len(asked)


def test_a_row_more_costs_what_it_writes_and_no_looking_around(sheet, editor):
    def rows(count, first):
        lines = ({"name_en": f"Ministry {number}"} for number in range(first, first + count))
        return batch_of(sheet, drawn(sheet, *lines, by=editor), editor)

    few, many = rows(2, 100), rows(22, 200)
    carried = [queries_of(sheet.carry_out, some, by=editor, at=NOW) for some in (few, many)]
    back = [queries_of(sheet.take_back, some, by=editor, at=NOW) for some in (few, many)]

    # A savepoint and its end, whether the slug is free, the record, its history.
    assert carried[1] - carried[0] == 20 * 5
    # Django itself asks for all that goes with a record.
    assert back[1] - back[0] == 20 * 14


def test_no_row_takes_the_address_of_an_organisation_that_was_merged(sheet, ministry, editor):
    FormerOrganisation.objects.create(slug="home-office", organisation=ministry)

    (difference,) = drawn(sheet, {"slug": "home-office", "name_en": "Customs"}, by=editor)

    assert problems_of(difference) == [
        (
            "slug",
            "This address leads to Ministry of the Interior, with which its own was merged.",
        )
    ]


def test_an_address_that_is_made_of_a_name_is_none_that_leads_to_another(sheet, ministry, editor):
    FormerOrganisation.objects.create(slug="home-office", organisation=ministry)

    carried_out(sheet, {"name_en": "Home Office", "kind": "government"}, by=editor)

    assert Organisation.objects.get(name_en="Home Office").slug == "home-office-2"
