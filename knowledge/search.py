"""What can be found of products with the text of their files, of events and recommendations."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import translation
from django.utils.text import Truncator

from acpmigration.languages import DocumentLanguage
from acpmigration.reference.models import Country, Organisation, Region, Topic
from acpmigration.search import analyser
from acpmigration.search.sources import (
    Passage,
    Source,
    Texts,
    register,
    translated,
    without_markup,
)
from knowledge.models import Event, KnowledgeProduct, Recommendation

# A recommendation has no title but its first words.
WORDS_AS_TITLE = 30


def product_texts(product: KnowledgeProduct, language: str) -> Texts:
    return Texts(
        title=[
            translated(product, "title", language),
            Passage(f"{product.reference} {product.isbn}", analyser.FALLBACK),
        ],
        summary=[
            translated(product, "abstract", language),
            Passage(product.authors, analyser.FALLBACK),
            _kind(product, language),
            *_names([*product.topics.all(), *product.regions.all()], language),
            *_names(product.countries.all(), language),
        ],
        body=list(_readings(product)),
    )


def product_rows() -> QuerySet[KnowledgeProduct]:
    return KnowledgeProduct.objects.prefetch_related(
        "topics", "regions", "countries", "editions__reading"
    )


def products_naming(rows: Sequence[Model]) -> QuerySet[KnowledgeProduct]:
    """The products that are found by the name of one of the rows of the reference data."""
    ways = {Topic: "topics", Region: "regions", Country: "countries"}
    way = ways.get(type(rows[0]))
    return KnowledgeProduct.objects.filter(Q(**{f"{way}__in": rows}) if way else Q(pk__in=[]))


def event_texts(event: Event, language: str) -> Texts:
    return Texts(
        title=[translated(event, "title", language)],
        summary=[
            translated(event, "summary", language),
            _kind(event, language),
            Passage(event.place, analyser.FALLBACK),
            *_names([event.country] if event.country else [], language),
            *_names([*event.topics.all(), *event.partners.all()], language),
        ],
        body=[without_markup(translated(event, "outcomes", language))],
    )


def event_rows() -> QuerySet[Event]:
    return Event.objects.select_related("country").prefetch_related("topics", "partners")


def events_naming(rows: Sequence[Model]) -> QuerySet[Event]:
    ways = {Topic: "topics", Country: "country", Organisation: "partners"}
    way = ways.get(type(rows[0]))
    return Event.objects.filter(Q(**{f"{way}__in": rows}) if way else Q(pk__in=[]))


def recommendation_texts(recommendation: Recommendation, language: str) -> Texts:
    said = translated(recommendation, "text", language)
    return Texts(
        title=[said._replace(text=Truncator(said.text).words(WORDS_AS_TITLE, truncate=" …"))],
        summary=[said, *_names([recommendation.topic], language)],
    )


def recommendations_naming(rows: Sequence[Model]) -> QuerySet[Recommendation]:
    is_topic = isinstance(rows[0], Topic)
    return Recommendation.objects.filter(Q(topic__in=rows) if is_topic else Q(pk__in=[]))


def _kind(record: KnowledgeProduct | Event, language: str) -> Passage:
    with translation.override(language):
        return Passage(str(record.get_kind_display()), language)


def _readings(product: KnowledgeProduct) -> Iterator[Passage]:
    """The texts of the files, each in its own language: readers of any language find them."""
    for edition in product.editions.all():
        if text := getattr(getattr(edition, "reading", None), "text", ""):
            is_other = edition.language == DocumentLanguage.OTHER
            yield Passage(text, analyser.FALLBACK if is_other else edition.language)


def _names(named: Iterable[Any], language: str) -> Iterator[Passage]:
    for row in named:
        yield translated(row, "name", language)
        if isinstance(row, Country):
            yield translated(row, "formal_name", language)


register(
    Source(
        kind="product",
        model=KnowledgeProduct,
        texts=product_texts,
        rows=product_rows,
        public=lambda: KnowledgeProduct.objects.published(),
        naming=products_naming,
    )
)
register(
    Source(
        kind="event",
        model=Event,
        texts=event_texts,
        rows=event_rows,
        public=lambda: Event.objects.published(),
        naming=events_naming,
    )
)
register(
    Source(
        kind="recommendation",
        model=Recommendation,
        texts=recommendation_texts,
        rows=lambda: Recommendation.objects.select_related("topic"),
        public=lambda: Recommendation.objects.published(),
        naming=recommendations_naming,
    )
)
