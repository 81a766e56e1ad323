"""Values that the facets of several lists offer."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import CharField, Choices
from django.db.models.functions import Cast, ExtractYear
from django.utils.text import capfirst

from acpmigration.dates import today
from acpmigration.reference.models import Country
from acpmigration.translated import alphabetical

# The Cotonou Agreement, on which the Action rests: nothing of its kind is older.
FIRST_YEAR = 2000


@dataclass(frozen=True)
class Fixed:
    """Choices that code knows: ``pairs`` makes value and label, in the language of the reader."""

    pairs: Callable[[], list[tuple[str, str]]]

    def __call__(self) -> list[tuple[str, str]]:
        return self.pairs()

    @property
    def values(self) -> list[str]:
        return [value for value, _label in self.pairs()]


def fixed(choices: type[Choices]) -> Fixed:
    return Fixed(lambda: words_of(choices))


def words_of(choices: type[Choices]) -> list[tuple[str, str]]:
    return [(str(value), capfirst(label)) for value, label in choices.choices]


def year_of(column: str) -> Cast:
    return Cast(ExtractYear(column), CharField())


def all_years() -> list[tuple[str, str]]:
    """All years that an address may name, newest first; the facet shows those that have rows."""
    return [(str(year), str(year)) for year in range(today().year, FIRST_YEAR - 1, -1)]


def all_countries() -> list[Country]:
    """All of the world: who can ask is not the only one that can be covered or has a page."""
    return alphabetical(Country.objects.all())
