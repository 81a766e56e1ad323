"""What the rows of a list refer to, fetched for many of them in one query."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, Model, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, NullIf

from acpmigration.translated import shown

Expression = Callable[[str], Combinable]


@dataclass(frozen=True)
class OpenSubject:
    """What one record of many refers to; what ``code`` and ``more`` are follows from the kind.

    A country's are its ISO codes of two and three letters.
    """

    slug: str
    name: str
    code: str
    more: str

    @property
    def title(self) -> str:
        """What records call their names."""
        return self.name


def column_of(to: str, name: str) -> str:
    """Of the other record, or of the row itself where ``to`` is empty."""
    return f"{to}__{name}" if to else name


def its_name(to: str) -> Combinable:
    return shown(column_of(to, "name"))


def its_title(to: str) -> Combinable:
    return shown(column_of(to, "title"))


def its_slug(to: str) -> Combinable:
    return F(column_of(to, "slug"))


def its_position(to: str) -> Combinable:
    return F(column_of(to, "position"))


def formal_name(to: str) -> Combinable:
    """Of a country, as its pages call it."""
    return Coalesce(NullIf(shown(f"{to}__formal_name"), Value("")), shown(f"{to}__name"))


def unranked(to: str) -> Combinable:
    """By their slugs alone."""
    return Value(0)


@dataclass(frozen=True)
class References:
    """All of a kind: in ``through``, ``of`` is the record that refers, ``to`` the other one.

    ``code`` and ``more`` are columns. Only what the public sees is told, where ``published``.
    Where ``to`` is empty, the row itself is the other record.
    """

    kind: str
    through: Any
    of: str
    to: str
    name: Expression = its_name
    rank: Expression = its_position
    code: str = ""
    more: str = ""
    published: bool = False

    def of_rows(self, keys: list[int]) -> QuerySet[Any]:
        """One arm of a union."""
        only = Q(**{f"{self.of}__in": keys})
        if self.published:
            only &= Q(**{column_of(self.to, "published_at__isnull"): False})
        # Not modeltranslation's: its ``values()`` orders columns by hash seed.
        found: QuerySet[Any] = QuerySet(self.through)
        return found.filter(only).values(
            referring=F(f"{self.of}_id"),
            subject_kind=Value(self.kind, CharField()),
            subject_slug=its_slug(self.to),
            subject_name=self.name(self.to),
            subject_code=F(self.code) if self.code else Value("", CharField()),
            subject_more=F(self.more) if self.more else Value("", CharField()),
            rank=Cast(self.rank(self.to), IntegerField()),
        )


def refers(kind: str, model: type[Model], field: str, **how: Any) -> References:
    """Through a many-to-many ``field``; ``code`` and ``more`` begin there at the row between."""
    many: Any = model._meta.get_field(field)
    through, to = many.remote_field.through, many.m2m_reverse_field_name()
    return References(kind, through, many.m2m_field_name(), to, **how)


def covers(model: type[Model], field: str = "countries") -> References:
    return refers(
        "country",
        model,
        field,
        name=formal_name,
        rank=unranked,
        code="country__iso2",
        more="country__iso3",
    )


def complete(rows: Sequence[Model], *kinds: References) -> None:
    """Give each row what it refers to, as ``open_subjects``: kind -> subjects, in one query."""
    # As keys, since one may be referred to in several ways, and is told once.
    by_key: dict[int, dict[str, dict[OpenSubject, None]]] = {
        row.pk: {each.kind: {} for each in kinds} for row in rows
    }
    if by_key:
        first, *others = [each.of_rows(list(by_key)) for each in kinds]
        found = first.union(*others, all=True)
        for row in sorted(found, key=lambda each: (each["rank"], each["subject_slug"])):
            subject = OpenSubject(
                row["subject_slug"], row["subject_name"], row["subject_code"], row["subject_more"]
            )
            by_key[row["referring"]][row["subject_kind"]][subject] = None
    for record in rows:
        record.open_subjects = {  # type: ignore[attr-defined]
            kind: list(subjects) for kind, subjects in by_key[record.pk].items()
        }
