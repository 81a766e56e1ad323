"""Doing several things at the same time, each in a thread and a connection of its own."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from acpmigration.refusals import Refusal


def at_once(folder: Path, *actions: Callable[[], object]) -> list[object]:
    """Do all of it at once; return what each has made, or the refusal that it met.

    Threads cannot share a database in memory and wait for each other there, so they work on a copy
    in a file, of which the result is copied back.
    """
    file = _copied_into(folder) if connection.vendor == "sqlite" else None
    results: list[object] = [None] * len(actions)
    ready = threading.Barrier(len(actions))

    def act(number: int, action: Callable[[], object]) -> None:
        if file:
            connection.settings_dict = {**connection.settings_dict, "NAME": str(file)}
        try:
            ready.wait()
            results[number] = action()
        except Refusal as refusal:
            results[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if file:
        _copied_back(file)
    return results


def _copied_into(folder: Path) -> Path:
    file = folder / "copy.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
        # Of two connections that change the mode of a new file, one is told that it is locked.
        copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    return file


def _copied_back(file: Path) -> None:
    with sqlite3.connect(file) as copy:
        copy.backup(connection.connection)
    copy.close()
