"""The documents and pictures of interventions, given out by their row's rule."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from acpmigration.sending import attachment_response, picture_response, unless_known
from technical_assistance.models import Picture, StageDocument


def document_download(request: HttpRequest, pk: int, filename: str) -> HttpResponseBase:
    document = get_object_or_404(StageDocument.objects.visible_to(request.user), pk=pk)
    if filename != document.file_name:
        return redirect(document)
    return unless_known(request, document.file) or document_response(request, document)


def picture(
    request: HttpRequest, pk: int, width: int | None = None, ending: str = ""
) -> HttpResponseBase:
    shown = get_object_or_404(Picture.objects.visible_to(request.user), pk=pk)
    response = picture_response(request, shown.image, width, ending)
    return unless_known(request, shown.image) or response


def document_response(request: HttpRequest, document: StageDocument) -> HttpResponse:
    """Send a document for saving, under a name made from its title; who asks was checked before."""
    return attachment_response(request, document.file, document.file_name, document.language)
