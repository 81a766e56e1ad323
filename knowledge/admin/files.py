"""What the public site does not show yet: the page of a draft, its editions and its cover."""

from django.contrib import admin
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import link, or_dash
from acpmigration.preview_links import PreviewLinksAdmin
from acpmigration.publishing import OwnPagesAdmin
from acpmigration.sending import picture_response
from knowledge.models import Edition, KnowledgeProduct
from knowledge.views.files import edition_response
from knowledge.views.products import detail_context


class ProductFilesAdmin(OwnPagesAdmin, PreviewLinksAdmin):
    own_pages = [
        ("<int:record_id>/preview/", "preview_view", "preview"),
        ("<int:record_id>/cover/", "cover_view", "cover"),
        ("editions/<int:number>/", "edition_view", "edition"),
    ]

    def preview_view(self, request, record_id):
        rows = KnowledgeProduct.objects.visible_to(request.user).for_page()
        record = get_object_or_404(rows, pk=record_id)
        address = request.build_absolute_uri(record.get_absolute_url())
        context = detail_context(record, address, files=_in_back_office) | {
            "preview": not record.is_published,
            "back": reverse("admin:knowledge_knowledgeproduct_change", args=[record.pk]),
        }
        return render(request, "knowledge/product_detail.html", context)

    def edition_view(self, request, number):
        """For saving, like the public one; who looks after the file is not counted."""
        editions = Edition.objects.visible_to(request.user).with_file().select_related("product")
        return edition_response(request, get_object_or_404(editions, pk=number))

    def cover_view(self, request, record_id):
        product = get_object_or_404(KnowledgeProduct.objects.visible_to(request.user), pk=record_id)
        if not product.cover:
            raise Http404
        return picture_response(request, product.cover)

    @admin.display(description=_("cover kept"))
    def kept_cover(self, product):
        if not product.pk or not product.cover:
            return or_dash(None)
        address = reverse("admin:knowledge_knowledgeproduct_cover", args=[product.pk])
        words = _("drawn from a PDF") if product.is_cover_drawn else _("Show the picture")
        return link(address, words)


def _in_back_office(what, number):
    return reverse(f"admin:knowledge_knowledgeproduct_{what}", args=[number])
