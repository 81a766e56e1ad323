"""Files that were sent in: given out under headers that keep them still.

Who asks was checked before, by the rule of the row that names the file.
"""

from pathlib import PurePath

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django_sendfile import sendfile

from acpmigration.languages import DocumentLanguage
from acpmigration.uploads import documents, pictures, renditions

# Whatever a browser makes of a file: it runs nothing and loads nothing.
SANDBOX = "sandbox; default-src 'none'"


def attachment_response(
    request: HttpRequest, file: FieldFile, name: str, language: str = DocumentLanguage.OTHER
) -> HttpResponse:
    """Send a document for saving, under a name that is ours."""
    response = sendfile(
        request,
        file.path,
        attachment=True,
        attachment_filename=name,
        mimetype=documents.content_type_of(str(file)),
    )
    if language != DocumentLanguage.OTHER:
        response["Content-Language"] = language
    return guarded(response, file)


def picture_response(
    request: HttpRequest, file: FieldFile, width: int | None = None, ending: str = ""
) -> HttpResponse:
    """Send a picture for looking at: as it is stored, or one of its renditions.

    The stored one stands in for a rendition that was never made.

    :raises Http404: for a width or ending that no picture has.
    """
    path, content_type = file.path, pictures.CONTENT_TYPE
    if width is not None:
        if width not in renditions.WIDTHS or ending not in renditions.FORMATS:
            raise Http404
        name = renditions.rendition_name(str(file), width, ending)
        if file.storage.exists(name):
            path, content_type = file.storage.path(name), renditions.FORMATS[ending][1]
    response = sendfile(request, path, attachment_filename=False, mimetype=content_type)
    return guarded(response, file)


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
