"""Days: as precisely as they are known, and by whose clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from acpmigration.dates import DatedFact, day_in, today

pytestmark = pytest.mark.static


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2018-08-03", date(2018, 8, 3), date(2018, 8, 3)),
        (" 2018-08 ", date(2018, 8, 1), date(2018, 8, 31)),
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2016-02-29", date(2016, 2, 29), date(2016, 2, 29)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2100-02", date(2100, 2, 1), date(2100, 2, 28)),
        ("0018", date(18, 1, 1), date(18, 12, 31)),
        ("0018-08", date(18, 8, 1), date(18, 8, 31)),
        ("9999-12-31", date(9999, 12, 31), date(9999, 12, 31)),
    ],
)
def test_a_fact_is_read_and_written_as_precisely_as_it_is_known(written, earliest, latest):
    fact = DatedFact.parse(written)

    assert (fact.earliest, fact.latest) == (earliest, latest)
    assert fact.written == written.strip()
    assert str(fact)


@pytest.mark.parametrize("written", ["", "x", "18", "2018-8-3", "99999", "٢٠١٨", "-2018", "1e3"])
@pytest.mark.parametrize("tail", ["", "-13", "T00:30"])
def test_what_is_no_date_is_not_read(written, tail):
    assert not is_read(written + tail)


@pytest.mark.parametrize(
    "written", ["2018-13", "2018-00", "2015-02-29", "2100-02-29", "2018-02-30", "0000", "0000-01"]
)
def test_a_day_that_was_never_is_not_read(written):
    assert not is_read(written)


def is_read(written):
    try:
        return DatedFact.parse(written)
    except ValueError:
        return None


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2019-05-07T21:59:59Z", date(2019, 5, 7)),
        ("2019-05-07T22:00:00Z", date(2019, 5, 8)),
        # Half past midnight of 8 May in Fiji.
        ("2019-05-07T12:30:00Z", date(2019, 5, 7)),
        # The nights in which clocks are put forward and back.
        ("2019-03-30T22:59:59Z", date(2019, 3, 30)),
        ("2019-03-30T23:00:00Z", date(2019, 3, 31)),
        ("2019-03-31T21:59:59Z", date(2019, 3, 31)),
        ("2019-03-31T22:00:00Z", date(2019, 4, 1)),
        ("2019-10-26T22:00:00Z", date(2019, 10, 27)),
        ("2019-10-27T22:59:59Z", date(2019, 10, 27)),
        ("2020-02-28T23:00:00Z", date(2020, 2, 29)),
        ("2019-12-31T23:00:00Z", date(2020, 1, 1)),
    ],
)
def test_the_day_of_a_figure_is_that_of_brussels(time_machine, moment, day):
    time_machine.move_to(moment, tick=False)

    assert today() == day


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Pacific/Fiji", date(2019, 5, 8)),
        ("Pacific/Kiritimati", date(2019, 5, 8)),
        ("Europe/Brussels", date(2019, 5, 7)),
        ("America/Jamaica", date(2019, 5, 7)),
        ("Pacific/Pago_Pago", date(2019, 5, 7)),
    ],
)
def test_a_person_has_the_day_of_the_own_clock(zone, day):
    assert day_in(ZoneInfo(zone), datetime(2019, 5, 7, 12, 30, tzinfo=UTC)) == day
