"""One intervention as those see it who work on it."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from acpmigration.accounts.sessions import person_of
from technical_assistance.models import Intervention, StageDocument
from technical_assistance.views.coordination.access import seen_or_refuse, workspace_page
from technical_assistance.views.files import document_response


@workspace_page
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    intervention: Intervention = seen_or_refuse(request, Intervention.objects.for_page(), slug=slug)
    return render(request, "coordination/intervention.html", {"intervention": intervention})


@workspace_page
@require_safe
def document(request: HttpRequest, slug: str, pk: int, filename: str) -> HttpResponseBase:
    """A document of an intervention, internal or not, given out by its row's rule."""
    documents = StageDocument.objects.visible_to(person_of(request))
    found = get_object_or_404(documents, pk=pk, stage__intervention__slug=slug)
    if filename != found.file_name:
        return redirect("coordination:document", slug=slug, pk=pk, filename=found.file_name)
    return document_response(request, found)
