"""All figures of the factsheet and of a subject's page, under their names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from acpmigration.dates import today
from acpmigration.pages.models import Text
from acpmigration.public import counted_once
from acpmigration.reference.models import Region, Topic, Typology
from dashboard.figures.component1 import Component1
from dashboard.figures.component2 import Component2
from dashboard.figures.component3 import Component3
from dashboard.figures.figure import Chart, Figure
from dashboard.figures.selection import Scope, Together
from dashboard.figures.words import Words
from experts.figures import People, arms
from knowledge.enums import EventKind


@dataclass(frozen=True)
class Told:
    """A figure and the day on which it is true."""

    figure: Figure
    as_of: date


def collected(scope: Scope) -> dict[str, Told]:
    """All figures within ``scope``, by name, in the order of the factsheet.

    Those on people are the Action's alone: a release says nothing of its parts' people. Kept while
    the data stay: a page of another site asks for many of them at once, each in a frame of its own.
    """
    of = sorted((kind, subject.slug) for kind, subject in scope.items())
    return counted_once(lambda: _counted(scope), "figures", *of)


def _counted(scope: Scope) -> dict[str, Told]:
    day, together = today(), Together()
    texts = Text.objects.under("figure/", "stage/")
    assistance = Component1(scope, texts, together)
    grants = Component2(scope, texts, together)
    knowledge = Component3(scope, texts, together)
    if not scope:
        together.read(arms(day))
    regions, topics = list(Region.objects.in_order()), list(Topic.objects.in_order())
    typologies = list(Typology.objects.in_order())
    found = [
        *assistance.headline(),
        *(_in_full(figure, assistance) for figure in assistance.statuses()),
        *_of_chart(assistance.partnerships()),
        *(
            replace(stage["figure"], definition=assistance.definition("interventions-by-stage"))
            for stage in assistance.stages()
        ),
        *_of_chart(assistance.by_typology(typologies)),
        _in_full(grants.total(), grants),
        *grants.by_kind(),
        *_of_chart(grants.by_typology(typologies)),
        *knowledge.headline(),
        *(_in_full(figure, knowledge) for figure in knowledge.totals()),
        *_parts_of("products", knowledge.other_products(), knowledge),
        *_parts_of("events", [knowledge.of_events(kind) for kind in EventKind], knowledge),
    ]
    if not {"region", "country"} & set(scope):
        found += _of_chart(assistance.by_region(regions))
        recommended = knowledge.recommendations
        whole = recommended.whole("recommendations", _("Recommendations of the Dialogue"))
        found.append(_in_full(whole, knowledge))
    if "topic" not in scope:
        found += _of_chart(assistance.by_topic(topics))
    told = {figure.name: Told(figure, day) for figure in found}
    if people := People.of(together.found, texts=texts, regions=regions, topics=topics):
        told |= {each.name: Told(each, people.as_of) for each in _of_people(people)}
    return told


def _in_full(figure: Figure, words: Words) -> Figure:
    """What a page says beside another figure has to be understood elsewhere by itself."""
    name, label, definition = words.words(figure.name, figure.label)
    return replace(figure, name=name, label=label, definition=definition)


def _parts_of(whole: str, parts: list[Figure], words: Words) -> Iterator[Figure]:
    """What is not defined by itself is a kind of what is."""
    for part in parts:
        yield replace(part, definition=part.definition or words.definition(whole))


def _of_chart(chart: Chart) -> Iterator[Figure]:
    """Of each row all, completed and ongoing; what the chart defines they are parts of."""
    for row in [*chart.rows, *([chart.total] if chart.total else [])]:
        for figure in (row.total, row.done, row.live):
            if figure:
                yield replace(figure, definition=figure.definition or chart.definition)


def _of_people(people: People) -> Iterator[Figure]:
    statistics = [
        people.registered,
        *(part.total for part in people.split),
        *(bar.total for table in people.tables for bar in table.rows),
    ]
    for each in statistics:
        yield Figure(
            each.name, each.value, each.label, each.link, each.definition, is_statistic=True
        )
