"""What people read of the data set beside it: how to use it, its codebook, its licence."""

from collections.abc import Iterator
from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from acpmigration.open_data.addresses import absolute
from acpmigration.open_data.columns import columns_of
from acpmigration.open_data.formats.zipped import Part
from acpmigration.open_data.licence import licence
from acpmigration.open_data.registry import data_sets
from acpmigration.spreadsheets.csv_writing import line


def papers(language: str, day: date) -> Iterator[Part]:
    """In the language that is active, which ``language`` names."""
    page = absolute("/open-data/")
    context = {
        "language": language,
        "day": day,
        "licence": licence(),
        "page": page,
        "citation": citation(day, page),
        "kinds": [
            {
                "name": data_set.name,
                "title": data_set.title,
                "description": data_set.description,
                "columns": columns_of(data_set),
            }
            for data_set in data_sets()
            if data_set.columns
        ],
    }
    for name, template in (
        (f"codebook/codebook-{language}.html", "open_data/codebook.html"),
        (f"README-{language}.txt", "open_data/readme.txt"),
        (f"LICENCE-{language}.txt", "open_data/licence.txt"),
    ):
        yield name, [render_to_string(template, context).strip().encode() + b"\n"]
    yield f"codebook/codebook-{language}.csv", [_codebook().encode()]


def _codebook() -> str:
    """A line for each column of each kind; its own headings are words of no language."""
    lines = [line(["table", "column", "type", "holds_several", "meaning"])]
    lines += [
        line([data_set.name, each.heading, each.type.value, each.is_list, each.meaning])
        for data_set in data_sets()
        for each in (columns_of(data_set) if data_set.columns else [])
    ]
    return "".join(lines)


def citation(day: date, address: str) -> str:
    """How to cite the data set as it was on a day."""
    said = _(
        "International Organization for Migration (IOM) (%(year)s). ACP-EU Migration Action: all "
        "public records [data set], as of %(day)s. %(address)s"
    )
    return said % {"year": day.year, "day": day.isoformat(), "address": address}
