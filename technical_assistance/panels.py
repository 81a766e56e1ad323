"""What this app adds to pages of the apps that it stands on."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from acpmigration import panels
from acpmigration.accounts.enums import Role
from technical_assistance.domain.transitions import (
    INTERVENTIONS,
    REQUESTS,
    STAGES,
    Transition,
)


class Right(NamedTuple):
    """A step, and for each role whether it may take it."""

    of: object
    step: object
    allowed: list[bool]


def rights_of(roles: list[Role]) -> list[Right]:
    """Who may take which step of a request, a stage, an intervention: the table that is asked."""
    tables: tuple[tuple[object, Mapping[Any, Transition]], ...] = (
        (_("Request"), REQUESTS),
        (_("Stage"), STAGES),
        (_("Intervention"), INTERVENTIONS),
    )
    return [
        Right(of, verb.label, [role in transition.roles for role in roles])
        for of, table in tables
        for verb, transition in table.items()
    ]


def register() -> None:
    panels.register(
        "admin-rights", template="admin/technical_assistance/rights.html", query=rights_of
    )
