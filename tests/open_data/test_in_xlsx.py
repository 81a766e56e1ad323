"""A list as a workbook: one row for each record, and a sheet that explains the columns."""

import csv
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

from acpmigration.dates import today
from acpmigration.open_data.formats import in_xlsx
from acpmigration.spreadsheets.texts import CELL_LENGTH
from tests.factories.reference import CountryFactory
from tests.factories.technical_assistance import InterventionFactory
from tests.spreadsheets.calc import saved_by_calc

XLSX = "/interventions.xlsx"
# What one spreadsheet program or another takes for a formula, a number or a day.
ODD = [
    "=1+1",
    "==cmd|' /C calc'!A0",
    "+32 2 287 70 00",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "'=already",
    "007",
    "3/8/2018",
    "TRUE",
    "<b> & “quotes”",
    "line one\nline two",
    "مرحبا بالعالم",
]

pytestmark = pytest.mark.django_db


def content_of(response):
    return b"".join(response.streaming_content)


def opened(content):
    return load_workbook(BytesIO(content))


def lines_of(sheet):
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


@pytest.fixture
def odd(db):
    return [
        InterventionFactory(published=True, title=f"Title {number}", summary=text)
        for number, text in enumerate(ODD)
    ]


def test_a_text_stays_the_text_it_is(client, odd):
    sheet = opened(content_of(client.get(XLSX)))["Data"]
    summaries = next(each for each in sheet.iter_cols() if each[0].value == "summary")[1:]

    assert {cell.data_type for cell in summaries} == {"s"}
    assert sorted(cell.value for cell in summaries) == sorted(ODD)


@pytest.mark.calc
def test_calc_opens_texts_as_texts(client, odd, tmp_path):
    saved = saved_by_calc(content_of(client.get(XLSX)), tmp_path, "xlsx")
    sheet = opened(saved)["Data"]
    summaries = next(each for each in sheet.iter_cols() if each[0].value == "summary")[1:]

    assert {cell.data_type for cell in summaries} == {"s"}
    assert sorted(cell.value for cell in summaries) == sorted(ODD)


@pytest.mark.calc
def test_calc_reads_signs_that_the_format_has_words_for(client, tmp_path):
    InterventionFactory(published=True, summary="a_x000D_b")
    saved = saved_by_calc(content_of(client.get(XLSX)), tmp_path, "csv").decode()

    assert next(csv.DictReader(StringIO(saved)))["summary"] == "a_x000D_b"


@pytest.mark.calc
def test_calc_reads_moments_and_truths_as_what_they_are(client, tmp_path):
    shown = InterventionFactory(published=True)
    saved = saved_by_calc(content_of(client.get(XLSX)), tmp_path, "csv").decode()

    line = next(csv.DictReader(StringIO(saved)))

    assert line["is_sample"] == "FALSE"
    assert line["updated_at"] == f"{shown.updated_at:%Y-%m-%d %H:%M:%S}"


def test_cells_hold_what_their_columns_say(client):
    shown = InterventionFactory(published=True)

    line = lines_of(opened(content_of(client.get(XLSX)))["Data"])[0]

    assert line["slug"] == shown.slug
    assert line["is_sample"] is False
    assert line["code"] is None
    assert isinstance(line["updated_at"], datetime)
    assert abs(line["updated_at"] - shown.updated_at.replace(tzinfo=None)).total_seconds() <= 1


def test_the_second_sheet_explains_the_columns(client):
    country = CountryFactory()
    InterventionFactory(published=True, country=country)
    book = opened(content_of(client.get(f"{XLSX}?country={country.slug}")))

    rows = list(book["Columns"].iter_rows(values_only=True))
    facts = {row[0]: row[1] for row in rows[:5]}
    explained = {row[0]: row[1] for row in rows[7:]}

    assert facts["As of"].date() == today()
    assert facts["Licence"] == "CC-BY-4.0: https://creativecommons.org/licenses/by/4.0/"
    assert facts["The page that shows the same"] == (
        f"https://testserver/interventions/?country={country.slug}"
    )
    assert list(explained) == [cell.value for cell in book["Data"][1]]
    assert all(explained.values())


def test_in_french_the_sheets_have_french_names(client):
    book = opened(content_of(client.get(f"/fr{XLSX}")))

    assert len(book.sheetnames) == 2
    assert book.properties.language == "fr"


def test_a_text_that_no_cell_can_hold_is_cut_and_says_so(client):
    InterventionFactory(published=True, summary="x" * (CELL_LENGTH + 1))

    line = lines_of(opened(content_of(client.get(XLSX)))["Data"])[0]

    assert len(line["summary"]) == CELL_LENGTH
    assert line["summary"].endswith("x […]")


def test_signs_that_no_cell_can_hold_are_left_out(client):
    InterventionFactory(published=True, summary="a\x01b\x0bc\r\nd")

    line = lines_of(opened(content_of(client.get(XLSX)))["Data"])[0]

    assert line["summary"] == "abc\nd"


def test_the_same_data_make_the_same_bytes(client):
    InterventionFactory.create_batch(2, published=True)

    first, second = (content_of(client.get(XLSX)) for _time in range(2))

    assert first == second


def test_every_part_is_well_formed(client):
    InterventionFactory(published=True, title="<&>")

    with ZipFile(BytesIO(content_of(client.get(XLSX)))) as archive:
        roots = {name: fromstring(archive.read(name)).tag for name in archive.namelist()}

    assert roots["xl/worksheets/sheet1.xml"].endswith("}worksheet")
    assert roots["docProps/core.xml"].endswith("}coreProperties")
    assert len(roots) == 8


def test_too_many_rows_are_refused_with_the_address_of_the_csv(client, monkeypatch):
    InterventionFactory.create_batch(2, published=True)
    monkeypatch.setattr(in_xlsx, "MOST", 1)

    response = client.get(f"{XLSX}?status=ongoing")

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"].endswith("https://testserver/interventions.csv?status=ongoing")


def test_csv_and_workbook_hold_the_same(client):
    InterventionFactory.create_batch(3, published=True)
    InterventionFactory(title="A draft")

    rows = lines_of(opened(content_of(client.get(XLSX)))["Data"])
    lines = list(csv.DictReader(StringIO(content_of(client.get("/interventions.csv")).decode())))

    assert [row["slug"] for row in rows] == [line["slug"] for line in lines]
    assert list(rows[0]) == list(lines[0])


@pytest.mark.parametrize("number", [1, 3])
def test_a_workbook_takes_a_fixed_number_of_queries(client, django_assert_num_queries, number):
    InterventionFactory.create_batch(number, published=True)

    with django_assert_num_queries(7):
        content_of(client.get(XLSX))
