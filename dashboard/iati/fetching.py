"""Records with all that an activity tells of them, chunk by chunk: memory stays as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model, Prefetch, QuerySet

from acpmigration.dates import today
from acpmigration.open_data.data_set import CHUNK
from acpmigration.reference.models import Country, SDGTarget, Topic, Typology
from dashboard.iati import codes, parts, rows
from dashboard.iati.activity import Coded, Place, Subject
from knowledge.models import KnowledgeProduct
from nsa_grants.models import GrantProject
from technical_assistance.models import Intervention, Partnership, Stage, StageDocument


@dataclass(frozen=True)
class Links:
    """Of a chunk: what each record refers to, by its key."""

    topics: dict[int, list[Subject]]
    typologies: dict[int, list[Coded]]
    countries: dict[int, list[Place]]
    targets: dict[int, list[Coded]]


class Shelf:
    """The reference rows, which many records share: read and put into words once for a file."""

    @cached_property
    def topics(self) -> dict[int, Subject]:
        return {row.pk: parts.subject_of(row) for row in Topic.objects.in_order()}

    @cached_property
    def typologies(self) -> dict[int, Coded]:
        return {row.pk: parts.tag_of("typology", row) for row in Typology.objects.in_order()}

    @cached_property
    def countries(self) -> dict[int, Place]:
        return {row.pk: parts.place_of(row) for row in Country.objects.order_by("iso2")}

    @cached_property
    def targets(self) -> dict[int, Coded]:
        rows = SDGTarget.objects.in_order().values_list("pk", "code")
        return {key: Coded(code, codes.SDG_TARGETS) for key, code in rows}


# A record with what belongs to it in lists, ``told_stages`` and so on, which no model knows of.
Fetched = Any


def interventions(shelf: Shelf) -> Iterator[tuple[Fetched, Links]]:
    documents = StageDocument.objects.of_the_public_page().in_order()
    partners = Partnership.objects.select_related("organisation__country").order_by("pk")
    found: QuerySet[Any] = (
        rows.interventions()
        .select_related(
            "country__region",
            "regional_organisation__organisation__country",
            "regional_organisation__region",
            "entity__country",
            "request",
        )
        .prefetch_related(
            # As lists: a queryset for each of many rows costs more than what is in it.
            Prefetch("stages", Stage.objects.in_order(), to_attr="told_stages"),
            Prefetch("told_stages__documents", documents, to_attr="told_documents"),
            Prefetch("partnerships", partners, to_attr="told_partnerships"),
            Prefetch("products", products(), to_attr="told_products"),
            Prefetch("grants", rows.grants().order_by("pk"), to_attr="told_grants"),
        )
        .order_by("pk")
    )
    for chunk in _chunks(found):
        links = Links(
            _linked(Intervention, "topics", chunk, shelf.topics),
            _linked(Intervention, "typologies", chunk, shelf.typologies),
            _linked(Intervention, "countries", chunk, shelf.countries),
            _linked(Intervention, "sdg_targets", chunk, shelf.targets),
        )
        yield from ((row, links) for row in chunk)


def grants(shelf: Shelf) -> Iterator[tuple[Fetched, Links]]:
    found: QuerySet[Any] = (
        rows.grants()
        .with_status(today())
        .select_related(
            "country__region",
            "region",
            "regional_organisation__organisation",
            "regional_organisation__region",
            "grantee__country",
        )
        .prefetch_related(
            Prefetch("reach", to_attr="told_reach"),
            Prefetch("products", products(), to_attr="told_products"),
            # Those of a draft are told to nobody.
            Prefetch("intervention", rows.interventions()),
        )
        .order_by("pk")
    )
    for chunk in _chunks(found):
        links = Links(
            _linked(GrantProject, "topics", chunk, shelf.topics),
            _linked(GrantProject, "typologies", chunk, shelf.typologies),
            _linked(GrantProject, "countries", chunk, shelf.countries),
            {},
        )
        yield from ((row, links) for row in chunk)


def products() -> QuerySet[Any]:
    """Those of the public, with their editions."""
    return (
        KnowledgeProduct.objects.published()
        .prefetch_related(Prefetch("editions", to_attr="told_editions"))
        .order_by("pk")
    )


def _chunks(found: QuerySet[Any]) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for row in found.iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _linked(
    model: type[Model], name: str, chunk: list[Any], known: dict[int, Any]
) -> dict[int, list[Any]]:
    """What the rows name by a many-to-many field, in the order of ``known``."""
    field: Any = model._meta.get_field(name)
    own, other = field.m2m_column_name(), field.m2m_reverse_name()
    through: QuerySet[Any] = QuerySet(field.remote_field.through)
    pairs = through.filter(**{f"{own}__in": [row.pk for row in chunk]}).values_list(own, other)
    place = {key: number for number, key in enumerate(known)}
    linked: dict[int, list[Any]] = {row.pk: [] for row in chunk}
    for key, to in sorted(pairs, key=lambda pair: place[pair[1]]):
        linked[key].append(known[to])
    return linked
