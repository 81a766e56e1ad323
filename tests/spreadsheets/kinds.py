"""A sheet that stands on no record, so that what is proven is proven of any."""

from acpmigration.reference.models import Topic
from acpmigration.spreadsheets.columns import Column
from acpmigration.spreadsheets.sheets import Sheet


class Things(Sheet):
    key = "things"
    label = "things"
    model = Topic
    columns = [
        Column("slug", "Slug"),
        Column("title", "Title", required=True),
        Column("year", "Year"),
        Column("day", "Day"),
        Column("number_of_people", "Number of people"),
    ]
