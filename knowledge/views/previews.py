"""Products and events as somebody outside reads them by a link."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from acpmigration.previews import Files, Preview, register
from acpmigration.sending import picture_response
from knowledge.models import Edition, Event, KnowledgeProduct
from knowledge.views import events, products
from knowledge.views.files import edition_response


def product_context(product: KnowledgeProduct, address: str, files: Files) -> dict[str, Any]:
    return products.detail_context(product, address, files=files)


def edition(request: HttpRequest, product: KnowledgeProduct, number: int) -> HttpResponse:
    """Not counted as a download: the public has none yet."""
    rows = Edition.objects.with_file().filter(product=product).select_related("product")
    return edition_response(request, get_object_or_404(rows, pk=number))


def cover(request: HttpRequest, product: KnowledgeProduct, number: int) -> HttpResponse:
    if number != product.pk or not product.cover:
        raise Http404
    return picture_response(request, product.cover)


def event_context(event: Event, address: str, files: Files) -> dict[str, Any]:
    return events.detail_context(event)


register(
    KnowledgeProduct,
    Preview(
        template="knowledge/product_detail.html",
        rows=lambda: KnowledgeProduct.objects.for_page(),
        context=product_context,
        files={"edition": edition, "cover": cover},
    ),
)
register(
    Event,
    Preview(
        template="knowledge/event_detail.html",
        rows=lambda: Event.objects.for_page(),
        context=event_context,
    ),
)
