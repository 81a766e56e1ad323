"""What data is asked for has to be understood whole: a program does not read what a page notes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from acpmigration.facets import NOT_STATED, Facet, FacetedFilterSet, Order, Search
from acpmigration.facets.order import BEST_MATCH
from acpmigration.search.query import MAX_CHARACTERS, MAX_WORDS

# More of them are in the API under the name of the parameter.
NAMED = 60


@dataclass(frozen=True)
class Misfit:
    """A parameter, or a value of one, that nothing is known of, and what there is instead."""

    parameter: str
    value: str
    said: str
    allowed: tuple[str, ...] = ()


def misfits(filterset: FacetedFilterSet, others: Collection[str] = ()) -> list[Misfit]:
    """What of the address is not understood; ``others`` are parameters that are no filters."""
    return [
        *unknown(filterset.data, [*filterset.filters, *others]),
        *(_value(filterset, name, value) for name, value in filterset.ignored()),
    ]


def unknown(data: Iterable[str], known: Collection[str]) -> list[Misfit]:
    """The names of parameters that are not among the ``known``."""
    said = _("There is no such parameter.")
    return [Misfit(name, "", said, tuple(known)) for name in data if name not in known]


def _value(filterset: FacetedFilterSet, name: str, value: str) -> Misfit:
    field = filterset.filters[name]
    if isinstance(field, Search):
        said = _("A search takes %(words)s words in %(characters)s characters, letters or digits.")
        return Misfit(name, value, said % {"words": MAX_WORDS, "characters": MAX_CHARACTERS})
    said = _("This value is not known.")
    return Misfit(name, value, said, _allowed(field))


def _allowed(field: object) -> tuple[str, ...]:
    if isinstance(field, Facet):
        return (*list(field.rows)[:NAMED], NOT_STATED)
    return (*field.orders, BEST_MATCH) if isinstance(field, Order) else ()
