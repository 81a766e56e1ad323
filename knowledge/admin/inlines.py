"""What stands on a product's page beside its own fields."""

from django.contrib import admin
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import link, or_dash
from acpmigration.parts import PartInline, TranslatedPartInline, words_in_languages
from knowledge.forms import EditionForm, UseForm
from knowledge.models import Edition, Use
from knowledge.views.words import pages_words


class EditionInline(PartInline):
    """Another file takes the place of the kept one at the same address."""

    model = Edition
    form = EditionForm
    # The kept file has a link of its own, which works for drafts too.
    view_on_site = False
    readonly_fields = ["kept_file", "downloads_shown"]

    def get_queryset(self, request):
        counted = super().get_queryset(request).annotate(fetched=Sum("downloads__number"))
        return counted.select_related("product").order_by("language", "variant", "format", "pk")

    def get_fields(self, request, obj=None):
        own = [("language", "format", "variant"), "kept_file", "downloads_shown"]
        can_change = self.has_change_permission(request, obj)
        return [*own, "file", "url"] if can_change else [*own, "url"]

    @admin.display(description=_("file kept"))
    def kept_file(self, edition):
        if not edition.pk or not edition.file:
            return or_dash(None)
        told = [edition.file_name, filesizeformat(edition.size)]
        if edition.pages:
            told.append(pages_words(edition.pages))
        address = reverse("admin:knowledge_knowledgeproduct_edition", args=[edition.pk])
        return link(address, ", ".join(map(str, told)))

    @admin.display(description=_("downloads"))
    def downloads_shown(self, edition):
        return or_dash(getattr(edition, "fetched", None))


class UseInline(TranslatedPartInline):
    model = Use
    form = UseForm
    fieldsets = [(None, {"fields": [*words_in_languages("where"), ("used", "url")]})]
