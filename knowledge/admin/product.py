"""Publications and other products, and their editions: the address of a file stays."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from acpmigration.admin import in_languages, or_dash
from acpmigration.lists import PUBLIC
from acpmigration.publishing import PublicFilter
from acpmigration.record_forms import fact_shown
from acpmigration.spreadsheets.admin_lists import SpreadsheetAdmin
from acpmigration.topic_actions import TopicsAdmin
from knowledge.admin.files import ProductFilesAdmin
from knowledge.admin.inlines import EditionInline, UseInline
from knowledge.domain.reading import draw_cover_later, forget_what_was_read, read_later
from knowledge.forms import ProductForm
from knowledge.models import Edition, KnowledgeProduct, Use
from technical_assistance.admin.written import WrittenAdmin

# The fields that change which file an edition has.
FILE = {"file", "is_file_left_out"}


@admin.register(KnowledgeProduct)
class KnowledgeProductAdmin(SpreadsheetAdmin, ProductFilesAdmin, TopicsAdmin, WrittenAdmin):
    actions = [*WrittenAdmin.actions, *TopicsAdmin.actions]
    sheet_key = "products"
    change_form_template = "admin/previewed.html"
    form = ProductForm
    issued = fact_shown("issued", _("Issued"))
    inlines = [EditionInline, UseInline]
    parts = (Edition, Use)
    part_of = "product"
    list_display = ["title", "kind", "issued_shown", "languages_shown"]
    list_filter = ["kind", PublicFilter, "topics"]
    search_fields = [
        "slug",
        "isbn",
        "reference",
        "authors",
        *(f"title_{code}" for code in ("en", "fr", "pt", "es")),
    ]
    date_hierarchy = "issued_until"
    totals = {"kind": "kind__exact", PUBLIC: "public"}
    ordering = ["-issued_until", "-pk"]
    autocomplete_fields = ["countries", "extract_of", "interventions", "grants", "events"]
    readonly_fields = (*WrittenAdmin.readonly_fields, "kept_cover")
    fieldsets = [
        (None, {"fields": ["kind", "issued", "slug", "public", "published_at", "publisher_shown"]}),
        *in_languages("title", "abstract", "source_note"),
        (
            _("For citations"),
            {"fields": ["authors", "publisher", ("isbn", "reference"), "licence"]},
        ),
        (_("Cover"), {"fields": ["kept_cover", "cover", "is_cover_left_out"]}),
        (_("What about"), {"fields": ["topics", "regions", "countries"]}),
        (
            _("Where it came from"),
            {"fields": ["extract_of", "interventions", "grants", "events"]},
        ),
        (_("Sources"), {"fields": ["sources"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("editions")

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return fieldsets
        # Whoever only reads is shown the cover that is kept, and no field for another.
        return [
            (
                title,
                {**options, "fields": ["kept_cover"]} if "cover" in options["fields"] else options,
            )
            for title, options in fieldsets
        ]

    def save_model(self, request, obj, form, change):
        if form.cleaned_data.get("is_cover_left_out"):
            obj.cover, obj.cover_width, obj.cover_height = "", 0, 0
            draw_cover_later(obj)
        elif "cover" in form.changed_data:
            obj.is_cover_drawn = False
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if formset.model is not Edition:
            return
        changed = [row for row, names in formset.changed_objects if FILE & set(names)]
        if changed or formset.deleted_objects:
            forget_what_was_read(product=form.instance, editions=changed)
        for edition in [*formset.new_objects, *changed]:
            if edition.file:
                read_later(edition)

    @admin.display(description=_("issued"), ordering="issued_until")
    def issued_shown(self, product):
        return or_dash(product.issued)

    @admin.display(description=_("languages"))
    def languages_shown(self, product):
        return or_dash(", ".join(sorted({edition.language for edition in product.editions.all()})))
