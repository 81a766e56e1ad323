"""Pages whose words staff edit."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from acpmigration.pages.models import Text


def text(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "pages/text.html", {"text": get_object_or_404(Text, key=key)})


def how_we_count(request: HttpRequest) -> HttpResponse:
    """The rules of counting, and the definition of every figure."""
    texts = Text.objects.under("page/how-we-count", "figure/")
    if not (written := texts.pop("page/how-we-count", None)):
        raise Http404
    definitions = sorted(texts.values(), key=lambda each: each.title)
    return render(request, "pages/text.html", {"text": written, "definitions": definitions})
