"""Taking over a portfolio that was written down by hand, through the verbs of everybody.

A portfolio is what a readable file holds, such as ``fixtures/documented.yaml``:

``sources``, ``notes``
    texts that records name by their key, so that they are written once;
``organisations``
    requesting entities and partners: ``slug``, ``kind``, ``name`` in one language or four;
``requests``
    what was asked for, what was decided and, where it was accepted, the ``intervention`` with its
    ``log``: the entries in the order in which they are recorded.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from acpmigration.accounts.models import User
from acpmigration.publication import publish, save_as
from acpmigration.reference.enums import Component
from acpmigration.reference.models import (
    Country,
    Organisation,
    RegionalOrganisation,
    SDGTarget,
    Topic,
    Typology,
)
from technical_assistance.domain.records import (
    Record,
    add_organisation,
    joined,
    named,
    require_known,
    translated,
)
from technical_assistance.domain.requests import (
    accept_request,
    decline_request,
    merge_request,
    receive_request,
    review_request,
    withdraw_request,
)
from technical_assistance.domain.written import ENTRY, enter, when
from technical_assistance.enums import PartnerRole, RequestState
from technical_assistance.models import AssistanceRequest, Intervention, Partnership

PORTFOLIO = {"sources", "notes", "organisations", "requests"}
REQUEST = {"slug", "lead", "entity", "countries", "topics", "received", "sources"}
REQUEST |= {"state", "decided", "reason", "into", "intervention"}
TEXTS = ("title", "summary", "story")
INTERVENTION = {"code", *TEXTS, "source_notes", "typologies", "sdg_targets", "partners", "log"}
PARTNER = {"organisation", "role"}
LOADED = "loaded"


@dataclass
class Counted:
    """What was new; what was there already is left alone."""

    organisations: int = 0
    requests: int = 0
    interventions: int = 0


@transaction.atomic
def load_portfolio(*, portfolio: Record, by: User, at: datetime, today: date) -> Counted:
    """Make and publish the records that are not there yet, all of them or none.

    A stage whose document is not at hand is completed in spite of it, with the sources as reason.

    :raises PortfolioRefused: for the first record that is wrong.
    """
    require_known(portfolio, PORTFOLIO)
    loader = _Loader(portfolio, by, at, today)
    counted = Counted()
    for record in portfolio.get("organisations") or []:
        counted.organisations += named(record, loader.organisation)
    for record in portfolio.get("requests") or []:
        is_new = named(record, loader.request)
        counted.requests += is_new
        counted.interventions += is_new and "intervention" in record
    return counted


class _Loader:
    """The rows that a portfolio names, read once, and the making of its records."""

    def __init__(self, portfolio: Record, by: User, at: datetime, today: date) -> None:
        self.by, self.at, self.today = by, at, today
        self.sources: Record = portfolio.get("sources") or {}
        self.notes: Record = portfolio.get("notes") or {}
        self.leads: dict[str, Country | RegionalOrganisation] = {
            row.acronym: row
            for row in RegionalOrganisation.objects.select_related("organisation", "region")
        }
        self.countries = {row.iso2: row for row in Country.objects.select_related("region")}
        self.leads |= self.countries
        self.organisations = {row.slug: row for row in Organisation.objects.all()}
        self.topics = {row.slug: row for row in Topic.objects.all()}
        typologies = Typology.objects.of(Component.TECHNICAL_ASSISTANCE)
        self.typologies = {row.slug: row for row in typologies}
        self.targets = {row.code: row for row in SDGTarget.objects.all()}
        self.requests = {row.slug: row for row in AssistanceRequest.objects.all()}

    def organisation(self, record: Record) -> bool:
        return add_organisation(
            record, countries=self.countries, organisations=self.organisations, by=self.by
        )

    def request(self, record: Record) -> bool:
        require_known(record, REQUEST)
        if record["slug"] in self.requests:
            return False
        request = receive_request(
            lead=self.leads[record["lead"]],
            entity=self.organisations[record["entity"]] if "entity" in record else None,
            countries=[self.countries[code] for code in record.get("countries", [])],
            topics=[self.topics[slug] for slug in record.get("topics", [])],
            when=when(record.get("received")),
            sources="\n".join(self.sources[key] for key in record["sources"]),
            slug=record["slug"],
            by=self.by,
            today=self.today,
        )
        self._decide(request, record)
        publish(record=request, by=self.by, at=self.at)
        self.requests[request.slug] = request
        return True

    def _decide(self, request: AssistanceRequest, record: Record) -> None:
        decided = when(record.get("decided"))
        said: dict[str, Any] = {"when": decided, "by": self.by, "today": self.today}
        match RequestState(record["state"]):
            case RequestState.RECEIVED:
                pass
            case RequestState.UNDER_REVIEW:
                review_request(request=request, by=self.by)
            case RequestState.ACCEPTED:
                self._open(request, record["intervention"], said)
            case RequestState.DECLINED:
                decline_request(request=request, reason=record["reason"], **said)
            case RequestState.WITHDRAWN:
                withdraw_request(request=request, reason=record["reason"], **said)
            case _:  # Merged: there is no other.
                into = self.requests[record["into"]]
                merge_request(request=request, into=into, reason=record["reason"], **said)

    def _open(self, request: AssistanceRequest, record: Record, said: dict[str, Any]) -> None:
        require_known(record, INTERVENTION)
        intervention = accept_request(
            request=request,
            title=translated("title", record["title"])["title_en"],
            code=record.get("code", ""),
            slug=request.slug,
            **said,
        )
        self._describe(intervention, record)
        for entry in record.get("log") or []:
            require_known(entry, ENTRY)
            enter(entry, intervention=intervention, by=self.by, today=self.today)
        intervention.refresh_from_db()
        publish(record=intervention, by=self.by, at=self.at)

    def _describe(self, intervention: Intervention, record: Record) -> None:
        texts = {field: record[field] for field in TEXTS if field in record}
        if notes := record.get("source_notes"):
            texts["source_note"] = joined(notes, self.notes)
        for field, text in texts.items():
            for name, words in translated(field, text).items():
                setattr(intervention, name, words)
        save_as(intervention, by=self.by, why=LOADED)
        intervention.typologies.set([self.typologies[slug] for slug in record["typologies"]])
        intervention.sdg_targets.set([self.targets[code] for code in record.get("sdg_targets", [])])
        for partner in record.get("partners", []):
            require_known(partner, PARTNER)
            Partnership.objects.create(
                intervention=intervention,
                organisation=self.organisations[partner["organisation"]],
                role=PartnerRole(partner.get("role", PartnerRole.PARTNER)),
            )
