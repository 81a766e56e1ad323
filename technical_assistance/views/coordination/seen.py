"""What panels of higher apps are told of a page of the workspace."""

from collections.abc import Sequence
from dataclasses import dataclass

from acpmigration.accounts.models import User
from acpmigration.panels import Panel, panels_for
from technical_assistance.models import Intervention


@dataclass(frozen=True)
class SeenIntervention:
    """An intervention, and who looks at it."""

    intervention: Intervention
    by: User


@dataclass(frozen=True)
class SeenInterventions:
    """Several on one page: what a panel finds is kept by the key of the intervention."""

    interventions: Sequence[Intervention]
    by: User


def panels_of_each(page: str, seen: SeenInterventions) -> dict[int, list[Panel]]:
    """The panels of each intervention; every panel is asked once for all of them."""
    panels = panels_for(page, seen)
    return {
        row.pk: [
            Panel(panel.template, panel.rows[row.pk]) for panel in panels if row.pk in panel.rows
        ]
        for row in seen.interventions
    }
