"""Files of Component 1: who gets them, and under which headers."""

import pytest
from django.urls import reverse

from technical_assistance.models import Intervention, StageDocument
from tests.factories import files
from tests.factories.technical_assistance import (
    InterventionFactory,
    PictureFactory,
    StageDocumentFactory,
)

pytestmark = pytest.mark.django_db

SANDBOX = "sandbox; default-src 'none'"
DOWNLOAD = "technical_assistance:document-download"
INTERNAL = "admin:technical_assistance_intervention_document"
INTERNAL_PICTURE = "admin:technical_assistance_intervention_picture"


def document_of(intervention, **fields) -> StageDocument:
    defaults = {"title": "Étude de base: São Tomé", "language": "fr", "is_public": True}
    stage = intervention.stages.get(kind=1)
    return StageDocumentFactory(stage=stage, **defaults | fields)


@pytest.fixture
def published(media):
    return InterventionFactory(published=True)


@pytest.fixture
def draft(media):
    return InterventionFactory()


@pytest.fixture
def document(published):
    return document_of(published)


@pytest.fixture
def internal(published):
    return document_of(published, is_public=False)


@pytest.fixture
def picture(published):
    return PictureFactory(intervention=published)


def test_a_public_document_is_saved_under_a_name_from_its_title(client, document, settings):
    response = client.get(document.get_absolute_url())

    assert response.status_code == 200
    assert response.content == (settings.MEDIA_ROOT / document.file.name).read_bytes()
    assert (
        dict(response.headers).items()
        >= {
            "Content-Type": "application/pdf",
            "Content-Disposition": 'attachment; filename="etude-de-base-sao-tome.pdf"',
            "Content-Language": "fr",
            "Content-Length": str(document.size),
            "Content-Security-Policy": SANDBOX,
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-cache",
        }.items()
    )
    assert "Last-Modified" in response
    assert {"Vary", "Set-Cookie"}.isdisjoint(response.headers)


