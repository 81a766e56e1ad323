"""A record as a line of a table."""

from types import SimpleNamespace

import pytest
from rest_framework import serializers

from acpmigration.open_data.columns import ColumnType, columns_of
from acpmigration.open_data.fields import Day, Named

pytestmark = pytest.mark.static


class Step(serializers.Serializer):
    state = serializers.CharField(help_text="How far.")
    on = Day(help_text="When.")


class Thing(serializers.Serializer):
    slug = serializers.SlugField(help_text="The key.")
    number = serializers.IntegerField(help_text="How many.")
    is_sample = serializers.BooleanField(help_text="Whether.")
    region = Named(help_text="Where.")
    topics = Named(many=True, help_text="On what.")
    steps = Step(many=True, help_text="The steps.")


PATHS = {
    "slug": "slug",
    "number": "number",
    "is_sample": "is_sample",
    "region": "region.slug",
    "topics": "topics.name",
    "second_on": "steps[2].on",
}
RECORD = {
    "slug": "one",
    "number": 3,
    "is_sample": False,
    "region": None,
    "topics": [{"slug": "a", "name": "A"}, {"slug": "b", "name": "B"}],
    "steps": [{"state": "done", "on": "2019-01-02"}],
}


@pytest.fixture
def columns():
    return columns_of(SimpleNamespace(record=Thing, columns=PATHS))


def test_a_line_holds_what_the_paths_lead_to(columns):
    cells = {column.heading: column.cell(RECORD) for column in columns}

    assert cells == {
        "slug": "one",
        "number": 3,
        "is_sample": False,
        "region": None,
        "topics": "A; B",
        "second_on": None,
    }


def test_a_column_means_what_its_fields_say(columns):
    meanings = {column.heading: column.meaning for column in columns}

    assert meanings["slug"] == "The key."
    assert meanings["region"] == "Where. The word for it in addresses and filters."
    assert meanings["second_on"] == "The steps. When."


def test_a_column_has_the_type_of_its_field(columns):
    types = {column.heading: column.type for column in columns}

    assert types == {
        "slug": ColumnType.STRING,
        "number": ColumnType.INTEGER,
        "is_sample": ColumnType.BOOLEAN,
        "region": ColumnType.STRING,
        "topics": ColumnType.STRING,
        "second_on": ColumnType.DATE,
    }
    assert [column.heading for column in columns if column.is_list] == ["topics"]


def test_a_path_that_leads_nowhere_is_a_bug():
    with pytest.raises(KeyError):
        columns_of(SimpleNamespace(record=Thing, columns={"x": "region.colour"}))
