from datetime import date, datetime

import pytest

from acpmigration.spreadsheets.unreadable import Unreadable
from acpmigration.spreadsheets.written_dates import read_day, read_fact, written_fact

pytestmark = pytest.mark.static


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (date(2018, 8, 3), "2018-08-03"),
        (datetime(2018, 8, 3, 0, 0), "2018-08-03"),  # noqa: DTZ001 - as a workbook has it
        ("2018-08-03", "2018-08-03"),
        ("2018-08-03 00:00:00", "2018-08-03"),
        ("2018-08", "2018-08"),
        ("2018", "2018"),
        (2018, "2018"),
        (2018.0, "2018"),
        ("by 2019-08-31", "by 2019-08-31"),
        ("../2019-08-31", "by 2019-08-31"),
        ("2016-07/2018-08", "2016-07-01/2018-08-31"),
        ("2016-07 to 2018-08", "2016-07-01/2018-08-31"),
        ("25/8/2018", "2018-08-25"),
        ("25.08.2018", "2018-08-25"),
        ("8/25/2018", "2018-08-25"),
        ("8/8/2018", "2018-08-08"),
        ("3 August 2018", "2018-08-03"),
        ("August 3, 2018", "2018-08-03"),
        ("3rd Aug 2018", "2018-08-03"),
        ("1er août 2018", "2018-08-01"),
        ("3 aout 2018", "2018-08-03"),
        ("3 de agosto de 2018", "2018-08-03"),
        ("3 de setembro de 2018", "2018-09-03"),
        ("août 2018", "2018-08"),
        ("agosto de 2018", "2018-08"),
    ],
)
def test_dates_are_read_as_people_write_them(written, read):
    assert written_fact(read_fact(written)) == read


@pytest.mark.parametrize(
    "written",
    [
        "31/02/2018",
        "30 February 2018",
        "2018-13",
        "2018-02-30",
        "3/8/18",
        "soon",
        "1 jui 2018",
        "2019-08/2018-08",
        "by",
        "0003-01-01",
        "1/" * 40,
        True,
    ],
)
def test_what_is_no_date_is_refused_in_words(written):
    with pytest.raises(Unreadable) as refusal:
        read_fact(written)

    assert str(refusal.value)


@pytest.mark.parametrize("written", ["2017-02-30", "2019-02-29", "2018-04-31"])
def test_of_a_day_that_no_calendar_has_that_is_said(written):
    with pytest.raises(Unreadable, match=f"There is no such day: “{written}”"):
        read_fact(written)


def test_what_could_be_two_days_is_neither_and_both_are_proposed():
    with pytest.raises(Unreadable) as refusal:
        read_fact("3/8/2018")

    assert refusal.value.proposals == ["2018-03-08", "2018-08-03"]


def test_a_month_is_no_day():
    with pytest.raises(Unreadable, match="is not a day"):
        read_day("2018-08")


def test_what_was_written_is_read_again():
    for written in ["2018-08-03", "2018-08", "2018", "by 2019-08-31", "2016-07-02/2018-07-31"]:
        assert written_fact(read_fact(written)) == written
