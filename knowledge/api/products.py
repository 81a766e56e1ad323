"""Knowledge products as open data: their fields, and the columns of their tables."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from acpmigration.languages import DocumentLanguage
from acpmigration.open_data.addresses import absolute
from acpmigration.open_data.data_set import DataSet
from acpmigration.open_data.fields import (
    ChangedAt,
    Covered,
    Dated,
    Lines,
    Named,
    OutsideAddress,
    PageAddress,
    RecordAddress,
    RecordSlug,
    SampleMark,
    SourceNote,
    Sources,
    SubjectField,
    TextLanguage,
    Title,
    Topics,
)
from acpmigration.open_data.registry import register
from acpmigration.open_data.viewsets import RecordViewSet
from knowledge.api.linked import LinkedEvent, LinkedProduct
from knowledge.enums import Format, ProductKind
from knowledge.filters import ProductFilter
from knowledge.models import Edition, KnowledgeProduct
from knowledge.models.open_record import complete_products, product_for_record
from nsa_grants.api import LinkedGrant
from technical_assistance.api.linked import LinkedIntervention


class EditionAddress(serializers.URLField):
    """Of a file here, or of the page elsewhere."""

    def to_representation(self, value: Edition) -> str:
        address = value.get_absolute_url()
        return address if value.url else absolute(address)


class EditionRecord(serializers.Serializer):
    """A product in one language and format."""

    language = serializers.ChoiceField(
        DocumentLanguage.choices, help_text=_("The language it is written in.")
    )
    format = serializers.ChoiceField(Format.choices, help_text=_("The format of the file."))
    variant = serializers.CharField(
        help_text=_("Tells two of one language and format apart; mostly empty.")
    )
    size = serializers.IntegerField(help_text=_("Its size in bytes; 0 for a page elsewhere."))
    pages = serializers.IntegerField(
        allow_null=True, help_text=_("Its number of pages; empty where it has none.")
    )
    address = EditionAddress(source="*", help_text=_("Where it is downloaded or read."))


class UseRecord(serializers.Serializer):
    """Where a product was taken up."""

    where = serializers.CharField(help_text=_("By whom and in what."))
    used = Dated(allow_null=True, help_text=_("When; empty where nobody knows."))
    url = OutsideAddress(help_text=_("Its address, if it has one."))


class ProductRecord(serializers.Serializer):
    """A publication, handout, article, guide or report."""

    slug = RecordSlug()
    kind = serializers.ChoiceField(ProductKind.choices, help_text=_("What kind of product it is."))
    title = Title()
    language = TextLanguage(of="title")
    abstract = serializers.CharField(help_text=_("What a reader learns, in a few sentences."))
    authors = Lines(
        help_text=_("“Family name, Given names” of a person, the full name of an organisation.")
    )
    publisher = serializers.CharField(help_text=_("Who issued it."))
    issued = Dated(allow_null=True, help_text=_("When it was issued; empty where nobody knows."))
    isbn = serializers.CharField(help_text=_("The International Standard Book Number."))
    reference = serializers.CharField(help_text=_("The issuer's own, such as ENG0625."))
    licence = serializers.CharField(
        help_text=_("The licence of the product itself, where it states one.")
    )
    topics = Topics()
    regions = SubjectField("region", Named(), help_text=_("The regions it is about."))
    countries = SubjectField("country", Covered(), help_text=_("The countries it is about."))
    extract_of = LinkedProduct(
        allow_null=True,
        source="shown_source",
        help_text=_("The publication that it is taken from."),
    )
    interventions = SubjectField(
        "intervention", LinkedIntervention(), help_text=_("The interventions it grew out of.")
    )
    grants = SubjectField("grant", LinkedGrant(), help_text=_("The grants it grew out of."))
    events = SubjectField("event", LinkedEvent(), help_text=_("The events it grew out of."))
    editions = EditionRecord(many=True, help_text=_("The files and pages in which it is read."))
    uses = UseRecord(many=True, help_text=_("Where it was taken up."))
    sources = Sources()
    source_note = SourceNote()
    is_sample = SampleMark()
    updated_at = ChangedAt()
    page = PageAddress()
    api = RecordAddress("knowledge")


PRODUCTS = DataSet(
    name="knowledge",
    title=_("Publications and other knowledge products"),
    description=_(
        "Thematic publications, good practices, knowledge pieces, handouts, articles, guides and "
        "reports, with their editions."
    ),
    record=ProductRecord,
    filterset=ProductFilter,
    rows=lambda: KnowledgeProduct.objects.published(),
    assembled=product_for_record,
    complete=complete_products,
    page="knowledge:product-list",
    columns={
        "slug": "slug",
        "kind": "kind",
        "title": "title",
        "language": "language",
        "abstract": "abstract",
        "authors": "authors",
        "publisher": "publisher",
        "issued_first": "issued.first",
        "issued_last": "issued.last",
        "isbn": "isbn",
        "reference": "reference",
        "licence": "licence",
        "topics": "topics.slug",
        "regions": "regions.slug",
        "countries": "countries.iso3",
        "country_names": "countries.name",
        "extract_of": "extract_of.slug",
        "interventions": "interventions.slug",
        "grants": "grants.slug",
        "events": "events.slug",
        "edition_languages": "editions.language",
        "edition_formats": "editions.format",
        "edition_sizes": "editions.size",
        "edition_addresses": "editions.address",
        "uses": "uses.where",
        "sources": "sources",
        "source_note": "source_note",
        "is_sample": "is_sample",
        "updated_at": "updated_at",
        "page": "page",
        "api": "api",
    },
)


@register
class ProductViewSet(RecordViewSet):
    """Knowledge products with their editions."""

    data_set = PRODUCTS
