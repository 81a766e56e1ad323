"""Rows of Component 3."""

from typing import Any

import factory
from django.core.files.base import ContentFile

from knowledge import models
from knowledge.enums import EventKind, Format, ProductKind
from tests.factories.accounts import UserFactory
from tests.factories.base import RecordFactory
from tests.factories.files import pdf
from tests.factories.reference import TopicFactory
from tests.factories.technical_assistance import PUBLISHED_AT


class PublishedFactory(RecordFactory):
    """A draft; ``published=True`` shows it. Many-to-many rows are given by the field's name."""

    class Meta:
        abstract = True

    class Params:
        published = factory.Trait(
            published_at=PUBLISHED_AT, published_by=factory.SubFactory(UserFactory, editor=True)
        )

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        many = {field.name for field in model_class._meta.many_to_many}
        sets = {name: kwargs.pop(name) for name in many & set(kwargs)}
        row = super()._create(model_class, *args, **kwargs)
        for name, rows in sets.items():
            getattr(row, name).set(rows)
        return row


class EventFactory(PublishedFactory):
    class Meta:
        model = models.Event

    slug = factory.Sequence("event-{}".format)
    kind = EventKind.SEMINAR
    title = factory.Sequence("Event {}".format)
    summary = "What was discussed."


class KnowledgeProductFactory(PublishedFactory):
    class Meta:
        model = models.KnowledgeProduct

    slug = factory.Sequence("product-{}".format)
    kind = ProductKind.THEMATIC_PUBLICATION
    title = factory.Sequence("Product {}".format)
    abstract = "What a reader learns."


class EditionFactory(RecordFactory):
    """An English PDF; ``elsewhere=True`` for a page on another site."""

    class Meta:
        model = models.Edition

    class Params:
        elsewhere = factory.Trait(format=Format.WEB, file="", url="https://example.org/publication")

    product = factory.SubFactory(KnowledgeProductFactory)
    language = "en"
    format = Format.PDF
    file = factory.LazyFunction(lambda: ContentFile(pdf(), "edition.pdf"))


class UseFactory(RecordFactory):
    class Meta:
        model = models.Use

    product = factory.SubFactory(KnowledgeProductFactory)
    where = "A thematic paper"


class RecommendationFactory(PublishedFactory):
    class Meta:
        model = models.Recommendation

    slug = factory.Sequence("recommendation-{}".format)
    topic = factory.SubFactory(TopicFactory)
    text = factory.Sequence("Recommendation {}".format)
