"""Bodies that nobody can make sense of: told so, never read whole, never an error of ours."""

import json
import tracemalloc
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone

from acpmigration.accounts.domain.tokens import make_token
from acpmigration.open_data.parsing import MOST
from acpmigration.open_data.private import MOST_SENT
from tests.factories.reference import CountryFactory
from tests.factories.technical_assistance import opened

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


@pytest.fixture
def where(coordinator, editor):
    country = CountryFactory(region=coordinator.regions.get())
    return f"/api/v1/coordination/interventions/{opened(by=editor, lead=country).slug}/progress/"


@pytest.fixture
def headers(coordinator):
    token = make_token(name="Test", days=30, by=coordinator, at=timezone.now())
    return {"authorization": f"Bearer {token}", "idempotency-key": str(uuid4())}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", "This is not JSON."),
        (b"\xff\xfe", "This is not JSON."),
        (b"[" * 3_000 + b"]" * 3_000, "This is not JSON."),
        (b'{"note":' * 3_000 + b"1" + b"}" * 3_000, "This is not JSON."),
        (b'{"seen": ' + b"9" * 5_000 + b"}", "This is not JSON."),
        (b'{"note": "\\ud800"}', "This is not JSON."),
        (b'{"\\udfff": 1}', "This is not JSON."),
        (b'{"seen": NaN}', "NaN is no number."),
        (b'{"seen": -Infinity}', "-Infinity is no number."),
        (b'{"note": "a", "note": "b"}', "A name stands twice in one object."),
        (b'{"x": {"note": "a", "note": "b"}}', "A name stands twice in one object."),
        (b"[]", "This is not a JSON object."),
        (b"null", "This is not a JSON object."),
        (b'"words"', "This is not a JSON object."),
    ],
)
def test_what_is_no_json_of_ours_is_refused(client, where, headers, body, words):
    response = client.post(where, body, content_type="application/json", headers=headers)

    assert (response.status_code, response["Content-Type"]) == (400, PROBLEM)
    assert response.json()["detail"] == words


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "application/xml", "application/x-www-form-urlencoded", "a/b/c", "\xe9"],
)
def test_a_type_that_is_not_read_here_is_refused(client, where, headers, content_type):
    response = client.post(where, b"{}", content_type=content_type, headers=headers)

    assert (response.status_code, response["Content-Type"]) == (415, PROBLEM)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b"--b\r\nbroken"),
        ("multipart/form-data; boundary=" + "b" * 300, b"x"),
        ("multipart/form-data; boundary=b", b"--b--"),
        ("application/json; charset=utf-16", b"\x00{"),
    ],
)
def test_a_broken_form_is_refused(client, where, headers, content_type, body):
    response = client.post(where, body, content_type=content_type, headers=headers)

    assert response.status_code in (400, 415, 422)
    assert response["Content-Type"] == PROBLEM


def test_too_many_fields_are_refused(client, where, headers):
    told = {f"field{number}": "x" for number in range(2_100)}

    response = client.post(where, told, headers=headers)

    assert (response.status_code, response["Content-Type"]) == (400, PROBLEM)


def test_more_json_than_is_read_is_refused(client, where, headers):
    body = json.dumps({"note": "x" * MOST})

    response = client.post(where, body, content_type="application/json", headers=headers)

    assert (response.status_code, response["Content-Type"]) == (413, PROBLEM)


class Endless(BytesIO):
    """Fifty megabytes that nobody holds; tells how much of them was read."""

    taken = 0

    def read(self, size=-1, /):
        assert size > 0, "read whole"
        self.taken += size
        return b"x" * size


@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data; boundary=b"])
def test_fifty_megabytes_are_refused_before_they_are_read(where, headers, content_type):
    body = Endless()
    request = RequestFactory().generic(
        "POST",
        where,
        content_type=content_type,
        headers=headers,
        CONTENT_LENGTH=str(50_000_000),
        **{"wsgi.input": body},
    )
    match = resolve(where)

    tracemalloc.start()
    response = match.func(request, **match.kwargs)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (response.status_code, response["Content-Type"]) == (413, PROBLEM)
    assert body.taken == 0
    assert peak < 2_000_000
    assert MOST_SENT < 50_000_000


@pytest.mark.parametrize("length", ["-1", "nonsense", "", "9" * 40])
def test_a_length_that_is_none_is_no_error(client, where, headers, length):
    response = client.post(
        where, b"{}", content_type="application/json", headers=headers, CONTENT_LENGTH=length
    )

    assert 400 <= response.status_code < 500
    assert response["Content-Type"] == PROBLEM
