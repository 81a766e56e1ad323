"""Pages whose words staff edit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from acpmigration.pages.models import Text


def text(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "pages/text.html", {"text": get_object_or_404(Text, key=key)})
