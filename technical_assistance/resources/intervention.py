"""Interventions with their stages: a new row is a request that was received and accepted."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.dates import DatedFact
from acpmigration.publication import unpublish
from acpmigration.reference.resources import KEY_RULE, NEVER_CHANGES
from acpmigration.spreadsheets import named_rows
from acpmigration.spreadsheets.chosen import ChoiceColumn, SeveralColumn
from acpmigration.spreadsheets.columns import Column, RichTextColumn, in_languages
from acpmigration.spreadsheets.matching import Known
from acpmigration.spreadsheets.saving import Change, Said, said_of, save
from acpmigration.spreadsheets.sheets import Values, register
from acpmigration.spreadsheets.typed_columns import FactColumn, fact_of
from technical_assistance.domain.brought_in import (
    no_way_back,
    opened_on,
    steps_to,
    take_steps,
)
from technical_assistance.domain.interventions import cancel_intervention
from technical_assistance.domain.log import require_not_in_future
from technical_assistance.domain.requests import (
    accept_request,
    receive_request,
    require_decision_date,
)
from technical_assistance.domain.slugs import RESERVED
from technical_assistance.domain.stages import reopen_stage
from technical_assistance.domain.thought_through import NoWayThere, Step
from technical_assistance.enums import StageKind, Status
from technical_assistance.models import AssistanceRequest, Intervention
from technical_assistance.resources.leading import (
    LedSheet,
    lead_columns,
    lead_of,
    received_with,
    subject_columns,
)
from technical_assistance.resources.stages import (
    column_of,
    is_of_stage,
    stage_columns,
    wanted_of,
)

FIXED = gettext_lazy("The lead was fixed when the request was accepted.")
RECORDED = gettext_lazy("The day is part of the log: correct it on the page of the intervention.")


class RecordedColumn(FactColumn):
    """A day of the request from which the intervention comes."""

    def put(self, record: Any, value: Any, known: Known) -> None:
        """Nothing: the domain records it when the row is carried out."""

    @property
    def fields(self) -> set[str]:
        return set()


@register
class InterventionSheet(LedSheet):
    """Technical assistance, with where each stage stands."""

    key = "interventions"
    label = gettext_lazy("interventions")
    model = Intervention
    other_keys = ("code",)
    undoing_new = gettext_lazy(
        "Interventions that it added cannot be deleted, for their log is final: they are "
        "cancelled, with the import as the reason, lose their code and are drafts."
    )
    columns: ClassVar[list[Column]] = [
        Column(
            "code",
            gettext_lazy("code"),
            rules=gettext_lazy("Such as TA/028/2016. Without a slug, the row is found by it."),
        ),
        Column("slug", gettext_lazy("slug"), rules=KEY_RULE, fixed=NEVER_CHANGES),
        *in_languages("title", gettext_lazy("title"), required=True),
        ChoiceColumn(
            "status",
            gettext_lazy("status"),
            choices=Status,
            read_only=gettext_lazy(
                "The status follows from the log: change the stages, or cancel the intervention on "
                "its page."
            ),
        ),
        *lead_columns(fixed=FIXED),
        *subject_columns(),
        SeveralColumn(
            "typologies", gettext_lazy("typologies"), names=named_rows.typologies_of_assistance
        ),
        SeveralColumn(
            "sdg_targets", gettext_lazy("SDG targets"), names=named_rows.sdg_targets, key_of="code"
        ),
        RecordedColumn(
            "received", gettext_lazy("Received"), attribute="request__received", fixed=RECORDED
        ),
        RecordedColumn(
            "accepted", gettext_lazy("Accepted"), attribute="request__decided", fixed=RECORDED
        ),
        *stage_columns(),
        *in_languages("summary", gettext_lazy("summary")),
        *in_languages("story", gettext_lazy("story"), RichTextColumn, model=Intervention),
        *in_languages("source_note", gettext_lazy("note on the sources")),
        Column("sources", gettext_lazy("sources"), rules=gettext_lazy("One source a line.")),
    ]

    def rows(self) -> Any:
        return Intervention.objects.select_related(
            "request",
            "country__region",
            "regional_organisation__organisation",
            "regional_organisation__region",
            "entity",
        ).prefetch_related("countries", "topics", "typologies", "sdg_targets", "stages")

    def key_of(self, values: Values) -> str:
        return str(values.get("slug") or values.get("code") or "")

    def find(self, keys: Iterable[str]) -> dict[str, Any]:
        wanted = set(keys)
        found = list(self.rows().filter(Q(slug__in=wanted) | Q(code__in=wanted - {""})))
        by_code = {row.code: row for row in found if row.code}
        return by_code | {row.slug: row for row in found}

    def check(self, change: Change) -> None:
        super().check(change)
        if change.is_new:
            self._check_new(change)
        try:
            self._steps(change)
        except NoWayThere as refusal:
            column = column_of(refusal.kind, refusal.name, change.values)
            raise Said(column, *refusal.messages) from refusal

    def remark(self, change: Change) -> str:
        wanted = wanted_of(change, accepted=None)
        if change.is_new or not wanted:
            return ""
        reason = no_way_back(
            wanted,
            entries=change.record.entries.in_order(),
            today=change.today,
            reason=self._reason(change),
        )
        said = _("Once it is imported, the import cannot be taken back: %(reason)s")
        return said % {"reason": reason} if reason else ""

    def make(self, change: Change) -> Any:
        values = change.values
        request = receive_request(
            lead=lead_of(change),
            by=change.by,
            when=fact_of(values.get("received")),
            today=change.today,
            **received_with(change),
        )
        change.record = accept_request(
            request=request,
            title=values["title_en"],
            by=change.by,
            when=fact_of(values.get("accepted")),
            today=change.today,
            code=values.get("code") or "",
            slug=values.get("slug") or "",
        )
        # The slug that was made stays.
        values.pop("slug", None)
        steps = self._steps(change)
        change.put()
        save(change)
        self._take(steps, change)
        return change.record

    def alter(self, change: Change) -> Any:
        steps = self._steps(change)
        if any(not is_of_stage(key) for key in change.values):
            save(change)
        self._take(steps, change)
        return change.record

    def remove(self, change: Change) -> None:
        """Its log is final: it is cancelled, and taken back from the public."""
        intervention = change.record
        told = {
            "intervention": intervention,
            "by": change.by,
            "today": change.today,
            "reason": self._reason(change),
        }
        # Free for the row that is mended and brought in again.
        intervention.code = ""
        save(change)
        if intervention.is_published:
            assert change.at is not None, "drawn differences remove nothing"  # noqa: S101
            unpublish(record=intervention, by=change.by, at=change.at)
        if intervention.status == Status.COMPLETED:
            reopen_stage(kind=StageKind.TECHNICAL_ASSISTANCE, when=None, **told)
        if intervention.status != Status.CANCELLED:
            cancel_intervention(when=DatedFact.on(change.today), **told)

    def _check_new(self, change: Change) -> None:
        """What receiving and accepting would refuse."""
        if change.record.region is None:
            said = _("The lead belongs to no region: no coordinator could follow it.")
            raise Said("country", said)
        if change.values.get("slug") in RESERVED:
            raise Said("slug", _("This word is reserved: choose another."))
        received = fact_of(change.values.get("received"))
        accepted = fact_of(change.values.get("accepted"))
        request = AssistanceRequest(received_from=received.earliest if received else None)
        with said_of("received"):
            require_not_in_future(received, change.today, can_plan=False)
        with said_of("accepted"):
            require_decision_date(request, accepted, change.today)

    def _steps(self, change: Change) -> list[Step]:
        accepted = change.values.get("accepted") if change.is_new else None
        wanted = wanted_of(change, accepted=accepted)
        if not wanted:
            return []
        is_there = change.record.pk is not None
        log = list(change.record.entries.in_order()) if is_there else opened_on(fact_of(accepted))
        return steps_to(wanted, entries=log, today=change.today, reason=self._reason(change))

    def _take(self, steps: list[Step], change: Change) -> None:
        take_steps(
            steps,
            intervention=change.record,
            by=change.by,
            today=change.today,
            reason=self._reason(change),
        )

    def _reason(self, change: Change) -> str:
        said = _("Import taken back: %(file)s") if change.is_undone else _("Import of %(file)s")
        return said % {"file": change.file}
