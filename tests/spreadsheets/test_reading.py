"""What people send: understood where it can mean one thing only, refused in words where not."""

import time
import tracemalloc
from datetime import date, datetime

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from acpmigration.spreadsheets.reading import rows, survey
from acpmigration.spreadsheets.sentences import FileNotUnderstood
from acpmigration.spreadsheets.workbook import program
from tests.spreadsheets.files import (
    HEADINGS,
    sent,
    sheet_xml,
    with_parts,
    with_sheet,
    with_strings,
    xlsx,
)
from tests.spreadsheets.kinds import Things

pytestmark = pytest.mark.static

# A cell knows no time zone.
HALF_PAST_TWO = datetime.fromisoformat("2018-08-03T14:30")
NO_HEADINGS = (
    "No row with headings was found among the first ten. Expected are, for example: Slug, Title, "
    "Year, Day, Number of people."
)
NEVER_COMPUTED = (
    "B2 The cell has a formula that was never computed. Open the file in your spreadsheet and save "
    "it, or write the value."
)
WINDOWS = (
    "The file is not in UTF-8; its letters were read as those of Windows. Look whether accents are "
    "right."
)
QUOTES = (
    "From row 2 on, it cannot be told where a cell ends: a quotation mark is missing or too many."
)
TOO_LONG = (
    "The cell that begins at B2 has more than 32767 characters: shorten it, or look whether a "
    "quotation mark is missing there."
)
LEFT_OUT = "Not in the file, and therefore left as they are: "


def read(content: bytes, name: str = "things.xlsx") -> list[tuple[int, dict, list[str]]]:
    """Each row: its number, what its cells say, why it is refused."""
    found = rows(survey(sent(content, name), name, Things()))
    return [
        (
            one.row.number,
            {key: cell.value for key, cell in one.row.cells.items()},
            [f"{problem.cell} {problem.sentence}".strip() for problem in one.problems],
        )
        for one in found
    ]


def remarks(content: bytes, name: str = "things.xlsx") -> list[str]:
    """How the file was understood, but for the columns that it does not have."""
    said = map(str, survey(sent(content, name), name, Things()).remarks)
    return [sentence for sentence in said if not sentence.startswith(LEFT_OUT)]


def refusal(content: bytes, name: str = "things.xlsx") -> str:
    with pytest.raises(FileNotUnderstood) as refused:
        read(content, name)
    return str(refused.value)


def thing(slug: object, title: object, year: object = None, day: object = None) -> dict:
    return {"slug": slug, "title": title, "year": year, "day": day}


# Workbooks that are understood -------------------------------------------------------------------


def test_values_are_what_the_workbook_says_they_are():
    content = xlsx(
        ["a", "A title", 2018, date(2018, 8, 3)],
        ["b", "1", 2.5, HALF_PAST_TWO],
        ["c", True, -3, None],
    )

    assert read(content) == [
        (2, thing("a", "A title", 2018, date(2018, 8, 3)), []),
        (3, thing("b", "1", 2.5, HALF_PAST_TWO), []),
        (4, thing("c", True, -3), []),
    ]


def test_a_cell_is_named_as_the_spreadsheet_names_it():
    found = rows(survey(sent(xlsx(["a", "A title"]), "a.xlsx"), "a.xlsx", Things()))

    assert next(found).row.cells["title"].address == "B2"


def test_what_is_not_seen_at_the_ends_of_a_text_is_taken_off():
    content = xlsx(["\u200b a\xa0", "A\xa0title \ufeff", " "])

    assert read(content) == [(2, thing("a", "A\xa0title"), [])]


def test_rows_without_anything_are_passed_over_and_numbers_stay_those_of_the_spreadsheet():
    assert [number for number, *_rest in read(xlsx(["a"], [], [None, " "], ["b"]))] == [2, 4, 5]


def test_headings_are_found_below_a_title_in_any_order_and_spelling():
    content = xlsx([], ["TITLE", " slug "], ["A", "a"], headings=["Things of 2018"])

    assert read(content) == [(4, {"title": "A", "slug": "a"}, [])]
    assert remarks(content) == [
        "The headings were found in row 3; what stands above them was not read."
    ]


def test_what_a_formula_came_to_is_read_and_said():
    content = with_sheet(
        [b'<row r="2"><c t="str"><f>LOWER("A")</f><v>a</v></c><c><f>1+1</f><v>2</v></c></row>']
    )

    assert read(content) == [(2, {"slug": "a", "title": 2}, [])]
    assert remarks(content) == ["Cells with formulas: 2. What they last came to was read."]


