"""Documents, pictures and letters in the back-office: attached, kept, read by staff only."""

import pytest
from django.test.client import BOUNDARY, encode_multipart
from django.urls import reverse

from acpmigration.dates import DatedFact
from technical_assistance.domain.requests import receive_request
from technical_assistance.models import Picture, StageDocument
from tests.factories.files import pdf, picture, sent
from tests.factories.reference import CountryFactory
from tests.factories.technical_assistance import TODAY, StageDocumentFactory, opened
from tests.technical_assistance.back_office import change_page, typed

NEW = "documents-0-"
EMPTY_FILE = (
    f"--{BOUNDARY}\r\n"
    'Content-Disposition: form-data; name="{}"; filename=""\r\n'
    "Content-Type: application/octet-stream\r\n\r\n\r\n"
)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = settings.SENDFILE_ROOT = tmp_path


@pytest.fixture
def intervention(editor):
    return opened(by=editor)


def described(stage, file, **changes):
    return {
        f"{NEW}stage": stage.pk,
        f"{NEW}kind": "concept_note",
        f"{NEW}title": "Concept note",
        f"{NEW}language": "en",
        f"{NEW}file": file,
        **changes,
    }


def test_document_is_attached_to_one_of_the_own_stages(editor_client, intervention):
    page = change_page(intervention)
    stage = intervention.stages.get(kind=1)

    editor_client.post(
        page, typed(editor_client.get(page)) | described(stage, sent(pdf(), "note.pdf"))
    )

    document = StageDocument.objects.get()
    assert (document.stage, document.title, document.is_public) == (stage, "Concept note", False)


def test_document_of_another_intervention_cannot_be_made(editor, editor_client, intervention):
    page = change_page(intervention)
    foreign = opened(by=editor).stages.get(kind=1)

    response = editor_client.post(
        page, typed(editor_client.get(page)) | described(foreign, sent(pdf(), "note.pdf"))
    )

    errors = response.context["inline_admin_formsets"][1].formset.errors
    assert list(errors[0]) == ["stage"]
    assert not StageDocument.objects.exists()


def test_refused_file_is_asked_for_again_and_the_rest_kept(editor_client, intervention):
    page = change_page(intervention)
    stage = intervention.stages.get(kind=1)

    response = editor_client.post(
        page, typed(editor_client.get(page)) | described(stage, sent(b"no PDF", "note.pdf"))
    )

    form = response.context["inline_admin_formsets"][1].formset.forms[0]
    assert list(form.errors) == ["file"]
    assert form["title"].value() == "Concept note"
    assert "Choose the files again" in response.text


def test_many_documents_still_fit_into_one_form(editor_client, intervention):
    """A browser sends every empty file field as a file without a name."""
    StageDocumentFactory.create_batch(8, stage=intervention.stages.get(kind=1))
    page = change_page(intervention)
    data = typed(editor_client.get(page), title_en="With many documents")
    empty = "".join(EMPTY_FILE.format(f"documents-{number}-file") for number in range(9))

    response = editor_client.post(
        page,
        empty.encode() + encode_multipart(BOUNDARY, data),
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
    )

    assert response.status_code == 302


def test_viewer_reads_what_is_kept_and_is_offered_no_place_for_another(viewer_client, intervention):
    document = StageDocumentFactory(stage=intervention.stages.get(kind=1))
    shown = Picture.objects.create(
        intervention=intervention,
        image=sent(picture(), "people.jpg"),
        alternative_text_en="People at a table",
        credit="© IOM 2017",
    )

    page = viewer_client.get(change_page(intervention))
    addresses = [
        reverse("admin:technical_assistance_intervention_document", args=[document.pk]),
        reverse("admin:technical_assistance_intervention_picture", args=[shown.pk]),
    ]

    assert 'type="file"' not in page.text
    assert all(address in page.text for address in addresses)
    assert [viewer_client.get(address).status_code for address in addresses] == [200, 200]


def test_letter_is_read_by_staff(editor, viewer_client):
    request = receive_request(
        lead=CountryFactory(),
        by=editor,
        when=DatedFact.parse("2018"),
        today=TODAY,
        letter=sent(pdf(), "letter.pdf"),
    )
    address = reverse("admin:technical_assistance_assistancerequest_letter", args=[request.pk])

    response = viewer_client.get(address)

    assert f'filename="{request.slug}.pdf"' in response.headers["Content-Disposition"]
    assert address in viewer_client.get(change_page(request)).text


@pytest.mark.parametrize("kind", ["document", "picture"])
def test_files_that_are_not_there_are_not_found(viewer_client, kind):
    address = reverse(f"admin:technical_assistance_intervention_{kind}", args=[1])

    assert viewer_client.get(address).status_code == 404
