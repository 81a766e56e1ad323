"""All figures of grants to non-state actors."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from acpmigration.facets import NOT_STATED
from acpmigration.pages.models import Text
from acpmigration.reference.enums import Component
from acpmigration.reference.models import Typology
from dashboard.figures.figure import Chart, Figure, Row
from dashboard.figures.selection import Scope, Selection, Together
from dashboard.figures.words import Words
from nsa_grants.enums import GrantKind, GrantStatus
from nsa_grants.filters import GrantFilter
from nsa_grants.models import GrantProject

LIST = "nsa_grants:grant-list"


class Component2(Words):
    """The grants within a scope, counted in the one query of ``together``."""

    def __init__(self, scope: Scope, texts: Mapping[str, Text], together: Together) -> None:
        super().__init__(texts)
        self.all = together.count(grants(scope), "kind", "typology")
        self.ongoing = together.count(grants(scope, GrantStatus.ONGOING), "typology")
        self.completed = together.count(grants(scope, GrantStatus.COMPLETED), "typology")

    def total(self) -> Figure:
        return self.all.whole("grants", _("Grants"))

    def by_kind(self) -> list[Figure]:
        """National, then regional."""
        return [self.of_kind(kind) for kind in GrantKind]

    def of_kind(self, kind: GrantKind) -> Figure:
        name, label, definition = self.words(f"grants-{kind.value}")
        return self.all.part(name, label, "kind", kind.value, definition)

    def by_typology(self, typologies: Iterable[Typology]) -> Chart:
        name = "grants-by-typology"
        rows = [
            self._row(f"{name}-{typology.slug}", typology.slug, str(typology), typology.description)
            for typology in typologies
            if typology.component == Component.GRANTS
            and (not typology.is_retired or self.all.number("typology", typology.slug))
        ]
        not_stated = self._row(f"{name}-{NOT_STATED}", NOT_STATED, _("Not stated"))
        if not_stated.total.value:
            rows.append(not_stated)
        overlap = sum(row.total.value for row in rows) > self.all.number()
        return Chart(
            name=name,
            title=self.title(name),
            definition=self.definition(name),
            rows=rows,
            note=_("A project can stand in several rows: they add up to more than the whole.")
            if overlap
            else "",
        )

    def _row(self, name: str, slug: str, label: str, note: str = "") -> Row:
        of = {"of": label}
        return Row(
            label,
            total=self.all.part(name, _("in all, %(of)s") % of, "typology", slug),
            done=self.completed.part(
                f"{name}-completed", _("completed, %(of)s") % of, "typology", slug
            ),
            live=self.ongoing.part(f"{name}-ongoing", _("ongoing, %(of)s") % of, "typology", slug),
            note=note,
        )


def grants(scope: Scope, *statuses: GrantStatus) -> Selection:
    return Selection(
        GrantFilter,
        LIST,
        GrantProject.objects.published(),
        scope,
        status=[status.value for status in statuses],
    )
