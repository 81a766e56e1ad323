"""A grant project as an activity, with the people it reached as its results."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_noop

from acpmigration.dates import DatedFact
from dashboard.iati import codes, dates, parts
from dashboard.iati.activity import Activity, ActivityDate, Party, Result, Value
from dashboard.iati.codes import ActivityStatus, DateType, Related, Role, Scope
from dashboard.iati.fetching import Fetched, Links
from dashboard.iati.identity import (
    eu,
    grant_identifier,
    intervention_identifier,
    iom,
    marked,
    programme_identifier,
    reporter,
)
from dashboard.iati.narratives import Narratives, of_record, of_text, put_together, said
from dashboard.iati.shares import shared_out
from nsa_grants.domain.people import numbers_to_tell
from nsa_grants.enums import GrantStatus, ReachKind, Sex
from nsa_grants.models import GrantProject, Reach

PEOPLE = gettext_noop("People reached")
IN_WORDS = gettext_noop("What came of it, in words")
# How well a number is known, with its source: by the values of ``Precision``.
KNOWN = {
    "counted": gettext_noop("Counted. Source: %(text)s"),
    "estimate": gettext_noop("An estimate. Source: %(text)s"),
    "at_least": gettext_noop("At least so many. Source: %(text)s"),
}
STARTS = (DateType.PLANNED_START, DateType.ACTUAL_START)


def activity_of(grant: Fetched, links: Links, today: date) -> Activity:
    title, descriptions = parts.texts_of(grant)
    topics, countries = links.topics[grant.pk], shared_out(links.countries[grant.pk])
    days = dates.of_grant(grant, today)
    return Activity(
        identifier=grant_identifier(grant.slug),
        hierarchy=2,
        reporter=reporter(),
        title=title,
        descriptions=descriptions,
        parties=list(_parties(grant)),
        status=codes.GRANTS[GrantStatus(grant.status)] if grant.status else ActivityStatus.CLOSED,
        dates=days,
        scope=Scope.NATIONAL if grant.country else Scope.REGIONAL,
        countries=countries,
        region=None if countries else parts.region_of(grant.shown_region),
        sectors=parts.sectors_of(topics),
        updated_at=grant.updated_at,
        tags=[*(each.tag for each in topics), *links.typologies[grant.pk]],
        aid_type=codes.PROJECT,
        finance_type=codes.STANDARD_GRANT,
        documents=[parts.page_of(grant), *parts.editions(grant.told_products)],
        related=list(_related(grant)),
        results=list(_results(grant, days, today)),
    )


def _parties(grant: GrantProject) -> Iterator[tuple[str, Party]]:
    yield Role.FUNDING, parts.unsigned(eu(), is_sample=grant.is_sample)
    yield Role.EXTENDING, parts.unsigned(iom(), is_sample=grant.is_sample)
    if grant.grantee:
        yield Role.IMPLEMENTING, parts.party(grant.grantee, is_sample=grant.is_sample)


def _related(grant: GrantProject) -> Iterator[tuple[str, str]]:
    yield Related.PARENT, programme_identifier()
    if grant.intervention:
        yield Related.SIBLING, intervention_identifier(grant.intervention.slug)


def _results(grant: Fetched, days: Sequence[ActivityDate], today: date) -> Iterator[Result]:
    first, last = _period(grant, days, today)
    told = {kind: list(_values(grant, kind)) for kind in ReachKind}
    if any(told.values()):
        yield Result(
            codes.OUTPUT,
            codes.UNIT,
            marked(said(PEOPLE), is_sample=grant.is_sample),
            first,
            last,
            targets=told[ReachKind.TARGET],
            actuals=told[ReachKind.REACHED],
        )
    if words := of_record(grant, "results"):
        yield Result(
            codes.OTHER_RESULT,
            codes.QUALITATIVE,
            marked(said(IN_WORDS), is_sample=grant.is_sample),
            first,
            last,
            actuals=[Value("", marked(words, is_sample=grant.is_sample))],
        )


def _period(grant: GrantProject, days: Sequence[ActivityDate], today: date) -> tuple[date, date]:
    """Within which it was: from the first day on which it can have begun, to the end or today."""
    begun = next(each.day for each in days if each.type in STARTS)
    ended = next((each.day for each in days if each.type not in STARTS), max(begun, today))
    earliest = grant.started.earliest if grant.started else None
    if earliest is None:
        programme = DatedFact.parse(settings.IATI_PROGRAMME_STARTED)
        earliest = programme.earliest or programme.latest
    return min(earliest, begun), ended


def _values(grant: Fetched, kind: ReachKind) -> Iterator[Value]:
    """Those that the page tells, but for "fewer than": the standard has a number or nothing."""
    for number in numbers_to_tell(grant.told_reach):
        if number.row.kind == kind and not number.is_few:
            yield from map(_value, (number.row, *number.parts))


def _value(reach: Reach) -> Value:
    sex = ("sex", reach.sex) if reach.sex != Sex.ALL else None
    return Value(str(reach.value), _comment(reach), sex)


def _comment(reach: Reach) -> Narratives:
    source = dict(of_text(reach.source, "en")).get("en", "")
    languages = tuple((code, source) for code, _words in said(PEOPLE))
    return put_together(KNOWN[reach.precision], languages)
