"""What may be wrong with products, events and recommendations."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from acpmigration.dates import today
from acpmigration.quality import (
    Rows,
    Rule,
    Weight,
    empty,
    of_translations,
    public,
    register,
    without_any,
)
from knowledge.enums import ProductKind
from knowledge.models import Edition, Event, KnowledgeProduct, Recommendation


def without_edition(rows: Rows) -> Rows:
    return public(rows).filter(~Exists(Edition.objects.filter(product=OuterRef("pk"))))


def with_unread_file(rows: Rows) -> Rows:
    return rows.filter(Exists(Edition.objects.unread().filter(product=OuterRef("pk"))))


def without_outcomes(rows: Rows) -> Rows:
    """Over, and nothing says what came of it."""
    return public(rows).filter(empty("outcomes_en"), ends_until__lt=today())


register(
    Rule(
        "product-edition",
        _("public, and there is nothing to read"),
        Weight.GAP,
        KnowledgeProduct,
        without_edition,
        _("Publications"),
    ),
    Rule(
        "product-issued",
        _("public, issued on an unknown day"),
        Weight.GAP,
        KnowledgeProduct,
        lambda rows: public(rows).filter(issued_until=None),
        _("Publications as of a past day"),
    ),
    Rule(
        "product-topic",
        _("public, without topic"),
        Weight.GAP,
        KnowledgeProduct,
        without_any(KnowledgeProduct, "topics"),
        _("Pages of topics"),
    ),
    *of_translations(KnowledgeProduct, "product"),
    Rule(
        "product-unread",
        _("the text of a file is not found by the search"),
        Weight.POLISH,
        KnowledgeProduct,
        with_unread_file,
    ),
    Rule(
        "product-cover",
        _("a public publication without cover"),
        Weight.POLISH,
        KnowledgeProduct,
        lambda rows: public(rows).filter(kind__in=ProductKind.publications(), cover=""),
    ),
    Rule(
        "event-date",
        _("public, on an unknown day"),
        Weight.GAP,
        Event,
        lambda rows: public(rows).filter(starts_until=None),
        _("Events as of a past day"),
    ),
    Rule(
        "event-place",
        _("public, at an unknown place"),
        Weight.GAP,
        Event,
        lambda rows: public(rows).filter(country=None, place=""),
        _("Pages of countries"),
    ),
    Rule(
        "event-topic",
        _("public, without topic"),
        Weight.GAP,
        Event,
        without_any(Event, "topics"),
        _("Pages of topics"),
    ),
    *of_translations(Event, "event"),
    Rule(
        "event-outcomes",
        _("over, and nothing says what came of it"),
        Weight.POLISH,
        Event,
        without_outcomes,
    ),
    *of_translations(Recommendation, "recommendation"),
)
