"""What happened last: the newest lines of the histories, who wrote them, and of which record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from acpmigration.pages.models import Text
from acpmigration.publication import Publication
from acpmigration.reference.models import Organisation
from knowledge.models import Event, KnowledgeProduct, Recommendation
from nsa_grants.models import GrantProject
from technical_assistance.models import AssistanceRequest, Intervention

SHOWN = 8
LONGEST = 90
# The kinds whose changes are told, each with the column that says which record it is. Profiles have
# no history: what is erased is gone.
TOLD: tuple[tuple[type[Model], str], ...] = (
    (Intervention, "title"),
    (AssistanceRequest, "slug"),
    (GrantProject, "title"),
    (KnowledgeProduct, "title"),
    (Event, "title"),
    (Recommendation, "text"),
    (Organisation, "name"),
    (Text, "key"),
)
VERBS: dict[str, str | Promise] = {
    "+": _("added"),
    "~": _("changed"),
    "-": _("deleted"),
}


@dataclass(frozen=True)
class Change:
    """One line: what was done to which record, by whom, and its history."""

    at: datetime
    who: str
    what: str | Promise
    kind: str
    record: str
    address: str


def changes() -> list[Change]:
    """The newest lines of all kinds, in one query for each."""
    newest = (list(_newest(model)) for model, _column in TOLD)
    lines = sorted(chain(*newest), key=attrgetter("history_date"), reverse=True)
    columns = dict(TOLD)
    return [_told(line, columns[line.instance_type]) for line in lines[:SHOWN]]


def _newest(model: Any) -> Iterator[Any]:
    """By the key, which follows time and has an index on every table."""
    history: Any = model.history
    yield from history.select_related("history_user").order_by("-history_id")[:SHOWN]


def _told(line: Any, column: str) -> Change:
    opts = line.instance_type._meta
    key: Sequence[object] = [getattr(line, opts.pk.attname)]
    name = f"admin:{opts.app_label}_{opts.model_name}_history"
    return Change(
        line.history_date,
        str(line.history_user or ""),
        _what(line),
        capfirst(str(opts.verbose_name)),
        Truncator(str(getattr(line, column) or "")).chars(LONGEST),
        "" if line.history_type == "-" else reverse(name, args=key),
    )


def _what(line: Any) -> str | Promise:
    """A step of publication is told as such, without its reason; any other change as one."""
    step = (line.history_change_reason or "").partition(":")[0]
    if step in Publication.values:
        return Publication(step).label
    return VERBS[line.history_type]
