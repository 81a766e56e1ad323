"""What activities of interventions and of grants have in common: places, sectors, tags, files."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext_noop

from acpmigration.dates import DatedFact
from acpmigration.open_data.addresses import absolute
from acpmigration.reference.models import Country, Organisation, Region, Topic, Typology
from acpmigration.uploads.documents import content_type_of
from dashboard.iati import codes
from dashboard.iati.activity import Coded, Document, Party, Place, Subject
from dashboard.iati.identity import marked
from dashboard.iati.narratives import Narratives, of_record, of_text, of_texts, said
from dashboard.iati.shares import shared_out

SEVERAL = gettext_noop("Several regions of Africa, the Caribbean and the Pacific")
PAGE = gettext_noop("Page of this record in the portal")


def party(organisation: Organisation, *, is_sample: bool = False) -> Party:
    name = marked(of_record(organisation, "name", organisation.slug), is_sample=is_sample)
    return Party(name, codes.organisation_type(organisation))


def unsigned(organisation: Party, *, is_sample: bool) -> Party:
    """Nobody's identifier stands under a sample."""
    return replace(organisation, ref="") if is_sample else organisation


def texts_of(record: Any) -> tuple[Narratives, list[tuple[str, Narratives]]]:
    """Title, and descriptions: the summary, and what its readers should know of the sources."""
    title = marked(of_record(record, "title", record.slug), is_sample=record.is_sample)
    summary = of_record(record, "summary")
    general = marked(summary, is_sample=record.is_sample) if summary else title
    note = of_record(record, "source_note")
    return title, [(codes.GENERAL, general), *([(codes.OTHER, note)] if note else [])]


def place_of(country: Country) -> Place:
    names = {
        code: dict(of_record(country, "formal_name")).get(code) or name
        for code, name in of_record(country, "name", country.slug)
    }
    return Place(country.iso2, of_texts(names), country.latitude, country.longitude)


def subject_of(topic: Topic) -> Subject:
    sector = codes.SECTORS.get(topic.slug, codes.MIGRATION)
    return Subject(sector, tag_of("topic", topic))


def tag_of(kind: str, row: Topic | Typology) -> Coded:
    return Coded(f"{kind}-{row.slug}", codes.OWN, of_record(row, "name", row.slug))


def region_of(region: Region | None) -> Coded:
    if region is None:
        return Coded(codes.SEVERAL_REGIONS, codes.DAC, said(SEVERAL))
    name = of_record(region, "name", region.slug)
    if code := codes.REGIONS.get(region.slug):
        return Coded(code, codes.DAC, name)
    return Coded(region.slug, codes.OWN, name)


def sectors_of(subjects: Iterable[Subject]) -> dict[str, Decimal]:
    """In equal parts, as countries are: what each has got is not known."""
    return shared_out([each.sector for each in subjects] or [codes.MIGRATION])


def page_of(record: Any) -> Document:
    address = absolute(record.get_absolute_url())
    return Document(address, codes.HTML, said(PAGE), codes.Category.ACTIVITY_PAGE, "en")


def stage_documents(stages: Iterable[Any], *, is_sample: bool) -> list[Document]:
    return [
        Document(
            absolute(document.get_absolute_url()),
            content_type_of(document.file.name),
            marked(
                of_text(document.title, document.language) or of_text(document.file_name, ""),
                is_sample=is_sample,
            ),
            codes.DOCUMENTS[document.kind],
            document.language,
        )
        for stage in stages
        for document in stage.told_documents
    ]


def editions(products: Iterable[Any], category: str = codes.Category.RESULTS) -> list[Document]:
    """Every file or page in which the products can be read."""
    return [
        Document(
            _address(edition.get_absolute_url()),
            codes.FORMATS[edition.format],
            marked(of_record(product, "title", product.slug), is_sample=product.is_sample),
            category,
            edition.language,
            _day(product.issued),
        )
        for product in products
        if settings.DEMO or not product.is_sample
        for edition in product.told_editions
    ]


def _day(issued: DatedFact | None) -> Any:
    """A year is no day on which a document was issued."""
    return issued.latest if issued and issued == DatedFact.on(issued.latest) else None


def _address(address: str) -> str:
    return iri_to_uri(address if "://" in address else absolute(address))
