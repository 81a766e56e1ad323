"""Where a record came from and where it went: the communication cycle as one can follow it.

A request leads to an intervention, it and its grants to products, products to their extracts, to
the events that discussed them and to recommendations of the Dialogue. Only what is public counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Model, QuerySet, Value
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from acpmigration.translated import shown
from knowledge.models import Event, KnowledgeProduct, Recommendation
from nsa_grants.models import GrantProject
from technical_assistance.models import Intervention

CAME_FROM, WENT_TO = "came_from", "went_to"
# Kind of record -> its heading, its model, and the page that it has.
KINDS: dict[str, tuple[Any, type[Model], str]] = {
    "intervention": (
        _("Interventions"),
        Intervention,
        "technical_assistance:intervention-detail",
    ),
    "grant": (_("Grants"), GrantProject, "nsa_grants:grant-detail"),
    "product": (_("Products"), KnowledgeProduct, "knowledge:product-detail"),
    "extract": (_("Extracts"), KnowledgeProduct, "knowledge:product-detail"),
    "source": (_("Taken from"), KnowledgeProduct, "knowledge:product-detail"),
    "event": (_("Events"), Event, "knowledge:event-detail"),
    "recommendation": (_("Recommendations of the Dialogue"), Recommendation, ""),
}
# Model -> direction -> kind of the other record -> how that one names this one.
WAYS: dict[type[Model], dict[str, dict[str, str]]] = {
    Intervention: {
        WENT_TO: {
            "grant": "intervention",
            "product": "interventions",
            "recommendation": "interventions",
        },
    },
    GrantProject: {
        CAME_FROM: {"intervention": "grants"},
        WENT_TO: {"product": "grants", "recommendation": "grants"},
    },
    KnowledgeProduct: {
        CAME_FROM: {
            "source": "extracts",
            "intervention": "products",
            "grant": "products",
            "event": "products",
        },
        WENT_TO: {
            "extract": "extract_of",
            "event": "products_discussed",
            "recommendation": "products",
        },
    },
    Event: {
        CAME_FROM: {"product": "events_discussing"},
        WENT_TO: {"product": "events"},
    },
}


@dataclass(frozen=True)
class Node:
    """A record; ``language`` is empty where its title is in the page's own."""

    title: str
    link: str
    language: str


@dataclass
class Group:
    """Records of one kind at one end of the thread."""

    heading: str
    nodes: list[Node] = field(default_factory=list)


@dataclass
class Thread:
    came_from: list[Group]
    went_to: list[Group]

    def __bool__(self) -> bool:
        return bool(self.came_from or self.went_to)


def thread_of(record: Model) -> Thread:
    """Follow the thread one step in both directions, in one query.

    :raises KeyError: for a model without a thread.
    """
    arms = list(_arms(record))
    rows = sorted(arms[0].union(*arms[1:], all=True), key=lambda row: (row["name"], row["address"]))
    return Thread(_groups(rows, CAME_FROM), _groups(rows, WENT_TO))


def _arms(record: Model) -> Iterator[QuerySet[Any]]:
    for direction, ways in WAYS[type(record)].items():
        for kind, way in ways.items():
            model = KINDS[kind][1]
            # Not modeltranslation's QuerySet, whose values() orders columns by hash seed.
            rows: QuerySet[Any] = QuerySet(model).filter(
                **{way: record.pk, "published_at__isnull": False}
            )
            field = "text" if model is Recommendation else "title"
            yield rows.values(
                direction=Value(direction),
                kind_of=Value(kind),
                # A recommendation has no page of its own: it stands on the list, under its topic.
                address=F("topic__slug" if model is Recommendation else "slug"),
                name=shown(field),
                own=F(f"{field}_{get_language() or 'en'}"),
            )


def _groups(rows: list[dict[str, str]], direction: str) -> list[Group]:
    found: dict[str, Group] = {}
    for kind, (heading, _model, url_name) in KINDS.items():
        for row in rows:
            if (row["direction"], row["kind_of"]) == (direction, kind):
                group = found.setdefault(kind, Group(str(heading)))
                language = "" if row["own"] else "en"
                group.nodes.append(Node(row["name"], _link(url_name, row["address"]), language))
    return list(found.values())


def _link(url_name: str, address: str) -> str:
    if url_name:
        return reverse(url_name, args=[address])
    return f"{reverse('knowledge:recommendation-list')}?topic={address}"
