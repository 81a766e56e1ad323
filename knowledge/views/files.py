"""The files of editions and the covers of products, given out by their row's rule."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from acpmigration.dates import today
from acpmigration.sending import attachment_response, picture_response, unless_known
from knowledge.domain.downloads import count_download
from knowledge.models import Edition, KnowledgeProduct
from knowledge.models.edition import EditionQuerySet


def edition_download(request: HttpRequest, slug: str, filename: str) -> HttpResponseBase:
    """Its address names language, variant and format, so that it outlives the file."""
    edition = edition_named(Edition.objects.visible_to(request.user), slug, filename)
    if known := unless_known(request, edition.file):
        return known
    response = edition_response(request, edition)
    if request.method == "GET" and "Range" not in request.headers:
        count_download(edition=edition, on=today())
    return response


def edition_named(editions: EditionQuerySet, slug: str, filename: str) -> Edition:
    """:raises Http404: if no edition of the product has a file of that name."""
    rows = editions.with_file().filter(product__slug=slug).select_related("product")
    for edition in rows:
        if edition.file_name == filename:
            return edition
    raise Http404


def edition_response(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Send an edition for saving; who asks was checked before."""
    return attachment_response(request, edition.file, edition.file_name, edition.language)


def cover(
    request: HttpRequest, pk: int, width: int | None = None, ending: str = ""
) -> HttpResponseBase:
    rows = KnowledgeProduct.objects.visible_to(request.user).exclude(cover="")
    product = get_object_or_404(rows, pk=pk)
    response = picture_response(request, product.cover, width, ending)
    return unless_known(request, product.cover) or response
