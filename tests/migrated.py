"""Start from a database that was migrated before the run: each worker copies it.

`MIGRATED` names it: a file of SQLite or a database of PostgreSQL. `.ci/run` makes both; without
one, each worker migrates for itself.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

MIGRATED = os.environ.get("MIGRATED", "")
# How Django names the database in memory that all connections of a test process share.
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"


@contextmanager
def as_beginning() -> Iterator[None]:
    """Let the test database begin as a copy; what is missing in it is migrated as ever."""
    if not MIGRATED:
        yield
    elif connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = MIGRATED
        yield
    else:
        # What is in memory stays as long as one connection does.
        with closing(sqlite3.connect(IN_MEMORY, uri=True)) as copy:
            with closing(sqlite3.connect(MIGRATED)) as source:
                source.backup(copy)
            yield


def copied_to(file: Path) -> None:
    """Let the database of a served demo begin as a copy."""
    if MIGRATED:
        shutil.copyfile(MIGRATED, file)
