"""How the site does: what visitors looked for in vain, what they fetched, what it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum

from acpmigration.back_office import HomeReader
from acpmigration.dates import day_of
from acpmigration.pages.models import Text
from acpmigration.search.models import FruitlessSearch
from dashboard.figures import Component1, Component2, Component3, Together
from dashboard.figures.back_office.lines import Counted, list_of
from dashboard.figures.back_office.waiting import PUBLISHED, rows_of
from dashboard.figures.figure import Figure
from experts.figures.people import arms
from knowledge.models import EditionDownloads, KnowledgeProduct

DAYS = 30
SHOWN = 5


@dataclass(frozen=True)
class Ranked:
    """Words or a record, how often, and where it leads."""

    label: str
    number: int
    address: str


def searches(day: date) -> list[Ranked]:
    """The words that found nothing most often."""
    rows = FruitlessSearch.objects.filter(day__gt=day - timedelta(days=DAYS))
    found = rows.values("words").annotate(n=Sum("times")).order_by("-n", "words")[:SHOWN]
    return [
        Ranked(row["words"], row["n"], list_of(FruitlessSearch, words=row["words"]))
        for row in found
    ]


def downloads(day: date) -> list[Ranked]:
    """The products whose editions were fetched most often."""
    rows = EditionDownloads.objects.filter(on__gt=day - timedelta(days=DAYS))
    by_product = rows.values("edition__product", "edition__product__title_en")
    return [
        Ranked(
            row["edition__product__title_en"] or "",
            row["n"],
            list_of(KnowledgeProduct) + f"{row['edition__product']}/change/",
        )
        for row in by_product.annotate(n=Sum("number")).order_by("-n", "edition__product")[:SHOWN]
    ]


def made_public(reader: HomeReader) -> list[Counted]:
    """What has become public within these days, by kind."""
    since = reader.at - timedelta(days=DAYS)
    return [
        Counted(
            str(model._meta.verbose_name_plural),
            rows_of(model).filter(published_at__gte=since),
            list_of(model, published_at__gte=since.isoformat(timespec="seconds")),
        )
        for model in PUBLISHED
    ]


def numbers(reader: HomeReader) -> list[Figure | Any]:
    """The headline figures as the public sees them now, in two queries."""
    texts: Mapping[str, Text] = Text.objects.under("figure/")
    together = Together()
    interventions = Component1({}, texts, together)
    grants = Component2({}, texts, together)
    knowledge = Component3({}, texts, together)
    together.read(arms(day_of(reader.at)))
    return [
        *interventions.headline(),
        *grants.by_kind(),
        *knowledge.headline(),
    ]
