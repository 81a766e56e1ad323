"""A workbook to fill in: lists to choose from, the rules beside the headings."""

from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from acpmigration.spreadsheets.columns import Column
from acpmigration.spreadsheets.sheets import Sheet
from acpmigration.spreadsheets.writing import TITLE_LENGTH, text_cell, width_of

# How far down cells are made ready; a file may have more rows.
READY_ROWS = 1_000
COMMENT_WIDTH, COMMENT_HEIGHT = 320, 160
BOLD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")


def write_template(sheet: Sheet, to: IO[bytes]) -> None:
    """Write an empty workbook in the language of the reader."""
    book = Workbook()
    page: Any = book.active
    page.title = str(sheet.label)[:TITLE_LENGTH]
    page.freeze_panes = "A2"
    lists: Any = book.create_sheet(_("Lists")[:TITLE_LENGTH])
    rules: Any = book.create_sheet(_("How to fill it in")[:TITLE_LENGTH])
    _introduce(rules)
    listed = 0
    for number, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(number)
        _head(page, column, number)
        page.column_dimensions[letter].width = width_of(column)
        for row in range(2, READY_ROWS + 2):
            page.cell(row, number).number_format = column.format
        if choices := column.choices():
            listed += 1
            _offer(page, lists, column, letter, listed, choices)
        _explain(rules, column, number)
    book.save(to)


def _head(page: Any, column: Column, number: int) -> None:
    cell = text_cell(page.cell(1, number), column.header)
    cell.font = BOLD
    if rules := column.rules():
        cell.comment = Comment("\n".join(rules), "", height=COMMENT_HEIGHT, width=COMMENT_WIDTH)


def _offer(
    page: Any, lists: Any, column: Column, letter: str, number: int, choices: list[str]
) -> None:
    """Let the cells of a column choose; what else is understood may still be typed."""
    text_cell(lists.cell(1, number), column.header).font = BOLD
    for row, choice in enumerate(choices, start=2):
        text_cell(lists.cell(row, number), choice)
    listed = get_column_letter(number)
    lists.column_dimensions[listed].width = width_of(column)
    title = lists.title.replace("'", "''")
    offered = DataValidation(
        type="list",
        formula1=f"'{title}'!${listed}$2:${listed}${len(choices) + 1}",
        allow_blank=True,
        showErrorMessage=False,
    )
    offered.add(f"{letter}2:{letter}{READY_ROWS + 1}")
    page.add_data_validation(offered)


def _introduce(rules: Any) -> None:
    for number, heading in enumerate((_("Column"), _("Rules")), start=1):
        text_cell(rules.cell(1, number), heading).font = BOLD
    rules.column_dimensions["A"].width, rules.column_dimensions["B"].width = 60, 90


def _explain(rules: Any, column: Column, number: int) -> None:
    """The key is a heading in any language; no cell of this sheet is a heading by itself."""
    texts = (f"{column.header} [{column.key}]", "\n".join(column.rules()))
    for place, text in enumerate(texts, start=1):
        text_cell(rules.cell(number + 1, place), text).alignment = WRAPPED
