"""What was written down of what was learned."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.addresses import leads_outside
from acpmigration.facets import FacetedList, ListWords, trail
from acpmigration.panels import panels_for
from acpmigration.previews import Files
from acpmigration.taken_back import PublishedDetail
from acpmigration.translated import alphabetical
from knowledge.citations import citation_of
from knowledge.filters import ProductFilter
from knowledge.models import KnowledgeProduct
from knowledge.views.markup import DUBLIN_CORE, machine_readable, meta
from knowledge.views.words import (
    cover,
    cover_of_preview,
    editions_by_language,
    facts,
    filtered,
    product_line,
    topic_values,
    words,
)

LIST = "knowledge:product-list"
CITATIONS = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}


class ProductList(FacetedList):
    filterset_class = ProductFilter
    feed = "knowledge:knowledge-atom"
    list_words = ListWords(
        heading=gettext_lazy("Publications and other knowledge products"),
        description=gettext_lazy(
            "Thematic publications, good practices, knowledge pieces, handouts, articles, guides "
            "and reports of the ACP-EU Migration Action, to read or to download."
        ),
        whole=gettext_lazy("of %(whole)s products"),
        nothing=gettext_lazy("No product matches all of these filters"),
        find=gettext_lazy("Search publications"),
        hint=gettext_lazy("Title, author or words of the text"),
    )

    def get_queryset(self) -> QuerySet[KnowledgeProduct]:
        return KnowledgeProduct.objects.published()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["page_obj"].object_list.for_list()
        return context | {
            "lines": [product_line(row) for row in rows],
            "trail": trail({"label": _("Knowledge")}),
        }


class ProductDetail(PublishedDetail):
    template_name = "knowledge/product_detail.html"
    context_object_name = "product"
    list_page = LIST
    list_label = gettext_lazy("All knowledge products")

    def get_queryset(self) -> QuerySet[KnowledgeProduct]:
        return KnowledgeProduct.objects.published().for_page()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = self.request.build_absolute_uri(self.object.get_absolute_url())
        return super().get_context_data(**kwargs) | detail_context(self.object, address)


def citation(request: HttpRequest, slug: str, style: str) -> HttpResponse:
    """The citation as a file that programs for references open."""
    if style not in CITATIONS:
        raise Http404
    product = get_object_or_404(KnowledgeProduct.objects.published(), slug=slug)
    languages = product.editions.values_list("language", flat=True)
    cited = citation_of(
        product, request.build_absolute_uri(product.get_absolute_url()), set(languages)
    )
    text = cited.bibtex if style == "bib" else cited.ris
    return HttpResponse(
        text,
        content_type=f"{CITATIONS[style]}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{product.slug}.{style}"'},
    )


def detail_context(
    product: KnowledgeProduct, address: str, *, files: Files | None = None
) -> dict[str, Any]:
    """What the page shows beside the row itself, which comes from ``for_page()``.

    A preview says where it has its files.
    """
    editions = list(product.editions.all())
    for edition in editions:
        # Its address names the product, which the page has.
        edition.product = product
    kind = capfirst(product.get_kind_display())
    pages = max((edition.pages or 0 for edition in editions), default=0)
    places = alphabetical(product.countries.all())
    cited = citation_of(product, address, {edition.language for edition in editions})
    return {
        "product": product,
        "kind": kind,
        "cover": cover_of_preview(product, files) if files else cover(product),
        "languages": editions_by_language(editions, files),
        "uses": [
            {"use": use, "link": use.url if leads_outside(use.url) else ""}
            for use in product.uses.all()
        ],
        "citation": cited,
        "dublin_core": DUBLIN_CORE,
        "meta": meta(product, cited, editions),
        "facts": facts(
            (_("Kind"), [filtered(LIST, kind, f"kind={product.kind}")]),
            (_("Issued"), words(product.issued)),
            (_("Topics"), topic_values(list(product.topics.all()))),
            (_("Authors"), words(*product.author_lines)),
            (_("Publisher"), words(product.publisher)),
            (_("Pages"), words(pages)),
            (_("ISBN"), words(product.isbn)),
            (_("Reference"), words(product.reference)),
            (_("Licence"), words(product.licence)),
            (
                _("Regions"),
                [
                    {"label": r.name, "link": r.get_absolute_url(), "region": r.slug}
                    for r in product.regions.all()
                ],
            ),
            (
                _("Countries"),
                [filtered(LIST, str(c), f"country={c.slug}") for c in places],
            ),
        ),
        "panels": panels_for("product", product),
        "trail": trail({"label": _("Knowledge"), "link": reverse(LIST)}, {"label": kind}),
        "machine_readable": machine_readable(product, address, editions),
    }
