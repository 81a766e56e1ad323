"""Rows for a load test: many, invented, and in agreement with their logs."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction
from django.utils import timezone

from acpmigration.accounts.models import User
from acpmigration.reference.enums import Component
from acpmigration.reference.models import Country, RegionalOrganisation, Topic, Typology
from technical_assistance.enums import RequestState, StageKind, StageState, Status, Verb
from technical_assistance.models import AssistanceRequest, Intervention, ProgressEntry, Stage

PREFIX = "sample-load-"
TITLES = {
    "title_en": "Sample: load test {}",
    "title_fr": "Exemple : essai de charge {}",
    "title_pt": "Exemplo: teste de carga {}",
    "title_es": "Ejemplo: prueba de carga {}",
}
SUMMARY = "An invented record for a load test, not a record of the Action."
FIRST_DAY = date(2015, 3, 2)
BATCH = 2_000


class Command(BaseCommand):
    help = (
        "Fill the database with invented, published interventions, past the domain functions and "
        "without history, to measure pages under load. Only where samples may be shown."
    )

    def add_arguments(self, parser):
        parser.add_argument("--count", type=int, required=True)

    def handle(self, *args, **options):
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError("Invented records are for a demonstration only.")
        first = 1 + Intervention.objects.filter(slug__startswith=PREFIX).count()
        last, writer = first + options["count"], Writer()
        for start in range(first, last, BATCH):
            writer.write(range(start, min(start + BATCH, last)))
        self.stdout.write(f"{options['count']} interventions are new. Now run rebuild_search.")


class Writer:
    """Makes the rows of some numbers: the same for a number each time, dates of loading apart."""

    def __init__(self) -> None:
        self.published = {"published_at": timezone.now(), "published_by": User.objects.system()}
        self.countries = list(Country.objects.eligible().order_by("pk"))
        organisations = RegionalOrganisation.objects.filter(region__isnull=False)
        self.organisations = list(organisations.order_by("pk"))
        self.topics = list(Topic.objects.in_order())
        self.typologies = list(Typology.objects.of(Component.TECHNICAL_ASSISTANCE).in_order())

    @transaction.atomic
    def write(self, numbers: range) -> None:
        randoms = {number: Random(number) for number in numbers}  # noqa: S311
        made = Intervention.objects.bulk_create(
            self.intervention(number, random) for number, random in randoms.items()
        )
        logs = [
            Log(row, self.published["published_by"], random)
            for row, random in zip(made, randoms.values(), strict=True)
        ]
        requests = AssistanceRequest.objects.bulk_create(map(self.request, logs))
        links: dict[str, list[Sequence[models.Model]]] = {
            "topics": [self.some(self.topics, random) for random in randoms.values()],
            "countries": [
                [row.country] if row.country else random.sample(self.countries, 3)
                for row, random in zip(made, randoms.values(), strict=True)
            ],
        }
        for field, rows in links.items():
            join(Intervention, field, made, rows)
            join(AssistanceRequest, field, requests, rows)
        typologies = [self.some(self.typologies, random) for random in randoms.values()]
        join(Intervention, "typologies", made, typologies)

        Stage.objects.bulk_create(stage for log in logs for stage in log.stages)
        ProgressEntry.objects.bulk_create(entry for log in logs for entry in log.entries)

    def intervention(self, number: int, random: Random) -> Intervention:
        is_regional = random.random() < 0.1
        lead = random.choice(self.organisations if is_regional else self.countries)
        return Intervention(
            slug=f"{PREFIX}{number:07}",
            code=f"SAMPLE/L{number:07}",
            **{field: title.format(number) for field, title in TITLES.items()},
            summary_en=SUMMARY,
            status=random.choices(Status.values, weights=[3, 9, 1])[0],
            **{"regional_organisation" if is_regional else "country": lead},
            **self.published,
        )

    def request(self, log: "Log") -> AssistanceRequest:
        intervention = log.intervention
        return AssistanceRequest(
            slug=intervention.slug,
            country=intervention.country,
            regional_organisation=intervention.regional_organisation,
            state=RequestState.ACCEPTED,
            decided_from=log.accepted,
            decided_until=log.accepted,
            intervention=intervention,
            **self.published,
        )

    def some(self, rows: list, random: Random) -> list:
        """Mostly one; sometimes two or three, or none."""
        return random.sample(rows, k=random.choices([0, 1, 2, 3], weights=[1, 12, 4, 1])[0])


def join(
    model: type[models.Model],
    field: str,
    records: Sequence[models.Model],
    linked: Sequence[Sequence[models.Model]],
) -> None:
    """Write the rows of a many-to-many table."""
    relation = model._meta.get_field(field)
    through = relation.remote_field.through
    here, there = relation.m2m_column_name(), relation.m2m_reverse_name()
    through.objects.bulk_create(
        through(**{here: record.pk, there: row.pk})
        for record, rows in zip(records, linked, strict=True)
        for row in rows
    )


class Log:
    """The stages and entries that lead to an intervention's status."""

    def __init__(self, intervention: Intervention, by: User, random: Random) -> None:
        self.intervention, self.by, self.random = intervention, by, random
        self.day = self.accepted = FIRST_DAY + timedelta(days=random.randrange(1_000))
        self.entries: list[ProgressEntry] = []
        self.stages: list[Stage] = []
        self.enter(Verb.ACCEPT)
        is_completed = intervention.status == Status.COMPLETED
        reached = len(StageKind) + 1 if is_completed else random.choice(StageKind.values)
        for kind in StageKind:
            self.stages.append(self.stage(kind, reached))
        if intervention.status == Status.CANCELLED:
            self.enter(Verb.CANCEL, note="Sample")

    def stage(self, kind: StageKind, reached: int) -> Stage:
        stage = Stage(intervention=self.intervention, kind=kind)
        if kind <= reached:
            self.enter(Verb.START, kind)
            stage.state = StageState.STARTED
            stage.started_from = stage.started_until = self.day
        if kind < reached:
            self.day += timedelta(days=self.random.randrange(10, 90))
            self.enter(Verb.COMPLETE, kind)
            stage.state = StageState.FINISHED
            stage.finished_from = stage.finished_until = self.day
        return stage

    def enter(self, verb: Verb, stage: StageKind | None = None, note: str = "") -> None:
        self.entries.append(
            ProgressEntry(
                intervention=self.intervention,
                verb=verb,
                stage=stage,
                effective_from=self.day,
                effective_until=self.day,
                by=self.by,
                note=note,
            )
        )
