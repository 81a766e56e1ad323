"""Files that were sent in: given out by their row's rule, under headers that keep them still."""

from pathlib import PurePath

from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django_sendfile import sendfile

from acpmigration.languages import DocumentLanguage
from acpmigration.uploads import documents, pictures
from technical_assistance.models import Picture, StageDocument

# Whatever a browser makes of a file: it runs nothing and loads nothing.
SANDBOX = "sandbox; default-src 'none'"


def document_download(request: HttpRequest, pk: int, filename: str) -> HttpResponseBase:
    document = get_object_or_404(StageDocument.objects.visible_to(request.user), pk=pk)
    if filename != document.file_name:
        return redirect(document)
    return unless_known(request, document.file) or document_response(request, document)


def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    shown = get_object_or_404(Picture.objects.visible_to(request.user), pk=pk)
    return unless_known(request, shown.image) or picture_response(request, shown)


def document_response(request: HttpRequest, document: StageDocument) -> HttpResponse:
    """Send a document for saving, under a name made from its title; who asks was checked before."""
    response = attachment_response(request, document.file, document.file_name)
    if document.language != DocumentLanguage.OTHER:
        response["Content-Language"] = document.language
    return response


def attachment_response(request: HttpRequest, file: FieldFile, name: str) -> HttpResponse:
    response = sendfile(
        request,
        file.path,
        attachment=True,
        attachment_filename=name,
        mimetype=documents.content_type_of(str(file)),
    )
    return guarded(response, file)


def picture_response(request: HttpRequest, shown: Picture) -> HttpResponse:
    """Send a picture for looking at; who asks was checked before."""
    response = sendfile(
        request, shown.image.path, attachment_filename=False, mimetype=pictures.CONTENT_TYPE
    )
    return guarded(response, shown.image)


def unless_known(request: HttpRequest, file: FieldFile) -> HttpResponse | None:
    """Answer 304 to whoever has the file already."""
    return get_conditional_response(request, etag=etag_of(file))


def guarded(response: HttpResponse, file: FieldFile) -> HttpResponse:
    response["Content-Security-Policy"] = SANDBOX
    response["ETag"] = etag_of(file)
    return response


def etag_of(file: FieldFile) -> str:
    # A stored file never changes; another one has another random name.
    return quote_etag(PurePath(str(file)).stem)
