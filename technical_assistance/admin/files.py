"""What the public site does not show yet: the page of a draft, its documents and pictures."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from acpmigration.preview_links import PreviewLinksAdmin
from acpmigration.publishing import OwnPagesAdmin
from acpmigration.sending import picture_response
from technical_assistance.models import Intervention, Picture, StageDocument
from technical_assistance.views.detail import detail_context
from technical_assistance.views.files import document_response


class InterventionFilesAdmin(OwnPagesAdmin, PreviewLinksAdmin):
    own_pages = [
        ("<int:record_id>/preview/", "preview_view", "preview"),
        ("documents/<int:number>/", "document_view", "document"),
        ("pictures/<int:number>/", "picture_view", "picture"),
    ]

    def preview_view(self, request, record_id):
        rows = Intervention.objects.visible_to(request.user).for_page()
        record = get_object_or_404(rows, pk=record_id)
        documents = StageDocument.objects.visible_to(request.user)
        context = detail_context(record, documents=documents, files=_in_back_office)
        context["preview"] = not record.is_published
        return render(request, "technical_assistance/intervention_detail.html", context)

    def document_view(self, request, number):
        documents = StageDocument.objects.visible_to(request.user)
        document = get_object_or_404(documents, pk=number)
        return document_response(request, document)

    def picture_view(self, request, number):
        picture = get_object_or_404(Picture.objects.visible_to(request.user), pk=number)
        return picture_response(request, picture.image)


def _in_back_office(what, number):
    return reverse(f"admin:technical_assistance_intervention_{what}", args=[number])
