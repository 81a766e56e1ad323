"""Which row has the headings, and which column each of them names."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext_noop as _

from acpmigration.spelling import folded
from acpmigration.spreadsheets.columns import Column
from acpmigration.spreadsheets.sentences import FileNotUnderstood, Sentence
from acpmigration.spreadsheets.tables import Fault, Line, Spoilt, Table, address
from acpmigration.spreadsheets.workbook.limits import MOST_COLUMNS, MOST_ROWS

NEARLY = 0.75
SHOWN = 40
MOST_NAMED = 10

EMPTY = _("There is nothing in this file.")
TOO_MANY_ROWS = _("This file has more than %(most)s rows. Split it and send the parts.")
TOO_MANY_COLUMNS = _(
    "This file has more than %(most)s columns. Take out those that are not to be read."
)
NO_HEADINGS = _(
    "No row with headings was found among the first ten. Expected are, for example: %(headings)s."
)
NO_KEY = _(
    "There is no column “%(heading)s”, by which records are told apart. Found were: %(found)s."
)
FOUND_BY = _("There is no column “%(heading)s”: rows find their records by “%(other)s”.")
ALL_NEW = _("There is no column “%(heading)s”: all rows are taken as new records.")
TWICE = _("%(first)s and %(second)s are both headings of “%(heading)s”. Keep one of the columns.")
MERGED = _("The headings %(cells)s are merged. Give each column a heading of its own.")
UNKNOWN = _("Not read, for there is no such column: %(headings)s.")
MEANT = _("%(cell)s “%(written)s” is not read. Did you mean “%(meant)s”?")
NO_HEADING = _("Not read, for they have no heading: column %(columns)s.")
LEFT = _("Not in the file, and therefore left as they are: %(headings)s.")


@dataclass(frozen=True)
class Headings:
    """The row they stand in, the column of the sheet behind each column of the file.

    ``width`` is where the last heading stands.
    """

    number: int
    width: int
    columns: Mapping[int, Column]
    remarks: Sequence[Sentence]


class Spellings:
    """The ways in which the headings of a sheet may be written, looked up together.

    ``key`` is the column by which a row finds its record, ``others`` those that do without it.
    """

    def __init__(self, columns: Sequence[Column], key: str, others: Sequence[str] = ()) -> None:
        self.columns = columns
        self.key = next(column for column in columns if column.key == key)
        self.others = [column for column in columns if column.key in others]
        self.required = {column.key for column in columns if column.required}
        self.by_spelling = {name: column for column in columns for name in column.headers()}

    def named(self, value: object) -> Column | None:
        return self.by_spelling.get(folded(value)) if isinstance(value, str) else None

    def nearest(self, value: str) -> Column | None:
        found = get_close_matches(folded(value), self.by_spelling, n=1, cutoff=NEARLY)
        return self.by_spelling[found[0]] if found else None

    def known_in(self, values: Iterable[object]) -> int:
        return len({column.key for value in values if (column := self.named(value))})

    def best_line(self, table: Table) -> Line | None:
        best = max(table.head, key=lambda line: self.known_in(line.cells.values()), default=None)
        return best if best and self.known_in(best.cells.values()) else None

    def fits(self, table: Table) -> bool:
        """Whether the table says which records it changes, or all that new ones need."""
        line = self.best_line(table)
        if line is None:
            return False
        named = {column.key for value in line.cells.values() if (column := self.named(value))}
        return bool(self.keys_in(named)) or self.is_enough_for_new(named)

    def keys_in(self, named: Set[str]) -> list[Column]:
        return [column for column in (self.key, *self.others) if column.key in named]

    def is_enough_for_new(self, named: Set[str]) -> bool:
        return bool(self.required) and self.required <= named


def understood(table: Table, spellings: Spellings) -> Headings:
    """Find the headings of a table, and say what is not read of it.

    :raises FileNotUnderstood: if there are none, or a column is named twice.
    """
    if not table.rows:
        raise FileNotUnderstood(EMPTY)
    if table.columns > MOST_COLUMNS:
        raise FileNotUnderstood(TOO_MANY_COLUMNS, most=MOST_COLUMNS)
    line = spellings.best_line(table)
    if line is None:
        examples = ", ".join(str(column.header) for column in spellings.columns[:MOST_NAMED])
        raise FileNotUnderstood(NO_HEADINGS, headings=examples)
    columns = _columns(line, spellings)
    if table.rows - sum(other.number <= line.number for other in table.head) > MOST_ROWS:
        raise FileNotUnderstood(TOO_MANY_ROWS, most=MOST_ROWS)
    remarks = [
        *_unknown(line, spellings),
        *_without_heading(table, line),
        *_left(columns, spellings),
    ]
    return Headings(line.number, max(line.cells), columns, remarks)


def _columns(line: Line, spellings: Spellings) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    places: dict[str, str] = {}
    for place, value in line.cells.items():
        if isinstance(value, Spoilt) and value.fault == Fault.MERGED:
            raise FileNotUnderstood(MERGED, cells=value.said)
        column = spellings.named(value)
        if column is None:
            continue
        here = address(place, line.number)
        if first := places.get(column.key):
            raise FileNotUnderstood(TWICE, first=first, second=here, heading=str(column.header))
        columns[place], places[column.key] = column, here
    named = places.keys()
    if not spellings.keys_in(named) and not spellings.is_enough_for_new(named):
        found = ", ".join(str(column.header) for column in columns.values())
        raise FileNotUnderstood(NO_KEY, heading=str(spellings.key.header), found=found)
    return columns


def _unknown(line: Line, spellings: Spellings) -> Iterable[Sentence]:
    others = []
    for place, value in line.cells.items():
        if spellings.named(value) is not None:
            continue
        written = value.said if isinstance(value, Spoilt) else str(value)[:SHOWN]
        here = address(place, line.number)
        if meant := spellings.nearest(written):
            words = {"cell": here, "written": written, "meant": str(meant.header)}
            yield Sentence(MEANT, words)
        else:
            others.append(f"{here} “{written}”")
    if others:
        yield Sentence(UNKNOWN, {"headings": _some(others)})


def _without_heading(table: Table, line: Line) -> Iterable[Sentence]:
    below = {place for other in table.head if other.number > line.number for place in other.cells}
    if nameless := sorted(below - set(line.cells)):
        names = [address(place, 0).rstrip("0") for place in nameless]
        yield Sentence(NO_HEADING, {"columns": _some(names)})


def _left(columns: Mapping[int, Column], spellings: Spellings) -> Iterable[Sentence]:
    there = {column.key for column in columns.values()}
    missing = [str(column.header) for column in spellings.columns if column.key not in there]
    keys, heading = spellings.keys_in(there), str(spellings.key.header)
    if not keys:
        yield Sentence(ALL_NEW, {"heading": heading})
    elif spellings.key not in keys:
        yield Sentence(FOUND_BY, {"heading": heading, "other": str(keys[0].header)})
    if missing:
        yield Sentence(LEFT, {"headings": _some(missing)})


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
