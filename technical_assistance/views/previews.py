"""An intervention as somebody outside reads it by a link."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from acpmigration.previews import Files, Preview, register
from acpmigration.sending import picture_response
from technical_assistance.models import Intervention, StageDocument
from technical_assistance.views.detail import detail_context
from technical_assistance.views.files import document_response


def context(intervention: Intervention, address: str, files: Files) -> dict[str, Any]:
    documents = StageDocument.objects.of_the_public_page()
    return detail_context(intervention, documents=documents, files=files)


def document(request: HttpRequest, intervention: Intervention, number: int) -> HttpResponse:
    rows = StageDocument.objects.of_the_public_page().filter(stage__intervention=intervention)
    return document_response(request, get_object_or_404(rows, pk=number))


def picture(request: HttpRequest, intervention: Intervention, number: int) -> HttpResponse:
    return picture_response(request, get_object_or_404(intervention.pictures, pk=number).image)


register(
    Intervention,
    Preview(
        template="technical_assistance/intervention_detail.html",
        rows=lambda: Intervention.objects.for_page(),
        context=context,
        files={"document": document, "picture": picture},
    ),
)
