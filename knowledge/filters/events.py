from django.utils.translation import gettext_lazy as _

from acpmigration.facets import Facet, FacetedFilterSet, Order, Search
from acpmigration.facets.choices import all_countries, all_years, fixed, year_of
from acpmigration.reference.models import Region, Topic
from knowledge.enums import EventKind
from knowledge.models import Event


class EventFilter(FacetedFilterSet):
    q = Search("event")
    kind = Facet("kind", choices=fixed(EventKind), label=_("Kind"))
    topic = Facet("topics__slug", choices=lambda: Topic.objects.in_order(), label=_("Topic"))
    region = Facet(
        "country__region__slug", choices=lambda: Region.objects.in_order(), label=_("Region")
    )
    country = Facet("country__slug", choices=all_countries, label=_("Country"), only_found=True)
    year = Facet(of=year_of("starts_until"), choices=all_years, label=_("Year"), only_found=True)
    sort = Order(
        {
            "date": (_("Latest first"), "newest_first"),
            "title": (_("Title"), "by_title"),
        }
    )

    beside = ("kind", "topic", "region", "country", "year")

    class Meta:
        model = Event
        fields: list[str] = []
