"""The rows that cells name, each kind read as a whole."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Choices, Model, QuerySet
from django.utils import translation

from acpmigration.reference.enums import Component
from acpmigration.reference.models import (
    Country,
    CountryName,
    OACPSRegion,
    Organisation,
    OrganisationName,
    Region,
    RegionalOrganisation,
    SDGTarget,
    Topic,
    Typology,
)
from acpmigration.spreadsheets.matching import Entry, Names

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def countries() -> Names:
    others: dict[int, list[str]] = {}
    for pk, name in CountryName.objects.values_list("country", "name"):
        others.setdefault(pk, []).append(name)
    return Names(
        Entry(
            key=row.iso2,
            pk=row.pk,
            names=_shown(row, "formal_name", "name"),
            others=[*_all(row, "name"), row.iso3, row.slug, *others.get(row.pk, ())],
        )
        for row in Country.objects.order_by("name_en")
    )


def organisations() -> Names:
    others: dict[int, list[str]] = {}
    for pk, name in OrganisationName.objects.values_list("organisation", "name"):
        others.setdefault(pk, []).append(name)
    rows = Organisation.objects.only("slug", "short_name", *_columns("name")).order_by("name_en")
    return Names(
        Entry(row.slug, row.pk, _shown(row, "name"), [row.short_name, *others.get(row.pk, ())])
        for row in rows
    )


def regional_organisations() -> Names:
    return Names(
        Entry(row.acronym, row.pk, _shown(row.organisation, "name"), [row.organisation.slug])
        for row in RegionalOrganisation.objects.select_related("organisation").by_acronym()
    )


def regions() -> Names:
    return _slugged(Region.objects.in_order())


def oacps_regions() -> Names:
    return _slugged(OACPSRegion.objects.in_order())


def topics() -> Names:
    return _slugged(Topic.objects.in_order())


def typologies_of_assistance() -> Names:
    return _slugged(Typology.objects.of(Component.TECHNICAL_ASSISTANCE).in_order())


def typologies_of_grants() -> Names:
    return _slugged(Typology.objects.of(Component.GRANTS).in_order())


def sdg_targets() -> Names:
    return Names(
        Entry(row.code, row.pk, dict.fromkeys(LANGUAGES, row.code), [row.slug])
        for row in SDGTarget.objects.in_order()
    )


@cache
def choices_of(enum: type[Choices]) -> Names:
    """The words of a list, in all languages; they change with the portal's code alone."""
    names: dict[Any, dict[str, str]] = {value: {} for value in enum.values}
    for language in LANGUAGES:
        with translation.override(language):
            for value, label in enum.choices:
                names[value][language] = str(label)
    return Names(Entry(str(value), value, words) for value, words in names.items())


class Records:
    """Records that a cell names by slug or another key; only those that are asked for are read."""

    def __init__(self, rows: QuerySet[Any], *keys: str) -> None:
        self.rows, self.keys = rows, keys
        self.by_key: dict[str, Entry] = {}
        self._found: dict[str, Names] = {}

    def prepare(self, written: Iterable[str]) -> None:
        """Read all that the cells of a slice name, in one query for each kind of key."""
        wanted = {word for word in written if word not in self._found}
        for word in wanted:
            self._found[word] = Names([])
        for key in self.keys:
            for row in self.rows.filter(**{f"{key}__in": wanted}) if wanted else ():
                entry = Entry(row.slug, row.pk, dict.fromkeys(LANGUAGES, row.slug))
                self.by_key[row.slug] = entry
                self._found[getattr(row, key)] = Names([entry])

    def find(self, written: str) -> Entry:
        """:raises Unreadable: if there is none; those whose key begins alike are proposed."""
        self.prepare([written])
        names = self._found[written]
        if names.by_key:
            return next(iter(names.by_key.values()))
        key = self.keys[0]
        near = self.rows.filter(**{f"{key}__istartswith": written[:8]}).order_by(key)[:3]
        return Names(
            Entry(row.slug, row.pk, dict.fromkeys(LANGUAGES, row.slug)) for row in near
        ).find(written)

    def named(self, key: str) -> Entry:
        """:raises Unreadable: if it was deleted since."""
        return self.by_key.get(key) or self.find(key)

    def label(self, key: str) -> str:
        return key

    def labels(self) -> list[str]:
        """There may be a hundred thousand: none is offered to choose from."""
        return []


def _slugged(rows: Iterable[Any]) -> Names:
    return Names(
        Entry(
            row.slug,
            row.pk,
            _shown(row, "name"),
            is_retired=getattr(row, "is_retired", False),
        )
        for row in rows
    )


def _columns(field: str) -> list[str]:
    return [f"{field}_{code}" for code in LANGUAGES]


def _all(row: Model, field: str) -> list[str]:
    return [getattr(row, column) or "" for column in _columns(field)]


def _shown(row: Model, *fields: str) -> dict[str, str]:
    """What a reader of each language sees: the first of the fields that has words."""
    return {
        code: next(
            (
                text
                for language in (code, settings.LANGUAGE_CODE)
                for field in fields
                if (text := getattr(row, f"{field}_{language}"))
            ),
            "",
        )
        for code in LANGUAGES
    }
