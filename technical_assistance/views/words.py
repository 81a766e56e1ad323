"""The words in which pages tell where an intervention stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from acpmigration.dates import DatedFact, day_of
from acpmigration.pages.models import Text
from acpmigration.translated import language_of
from technical_assistance.domain.progress import current_stage
from technical_assistance.enums import StageKind, StageState, Status
from technical_assistance.models import Intervention, Stage


def stage_labels() -> dict[str, Text]:
    """All labels of the stages, in one query: ``stage/1/public``, ``stage/1/next`` …"""
    return Text.objects.under("stage/")


def label(labels: Mapping[str, Text], kind: int, which: str) -> str:
    """A label that staff edit; ``which`` is public, internal or next."""
    text = labels.get(f"stage/{kind}/{which}")
    return text.title if text else ("" if which == "next" else capfirst(str(StageKind(kind).label)))


@dataclass(frozen=True)
class Line:
    """An intervention in a list or table, as ``components/result.html`` takes it."""

    intervention: Intervention
    labels: Mapping[str, Text]

    @property
    def link(self) -> str:
        return self.intervention.get_absolute_url()

    @property
    def title(self) -> str:
        return self.intervention.title

    @property
    def title_language(self) -> str:
        return language_of(self.intervention, "title")

    @property
    def region(self):
        return self.intervention.region

    @property
    def place(self) -> str:
        return self.intervention.lead_name

    @property
    def place_link(self) -> str:
        return self.intervention.lead_link

    @property
    def entity(self) -> str:
        return str(self.intervention.entity or "")

    @property
    def topics(self):
        return self.intervention.topics.all()

    @property
    def typologies(self) -> str:
        names = [str(typology) for typology in self.intervention.typologies.all()]
        return ", ".join(names)

    @property
    def is_sample(self) -> bool:
        return self.intervention.is_sample

    @property
    def is_done(self) -> bool:
        return self.intervention.status == Status.COMPLETED

    @property
    def stage(self) -> int | None:
        return current_stage(self.intervention)

    @property
    def status_label(self) -> str:
        return capfirst(self.intervention.get_status_display())

    @property
    def stage_label(self) -> str:
        if self.intervention.status == Status.CANCELLED:
            return ""
        if self.stage is None:
            return finished_on(self.intervention.stages.all())
        return _("Stage %(number)s of 4: %(stage)s") % {
            "number": self.stage,
            "stage": label(self.labels, self.stage, "public"),
        }

    @property
    def updated(self) -> str:
        return str(DatedFact.on(day_of(self.intervention.updated_at)))


def finished_on(stages: Iterable[Stage]) -> str:
    """When the last stage was finished, where that is known."""
    last = [stage.finished for stage in stages if stage.kind == StageKind.TECHNICAL_ASSISTANCE]
    return str(last[0]) if last and last[0] else _("All four stages closed")


def dates_of(stage: Stage) -> str:
    """The dates of a stage as precisely as they are known; empty where nothing is."""
    started, finished = stage.started, stage.finished
    if started and finished and started != finished:
        return _("%(start)s to %(end)s") % {"start": started, "end": finished}
    if finished:
        return str(finished)
    if started:
        return _("since %(start)s") % {"start": started}
    if stage.due_on and stage.state in StageState.open():
        return _("planned for %(day)s") % {"day": DatedFact.on(stage.due_on)}
    return ""
