"""Proving that what is stored is what the log says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from acpmigration.dates import day_in
from technical_assistance.domain.log import columns, lies_ahead
from technical_assistance.domain.replay import Position, StageFacts, dates_out_of_order, replay
from technical_assistance.domain.transitions import OF_ANY_DAY
from technical_assistance.enums import RequestState, StageKind, StageState
from technical_assistance.models import AssistanceRequest, Intervention, ProgressEntry, Stage

# Where a day begins first: whoever recorded an entry had no later one.
FIRST_TO_SEE_A_DAY = ZoneInfo("Pacific/Kiritimati")


@dataclass(frozen=True)
class Difference:
    """One thing in which a stored row and the log, or two rows, do not agree."""

    record: str
    what: str

    def __str__(self) -> str:
        return f"{self.record}: {self.what}"


def differences() -> Iterator[Difference]:
    """Name all that is wrong, over all rows; nothing is changed."""
    for intervention in (
        Intervention.objects.select_related("request")
        .prefetch_related("stages", "entries")
        .order_by("pk")
        .iterator(chunk_size=500)
    ):
        entries = sorted(intervention.entries.all(), key=lambda entry: entry.pk)
        position = replay(entries)
        yield from _stored_otherwise(intervention, position)
        yield from _recorded_ahead(intervention, entries)
        yield from _request_otherwise(intervention, position)
    yield from _lead_not_covered()
    yield from _merged_in_circles()


def _stored_otherwise(intervention: Intervention, position: Position) -> Iterator[Difference]:
    name = intervention.slug
    if intervention.status != position.status:
        yield Difference(name, f"status is {intervention.status}, the log says {position.status}")
    stored = {stage.kind: stage for stage in intervention.stages.all()}
    for kind, facts in position.stages.items():
        if kind not in stored:
            yield Difference(name, f"stage {kind.value} is missing")
            continue
        for field, is_stored, logged in _compare(stored[kind], facts):
            if is_stored != logged:
                yield Difference(
                    name, f"stage {kind.value}: {field} is {is_stored}, the log says {logged}"
                )
    yield from _disorder(name, position)


def _compare(stage: Stage, facts: StageFacts) -> Iterator[tuple[str, object, object]]:
    yield "state", stage.state, facts.state
    yield "planned end", stage.due_on, facts.due_on
    yield "start", (stage.started_from, stage.started_until), columns(facts.started)
    yield "finish", (stage.finished_from, stage.finished_until), columns(facts.finished)
    yield "reason of the waiver", stage.waiver_reason, facts.waiver_reason


def _disorder(name: str, position: Position) -> Iterator[Difference]:
    if position.turned_back:
        yield Difference(name, "cancelled or resumed before what went before it")
    for kind in dates_out_of_order(position):
        yield Difference(name, f"stage {kind.value}: dates before those of an earlier stage")
    for kind in StageKind:
        begun = position.stages[kind].state != StageState.NOT_STARTED
        if begun and any(f.state not in StageState.closed() for f in position.earlier(kind)):
            yield Difference(name, f"stage {kind.value}: begun before an earlier one was closed")


def _recorded_ahead(
    intervention: Intervention, entries: Iterable[ProgressEntry]
) -> Iterator[Difference]:
    for entry in entries:
        recorded_on = day_in(FIRST_TO_SEE_A_DAY, entry.recorded_at)
        if entry.verb not in OF_ANY_DAY and lies_ahead(entry.effective, recorded_on):
            yield Difference(
                intervention.slug, f"entry {entry.pk}: recorded before {entry.effective}, its date"
            )


def _request_otherwise(intervention: Intervention, position: Position) -> Iterator[Difference]:
    request = getattr(intervention, "request", None)
    if request is None:
        yield Difference(intervention.slug, "no request opened it")
    elif (request.decided_from, request.decided_until) != columns(position.accepted):
        yield Difference(
            intervention.slug,
            f"its request was accepted {request.decided}, the log says {position.accepted}",
        )


def _lead_not_covered() -> Iterator[Difference]:
    led = Intervention.objects.filter(country__isnull=False)
    for slug in led.exclude(countries=F("country")).values_list("slug", flat=True):
        yield Difference(slug, "the lead country is not among the countries covered")


def _merged_in_circles() -> Iterator[Difference]:
    into_merged = AssistanceRequest.objects.filter(
        Q(state=RequestState.MERGED) & Q(merged_into__state=RequestState.MERGED)
    )
    for slug in into_merged.values_list("slug", flat=True):
        yield Difference(slug, "merged into a request that is merged itself")
