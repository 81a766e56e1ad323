"""Which organisations came to take part, for news readers."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from acpmigration.open_data.feeds import Entry, NewsFeed
from acpmigration.reference.models import Organisation
from acpmigration.translated import language_of
from dashboard.domain.organisations import lately_named
from dashboard.filters import OrganisationFilter


def organisation_entry(organisation: Organisation) -> Entry:
    words = [capfirst(organisation.get_kind_display()), str(organisation.country or "")]
    return Entry(
        organisation.name,
        ", ".join(filter(None, words)),
        organisation.get_absolute_url(),
        language_of(organisation, "name"),
    )


ORGANISATION_NEWS = NewsFeed(
    name="organisations",
    title=gettext_lazy("Organisations"),
    filterset=OrganisationFilter,
    rows=lambda: lately_named().select_related("country"),
    page="dashboard:organisation-list",
    entry=organisation_entry,
)
