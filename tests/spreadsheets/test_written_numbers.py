from decimal import Decimal

import pytest

from acpmigration.spreadsheets.unreadable import Unreadable
from acpmigration.spreadsheets.written_numbers import read_number

pytestmark = pytest.mark.static


@pytest.mark.parametrize(
    ("written", "places", "read"),
    [
        (12, 0, "12"),
        (0.1 + 0.2, 2, "0.30"),
        (Decimal("12.50"), 2, "12.50"),
        ("12", 0, "12"),
        ("12,5", 2, "12.5"),
        ("12.5", 2, "12.5"),
        ("-1,25", 2, "-1.25"),
        ("0,125", 3, "0.125"),
        ("1 234,50", 2, "1234.5"),
        ("1\u202f234\u202f567", 0, "1234567"),
        ("1’234.50", 2, "1234.5"),
        ("1.234,50", 2, "1234.5"),
        ("1,234.50", 2, "1234.5"),
        ("1,234,567", 2, "1234567"),
        ("1,234", 0, "1234"),
    ],
)
def test_numbers_are_read_as_people_write_them(written, places, read):
    assert read_number(written, places=places) == Decimal(read)


def test_what_could_be_two_numbers_is_neither_and_both_are_proposed():
    with pytest.raises(Unreadable) as refusal:
        read_number("1,234", places=2)

    assert refusal.value.proposals == ["1234", "1.234"]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "many",
        "1,23,4",
        "1 23",
        "--1",
        "1e5",
        "NaN",
        float("inf"),
        True,
        "9" * 41,
        1e300,
        "=1+1",
    ],
)
def test_what_is_no_number_is_refused(written):
    with pytest.raises(Unreadable, match="is not a number that we can read"):
        read_number(written, places=2)


def test_a_fraction_is_no_whole_number():
    with pytest.raises(Unreadable, match="not a whole number"):
        read_number("1.5", places=0)
