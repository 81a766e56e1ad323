import pytest

from acpmigration.reference.models import CountryName
from acpmigration.spelling import folded
from acpmigration.spreadsheets.named_rows import countries

pytestmark = pytest.mark.django_db


def test_countries_are_known_by_their_usual_other_names(reference):
    known = countries()

    found = {
        written: known.find(written).key
        for written in [
            "Ivory Coast",
            "Cap-Vert",
            "RDC",
            "DRC",
            "Congo",
            "Swaziland",
            "Timor",
        ]
    }

    assert found == {
        "Ivory Coast": "CI",
        "Cap-Vert": "CV",
        "RDC": "CD",
        "DRC": "CD",
        "Congo": "CG",
        "Swaziland": "SZ",
        "Timor": "TL",
    }


def test_other_names_are_kept_as_they_are_compared_and_name_one_country(reference):
    known = countries()

    for row in CountryName.objects.select_related("country"):
        assert row.folded == folded(row.name)
        assert known.find(row.name).key == row.country.iso2
