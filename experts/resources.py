"""Deployments as a spreadsheet: people stand there by their reference, never by name."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.permissions import edits_everything
from acpmigration.refusals import NotNow
from acpmigration.spreadsheets.chosen import ChoiceColumn, NamedColumn
from acpmigration.spreadsheets.columns import Column
from acpmigration.spreadsheets.matching import Entry, Known, Names
from acpmigration.spreadsheets.named_rows import LANGUAGES
from acpmigration.spreadsheets.saving import Change, Said
from acpmigration.spreadsheets.sheets import Sheet, Values, register
from acpmigration.spreadsheets.typed_columns import DayColumn, NumberColumn
from experts.domain.days import TooManyDays
from experts.domain.deployments import (
    Assignment,
    DaysRefused,
    cancel_deployment,
    change_deployment,
    plan_deployment,
)
from experts.domain.shortlists import DatesRefused
from experts.enums import DeploymentState
from experts.models import Deployment, Expert
from experts.models.deployment import STAGES
from technical_assistance.enums import StageKind, Status
from technical_assistance.resources.named import interventions

KEY_RULE = gettext_lazy("Expert, intervention, stage and first day together name a deployment.")
NEVER_CHANGES = gettext_lazy("It names the deployment: cancel that one, and add another row.")
KEY = ("expert", "intervention", "stage", "starts_on")
# A change of these begins again with the question, and the expert is told.
ANSWERED = {
    DeploymentState.INVITED: gettext_lazy(
        "%(expert)s was asked to do this: change it on its page, which asks again."
    ),
    DeploymentState.AGREED: gettext_lazy(
        "%(expert)s has agreed to this: change it on its page, which asks again."
    ),
    DeploymentState.REFUSED: gettext_lazy(
        "%(expert)s has turned this down: change it on its page, which plans it again."
    ),
}


def experts() -> Names:
    """By reference alone: nobody is looked up by name here."""
    return Names(
        Entry(expert.reference, expert.pk, dict.fromkeys(LANGUAGES, expert.reference))
        for expert in Expert.objects.registered().only("pk")
    )


class LastDayColumn(DayColumn):
    """What people call the last day is stored as the day after it."""

    def of(self, record: Any) -> Any:
        return record.last_day.isoformat()

    def put(self, record: Any, value: Any, known: Known) -> None:
        record.ends_before = value and date.fromisoformat(value) + timedelta(days=1)

    @property
    def fields(self) -> set[str]:
        return {"ends_before"}


class StageColumn(ChoiceColumn):
    """Of the four, those that experts are deployed to."""

    def choices(self) -> list[str]:
        return [str(kind.label) for kind in STAGES]

    def put(self, record: Any, value: Any, known: Known) -> None:
        record.stage = int(value) if value else None


@register
class DeploymentSheet(Sheet):
    """Who works on which stage, from when to when."""

    key = "deployments"
    label = gettext_lazy("deployments")
    model = Deployment
    undoing_new = gettext_lazy("Deployments that it added are cancelled.")
    key_column = "expert"
    slug_from = ()
    columns: ClassVar[list[Column]] = [
        NamedColumn(
            "expert",
            gettext_lazy("expert"),
            names=experts,
            key_of="reference",
            required=True,
            rules=KEY_RULE,
            fixed=NEVER_CHANGES,
        ),
        NamedColumn(
            "intervention",
            gettext_lazy("intervention"),
            names=interventions,
            required=True,
            rules=gettext_lazy("The slug or the code of the intervention."),
            fixed=NEVER_CHANGES,
        ),
        StageColumn(
            "stage",
            gettext_lazy("stage"),
            choices=StageKind,
            required=True,
            fixed=NEVER_CHANGES,
        ),
        DayColumn("starts_on", gettext_lazy("first day"), required=True, fixed=NEVER_CHANGES),
        LastDayColumn("last_day", gettext_lazy("last day"), required=True),
        NumberColumn("days", gettext_lazy("working days"), required=True),
        Column("limit_reason", gettext_lazy("why more than sixty days")),
        ChoiceColumn(
            "state",
            gettext_lazy("state"),
            choices=DeploymentState,
            read_only=gettext_lazy(
                "Deployments are offered, answered and cancelled on their page."
            ),
        ),
    ]

    def may_export(self, user: Any) -> bool:
        return edits_everything(user)

    def rows(self) -> Any:
        # Of an erased person no row could be told from another.
        named = Deployment.objects.filter(expert__isnull=False)
        return named.select_related("expert", "intervention__country__region")

    def key_of(self, values: Values) -> str:
        parts = [str(values.get(part) or "") for part in KEY]
        return " ".join(parts) if all(parts) else ""

    def find(self, keys: Iterable[str]) -> dict[str, Any]:
        wanted = set(keys)
        slugs = {key.split(" ")[1] for key in wanted}
        days = {key.split(" ")[3] for key in wanted}
        rows = self.rows().filter(Q(intervention__slug__in=slugs), starts_on__in=days)
        # One that was cancelled may have been planned anew: the newest stands for the key.
        found = {self.key_of(self.state(row)): row for row in rows.order_by("pk")}
        return {key: found[key] for key in wanted if key in found}

    def check(self, change: Change) -> None:
        if change.record.stage not in STAGES:
            raise Said("stage", _("Experts are deployed to stages iii and iv only."))

    def try_out(self, change: Change) -> None:
        """The rules read as much as they write: the domain itself is asked, and undone."""
        try:
            if change.is_new:
                self.make(change)
            else:
                self.alter(change)
        except (DatesRefused, DaysRefused, TooManyDays) as refusal:
            column = "last_day" if isinstance(refusal, DatesRefused) else "days"
            raise Said(column, *refusal.messages) from refusal
        except NotNow as refusal:
            is_over = change.record.intervention.status == Status.CANCELLED
            column = "intervention" if is_over else "expert"
            raise Said(column, *refusal.messages) from refusal

    def make(self, change: Change) -> Any:
        record = change.record
        return plan_deployment(
            expert=record.expert,
            intervention=record.intervention,
            assignment=self._assignment(change),
            by=change.by,
            at=change.at or timezone.now(),
        )

    def alter(self, change: Change) -> Any:
        """What somebody was asked, and has answered, is not undone by a cell."""
        if sentence := ANSWERED.get(change.record.state):
            told = sentence % {"expert": change.record.expert.reference}
            raise Said(next(iter(change.values), ""), told)
        return change_deployment(
            deployment=change.record,
            version=change.record.version,
            assignment=self._assignment(change),
            by=change.by,
            at=change.at or timezone.now(),
        )

    def remove(self, change: Change) -> None:
        """It may have been told to people: it is cancelled, and they are told."""
        cancel_deployment(deployment=change.record, by=change.by, at=change.at or timezone.now())

    def name(self, record: Any) -> None:
        """It has no slug."""

    def _assignment(self, change: Change) -> Assignment:
        record = change.record
        return Assignment(
            stage=StageKind(record.stage),
            starts_on=record.starts_on,
            ends_before=record.ends_before,
            days=record.days,
            limit_reason=record.limit_reason,
        )
