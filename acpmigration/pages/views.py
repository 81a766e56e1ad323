"""Pages whose words staff edit, and previews of records that are not public."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from acpmigration import errors
from acpmigration.dates import day_of
from acpmigration.pages.domain.previews import key_of, note_visit
from acpmigration.pages.models import PreviewLink, Text
from acpmigration.previews import Preview, preview_of
from acpmigration.refusals import Gone

# What only a reader with the link may see: nobody keeps it, finds it or is told where it was.
OF_A_PREVIEW = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def text(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "pages/text.html", {"text": get_object_or_404(Text, key=key)})


def how_we_count(request: HttpRequest) -> HttpResponse:
    """The rules of counting, and the definition of every figure."""
    texts = Text.objects.under("page/how-we-count", "figure/")
    if not (written := texts.pop("page/how-we-count", None)):
        raise Http404
    definitions = sorted(texts.values(), key=lambda each: each.title)
    return render(request, "pages/text.html", {"text": written, "definitions": definitions})


def by_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open a view to whoever has a link that still leads to its record.

    The view is given request, link, preview and record.
    The view sees a stranger, whoever is logged in: it shows what the reader of the link will see.
    """

    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        request.user = AnonymousUser()
        response = _answer(view, request, token, **kwargs)
        for name, value in OF_A_PREVIEW.items():
            response.headers[name] = value
        return response

    return login_not_required(csrf_exempt(require_safe(opened)))


def _answer(
    view: Callable[..., HttpResponseBase], request: HttpRequest, token: str, **kwargs: Any
) -> HttpResponseBase:
    if (key := key_of(token)) is None:
        return errors.page(request, HTTPStatus.NOT_FOUND, name="preview_unknown")
    if (found := _open(key)) is None:
        return errors.page(request, HTTPStatus.GONE, name="preview_over")
    try:
        return view(request, *found, **kwargs)
    except Gone:
        return errors.page(request, HTTPStatus.GONE, name="preview_over")
    except Http404:
        return errors.page(request, HTTPStatus.NOT_FOUND, name="preview_unknown")


@by_link
def preview(
    request: HttpRequest, link: PreviewLink, shown: Preview, record: Any
) -> HttpResponseBase:
    if request.method == "GET":
        note_visit(link=link, language=get_language() or "", at=timezone.now())
    token = request.resolver_match.kwargs["token"]  # type: ignore[union-attr]

    def files(what: str, number: int) -> str:
        return reverse("pages:preview-file", args=[token, what, number])

    address = request.build_absolute_uri(record.get_absolute_url())
    context = shown.context(record, address, files) | {
        "preview_link": {"reader": link.reader, "until": day_of(link.expires_at)},
        "is_public": record.is_published,
    }
    return render(request, shown.template, context)


@by_link
def preview_file(
    request: HttpRequest, link: PreviewLink, shown: Preview, record: Any, what: str, number: int
) -> HttpResponseBase:
    if (give := shown.files.get(what)) is None:
        raise Http404
    return give(request, record, number)


def _open(key: Any) -> tuple[PreviewLink, Preview, Any] | None:
    """What a link leads to; ``None`` if it has ended, was revoked, or its record is gone."""
    link = PreviewLink.objects.open(timezone.now()).filter(key=key).first()
    shown = link and preview_of(link.kind)
    record = shown.rows().filter(pk=link.object_id).first() if link and shown else None
    return (link, shown, record) if link and shown and record else None
