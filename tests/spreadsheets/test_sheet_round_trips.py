"""What goes out comes back without a difference: by itself, and through LibreOffice Calc."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile, File
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acpmigration.dates import DatedFact
from acpmigration.reference.enums import Component
from acpmigration.reference.models import Organisation
from acpmigration.spreadsheets import reading
from acpmigration.spreadsheets.enums import RowOutcome
from acpmigration.spreadsheets.sheets import sheet_of, sheets
from acpmigration.spreadsheets.texts import guarded, without_guard
from acpmigration.spreadsheets.writing import stream_csv, write_xlsx
from technical_assistance.domain.stages import complete_stage, plan_stage, waive_stage
from technical_assistance.enums import StageKind
from tests.factories.experts import DeploymentFactory, ExpertFactory
from tests.factories.knowledge import EventFactory, KnowledgeProductFactory
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionalOrganisationFactory,
    SDGTargetFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.spreadsheets import TODAY
from tests.factories.technical_assistance import AssistanceRequestFactory, opened
from tests.spreadsheets.calc import saved_by_calc

pytestmark = pytest.mark.django_db

ODD = [
    "=1+1",
    "==cmd|' /C calc'!A0",
    "+32 2 287 70 00",
    "-2+3",
    "@SUM(A1)",
    "'=already",
    "''twice",
    "'plain",
    "007",
    "1,234",
    "2018-08",
    "3/8/2018",
    "TRUE",
    "line one\nline two",
    'He said "yes"; twice',
    "a;=b",
    "مرحبا بالعالم",
    "\u202eright to left",
    "日本語",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "x" * 5_000,
    "_x000D_",
    "#REF!",
    "1e5",
    "[brackets]",
]


@pytest.fixture
def records(editor):
    """One or more records of each kind, with all that a cell can say."""
    ghana, togo = CountryFactory(name="Ghana"), CountryFactory(name="Togo", latitude="-8.50")
    ministry = OrganisationFactory(name="Ministry; of odd names", country=ghana)
    OrganisationFactory(name="The same name")
    OrganisationFactory(name="The same name")
    for text in ODD:
        OrganisationFactory(name="Odd", name_fr=text[:200], short_name=text[:40])
    topic, retired = TopicFactory(), TopicFactory(retired_at="2019-01-01T00:00Z", retired_by=editor)
    intervention = opened(
        by=editor, lead=ghana, entity=ministry, when=DatedFact.parse("2018-02"), title="=Borders"
    )
    intervention.topics.set([topic, retired])
    intervention.typologies.set([TypologyFactory()])
    intervention.sdg_targets.set([SDGTargetFactory()])
    moved = {"intervention": intervention, "by": editor, "today": TODAY}
    complete_stage(
        **moved,
        kind=StageKind.CONCEPT_NOTE,
        when=DatedFact.by(date(2018, 6, 30)),
        starts_next=False,
        in_spite_of_blockers="Known.",
    )
    waive_stage(**moved, kind=StageKind.TA_FICHE, when=None, reason="=Not needed")
    plan_stage(
        intervention=intervention,
        kind=StageKind.BASELINE_ASSESSMENT,
        due_on=date(2019, 9, 1),
        by=editor,
    )
    AssistanceRequestFactory(regional=True, received_from=None, received_until=date(2018, 1, 1))
    AssistanceRequestFactory(declined=True)
    grant = GrantProjectFactory(
        country=ghana,
        amount="12500.50",
        summary="\n".join(ODD),
        started_from=date(2018, 1, 1),
        started_until=date(2018, 12, 31),
        grantee=ministry,
        topics=[topic],
    )
    grant.typologies.set([TypologyFactory(component=Component.GRANTS)])
    grant.partners.set([ministry, *Organisation.objects.filter(name_en="The same name")])
    event = EventFactory(country=togo, participants=40, outcomes="<p>Agreed &amp; done.</p>")
    product = KnowledgeProductFactory(title="@Thing", authors="Mensah, Ama\nBah, Ali")
    product.countries.set([ghana])
    product.regions.set([ghana.region])
    product.interventions.set([intervention])
    product.events.set([event])
    KnowledgeProductFactory(extract_of=product)
    event.products_discussed.set([product])
    DeploymentFactory(intervention=intervention, expert=ExpertFactory(active=True))
    RegionalOrganisationFactory()


def read(content: bytes, name: str, sheet) -> list:
    file = File(ContentFile(content), name=name)
    found = reading.survey(file, name, sheet)
    rows = [each.row for each in reading.rows(found)]
    assert len(rows) == found.total
    return rows


def differences_of(rows, sheet, by):
    found = sheet.differences(rows, by=by, today=TODAY, earlier={})
    return [(d.key, d.outcome, d.changes, d.problems) for d in found]


def as_xlsx(sheet) -> bytes:
    book = BytesIO()
    write_xlsx(sheet, sheet.rows().order_by("pk"), book)
    return book.getvalue()


def as_csv(sheet) -> bytes:
    return "".join(stream_csv(sheet, sheet.rows().order_by("pk"))).encode()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("write", [as_xlsx, as_csv])
def test_all_that_goes_out_comes_back_the_same(records, editor, write, language):
    name = "rows.xlsx" if write is as_xlsx else "rows.csv"
    for sheet in sheets():
        with translation.override(language):
            rows = read(write(sheet), name, sheet)

            found = differences_of(rows, sheet, editor)

        assert len(found) == sheet.rows().count() > 0
        assert [each for each in found if each[1] != RowOutcome.SAME] == []


@pytest.mark.calc
@pytest.mark.parametrize("wanted", ["xlsx", "csv"])
def test_what_calc_has_saved_comes_back_the_same(records, editor, tmp_path, wanted):
    for sheet in sheets():
        folder = tmp_path / sheet.key
        folder.mkdir()
        content = saved_by_calc(as_xlsx(sheet), folder, wanted)

        found = differences_of(read(content, f"rows.{wanted}", sheet), sheet, editor)

        assert len(found) == sheet.rows().count() > 0
        assert [each for each in found if each[1] != RowOutcome.SAME] == []


@given(text=st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_a_guard_is_taken_away_and_nothing_else(text):
    assert without_guard(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(text=st.text(max_size=60))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_comes_back_the_same(text, editor):
    sheet = sheet_of("events")
    event = EventFactory(place=text.replace("\0", ""), title="T")
    try:
        for write, name in ((as_xlsx, "rows.xlsx"), (as_csv, "rows.csv")):
            (difference,) = differences_of(read(write(sheet), name, sheet), sheet, editor)
            assert difference[1:] == (RowOutcome.SAME, [], [])
    finally:
        event.delete()


def test_a_text_that_no_cell_can_hold_stays_as_it_is(editor):
    sheet = sheet_of("events")
    EventFactory(sources="x" * 40_000)

    ((_key, outcome, changes, problems),) = differences_of(
        read(as_xlsx(sheet), "rows.xlsx", sheet), sheet, editor
    )

    assert (outcome, changes, problems) == (RowOutcome.SAME, [], [])


def test_no_two_columns_of_a_sheet_share_a_heading():
    for sheet in sheets():
        said = [heading for column in sheet.columns for heading in column.headers()]
        assert sorted(said) == sorted(set(said)), sheet.key
