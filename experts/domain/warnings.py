"""What staff should know before they choose somebody; it warns, it never decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from acpmigration.dates import DatedFact
from acpmigration.reference.models import Country
from experts.enums import DeploymentState, ExpertState, Standing
from experts.models import Deployment, Expert, Shortlist

if TYPE_CHECKING:
    from django.utils.functional import Promise

FRESH_MONTHS = 12


@dataclass(frozen=True)
class Plan:
    """What somebody is considered for.

    ``besides`` is the deployment that is being changed; what a person does for the stage of
    ``shortlist`` already is no overlap with it.
    """

    asking: tuple[Country, ...] = ()
    starts_on: date | None = None
    ends_before: date | None = None
    besides: Deployment | None = None
    shortlist: Shortlist | None = None

    def counts(self, other: Deployment) -> bool:
        """Tell whether an assignment stands in the way of this one."""
        if self.besides is not None and other.pk == self.besides.pk:
            return False
        if self.shortlist is not None and self.shortlist.asks_for(other):
            return False
        return other.state in DeploymentState.counting()


def warnings_for(expert: Expert, plan: Plan, now: datetime) -> list["str | Promise"]:
    """The sentences, most serious first; no query where ``for_matching`` has read the rows."""
    return [
        *serious_warnings(expert, plan),
        *_not_confirmed(expert, now),
        *_national(expert, plan.asking),
    ]


def serious_warnings(expert: Expert, plan: Plan) -> list["str | Promise"]:
    """What staff confirm that they have read before they assign the person."""
    return [
        *_official(expert, plan.asking),
        *_overlaps(expert, plan),
        *_not_to_be_matched(expert),
    ]


def _official(expert: Expert, asking: Iterable[Country]) -> Iterator[str]:
    for country in asking:
        if expert.standing == Standing.OFFICIAL and expert.government_id == country.pk:
            yield _("Official of the government of %(country)s, where this intervention works.") % {
                "country": country
            }


def _national(expert: Expert, asking: Iterable[Country]) -> Iterator[str]:
    """A hint only: whoever works for a government does not always say so."""
    for country in asking:
        if expert.nationality_id == country.pk and expert.government_id != country.pk:
            yield _("National of %(country)s, where this intervention works.") % {
                "country": country
            }


def _overlaps(expert: Expert, plan: Plan) -> Iterator[str]:
    if not (plan.starts_on and plan.ends_before):
        return
    for other in expert.deployments.all():
        if plan.counts(other) and other.overlaps(plan.starts_on, plan.ends_before):
            yield _("Assigned to %(intervention)s from %(first)s to %(last)s (%(state)s).") % {
                "intervention": other.intervention,
                "first": DatedFact.on(other.starts_on),
                "last": DatedFact.on(other.last_day),
                "state": other.get_state_display(),
            }


def _not_to_be_matched(expert: Expert) -> Iterator[str]:
    """Of who was short-listed before."""
    if expert.state != ExpertState.ACTIVE:
        yield _("The profile is not active any more (%(state)s).") % {
            "state": expert.get_state_display()
        }
    if expert.is_paused:
        yield _("The person has paused the profile.")


def _not_confirmed(expert: Expert, now: datetime) -> Iterator[str]:
    if expert.confirmed_at is None or expert.confirmed_at < now - relativedelta(
        months=FRESH_MONTHS
    ):
        yield _("The profile was not confirmed for a year.")
