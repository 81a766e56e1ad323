"""What the public site does not show yet: the page of a draft, its documents and pictures."""

from django.contrib import admin
from django.shortcuts import get_object_or_404, render
from django.urls import path

from acpmigration.sending import picture_response
from technical_assistance.models import Intervention, Picture, StageDocument
from technical_assistance.views.detail import detail_context
from technical_assistance.views.files import document_response


class InterventionFilesAdmin(admin.ModelAdmin):
    def get_urls(self):
        own = [
            ("<int:record_id>/preview/", self.preview_view, "preview"),
            ("documents/<int:number>/", self.document_view, "document"),
            ("pictures/<int:number>/", self.picture_view, "picture"),
        ]
        return [
            *(
                path(
                    route,
                    self.admin_site.admin_view(view),
                    name=f"technical_assistance_intervention_{name}",
                )
                for route, view, name in own
            ),
            *super().get_urls(),
        ]

    def preview_view(self, request, record_id):
        rows = Intervention.objects.visible_to(request.user).for_page()
        record = get_object_or_404(rows, pk=record_id)
        context = detail_context(record, request.user) | {"preview": not record.is_published}
        return render(request, "technical_assistance/intervention_detail.html", context)

    def document_view(self, request, number):
        documents = StageDocument.objects.visible_to(request.user)
        document = get_object_or_404(documents, pk=number)
        return document_response(request, document)

    def picture_view(self, request, number):
        picture = get_object_or_404(Picture.objects.visible_to(request.user), pk=number)
        return picture_response(request, picture.image)
