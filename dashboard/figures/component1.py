"""All figures of technical assistance."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from acpmigration.facets import NOT_STATED
from acpmigration.pages.models import Text
from acpmigration.reference.enums import Component, OrganisationKind
from acpmigration.reference.models import Region, Topic, Typology
from dashboard.figures.figure import Chart, Figure, Marked, Row
from dashboard.figures.selection import Scope, Selection, Together
from dashboard.figures.words import Words
from technical_assistance.enums import Requester, StageKind, Status
from technical_assistance.filters import InterventionFilter, RequestFilter
from technical_assistance.models import AssistanceRequest, Intervention

INTERVENTIONS = "technical_assistance:intervention-list"
REQUESTS = "technical_assistance:request-list"


class Component1(Words):
    """All figures of technical assistance within a scope: the Action, a region, a country, a topic.

    Counted in the one query of ``together``.
    """

    def __init__(self, scope: Scope, texts: Mapping[str, Text], together: Together) -> None:
        super().__init__(texts)
        charts = ("region", "topic", "typology")
        self.implemented = together.count(
            interventions(scope, *Status.implemented()), *charts, "requester", "partner_kind"
        )
        self.ongoing = together.count(interventions(scope, Status.ONGOING), *charts, "stage")
        self.completed = together.count(interventions(scope, Status.COMPLETED), *charts)
        self.requests = together.count(
            Selection(RequestFilter, REQUESTS, AssistanceRequest.objects.published(), scope)
        )

    def headline(self) -> list[Figure]:
        return [
            self.implemented.whole(*self.words("interventions-implemented")),
            self._by_requester("interventions-national", Requester.NATIONAL),
            self._by_requester("interventions-regional", Requester.REGIONAL),
            self.requests.whole(*self.words("requests-received")),
        ]

    def statuses(self) -> list[Figure]:
        return [
            self.completed.whole("interventions-completed", pgettext("interventions", "completed")),
            self.ongoing.whole("interventions-ongoing", pgettext("interventions", "ongoing")),
        ]

    def by_region(self, regions: Iterable[Region]) -> Chart:
        rows = [
            self._row(
                "interventions-by-region",
                "region",
                region.slug,
                str(region),
                link=region.get_absolute_url(),
                region=region.slug,
            )
            for region in regions
        ]
        return self._chart(
            "interventions-by-region", "region", rows, total=self._total(_("All regions"))
        )

    def on_map(self, chart: Chart) -> list[Marked]:
        """The regions of ``by_region`` as the dot map takes them, in fewer words."""
        return [
            Marked(
                row.region,
                row.label,
                row.link,
                [
                    replace(figure, label=words)
                    for figure, words in (
                        (row.total, _("interventions")),
                        (row.done, pgettext("interventions", "completed")),
                        (row.live, pgettext("interventions", "ongoing")),
                    )
                    if figure
                ],
            )
            for row in chart.rows
            if row.region
        ]

    def by_topic(self, topics: Iterable[Topic]) -> Chart:
        rows = [
            self._row(
                "interventions-by-topic",
                "topic",
                topic.slug,
                str(topic),
                link=topic.get_absolute_url(),
                topic=topic.slug,
            )
            for topic in topics
            if not topic.is_retired or self.implemented.number("topic", topic.slug)
        ]
        return self._chart("interventions-by-topic", "topic", rows)

    def by_typology(self, typologies: Iterable[Typology]) -> Chart:
        rows = [
            self._row(
                "interventions-by-typology",
                "typology",
                typology.slug,
                str(typology),
                note=typology.description,
            )
            for typology in typologies
            if typology.component == Component.TECHNICAL_ASSISTANCE
            and (not typology.is_retired or self.implemented.number("typology", typology.slug))
        ]
        return self._chart("interventions-by-typology", "typology", rows)

    def partnerships(self) -> Chart:
        """Interventions per kind of partner; sorted by number, as the kinds have no order."""
        name, facet = "partnerships", "partner_kind"
        rows = [
            Row(capfirst(str(kind.label)), self._in_all(name, facet, kind.value, str(kind.label)))
            for kind in OrganisationKind
            if self.implemented.number(facet, kind.value)
        ]
        rows.sort(key=lambda row: -row.total.value)
        return Chart(
            name=name,
            title=self.title(name),
            definition=self.definition(name),
            rows=rows,
            unit=_("Interventions"),
            has_parts=False,
            note=_(
                "An intervention can have partners of several kinds, or none that is known: "
                "the rows add up to more or less than the whole."
            ),
        )

    def stages(self) -> list[dict[str, Any]]:
        """Where the ongoing interventions are: one figure a stage, with what happens in it."""
        return [
            {
                "figure": self.ongoing.part(
                    f"interventions-by-stage-{kind.slug}",
                    self.title(f"stage/{kind.value}/public", capfirst(str(kind.label))),
                    "stage",
                    kind.slug,
                ),
                "description": self.title(f"stage/{kind.value}/next", ""),
            }
            for kind in StageKind
        ]

    def _chart(self, name: str, facet: str, rows: list[Row], total: Row | None = None) -> Chart:
        """Add the row of those that state nothing, and say when rows add up to more or less."""
        not_stated = self._row(name, facet, NOT_STATED, _("Not stated"))
        if not_stated.total.value:
            rows = [*rows, not_stated]
        whole = self.implemented.number()
        overlap = sum(row.total.value for row in rows) > whole
        return Chart(
            name=name,
            title=self.title(name),
            definition=self.definition(name),
            rows=rows,
            total=total,
            note=_("An intervention can stand in several rows: they add up to more than the whole.")
            if overlap
            else "",
        )

    def _row(self, name: str, facet: str, slug: str, label: str, **more: str) -> Row:
        part = f"{name}-{slug}"
        return Row(
            label,
            total=self._in_all(name, facet, slug, label),
            done=self.completed.part(
                f"{part}-completed", _("completed, %(of)s") % {"of": label}, facet, slug
            ),
            live=self.ongoing.part(
                f"{part}-ongoing", _("ongoing, %(of)s") % {"of": label}, facet, slug
            ),
            **more,
        )

    def _in_all(self, name: str, facet: str, slug: str, label: str) -> Figure:
        return self.implemented.part(
            f"{name}-{slug}", _("in all, %(of)s") % {"of": label}, facet, slug
        )

    def _total(self, label: str) -> Row:
        return Row(
            label,
            total=self.implemented.whole("interventions-by-region-all", label),
            done=self.completed.whole(
                "interventions-by-region-all-completed", pgettext("interventions", "completed")
            ),
            live=self.ongoing.whole(
                "interventions-by-region-all-ongoing", pgettext("interventions", "ongoing")
            ),
        )

    def _by_requester(self, name: str, requester: Requester) -> Figure:
        name, label, definition = self.words(name)
        return self.implemented.part(name, label, "requester", requester.value, definition)


def interventions(scope: Scope, *statuses: Status) -> Selection:
    """The published interventions of these statuses within ``scope``."""
    return Selection(
        InterventionFilter,
        INTERVENTIONS,
        Intervention.objects.published(),
        scope,
        status=[status.value for status in statuses],
    )