@pytest.mark.parametrize(
    ("name", "make", "content_type"),
    [
        (
            "a.docx",
            files.openxml,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("a.odt", files.opendocument, "application/vnd.oasis.opendocument.text"),
    ],
)
def test_a_document_is_sent_as_what_it_is(name, make, content_type, client, published):
    document = document_of(published, file=files.sent(make(), name), language="other")

    response = client.get(document.get_absolute_url())

    assert response["Content-Type"] == content_type
    assert response["Content-Language"] == "en"


def test_a_picture_is_shown_in_a_sandbox(client, picture):
    response = client.get(picture.get_absolute_url())

    assert response.status_code == 200
    assert (
        dict(response.headers).items()
        >= {
            "Content-Type": "image/webp",
            "Content-Disposition": "inline",
            "Content-Security-Policy": SANDBOX,
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-cache",
        }.items()
    )
    assert {"Vary", "Set-Cookie"}.isdisjoint(response.headers)


@pytest.mark.parametrize("what", ["document", "picture"])
def test_whoever_has_a_file_is_not_sent_it_again_whatever_else_changes(what, client, request):
    address = request.getfixturevalue(what).get_absolute_url()
    etag = client.get(address)["ETag"]
    InterventionFactory(published=True)

    again = client.get(address, headers={"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")


def test_a_replaced_file_is_sent_to_whoever_has_the_old_one(client, document):
    etag = client.get(document.get_absolute_url())["ETag"]
    document.file = files.sent(files.pdf_about_scripts(), "b.pdf")
    document.save()

    response = client.get(document.get_absolute_url(), headers={"if-none-match": etag})

    assert response.status_code == 200
    assert response["ETag"] != etag


@pytest.mark.parametrize("method", ["head", "post"])
def test_a_file_is_for_reading_only(method, client, document):
    response = getattr(client, method)(document.get_absolute_url())

    assert response.status_code == (200 if method == "head" else 405)
    assert response.content == b""


@pytest.mark.parametrize(
    "name", ["other.pdf", "etude-de-base-sao-tome.exe", "..%2f..%2fetc%2fpasswd", "a%0d%0ab.pdf"]
)
def test_another_name_leads_to_the_right_one(name, client, document):
    address = document.get_absolute_url().rpartition("/")[0]

    response = client.get(f"{address}/{name}")

    assert response.status_code in {302, 404}
    assert response.headers.get("Location", document.get_absolute_url()) == (
        document.get_absolute_url()
    )


def test_a_title_in_other_letters_gives_a_plain_name(client, published):
    document = document_of(published, title='آخر"\r\nX: y')

    response = client.get(document.get_absolute_url())

    assert response["Content-Disposition"] == 'attachment; filename="x-y.pdf"'


@pytest.mark.parametrize(
    "reader", ["client", "viewer_client", "administrator_client", "coordinator_client"]
)
def test_what_is_not_public_is_missing_for_everybody(reader, draft, published, request):
    reader = request.getfixturevalue(reader)
    hidden = [
        document_of(draft),
        document_of(draft, is_public=False),
        document_of(published, is_public=False),
    ]
    for row in hidden:
        for name in (row.file_name, "other.pdf"):
            address = reverse(DOWNLOAD, args=[row.pk, name])
            nothing = reverse(DOWNLOAD, args=[999_999, name])
            response, never = reader.get(address), reader.get(nothing)
            assert response.status_code == never.status_code == 404
            assert response.text.replace(address, nothing) == never.text
            assert response.headers.keys() == never.headers.keys()


@pytest.mark.parametrize("reader", ["client", "administrator_client"])
def test_a_picture_of_a_draft_is_missing_for_everybody(reader, draft, request):
    reader = request.getfixturevalue(reader)

    assert reader.get(PictureFactory(intervention=draft).get_absolute_url()).status_code == 404


def test_a_file_is_the_same_for_everybody(client, administrator_client, document):
    ours = administrator_client.get(document.get_absolute_url())
    theirs = client.get(document.get_absolute_url())

    assert (ours.content, dict(ours.headers)) == (theirs.content, dict(theirs.headers))


def test_a_file_of_a_record_taken_back_is_missing_at_once(client, document):
    etag = client.get(document.get_absolute_url())["ETag"]
    Intervention.objects.update(published_at=None, published_by=None)

    response = client.get(document.get_absolute_url(), headers={"if-none-match": etag})

    assert response.status_code == 404


@pytest.mark.parametrize("what", ["document", "picture"])
def test_a_file_that_is_lost_is_missing(what, client, request):
    row = request.getfixturevalue(what)
    file = row.file if what == "document" else row.image
    file.storage.delete(file.name)

    assert client.get(row.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**40])
def test_a_number_of_any_size_is_only_missing(number, client):
    assert client.get(reverse(DOWNLOAD, args=[number, "a.pdf"])).status_code == 404


def test_the_stored_name_is_no_address(client, document):
    for root in ("/media/", "/media-is-served-by-views-only/", "/protected/", "/"):
        assert client.get(f"{root}{document.file.name}").status_code == 404


def test_staff_read_internal_documents_in_the_back_office(viewer_client, internal):
    response = viewer_client.get(reverse(INTERNAL, args=[internal.pk]))

    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response["Content-Security-Policy"] == SANDBOX
    assert "no-store" in response["Cache-Control"]


def test_staff_see_pictures_of_drafts_in_the_back_office(viewer_client, draft):
    response = viewer_client.get(
        reverse(INTERNAL_PICTURE, args=[PictureFactory(intervention=draft).pk])
    )

    assert response.status_code == 200
    assert response["Content-Security-Policy"] == SANDBOX
    assert "no-store" in response["Cache-Control"]


def test_a_stranger_to_the_back_office_is_asked_to_log_in(client, internal):
    response = client.get(reverse(INTERNAL, args=[internal.pk]))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
