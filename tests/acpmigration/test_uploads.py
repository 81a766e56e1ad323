"""What the field itself does: no way in leads around the checks, no name that was sent is kept."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from technical_assistance.models import AssistanceRequest, StageDocument
from tests.factories import files
from tests.factories.technical_assistance import AssistanceRequestFactory, StageDocumentFactory

pytestmark = pytest.mark.django_db

REFUSAL = (
    "What is in this file is not what its name ends in. "
    "Send a PDF, Word, Excel, PowerPoint or OpenDocument file of up to 10 MB."
)


class DocumentForm(forms.ModelForm):
    class Meta:
        model = StageDocument
        fields = ["file"]


def test_nothing_is_stored_without_the_checks(media):
    with pytest.raises(ValidationError) as refused:
        StageDocumentFactory(file=files.sent(files.PROGRAM, "report.pdf"))

    assert refused.value.messages == [REFUSAL]
    assert media() == []


def test_a_file_saved_by_its_name_is_checked_too(media):
    request = AssistanceRequestFactory()

    with pytest.raises(ValidationError):
        request.letter.save("letter.pdf", ContentFile(files.PROGRAM))

    assert media() == []
    assert AssistanceRequest.objects.get(pk=request.pk).letter.name == ""


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.pdf",
        "..\\..\\windows\\system.pdf",
        "report\0.pdf",
        "report\r\nSet-Cookie: a=b.pdf",
        "\u202efdp.troper.pdf",
        f"{'long ' * 80}.pdf",
        "report.pdf ",
        "CON.pdf",
    ],
    ids=["up", "up on Windows", "NUL", "CR LF", "right to left", "400 letters", "blank", "CON"],
)
def test_odd_names_do_not_matter_for_none_is_kept(name, media):
    form = DocumentForm(files={"file": files.sent(files.pdf(), name)})
    document = StageDocumentFactory(file=ContentFile(files.pdf(), name=name))

    (stored,) = media()
    assert form.errors == {}
    assert document.file.name == stored
    assert stored.startswith("documents/")
    assert len(stored) == len("documents/") + 32 + len(".pdf")
    assert stored.endswith(".pdf")


def test_the_size_is_kept_beside_the_file(media):
    content = files.pdf()

    document = StageDocumentFactory(file=ContentFile(content, name="report.pdf"))

    assert StageDocument.objects.get(pk=document.pk).size == len(content)


def test_a_stored_file_is_not_asked_again_when_its_row_is_edited(media):
    document = StageDocumentFactory(file=ContentFile(files.pdf(), name="report.pdf"))
    document.file.storage.delete(document.file.name)
    kept = StageDocument.objects.get(pk=document.pk)
    kept.title = "Another title"

    kept.full_clean()
    kept.save()

    assert StageDocument.objects.get(pk=document.pk).title == "Another title"


def test_forms_offer_the_endings_that_are_taken():
    assert 'accept=".pdf,.docx,.xlsx,.pptx,.odt"' in str(DocumentForm()["file"])
