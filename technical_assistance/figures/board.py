"""One line of the board: an intervention, its four stages, and what needs somebody."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from acpmigration.accounts.models import User
from acpmigration.dates import DatedFact
from acpmigration.translated import language_of
from technical_assistance.domain.blockers import Blocker, missing_in, with_blockers
from technical_assistance.domain.standing import Clock, most_urgent_first
from technical_assistance.enums import StageState, Status
from technical_assistance.models import Intervention, Stage
from technical_assistance.models.intervention import InterventionQuerySet


@dataclass(frozen=True)
class Cell:
    """One stage of one intervention; ``look`` chooses drawing and colour beside the words.

    ``facts`` are of the stage under way only: how late, how long, how silent.
    """

    name: str
    look: str
    words: str
    dates: str
    facts: list[str]


@dataclass(frozen=True)
class Line:
    intervention: Intervention
    cells: list[Cell]
    # What the stage under way lacks to be completed.
    missing: list[Blocker]
    coordinator: str
    log_link: str

    @property
    def link(self) -> str:
        return reverse("coordination:intervention-detail", args=[self.intervention.slug])

    @property
    def place(self) -> str:
        return self.intervention.lead_name

    @property
    def title(self) -> str:
        return self.intervention.title

    @property
    def title_language(self) -> str:
        return language_of(self.intervention, "title")

    @property
    def is_under_way(self) -> bool:
        return self.intervention.status == Status.ONGOING

    @property
    def is_cancelled(self) -> bool:
        return self.intervention.status == Status.CANCELLED


@dataclass(frozen=True)
class Maker:
    """What all lines of a page have in common: who reads it when, and what is usual."""

    person: User
    clock: Clock
    names: Mapping[int, str]
    usual: Mapping[int, int]

    @property
    def can_log(self) -> bool:
        """Rows of the board are a coordinator's own, and all of them an editor's."""
        return self.person.writes_records

    def rows(self, selection: InterventionQuerySet) -> InterventionQuerySet:
        """All that lines show of rows of ``with_standing``, in one more query; urgent first."""
        shown = with_blockers(selection, self.clock.today).with_lead().with_is_followed()
        stages = Prefetch("stages", Stage.objects.in_order())
        return most_urgent_first(shown.select_related("coordinator").prefetch_related(stages))

    def line(self, row: Intervention) -> Line:
        stages = list(row.stages.all())
        return Line(
            intervention=row,
            cells=[self._cell(stage, row) for stage in stages],
            missing=missing_in(row),
            coordinator=self._coordinator(row),
            log_link=reverse("coordination:progress-log", args=[row.slug]) if self.can_log else "",
        )

    def _coordinator(self, row: Intervention) -> str:
        """Whose it is, unless it is the reader's."""
        if row.coordinator is None:
            return _("No coordinator yet") if row.status == Status.ONGOING else ""
        if not row.is_followed:
            return _("%(person)s, who does not coordinate it any more") % {
                "person": row.coordinator
            }
        return "" if row.coordinator == self.person else str(row.coordinator)

    def _cell(self, stage: Stage, row: Intervention) -> Cell:
        is_current = stage.kind == row.open_kind
        return Cell(
            name=self.names[stage.kind],
            look=_urgent_look(row, stage) if is_current else stage.state,
            words=self._words(stage, row) if is_current else _state(stage),
            dates=_dates(stage),
            facts=self._facts(stage, row) if is_current else [],
        )

    def _words(self, stage: Stage, row: Intervention) -> str:
        if not (row.is_late and row.due_on):
            return _state(stage)
        days = (self.clock.today - row.due_on).days
        return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}

    def _facts(self, stage: Stage, row: Intervention) -> list[str]:
        facts = [self._days_so_far(stage)]
        if row.is_silent and row.last_at:
            days = self.clock.days_since(row.last_at)
            silent = ngettext("no entry for %(days)d day", "no entry for %(days)d days", days)
            facts.append(silent % {"days": days})
        return [fact for fact in facts if fact]

    def _days_so_far(self, stage: Stage) -> str:
        """How long it has taken, beside what is usual; only where the first day is known."""
        started = stage.started
        if stage.state != StageState.STARTED or not started or started.earliest != started.latest:
            return ""
        days = (self.clock.today - started.latest).days
        so_far = ngettext("%(days)d day so far", "%(days)d days so far", days) % {"days": days}
        if stage.kind not in self.usual:
            return so_far
        return _("%(so_far)s, usually %(usual)d") % {
            "so_far": so_far,
            "usual": self.usual[stage.kind],
        }


def _urgent_look(row: Intervention, stage: Stage) -> str:
    if row.is_late:
        return "late"
    return "silent" if row.is_silent else stage.state


def _state(stage: Stage) -> str:
    return capfirst(str(stage.get_state_display()))


def _dates(stage: Stage) -> str:
    """When it was finished, else when it is to be, else since when it has been going on."""
    if stage.finished:
        return str(stage.finished)
    if stage.state not in StageState.open():
        return ""
    if stage.due_on:
        return _("planned for %(day)s") % {"day": DatedFact.on(stage.due_on)}
    return _("since %(start)s") % {"start": stage.started} if stage.started else ""
