"""What the database itself refuses of Component 3, each by the name of the constraint."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from knowledge.models import Edition, EditionDownloads, Event, KnowledgeProduct, Recommendation, Use
from tests.factories.knowledge import (
    EditionFactory,
    EventFactory,
    KnowledgeProductFactory,
    RecommendationFactory,
    UseFactory,
)

pytestmark = pytest.mark.django_db

LONGEST_NAME = 63
EARLY, LATE = date(2018, 5, 2), date(2018, 6, 4)
NOW = datetime(2019, 5, 8, tzinfo=UTC)
RECORDS = [
    (Event, EventFactory),
    (KnowledgeProduct, KnowledgeProductFactory),
    (Recommendation, RecommendationFactory),
]


def refuses(name, model, **values):
    """Change the one row past the model, as a console would."""
    with (
        pytest.raises(IntegrityError, match=f"knowledge_{name}"[:LONGEST_NAME]),
        transaction.atomic(),
    ):
        model.objects.update(**values)


def test_a_product_is_no_extract_of_itself():
    KnowledgeProductFactory()

    refuses("knowledgeproduct_extract_of_another", KnowledgeProduct, extract_of=F("pk"))


def test_an_edition_is_either_a_file_or_a_page_elsewhere():
    EditionFactory()

    refuses("edition_file_or_url", Edition, url="https://example.org/")
    refuses("edition_file_or_url", Edition, file="")


def test_the_format_is_that_of_the_file():
    EditionFactory()

    refuses("edition_format_of_file", Edition, format="epub")


def test_an_event_does_not_take_the_address_of_the_calendar():
    EventFactory()

    refuses("event_slug_not_reserved", Event, slug="calendar")


def test_a_web_page_is_elsewhere():
    EditionFactory()

    # Either rule may be the first that the database names.
    refuses("edition_(web_is_elsewhere|format_of_file)", Edition, format="web")


@pytest.mark.parametrize(
    ("model", "factory", "fact"),
    [
        (Event, EventFactory, "starts"),
        (Event, EventFactory, "ends"),
        (KnowledgeProduct, KnowledgeProductFactory, "issued"),
        (Use, UseFactory, "used"),
        (Recommendation, RecommendationFactory, "endorsed"),
    ],
)
def test_the_beginning_of_a_dated_fact_has_an_end_that_is_not_before(model, factory, fact):
    factory()
    name, earliest, latest = (
        f"{model._meta.model_name}_{fact}_dated",
        f"{fact}_from",
        f"{fact}_until",
    )

    refuses(name, model, **{earliest: LATE, latest: EARLY})
    refuses(name, model, **{earliest: LATE, latest: None})


def test_an_event_does_not_end_before_it_starts():
    EventFactory(starts_from=LATE, starts_until=LATE)

    refuses("event_starts_from_to_ends_until", Event, ends_from=EARLY, ends_until=EARLY)


@pytest.mark.parametrize(("model", "factory"), RECORDS)
def test_the_moment_and_the_actor_of_publication_belong_together(model, factory):
    factory()

    refuses(f"{model._meta.model_name}_published_at_with_published_by", model, published_at=NOW)


@pytest.mark.parametrize(
    ("model", "factory", "field"),
    [
        (Event, EventFactory, "kind"),
        (Event, EventFactory, "participants_precision"),
        (KnowledgeProduct, KnowledgeProductFactory, "kind"),
        (Edition, EditionFactory, "language"),
        (Edition, EditionFactory, "format"),
    ],
)
def test_only_listed_values_are_kept(model, factory, field):
    factory()

    refuses(f"{model._meta.model_name}_{field}_listed", model, **{field: "?"})


@pytest.mark.parametrize(
    ("model", "factory", "field"),
    [
        (Event, EventFactory, "title_en"),
        (KnowledgeProduct, KnowledgeProductFactory, "title_en"),
        (Recommendation, RecommendationFactory, "text_en"),
        (Use, UseFactory, "where_en"),
    ],
)
def test_what_a_reader_needs_is_never_empty(model, factory, field):
    factory()

    refuses(f"{model._meta.model_name}_{field}_required", model, **{field: ""})


@pytest.mark.parametrize(
    ("factory", "columns"),
    [
        (EditionFactory, ["product", "language", "format", "variant"]),
        (EventFactory, ["slug"]),
        (KnowledgeProductFactory, ["slug"]),
        (RecommendationFactory, ["slug"]),
    ],
)
def test_no_two_rows_say_the_same(factory, columns):
    first = factory()

    with pytest.raises(IntegrityError, match=columns[-1]), transaction.atomic():
        factory(**{column: getattr(first, column) for column in columns})


def test_downloads_of_a_day_are_one_row():
    edition = EditionFactory()
    EditionDownloads.objects.create(edition=edition, on=EARLY, number=1)

    with pytest.raises(IntegrityError, match="on"), transaction.atomic():
        EditionDownloads.objects.create(edition=edition, on=EARLY, number=1)
