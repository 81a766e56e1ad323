"""Where one intervention stands, in the words of the board."""

from datetime import datetime

from acpmigration.accounts.models import User
from acpmigration.facets.facet import count_together
from technical_assistance.domain.settings import workspace_settings
from technical_assistance.domain.standing import Clock, with_standing
from technical_assistance.figures.board import Cell, Line, Maker
from technical_assistance.figures.known import known_to, stage_names
from technical_assistance.figures.pace import days_taken, usual_days
from technical_assistance.models import Intervention


def line_of(intervention: Intervention, person: User, at: datetime) -> Line:
    """The intervention's line of the board, in five queries."""
    clock = Clock.of(person, at, workspace_settings())
    usual = usual_days(count_together([days_taken(person)]))
    maker = Maker(person, clock, stage_names(known_to(person)), usual)
    rows = with_standing(Intervention.objects.filter(pk=intervention.pk), clock)
    return maker.line(maker.rows(rows).get())


def cell_under_way(line: Line) -> Cell | None:
    """The stage in progress or next; none where all are closed or the intervention is cancelled."""
    if not line.is_under_way:
        return None
    place = line.intervention.open_kind
    return line.cells[place - 1] if place else None