def test_a_value_merged_downwards_counts_for_all_its_rows():
    content = xlsx(
        ["a", "A", 2018],
        ["b", "B"],
        ["c", "C", 2019],
        change=lambda book: book.active.merge_cells("C2:C3"),
    )

    assert [cells["year"] for _number, cells, _problems in read(content)] == [2018, 2018, 2019]
    assert remarks(content) == ["Merged downwards: C2:C3. The value counts for each of these rows."]


def test_hidden_rows_and_columns_are_read_and_hidden_sheets_are_not():
    def hide(book):
        book.active.row_dimensions[2].hidden = True
        book.active.column_dimensions["B"].hidden = True
        other = book.create_sheet("Old")
        other.append(HEADINGS)
        other.append(["old", "Old"])
        other.sheet_state = "hidden"

    content = xlsx(["a", "A"], change=hide)

    assert read(content) == [(2, thing("a", "A"), [])]
    assert remarks(content) == [
        "Hidden sheets were not read: Old.",
        "The sheet has hidden rows; they were read too.",
        "The sheet has hidden columns; they were read too.",
    ]


def test_of_several_sheets_that_one_is_read_whose_headings_fit():
    def add(book):
        book.create_sheet("Notes", 0).append(["Call the ministry", "Year"])

    content = xlsx(["a", "A"], change=add)

    assert read(content) == [(2, thing("a", "A"), [])]
    assert remarks(content) == ["The sheet “Sheet” was read. Not read: Notes."]


def test_columns_that_are_none_are_named_and_near_ones_proposed_but_never_taken():
    content = xlsx(["a", "A", 2018, "x", "y"], headings=["Slug", "Titel", "Title", "Colour"])

    assert read(content) == [(2, {"slug": "a", "title": 2018}, [])]
    assert remarks(content) == [
        "B1 “Titel” is not read. Did you mean “Title”?",
        "Not read, for there is no such column: D1 “Colour”.",
        "Not read, for they have no heading: column E.",
    ]


def test_a_file_without_keys_is_of_new_records():
    content = xlsx(["A"], headings=["Title"])

    assert read(content) == [(2, {"title": "A"}, [])]
    assert remarks(content) == ["There is no column “Slug”: all rows are taken as new records."]


def test_what_the_file_does_not_have_is_named():
    said = survey(sent(xlsx(["a"], headings=["Slug"]), "a.xlsx"), "a.xlsx", Things()).remarks

    assert str(said[-1]) == f"{LEFT_OUT}Title, Year, Day, Number of people."


def test_a_number_is_a_day_by_the_format_of_its_cell_and_the_year_its_workbook_counts_from():
    def count_from_1904(book):
        book.epoch = CALENDAR_MAC_1904

    content = xlsx(["a", "A", 43315, date(2018, 8, 3)], change=count_from_1904)

    assert read(content)[0][1] == thing("a", "A", 43315, date(2018, 8, 3))


# Rows that are refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (b't="e"><v>#REF!</v>', "B2 The cell has the error #REF!."),
        (
            b"><f>SUM(C2)</f>",
            NEVER_COMPUTED,
        ),
        (
            b't="inlineStr"><is><t>a_x0000_b</t></is>',
            "B2 The cell has characters that are no text.",
        ),
        (
            b't="inlineStr"><is><t>' + b"a" * 32_768 + b"</t></is>",
            "B2 The text of the cell is longer than a spreadsheet can hold.",
        ),
    ],
    ids=["error", "formula", "characters", "long"],
)
def test_a_cell_that_cannot_be_told_refuses_its_row_alone(cell, sentence):
    content = with_sheet(
        [
            b'<row r="2"><c t="inlineStr"><is><t>a</t></is></c><c ' + cell + b"</c></row>",
            b'<row r="3"><c r="A3" t="inlineStr"><is><t>b</t></is></c></row>',
        ]
    )

    assert read(content) == [
        (2, {"slug": "a", "title": None}, [sentence]),
        (3, {"slug": "b", "title": None}, []),
    ]


def test_cells_merged_across_columns_refuse_the_row_that_is_meant_for_one_of_them():
    content = xlsx(
        ["a", "A", 2018],
        ["b", "B", 2019],
        change=lambda book: book.active.merge_cells("B2:C2"),
    )

    assert [problems for _number, _cells, problems in read(content)] == [
        ["B2 The cells B2:C2 are merged: it cannot be told which of them the value is for."],
        [],
    ]


