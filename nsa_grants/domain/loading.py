"""Taking over grant projects that were written down by hand.

A file holds ``sources`` and ``notes`` (texts that records name by their key), ``organisations``
(see ``technical_assistance.domain.records``) and ``grants``::

    - slug: burkina-faso-awareness
      kind: national                  # or regional
      place: BF                       # a country, an acronym, or the slug of a region
      intervention: burkina-faso-…    # or no_intervention_reason: …
      grantee: association-ton
      title, summary, activities, channels, results, story: one text or four
      topics: [readmission]
      typologies: [information-campaigns]
      countries: [BF]
      started, ended, cancelled: 2018, 2018-05, 2018-05-22, by 2019-08
      reach: [{kind: reached, value: 80000, precision: estimate, source: …}]
      quotes: [{text: …, language: fr, translation: {…}, attribution: …}]
      links: [{label: …, url: …}]
      sources: [factsheet]
      source_notes: [title-ours]
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from acpmigration.accounts.models import User
from acpmigration.publication import publish, save_as
from acpmigration.reference.enums import Component
from acpmigration.reference.models import (
    Country,
    Organisation,
    Region,
    RegionalOrganisation,
    Topic,
    Typology,
)
from nsa_grants.domain.rules import covered, require_agreement
from nsa_grants.enums import GrantKind
from nsa_grants.models import GrantLink, GrantProject, Quote, Reach
from technical_assistance.domain.records import (
    Record,
    add_organisation,
    joined,
    named,
    require_known,
    translated,
)
from technical_assistance.domain.written import when
from technical_assistance.models import Intervention

FILE = {"sources", "notes", "organisations", "grants"}
TEXTS = ("title", "summary", "activities", "channels", "results", "story")
DATES = ("started", "ended", "cancelled")
PARTS = {"reach": Reach, "quotes": Quote, "links": GrantLink}
GRANT = {"slug", "kind", "place", "intervention", "no_intervention_reason", "grantee", *TEXTS}
GRANT |= {"topics", "typologies", "countries", *DATES, *PARTS, "sources", "source_notes"}
PART = {"kind", "sex", "value", "precision", "source", "text", "language", "attribution"}
PART |= {"translation", "label", "url"}
LOADED = "loaded"


@transaction.atomic
def load_grants(*, written: Record, by: User, at: datetime) -> int:
    """Make and publish the projects that are not there yet, all or none; return how many.

    :raises Refusal: for the first record that is wrong, with its name.
    """
    require_known(written, FILE)
    loader = _Loader(written, by, at)
    for record in written.get("organisations") or []:
        named(record, loader.organisation)
    return sum(named(record, loader.grant) for record in written.get("grants") or [])


class _Loader:
    """The rows that a file names, read once, and the making of its records."""

    def __init__(self, written: Record, by: User, at: datetime) -> None:
        self.by, self.at = by, at
        self.sources: Record = written.get("sources") or {}
        self.notes: Record = written.get("notes") or {}
        self.countries = {row.iso2: row for row in Country.objects.select_related("region")}
        self.leads = {
            row.acronym: row for row in RegionalOrganisation.objects.select_related("region")
        }
        self.regions = {row.slug: row for row in Region.objects.all()}
        self.organisations = {row.slug: row for row in Organisation.objects.all()}
        self.topics = {row.slug: row for row in Topic.objects.all()}
        self.typologies = {
            row.slug: row for row in Typology.objects.of(Component.GRANTS).in_order()
        }
        self.there = set(GrantProject.objects.values_list("slug", flat=True))

    def organisation(self, record: Record) -> bool:
        return add_organisation(
            record, countries=self.countries, organisations=self.organisations, by=self.by
        )

    def grant(self, record: Record) -> bool:
        require_known(record, GRANT)
        if record["slug"] in self.there:
            return False
        grant = GrantProject(
            slug=record["slug"],
            kind=GrantKind(record["kind"]),
            intervention=self._intervention(record),
            no_intervention_reason=record.get("no_intervention_reason", ""),
            grantee=self.organisations[record["grantee"]] if "grantee" in record else None,
            sources="\n".join(self.sources[key] for key in record["sources"]),
            **self._place(record),
            **self._dates(record),
            **self._texts(record),
        )
        topics = [self.topics[slug] for slug in record.get("topics", [])]
        countries = covered(
            country=grant.country,
            countries=[self.countries[code] for code in record.get("countries", [])],
        )
        require_agreement(
            kind=grant.kind,
            country=grant.country,
            regional_organisation=grant.regional_organisation,
            region=grant.region,
            countries=countries,
            topics=topics,
            intervention=grant.intervention,
        )
        save_as(grant, by=self.by, why=LOADED)
        grant.topics.set(topics)
        grant.typologies.set([self.typologies[slug] for slug in record.get("typologies", [])])
        grant.countries.set(countries)
        self._add_parts(grant, record)
        publish(record=grant, by=self.by, at=self.at)
        return True

    def _intervention(self, record: Record) -> Intervention | None:
        if "intervention" not in record:
            return None
        found = Intervention.objects.filter(slug=record["intervention"]).first()
        if not found:
            raise KeyError(record["intervention"])
        return found

    def _place(self, record: Record) -> dict[str, Any]:
        place = record["place"]
        if place in self.countries:
            return {"country": self.countries[place]}
        if place in self.leads:
            return {"regional_organisation": self.leads[place]}
        return {"region": self.regions[place]}

    def _dates(self, record: Record) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        for fact in DATES:
            if known := when(record.get(fact)):
                columns |= {f"{fact}_from": known.earliest, f"{fact}_until": known.latest}
        return columns

    def _texts(self, record: Record) -> dict[str, str]:
        texts = {field: record[field] for field in TEXTS if field in record}
        if notes := record.get("source_notes"):
            texts["source_note"] = joined(notes, self.notes)
        return {
            name: words
            for field, text in texts.items()
            for name, words in translated(field, text).items()
        }

    def _add_parts(self, grant: GrantProject, record: Record) -> None:
        for name, model in PARTS.items():
            for part in record.get(name, []):
                require_known(part, PART)
                fields: dict[str, Any] = {}
                for field, value in part.items():
                    is_translated = field in ("translation", "label")
                    fields |= translated(field, value) if is_translated else {field: value}
                model(grant=grant, **fields).save()
