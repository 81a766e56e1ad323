"""Where an organisation is named, by what the models say: no relation can be forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import ForeignKey, ManyToManyField, Value

from acpmigration.reference.models import (
    FormerOrganisation,
    Organisation,
    OrganisationName,
    OrganisationPair,
)

# What belongs to an organisation itself, as against records that name it.
OWN = (OrganisationName, FormerOrganisation, OrganisationPair)


@dataclass(frozen=True)
class Way:
    """A column by which rows of a model name an organisation.

    ``of`` is the list of organisations that the rows make up, such as the partners of an
    intervention: the record that people know is then the one that has the list.
    """

    column: "ForeignKey[Any, Any]"
    of: "ManyToManyField[Any, Any] | None"

    @property
    def model(self) -> type[models.Model]:
        return self.column.model

    @property
    def field(self) -> "ForeignKey[Any, Any] | ManyToManyField[Any, Any]":
        return self.of or self.column

    @property
    def is_list_alone(self) -> bool:
        """Whether the rows say nothing but that the organisation is in the list."""
        return self.of is not None and bool(self.model._meta.auto_created)

    def rows(self, organisation: Organisation) -> "models.QuerySet[Any]":
        rows = self.model._base_manager.filter(**{self.column.name: organisation})
        owner = [self._owner] if self._owner else []
        return rows.select_related(*owner).order_by("pk")

    def record(self, row: models.Model) -> Any:
        """The record that a row belongs to, or the row itself."""
        return getattr(row, self._owner) if self._owner else row

    def held_owners(self, organisation: Organisation) -> dict[Any, Any]:
        """The records whose lists alone name it, as they are stored now, held for a change."""
        if self.of is None or not self.is_list_alone:
            return {}
        owners = self.of.model._base_manager.select_for_update()
        listed = self.model._base_manager.filter(**{self.column.name: organisation})
        keys = listed.values(self._owner)
        return {owner.pk: owner for owner in owners.filter(pk__in=keys).order_by("pk")}

    def doubles(self, organisation: Organisation, other: Organisation) -> set[Any]:
        """Keys of rows that say of one what a row says of the other, where there cannot be two."""
        found: set[Any] = set()
        for names in _uniquenesses(self.model):
            if self.column.name in names:
                rest = [name for name in names if name != self.column.name]
                said = set(self.rows(other).values_list(Value(True), *rest))
                own = self.rows(organisation).values_list("pk", Value(True), *rest)
                found.update(key for key, *row in own if tuple(row) in said)
        return found

    @property
    def _owner(self) -> str:
        return self.of.m2m_field_name() if self.of else ""


def ways() -> list[Way]:
    """All ways in which a record can name an organisation; its history keeps what it said."""
    lists = {
        relation.through: relation.field
        for relation in Organisation._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToManyRel)
    }
    found = (
        Way(relation.field, lists.get(relation.related_model))
        for relation in Organisation._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
        # A history points without the database knowing.
        and relation.on_delete is not models.DO_NOTHING
        and relation.related_model not in OWN
    )
    return sorted(found, key=lambda way: (way.model._meta.label, way.column.name))


def _uniquenesses(model: type[models.Model]) -> Iterator[tuple[str, ...]]:
    """The groups of columns of which no two rows may say the same."""
    yield from ((field.name,) for field in model._meta.concrete_fields if field.unique)
    yield from (tuple(group) for group in model._meta.unique_together)
    yield from (tuple(rule.fields) for rule in model._meta.total_unique_constraints)