def test_a_row_of_a_text_file_with_too_few_or_too_many_cells_is_refused():
    content = b"slug,title,year\na,A,2018\nb,B\nc,C,2018,Paris\nd,D,2018,,\n"

    assert [problems for _number, _cells, problems in read(content, "a.csv")] == [
        [],
        ["This row has 2 cells, but there are 3 headings."],
        ["This row has 4 cells, but there are 3 headings."],
        [],
    ]


# Text files --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("slug,title\na,Été\n".encode(), []),
        ("\ufeffslug,title\na,Été\n".encode(), []),
        (
            "slug;title\r\na;Été\r\n".encode("cp1252"),
            [
                WINDOWS,
                "The columns are separated by semicolons.",
            ],
        ),
        ("slug\ttitle\na\tÉté\n".encode("utf-16"), ["The columns are separated by tabs."]),
        (
            "sep=;\nslug;title\na;Été\n".encode(),
            [
                "The columns are separated by semicolons.",
                "The headings were found in row 2; what stands above them was not read.",
            ],
        ),
    ],
    ids=["utf-8", "with a mark", "windows", "utf-16", "with its separator"],
)
def test_letters_and_separators_of_a_text_file_are_told(content, said):
    assert [cells for _number, cells, _problems in read(content, "a.csv")] == [
        {"slug": "a", "title": "Été"}
    ]
    assert remarks(content, "a.csv") == said


def test_a_cell_of_a_text_file_may_have_lines_and_separators():
    assert read(b'slug,title\na,"One, ""two""\r\nthree"\nb,B\n', "a.csv") == [
        (2, {"slug": "a", "title": 'One, "two"\nthree'}, []),
        (3, {"slug": "b", "title": "B"}, []),
    ]


# Files that are refused as a whole ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (xlsx(headings=[]), "a.xlsx", "There is nothing in this file."),
        (b"", "a.csv", "There is nothing in this file."),
        (
            xlsx(["a", "A"], headings=["Slug", "SLUG"]),
            "a.xlsx",
            "A1 and B1 are both headings of “Slug”. Keep one of the columns.",
        ),
        (
            xlsx(["a", "A"], headings=["Name", "Colour"]),
            "a.xlsx",
            NO_HEADINGS,
        ),
        (
            xlsx([2018, "A"], headings=["Year", "Colour"]),
            "a.xlsx",
            "There is no column “Slug”, by which records are told apart. Found were: Year.",
        ),
        (
            xlsx(["a"], change=lambda book: book.active.merge_cells("A1:B1")),
            "a.xlsx",
            "The headings A1:B1 are merged. Give each column a heading of its own.",
        ),
        (
            xlsx(["a", "A", *range(199)], headings=["Slug", "Title", *map(str, range(198))]),
            "a.xlsx",
            "This file has more than 100 columns. Take out those that are not to be read.",
        ),
        (
            b'slug,title\na,"A\nb,B\n',
            "a.csv",
            QUOTES,
        ),
        (
            b"slug,title\na,\x81\n",
            "a.csv",
            "The letters of this file cannot be told. Save it as “CSV UTF-8” and send it again.",
        ),
        (
            b"slug,title\na," + b"A" * 40_000,
            "a.csv",
            TOO_LONG,
        ),
        (
            b'slug,title\na,"' + b"A" * 140_000 + b'"\n',
            "a.csv",
            TOO_LONG,
        ),
        (
            b"<html><table><tr><td>Slug</td></tr></table></html>",
            "a.csv",
            NO_HEADINGS,
        ),
        (
            b'[{"slug": "a", "title": "A"}]',
            "a.csv",
            NO_HEADINGS,
        ),
        (
            b"- slug: a\n  title: A\n",
            "a.csv",
            NO_HEADINGS,
        ),
    ],
)
def test_a_file_that_says_nothing_we_know_is_refused_in_words(content, name, sentence):
    assert refusal(content, name) == sentence


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [([], "There is nothing in this file."), (["Call the ministry"], NO_HEADINGS)],
)
def test_a_hidden_sheet_beside_one_that_says_nothing_is_named(shown, sentence):
    def hide(book):
        book.active.sheet_state = "hidden"
        other = book.create_sheet("Notes")
        other.append(shown)
        book.active = other

    content = xlsx(["a", "A"], change=hide)

    assert refusal(content) == f"{sentence} Hidden sheets were not looked at: Sheet."


