"""A selection on the states that it covers: one page for whatever covers countries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from acpmigration.embedding import Embed
from acpmigration.facets import FacetedFilterSet
from acpmigration.facets.listing import ListWords, Words, narrowed
from acpmigration.open_data.addresses import absolute
from acpmigration.reference.models import Country
from acpmigration.translated import alphabetical
from technical_assistance import state_map

# Of a map in a frame, in pixels.
MAP_SIZE = (640, 560)


@dataclass(frozen=True)
class MapWords:
    """What ``facet_map.html`` says; ``in_place`` holds ``%(place)s``."""

    heading: Words
    description: Words
    lead: Words
    to_list: Words
    caption: Words
    column: Words
    in_place: Words


def map_page(
    request: HttpRequest,
    chosen: FacetedFilterSet,
    *,
    list_name: str,
    figure: str,
    words: MapWords,
    of_whole: ListWords,
    embed: str,
    **more: Any,
) -> HttpResponse:
    """Draw ``chosen`` by its facet ``country``; each number leads to the list ``list_name``.

    ``embed`` is the name of the address at which other sites find the map.
    """
    counts = chosen.counts(["country"])
    numbers = counts.get("country", {})
    countries = alphabetical(Country.objects.eligible().select_related("region"))

    def link(country: Country) -> str:
        return f"{reverse(list_name)}?{chosen.query_string(country=[country.slug], view=None)}"

    return render(
        request,
        "facet_map.html",
        {
            "filter": chosen,
            "total": counts["selection"].get("", 0),
            "of_whole": of_whole.of_whole(counts["whole"].get("", 0)),
            "map": words,
            "panels": state_map.panels(countries, numbers, link),
            "levels": state_map.levels(),
            "embed": Embed(narrowed(absolute(reverse(embed)), chosen), words.heading, *MAP_SIZE),
            "states": [_state(country, numbers, figure, words, link) for country in countries],
            **more,
        },
    )


def _state(
    country: Country,
    numbers: dict[str, int],
    figure: str,
    words: MapWords,
    link: Callable[[Country], str],
) -> dict[str, Any]:
    return {
        "name": str(country),
        "region": country.region,
        "page": country.get_absolute_url(),
        "figure": {
            "name": f"{figure}-by-country-{country.slug}",
            "value": numbers.get(country.slug, 0),
            "label": str(words.in_place) % {"place": country},
            "link": link(country),
        },
    }


def views(filterset: FacetedFilterSet, current: str, *looks: tuple[Any, ...]) -> list[dict]:
    """The same selection in several ways; a look: name, label, icon, URL name, changes."""
    return [
        {
            "label": label,
            "icon": icon,
            "is_current": name == current,
            "link": _address(url_name, filterset.query_string(**changes)),
        }
        for name, label, icon, url_name, changes in looks
    ]


def _address(url_name: str, query: str) -> str:
    address = reverse(url_name)
    return f"{address}?{query}" if query else address
