"""A product in the words of programs: schema.org, Dublin Core, and those of scholars' indexes."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from knowledge.citations import Citation
from knowledge.enums import Format
from knowledge.models import Edition, KnowledgeProduct

SCHEMA_TYPES = {
    "thematic_publication": "Book",
    "good_practices": "Book",
    "report": "Report",
    "article": "Article",
}
MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.EPUB: "application/epub+zip",
    Format.WEB: "text/html",
}
OTHER = "other"
# A name, not a page: it begins with http as its makers wrote it.
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


def machine_readable(
    product: KnowledgeProduct, address: str, editions: list[Edition]
) -> dict[str, Any]:
    """The record in the words of schema.org; of a draft no file has an address."""
    said = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES.get(product.kind, "CreativeWork"),
        "name": product.title,
        "abstract": product.abstract,
        "url": address,
        "author": [_author(name) for name in product.author_lines],
        "publisher": {"@type": "Organization", "name": product.publisher}
        if product.publisher
        else None,
        "datePublished": product.issued.written if product.issued else "",
        "isbn": product.isbn,
        "identifier": product.reference,
        "inLanguage": _languages(editions),
        "keywords": [topic.name for topic in product.topics.all()],
        "isAccessibleForFree": True,
        "encoding": [_encoding(each, address) for each in editions if product.is_published],
    }
    return {name: value for name, value in said.items() if value}


def meta(
    product: KnowledgeProduct, cited: Citation, editions: list[Edition]
) -> list[tuple[str, str]]:
    """Name and content of each ``meta``: Dublin Core, then Highwire's for scholars' indexes."""
    return [
        (name, value)
        for name, value in (
            *_dublin_core(product, cited.address, editions),
            *_highwire(product, cited, editions),
        )
        if value
    ]


def _dublin_core(
    product: KnowledgeProduct, address: str, editions: list[Edition]
) -> Iterator[tuple[str, str]]:
    yield "DC.title", product.title
    for name in product.author_lines:
        yield "DC.creator", name
    yield "DC.publisher", product.publisher
    yield "DC.date", product.issued.written if product.issued else ""
    yield "DC.description", product.abstract
    for topic in product.topics.all():
        yield "DC.subject", topic.name
    yield "DC.type", "Text"
    for language in _languages(editions):
        yield "DC.language", language
    for media_type in sorted({MEDIA_TYPES[Format(each.format)] for each in editions}):
        yield "DC.format", media_type
    yield "DC.identifier", address
    yield "DC.identifier", f"urn:isbn:{product.isbn}" if product.isbn else ""
    yield "DC.rights", product.licence


def _highwire(
    product: KnowledgeProduct, cited: Citation, editions: list[Edition]
) -> Iterator[tuple[str, str]]:
    yield "citation_title", cited.title
    for family, given in cited.authors:
        yield "citation_author", f"{family}, {given}" if given else family
    month = f"/{cited.month:02}" if cited.month else ""
    yield "citation_publication_date", f"{cited.year}{month}"
    yield "citation_publisher", cited.publisher
    yield "citation_isbn", cited.isbn
    yield "citation_technical_report_number", cited.reference
    for language in _languages(editions):
        yield "citation_language", language
    for each in editions:
        if product.is_published and each.format == Format.PDF:
            yield "citation_pdf_url", urljoin(cited.address, each.get_absolute_url())


def _author(name: str) -> dict[str, str]:
    """A person is written with the family name first; an organisation has no comma."""
    return {"@type": "Person" if "," in name else "Organization", "name": name}


def _languages(editions: list[Edition]) -> list[str]:
    return sorted({each.language for each in editions} - {OTHER})


def _encoding(edition: Edition, address: str) -> dict[str, Any]:
    said = {
        "@type": "MediaObject",
        "contentUrl": urljoin(address, edition.get_absolute_url()),
        "encodingFormat": MEDIA_TYPES[Format(edition.format)],
        "inLanguage": "" if edition.language == OTHER else edition.language,
        "contentSize": f"{edition.size} B" if edition.size else "",
    }
    return {name: value for name, value in said.items() if value}
