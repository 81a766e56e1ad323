"""What must agree between a project, its place and the intervention that it is tied to."""

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.reference.enums import Eligibility
from acpmigration.reference.models import Country, Region, RegionalOrganisation, Topic
from acpmigration.refusals import Refusal
from acpmigration.translated import alphabetical
from nsa_grants.enums import GrantKind
from technical_assistance.models import Intervention

NOT_THERE = gettext_lazy(
    "The related intervention is elsewhere: choose one in the place of the project."
)
NO_SHARED_TOPIC = gettext_lazy("The project and the related intervention share no topic.")
OF_ONE_COUNTRY = gettext_lazy(
    "A regional project covers several countries: one of a single country is national."
)

NOT_IN_THE_PROGRAMME = gettext_lazy("This country is not one that the Action works with.")


class DoesNotAgree(Refusal):
    """The parts of a project contradict each other; ``fields`` names that of each sentence."""

    def __init__(self, *broken: tuple[str, str | Promise]) -> None:
        super().__init__(*(sentence for _field, sentence in broken))
        self.fields = [field for field, _sentence in broken]


def covered(*, country: Country | None, countries: Iterable[Country]) -> list[Country]:
    """The countries that a project covers: the country of a national one is always the first."""
    named = [country, *countries] if country else [*countries]
    return list(dict.fromkeys(named))


def require_agreement(
    *,
    kind: str,
    country: Country | None,
    regional_organisation: RegionalOrganisation | None,
    region: Region | None,
    countries: Iterable[Country],
    topics: Iterable[Topic],
    intervention: Intervention | None,
) -> None:
    """Let pass what agrees; that the place fits the kind is the database's rule.

    :raises DoesNotAgree: with a sentence for each thing that does not.
    """
    all_countries = covered(country=country, countries=countries)
    broken: list[tuple[str, str | Promise]] = []
    if country and country.eligibility == Eligibility.NONE:
        broken.append(("country", NOT_IN_THE_PROGRAMME))
    if kind == GrantKind.REGIONAL:
        beyond = _beyond_the_region(region, all_countries)
        broken += [("countries", sentence) for sentence in beyond]
    if intervention:
        if kind == GrantKind.REGIONAL:
            is_there = _is_in_region(intervention, region, all_countries)
        else:
            is_there = _is_in_place(intervention, country, regional_organisation)
        if not is_there:
            broken.append(("intervention", NOT_THERE))
        own, its = set(topics), set(intervention.topics.all())
        if own and its and not own & its:
            broken.append(("intervention", NO_SHARED_TOPIC))
    if broken:
        raise DoesNotAgree(*broken)


def _beyond_the_region(region: Region | None, countries: list[Country]) -> Iterator[str | Promise]:
    if len(countries) == 1:
        yield OF_ONE_COUNTRY
    if region is None:
        return
    for country in alphabetical(countries):
        if country.region_id != region.pk:
            yield _("%(country)s is not in the region %(region)s.") % {
                "country": country,
                "region": region,
            }


def _is_in_place(
    intervention: Intervention,
    country: Country | None,
    regional_organisation: RegionalOrganisation | None,
) -> bool:
    """Whether it is led by the place of a national project or covers it."""
    if country:
        return country.pk == intervention.country_id or country in intervention.countries.all()
    return (
        regional_organisation is not None
        and regional_organisation.pk == intervention.regional_organisation_id
    )


def _is_in_region(
    intervention: Intervention, region: Region | None, countries: list[Country]
) -> bool:
    if region and intervention.region == region:
        return True
    return any(country in countries for country in intervention.countries.all())