def test_rows_that_find_their_records_by_another_key_are_not_called_new():
    class ByTitle(Things):
        other_keys = ("title",)

    for headings, said in (
        (["Title", "Year"], "There is no column “Slug”: rows find their records by “Title”."),
        (["Slug", "Title"], LEFT_OUT + "Year, Day, Number of people."),
    ):
        file = sent(xlsx(["A", 2018], headings=headings), "a.xlsx")
        assert str(survey(file, "a.xlsx", ByTitle()).remarks[0]) == said


def test_two_sheets_that_fit_are_named():
    def twice(book):
        book.create_sheet("Copy").append(HEADINGS)

    assert refusal(xlsx(["a"], change=twice)) == (
        "Several sheets could be meant: “Sheet”, “Copy”. Keep the one that is to be read, or hide "
        "the others."
    )


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"},
        {"xl/worksheets/sheet1.xml": sheet_xml([b'<row r="5"/><row r="5"/>'])},
        {"xl/worksheets/sheet1.xml": sheet_xml([b'<row r="2"><c r="?1"><v>1</v></c></row>'])},
        {"xl/worksheets/sheet1.xml": sheet_xml([b'<row r="2"><c t="s"><v>7</v></c></row>'])},
        {"xl/worksheets/sheet1.xml": sheet_xml([b'<row r="9999999"><c><v>1</v></c></row>'])},
        {"xl/worksheets/sheet1.xml": b'<!DOCTYPE w [<!ENTITY a "aa">]><worksheet>&a;</worksheet>'},
        {"xl/workbook.xml": b"<workbook/"},
        {"_rels/.rels": b"<Relationships/>"},
    ],
    ids=["cut", "rows", "place", "string", "far", "entity", "workbook", "nothing"],
)
def test_a_workbook_that_is_damaged_is_refused(parts):
    assert refusal(with_parts(xlsx(), parts)) == (
        "This file is damaged, or no workbook. Open it in your spreadsheet and save it."
    )


# What is made to burst ---------------------------------------------------------------------------


def empty_cells(number: int) -> bytes:
    return with_sheet([b'<row r="%d"><c/></row>' % row for row in range(2, number)])


BOMBS = {
    "a million rows": (
        lambda: with_sheet(
            [b'<row r="%d"><c><v>1</v></c></row>' % row for row in range(2, 1_000_002)]
        ),
        "This file has more than 20000 rows. Split it and send the parts.",
    ),
    "a million lines": (
        lambda: b"slug,title\n" + b"a,A\n" * 1_000_000,
        "This file has more than 20000 rows. Split it and send the parts.",
    ),
    "texts": (
        lambda: with_strings(b"<si><t>a</t></si>" * 5_000_000),
        "This file holds more than can be read. Take out sheets or columns, or split it.",
    ),
    "one text in many cells": (
        lambda: with_strings(
            b"<si><t>" + b"a" * 30_000 + b"</t></si>",
            [b'<row r="%d"><c t="s"><v>0</v></c></row>' % row for row in range(2, 10_000)],
        ),
        "This file holds more than can be read. Take out sheets or columns, or split it.",
    ),
    "merged cells": (
        lambda: with_sheet(
            [], after=b"<mergeCells>" + b'<mergeCell ref="A1:A9"/>' * 20_000 + b"</mergeCells>"
        ),
        "This file has too many merged cells. Separate them and send it again.",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_is_made_to_burst_is_refused_within_seconds(name):
    make, sentence = BOMBS[name]
    content = make()
    ending = "a.csv" if name == "a million lines" else "a.xlsx"
    tracemalloc.start()
    began = time.monotonic()

    assert refusal(content, ending) == sentence
    assert tracemalloc.get_traced_memory()[1] < 64_000_000
    tracemalloc.stop()
    # Its program may use four seconds of the processor, however busy the machine is otherwise.
    assert time.monotonic() - began < 20


def test_a_million_empty_rows_are_no_rows():
    """Read without the limit of time, which half as many keep on any machine."""
    assert survey(sent(empty_cells(500_000), "a.xlsx"), "a.xlsx", Things()).total == 0

    [sheet] = program.told(sent(empty_cells(1_000_000), "a.xlsx"), "survey", 0)
    assert sheet["rows"] == 1
