import pytest
from django.utils import translation

from acpmigration.spreadsheets.matching import Entry, Names
from acpmigration.spreadsheets.unreadable import Unreadable

pytestmark = pytest.mark.static


@pytest.fixture
def names():
    return Names(
        [
            Entry("CI", 1, {"en": "Ivory Coast", "fr": "Côte d’Ivoire"}, ["RCI"]),
            Entry("GN", 2, {"en": "Guinea"}),
            Entry("GW", 3, {"en": "Guinea-Bissau"}, is_retired=True),
            Entry("xx", 4, {"en": "Congo"}),
            Entry("yy", 5, {"en": "Congo"}),
        ]
    )


@pytest.mark.parametrize("written", ["CI", "ci", "ivory  coast", "COTE D'IVOIRE", "rci"])
def test_a_row_is_found_by_key_name_and_other_spelling(names, written):
    assert names.find(written).key == "CI"


def test_a_name_of_two_rows_names_neither(names):
    with pytest.raises(Unreadable, match="name of several") as refusal:
        names.find("congo")

    assert refusal.value.proposals == ["xx", "yy"]


def test_what_is_near_is_proposed(names):
    with pytest.raises(Unreadable) as refusal:
        names.find("Guineas")

    assert refusal.value.proposals == ["Guinea", "Guinea-Bissau"]


@pytest.mark.parametrize("written", ["", "…", "zzz", "x" * 5_000])
def test_what_is_like_nothing_is_refused_without_a_proposal(names, written):
    with pytest.raises(Unreadable) as refusal:
        names.find(written)

    assert refusal.value.proposals == []


def test_a_row_is_shown_in_the_language_of_the_reader(names):
    with translation.override("fr"):
        assert [names.label(key) for key in ("CI", "GN")] == ["Côte d’Ivoire", "Guinea"]


def test_a_name_that_is_not_its_own_is_shown_by_its_key(names):
    assert names.label("xx") == "xx"


def test_what_is_retired_is_not_offered(names):
    assert names.labels() == ["Ivory Coast", "Guinea", "xx", "yy"]


def test_who_asks_for_the_very_name_waits_for_nothing_near(names, monkeypatch):
    monkeypatch.delattr("difflib.get_close_matches")

    assert names.exactly("cote d'ivoire").key == "CI"
    assert [names.exactly(written) for written in ("Guineas", "congo", "")] == [None, None, None]
