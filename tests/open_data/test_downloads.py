"""Lists as files: how they are asked for, and what is left of a broken connection."""

import csv
import gc
from dataclasses import replace
from io import StringIO
from secrets import token_hex
from weakref import WeakSet

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test import RequestFactory

from acpmigration.open_data import data_set
from acpmigration.open_data.downloads import download
from acpmigration.open_data.formats import zipped
from acpmigration.spreadsheets import csv_writing
from acpmigration.spreadsheets.csv_writing import BOM
from technical_assistance.api.interventions import INTERVENTIONS
from technical_assistance.models import Intervention
from tests.factories.technical_assistance import InterventionFactory

CSV = "/interventions.csv"

pytestmark = pytest.mark.django_db


def text_of(response):
    return b"".join(response.streaming_content).decode()


@pytest.mark.parametrize(
    ("asked", "begins"), [("", '"slug"'), ("?bom=0", '"slug"'), ("?bom=1", BOM)]
)
def test_a_byte_order_mark_for_programs_that_need_one(client, asked, begins):
    assert text_of(client.get(CSV + asked)).startswith(begins)


def test_another_value_of_it_is_refused_with_those_there_are(client):
    response = client.get(CSV, {"bom": "yes"})

    assert response.status_code == 400
    assert response.json()["errors"][0]["allowed"] == ["1", "0"]


@pytest.mark.parametrize("ending", ["xlsx", "json", "geojson"])
def test_it_is_a_parameter_of_csv_alone(client, ending):
    assert client.get(f"/interventions.{ending}?bom=1").status_code == 400


@pytest.mark.parametrize(
    "text", ["=1+1", "+32 2 287 70 00", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", ";=1+1", "＝1+1"]
)
def test_in_csv_no_cell_of_text_begins_like_a_formula(client, text):
    InterventionFactory(published=True, summary=text)

    line = next(csv.DictReader(StringIO(text_of(client.get(CSV)), newline="")))

    assert line["summary"] == f"'{text}"


def test_a_file_is_named_by_its_kind_and_day(client):
    disposition = client.get("/interventions.geojson")["Content-Disposition"]

    assert disposition.startswith('attachment; filename="interventions-')
    assert disposition.endswith('.geojson"')


@pytest.mark.parametrize("ending", INTERVENTIONS.endings)
def test_a_broken_connection_leaves_nothing_open(ending, monkeypatch):
    # Many times the same row is packed into little.
    monkeypatch.setattr(zipped, "AT_ONCE", 1_000)
    InterventionFactory.create_batch(3, published=True)
    opened, closed = [], []

    class Watched:
        """Rows that say when nobody reads them any more."""

        def __init__(self, rows):
            self.rows = rows

        def iterator(self, chunk_size):
            opened.append(True)
            try:
                # As many as it takes for the file to be sent in several pieces.
                for row in self.rows.iterator(chunk_size=chunk_size):
                    yield from [row] * 2_000
            finally:
                closed.append(True)

    watched = replace(INTERVENTIONS, assembled=lambda rows: Watched(INTERVENTIONS.assembled(rows)))
    response = download(RequestFactory().get("/"), data_set=watched, ending=ending)
    pieces = iter(response.streaming_content)
    while not opened:
        next(pieces)
    assert closed == []

    # What the end of a request does beside: it would take the test's connection away.
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)

    assert closed == [True]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_cursors WHERE name LIKE '_django_curs_%'")
            assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("ending", INTERVENTIONS.endings)
def test_of_many_rows_few_are_in_memory_and_what_was_read_has_left(ending, monkeypatch):
    chunk, chunks = 25, 8
    for module, name, number in (
        (data_set, "CHUNK", chunk),
        (csv_writing, "AT_ONCE", chunk),
        (zipped, "AT_ONCE", 1_000),
    ):
        monkeypatch.setattr(module, name, number)
    one = InterventionFactory(published=True)
    given = {name: getattr(one, name) for name in ("country", "published_at", "published_by")}
    Intervention.objects.bulk_create(
        # A text that cannot be packed into less.
        Intervention(slug=f"a-{row}", title_en="T", summary_en=token_hex(1_000), **given)
        for row in range(chunk * chunks - 1)
    )
    alive, most_alive, sent_before, sent = WeakSet(), [], [], 0

    def complete(rows):
        gc.collect()
        most_alive.append(len(alive))
        sent_before.append(sent)
        alive.update(rows)
        INTERVENTIONS.complete(rows)

    watched = replace(INTERVENTIONS, complete=complete)
    response = download(RequestFactory().get("/"), data_set=watched, ending=ending)
    for piece in response.streaming_content:
        sent += len(piece)

    # The last one is empty.
    assert len(sent_before) == chunks + 1
    # Those that are being written when the next ones have been read.
    assert max(most_alive) <= chunk
    assert sent_before[-2] > sent / 2
