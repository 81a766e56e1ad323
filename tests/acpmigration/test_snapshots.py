"""Long reading: one state of the data, whatever others write meanwhile."""

import threading
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, connection

from acpmigration.open_data.whole.archive import Archive
from acpmigration.reference.models import Region
from acpmigration.snapshots import of_one_state, one_state
from tests.factories.reference import RegionFactory
from tests.technical_assistance.at_once import at_once

PATIENCE = 20


class Meanwhile:
    """Lets somebody write once a reader has begun; the reader waits for it, and it for nobody."""

    def __init__(self, write):
        self.write, self.begun, self.done = write, threading.Event(), threading.Event()

    def between(self):
        self.begun.set()
        assert self.done.wait(PATIENCE), "Whoever writes waits for whoever reads."

    def writer(self):
        assert self.begun.wait(PATIENCE)
        self.write()
        self.done.set()


def numbers():
    while True:
        yield Region.objects.count()


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_seen_and_does_not_wait(tmp_path):
    meanwhile = Meanwhile(RegionFactory)

    def read():
        pieces = of_one_state(numbers())
        before = next(pieces)
        meanwhile.between()
        after = next(pieces)
        pieces.close()
        return before, after, Region.objects.count()

    found, _written = at_once(tmp_path, read, meanwhile.writer)

    assert found == (0, 0, 1)


@pytest.mark.django_db(transaction=True)
def test_the_parts_of_an_archive_do_not_contradict_each_other(tmp_path):
    RegionFactory(slug="a-region", name_en="As it was")
    meanwhile = Meanwhile(lambda: Region.objects.update(name_en="As it became"))

    def read():
        pieces = Archive(date(2019, 5, 8), ("en",)).stream()
        content = next(pieces)
        meanwhile.between()
        return content + b"".join(pieces)

    content, _written = at_once(tmp_path, read, meanwhile.writer)

    with ZipFile(BytesIO(content)) as archive:
        texts = {
            ending: archive.read(f"data/en/regions.{ending}").decode() for ending in ("csv", "json")
        }
    assert all("As it was" in text for text in texts.values())
    assert Region.objects.get().name_en == "As it became"


@pytest.mark.django_db(transaction=True)
def test_whoever_breaks_off_leaves_no_transaction():
    pieces = of_one_state(numbers())
    next(pieces)
    assert connection.in_atomic_block

    pieces.close()

    assert not connection.in_atomic_block
    # The next one writes as ever.
    if connection.vendor == "sqlite":
        assert connection.transaction_mode == "IMMEDIATE"
    RegionFactory()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_nothing_is_written_meanwhile():
    with pytest.raises(DatabaseError, match="read-only"), one_state():
        RegionFactory()
