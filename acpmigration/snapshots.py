"""Reading for long: all of it one state of the data, while others go on writing."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeVar

from django.db import connection, transaction

Piece = TypeVar("Piece")
# Who takes nothing for so long is given up: meanwhile the database cannot clear old rows away.
LONGEST_PAUSE = "10min"


@contextmanager
def one_state() -> Iterator[None]:
    """What is read within was true at one moment; nothing is written there.

    Within a transaction that has begun already, it is as whoever began that has chosen.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{LONGEST_PAUSE}'")
            yield
    else:
        with _reading_transaction():
            yield


def of_one_state(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The same pieces, all made of one state; who breaks off ends the transaction."""
    with one_state():
        yield from pieces


@contextmanager
def _reading_transaction() -> Iterator[None]:
    """Begin as a reader: the usual transaction of SQLite would keep all others from writing."""
    # It is the new connection that reads how transactions begin.
    connection.ensure_connection()
    sqlite: Any = connection
    usual = sqlite.transaction_mode
    with ExitStack() as held:
        sqlite.transaction_mode = "DEFERRED"
        try:
            held.enter_context(transaction.atomic())
        finally:
            sqlite.transaction_mode = usual
        yield
