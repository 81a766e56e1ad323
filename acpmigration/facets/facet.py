"""A question that divides a list, such as "which region?": it filters the list and counts it."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from acpmigration.constraints import RESERVED_SLUG
from acpmigration.facets.parameter import Parameter
from acpmigration.reference.models import Region

# Reserved in every facet, so that the rows of which nothing is known have an address too.
NOT_STATED = RESERVED_SLUG

Choices = Callable[[], Iterable[Any]]


class Facet(Parameter, django_filters.Filter):
    """``region = Facet(of=Coalesce(…))``, ``topic = Facet("topics__slug", …)``.

    ``path`` leads to a column, over at most one to-many relation at its beginning; ``of`` is an
    expression instead, or makes one where it depends on the day. ``choices`` has to hold every
    value that a link anywhere may name: an enum, or a function that returns rows with a slug, or
    pairs of slug and label. ``only_found`` leaves values without rows out of the list of options:
    for values without number, such as years.
    """

    field_class = forms.MultipleChoiceField

    def __init__(
        self,
        path: str = "",
        *,
        choices: Choices,
        of: Combinable | Callable[[], Combinable] | None = None,
        label: str | Promise | None = None,
        only_found: bool = False,
    ) -> None:
        super().__init__(label=label)
        self.path, self.of, self.choices, self.only_found = path, of, choices, only_found

    @property
    def key(self) -> str:
        return self.path or f"{self.field_name}_key"

    @cached_property
    def rows(self) -> dict[str, Any]:
        """The values that are known, in order: slug -> row or label."""
        choices = getattr(self.choices, "choices", None) or self.choices()
        return dict(each if isinstance(each, tuple) else (each.slug, each) for each in choices)

    def label_of(self, slug: str) -> str:
        return _("Not stated") if slug == NOT_STATED else str(self.rows[slug])

    def region_of(self, slug: str) -> str:
        """The slug once more where it is a region's, which has a colour of its own."""
        return slug if isinstance(self.rows.get(slug), Region) else ""

    def kept(self, written: list[str]) -> list[str]:
        asked = dict.fromkeys(value for value in written if value)
        return [slug for slug in asked if slug == NOT_STATED or slug in self.rows]

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        if not value:
            return qs
        if (links := self._links(qs)) is not None:
            rows, column = links
            found = Q(Exists(rows.filter(**{f"{column}__in": value})))
            if NOT_STATED in value:
                found |= Q(~Exists(rows)) | Q(Exists(rows.filter(**{f"{column}__isnull": True})))
            return qs.filter(found)
        found = Q(**{f"{self.key}__in": [slug for slug in value if slug != NOT_STATED]})
        if NOT_STATED in value:
            found |= Q(**{f"{self.key}__isnull": True})
        return self._with_key(qs).filter(found)

    def count(self, qs: QuerySet[Any], name: str) -> QuerySet[Any]:
        """Count the rows of each value: one arm of a union."""
        value = Coalesce(Cast(F(self.key), CharField()), Value(NOT_STATED))
        rows = self._with_key(plain(qs)).values(facet=Value(name), facet_value=value)
        # Several links may lead from one row to one value.
        return rows.annotate(n=Count("pk", distinct=self._links(qs) is not None))

    def _with_key(self, qs: QuerySet[Any]) -> QuerySet[Any]:
        if not self.of or self.key in qs.query.annotations:
            return qs
        return qs.alias(**{self.key: self.of() if callable(self.of) else self.of})

    def _links(self, qs: QuerySet[Any]) -> tuple[QuerySet[Any], str] | None:
        """Return the rows of a to-many relation that belong to a row, and the column in them."""
        name, _separator, tail = self.path.partition("__")
        field: Any = qs.model._meta.get_field(name) if tail else None
        if field is None or not (field.many_to_many or field.one_to_many):
            return None
        if field.one_to_many:
            links, here, column = field.related_model, field.field.name, tail
        else:
            links, here = field.remote_field.through, field.m2m_field_name()
            column = f"{field.m2m_reverse_field_name()}__{tail}"
        return links._default_manager.filter(**{here: OuterRef("pk")}), column


def plain(qs: QuerySet[Any]) -> QuerySet[Any]:
    """Return the same rows without modeltranslation and without order.

    Its ``values()`` orders columns by hash seed, which breaks a UNION at random.
    """
    bare: QuerySet[Any] = QuerySet(qs.model, query=qs.query.chain(), using=qs.db)
    return bare.order_by()


def size(qs: QuerySet[Any], name: str) -> QuerySet[Any]:
    """Count all rows: one more arm of a union."""
    return plain(qs).values(facet=Value(name), facet_value=Value("")).annotate(n=Count("pk"))


def count_together(arms: list[QuerySet[Any]]) -> dict[str, dict[str, int]]:
    """Run all arms as one query: facet -> value -> number of rows; what is not named is zero."""
    found: dict[str, dict[str, int]] = {}
    for row in arms[0].union(*arms[1:], all=True):
        found.setdefault(row["facet"], {})[row["facet_value"]] = row["n"]
    return found
