"""Lines of CSV: every file of ours is written by the same few lines, whoever takes it."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from acpmigration.spreadsheets.csv_writing import BOM, line, written
from acpmigration.spreadsheets.texts import without_guard
from knowledge.enums import EventKind
from tests.factories.knowledge import EventFactory


def read(text):
    return list(csv.reader(StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a text", '"a text"'),
        ("a;b", '"a;b"'),
        ('He said "yes", twice\n', '"He said ""yes"", twice\n"'),
        ("007", '"007"'),
        ("=1+1", '"\'=1+1"'),
        ("-3", '"\'-3"'),
        ("'=kept", "\"''=kept\""),
        (-3, "-3"),
        (Decimal("12.50"), "12.50"),
        (True, "true"),
        (False, "false"),
        (date(2018, 3, 5), '"2018-03-05"'),
        (None, ""),
        ("", ""),
    ],
)
def test_texts_stand_in_quotes_and_nothing_else_does(cell, expected):
    assert line([cell, 1]) == f"{expected},1\r\n"


@given(cells=st.lists(st.text(st.characters(blacklist_categories=["Cs"])), min_size=2))
def test_any_text_is_read_as_it_was_and_none_begins_like_a_formula(cells):
    (found,) = read(line(cells))

    assert [without_guard(cell) for cell in found] == cells
    assert not any(cell.startswith(tuple("=+-@;|%\t\r\n＝＋－＠")) for cell in found)


@pytest.mark.parametrize(("with_bom", "begins"), [(True, f'{BOM}"a"'), (False, '"a"')])
def test_a_file_begins_with_its_headings_and_has_every_row_once(with_bom, begins):
    pieces = list(written(["a", "b"], ([number, "x"] for number in range(450)), with_bom=with_bom))

    assert pieces[0] == f'{begins},"b"\r\n'
    assert [piece.count("\r\n") for piece in pieces] == [1, 200, 200, 50]
    assert [row[0] for row in read("".join(pieces[1:]))] == [str(number) for number in range(450)]


def test_no_row_is_asked_for_before_its_turn():
    asked = []
    rows = ([asked.append(number)] for number in range(1_000))
    pieces = written(["a"], rows, with_bom=False)

    next(pieces)
    assert asked == []
    next(pieces)
    assert len(asked) == 200


@pytest.mark.django_db
def test_public_file_and_export_write_a_text_alike(client, editor_client):
    EventFactory(published=True, title='=1+1; "so, to say"', place="-2")

    public = b"".join(client.get("/events.csv").streaming_content).decode()
    export = editor_client.get(reverse("admin:knowledge_event_export_csv"))
    of_staff = b"".join(export.streaming_content).decode()

    for text in (public, of_staff):
        assert '"\'=1+1; ""so, to say"""' in text
        assert '"\'-2"' in text
    assert not public.startswith(BOM)
    assert of_staff.startswith(BOM)


@pytest.mark.django_db
def test_an_export_stays_in_its_language_while_the_thread_serves_others(editor_client):
    EventFactory(kind=EventKind.FORUM)
    with translation.override("fr"):
        address, kind = reverse("admin:knowledge_event_export_csv"), str(EventKind.FORUM.label)
    response = editor_client.get(address)

    with translation.override("es"):
        (head,), *rows = [read(piece.decode()) for piece in response.streaming_content]
        assert translation.get_language() == "es"

    assert head[head.index("Type") - 1] == "Titre (Espagnol)"
    assert [row[head.index("Type")] for lines in rows for row in lines] == [kind]
