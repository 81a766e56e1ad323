"""A record as a line of a table."""

from types import SimpleNamespace

import pytest
from rest_framework import serializers

from acpmigration.open_data.columns import ColumnType, columns_of
from acpmigration.open_data.fields import Day, Named

pytestmark = pytest.mark.static


class Step(serializers.Serializer):
    state = serializers.ChoiceField(
        [("", "nobody knows"), ("open", "in progress"), ("done", "finished")], help_text="How far."
    )
    on = Day(help_text="When.")

    @staticmethod
    def place(number):
        return f"Step {number}."


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
    "states": "steps.state",
    "days": "steps.on",
    "first_state": "steps[1].state",
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
        "states": "done",
        "days": "2019-01-02",
        "first_state": "done",
        "second_on": None,
    }


def test_cells_of_several_values_belong_together_each_to_each(columns):
    steps = [{"state": "", "on": None}, {"state": "done", "on": "2019-01-02"}]
    cells = {column.heading: column.cell(RECORD | {"steps": steps}) for column in columns}

    assert (cells["states"], cells["days"]) == ("n/a; done", "n/a; 2019-01-02")


def test_where_none_of_several_values_is_known_the_cell_is_empty(columns):
    steps = [{"state": "", "on": None}, {"state": "", "on": None}]
    cells = {column.heading: column.cell(RECORD | {"steps": steps}) for column in columns}

    assert (cells["states"], cells["days"]) == ("", "")


def test_a_column_means_what_its_fields_say(columns):
    meanings = {column.heading: column.meaning for column in columns}

    assert meanings["slug"] == "The key."
    assert meanings["region"] == "Where. The word for it in addresses and filters."
    assert meanings["second_on"] == "Step 2. When."


def test_a_column_tells_the_words_that_it_takes(columns):
    meanings = {column.heading: column.meaning for column in columns}

    told = "How far. Values: open (in progress), done (finished)."
    assert meanings["first_state"] == f"Step 1. {told}"
    assert meanings["states"] == f"The steps. {told}"
    assert {column.heading: column.values for column in columns if column.values} == {
        "states": ("open", "done"),
        "first_state": ("open", "done"),
    }


def test_a_column_has_the_type_of_its_field(columns):
    types = {column.heading: column.type for column in columns}

    assert types == {
        "slug": ColumnType.STRING,
        "number": ColumnType.INTEGER,
        "is_sample": ColumnType.BOOLEAN,
        "region": ColumnType.STRING,
        "topics": ColumnType.STRING,
        "states": ColumnType.STRING,
        "days": ColumnType.STRING,
        "first_state": ColumnType.STRING,
        "second_on": ColumnType.DATE,
    }
    several = [column.heading for column in columns if column.is_list]
    assert several == ["topics", "states", "days"]


def test_a_path_that_leads_nowhere_is_a_bug():
    with pytest.raises(KeyError):
        columns_of(SimpleNamespace(record=Thing, columns={"x": "region.colour"}))
