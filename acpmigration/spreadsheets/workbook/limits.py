"""How much is read of a file."""

MEMORY = 512 * 1024 * 1024
# Somebody waits for the survey; rows are read by a worker.
SECONDS = {"survey": 4, "rows": 60, "merged": 60}

MOST_ROWS = 20_000
MOST_COLUMNS = 100
# Headings may stand below a title: this far down they are looked for.
HEADINGS_WITHIN = 10
MOST_STRINGS = 500_000
MOST_MERGED = 10_000
# Of a cell: Excel takes no more. Of a sheet: a text may be named by many cells.
LONGEST_TEXT = 32_767
MOST_CHARACTERS = 40_000_000
MOST_BYTES_OF_PART = 4 * 1024 * 1024


class Refused(Exception):  # noqa: N818 - what the caller says, not an error
    """The file goes past a limit or is no workbook, named by one word."""
