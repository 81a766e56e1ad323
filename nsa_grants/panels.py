"""The grants on the pages of a region, a country and a topic."""

from functools import partial
from typing import Any

from django.db.models import Count, F, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from acpmigration import panels
from acpmigration.facets.filterset import query_of
from acpmigration.reference.models import Country, Region, Topic
from nsa_grants.filters import GrantFilter
from nsa_grants.models import GrantProject
from nsa_grants.views.words import card

SHOWN = 12


def grants_of(facet: str, subject: Region | Country | Topic) -> dict[str, Any] | None:
    """The first ones by title and the number of all, which is that of the list it opens."""
    query = query_of({facet: subject.slug})
    filterset = GrantFilter(query, GrantProject.objects.published())
    # The page has read it: the filter would read all rows to know one.
    filterset.filters[facet].rows = {subject.slug: subject}
    rows: Any = filterset.selection()
    counted = rows.with_place().annotate(found=Window(Count(F("pk"))))
    found = list(counted.by_title()[:SHOWN])
    if not found:
        return None
    return {
        "cards": [card(grant) for grant in found],
        "figure": {
            "name": f"grants-by-{facet}-{subject.slug}",
            "value": found[0].found,
            "label": _("grants to non-state actors"),
            "link": f"{reverse('nsa_grants:grant-list')}?{query.urlencode()}",
        },
    }


def register() -> None:
    for facet in ("region", "country", "topic"):
        panels.register(facet, template="nsa_grants/_panel.html", query=partial(grants_of, facet))
