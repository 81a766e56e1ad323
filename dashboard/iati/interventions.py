"""An intervention as an activity."""

from collections.abc import Iterator
from datetime import date

from dashboard.iati import codes, dates, parts
from dashboard.iati.activity import Activity, Party
from dashboard.iati.codes import ActivityStatus, Related, Role, Scope
from dashboard.iati.fetching import Fetched, Links
from dashboard.iati.identity import (
    eu,
    grant_identifier,
    intervention_identifier,
    iom,
    programme_identifier,
    reporter,
)
from dashboard.iati.shares import shared_out
from technical_assistance.enums import PartnerRole, StageKind, StageState, Status

# These two come before the work itself.
PREPARING = (StageKind.CONCEPT_NOTE, StageKind.TA_FICHE)


def activity_of(intervention: Fetched, links: Links, today: date) -> Activity:
    title, descriptions = parts.texts_of(intervention)
    key, is_sample = intervention.pk, intervention.is_sample
    topics, countries = links.topics[key], shared_out(links.countries[key])
    return Activity(
        identifier=intervention_identifier(intervention.slug),
        hierarchy=2,
        reporter=reporter(),
        title=title,
        descriptions=descriptions,
        parties=list(_parties(intervention)),
        status=_status(intervention),
        dates=dates.of_intervention(intervention, today),
        scope=_scope(intervention, len(countries)),
        countries=countries,
        region=None if countries else parts.region_of(intervention.region),
        sectors=parts.sectors_of(topics),
        updated_at=intervention.updated_at,
        code=intervention.code,
        tags=[*links.targets[key], *(each.tag for each in topics), *links.typologies[key]],
        aid_type=codes.EXPERTS,
        documents=[
            parts.page_of(intervention),
            *parts.stage_documents(intervention.told_stages, is_sample=is_sample),
            *parts.editions(intervention.told_products),
        ],
        related=[
            (Related.PARENT, programme_identifier()),
            *(
                (Related.SIBLING, grant_identifier(grant.slug))
                for grant in intervention.told_grants
            ),
        ],
    )


def _parties(intervention: Fetched) -> Iterator[tuple[str, Party]]:
    is_sample = intervention.is_sample
    yield Role.FUNDING, parts.unsigned(eu(), is_sample=is_sample)
    asked = intervention.entity
    if asked is None and intervention.regional_organisation:
        asked = intervention.regional_organisation.organisation
    if asked:
        yield Role.ACCOUNTABLE, parts.party(asked, is_sample=is_sample)
    yield Role.EXTENDING, parts.unsigned(iom(), is_sample=is_sample)
    yield Role.IMPLEMENTING, parts.unsigned(iom(), is_sample=is_sample)
    for partnership in intervention.told_partnerships:
        if role := codes.PARTNERS.get(PartnerRole(partnership.role)):
            yield role, parts.party(partnership.organisation, is_sample=is_sample)


def _status(intervention: Fetched) -> str:
    if intervention.status == Status.COMPLETED:
        return ActivityStatus.CLOSED
    if intervention.status == Status.CANCELLED:
        return ActivityStatus.CANCELLED
    open_kinds = (s.kind for s in intervention.told_stages if s.state in StageState.open())
    is_preparing = min(open_kinds, default=StageKind.TECHNICAL_ASSISTANCE) in PREPARING
    return ActivityStatus.PIPELINE if is_preparing else ActivityStatus.IMPLEMENTATION


def _scope(intervention: Fetched, countries: int) -> str:
    if intervention.regional_organisation:
        return Scope.REGIONAL
    return Scope.MULTI_NATIONAL if countries > 1 else Scope.NATIONAL
