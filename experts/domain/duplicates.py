"""Profiles that may be the same person's: the same name and nationality, or the same phone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from experts.models import Expert

if TYPE_CHECKING:
    from django.utils.functional import Promise

SAME_NAME = _("same name and nationality")
SAME_PHONE = _("same phone number")


@dataclass(frozen=True)
class Suggestion:
    """Another profile, and what it has in common with the one that was asked about."""

    expert: Expert
    because: tuple["str | Promise", ...]


def suggestions(expert: Expert) -> list[Suggestion]:
    alike = Q(pk=None)
    if expert.name_key and expert.nationality_id:
        alike |= Q(name_key=expert.name_key, nationality=expert.nationality_id)
    if expert.phone_key:
        alike |= Q(phone_key=expert.phone_key)
    others = Expert.objects.registered().filter(alike).exclude(pk=expert.pk)
    found = others.select_related("nationality", "user").order_by("submitted_at", "pk")
    return [Suggestion(other, tuple(_reasons(expert, other))) for other in found]


def may_be_double(experts: "QuerySet[Expert]") -> "QuerySet[Expert]":
    """Those of the rows that have a suggestion.

    Two lists of keys, each found by its index: of one "either … or" a database reads all rows.
    """
    sent = Expert.objects.registered()
    others = sent.exclude(pk=OuterRef("pk"))
    named = others.filter(name_key=OuterRef("name_key"), nationality=OuterRef("nationality"))
    called = others.filter(phone_key=OuterRef("phone_key"))
    by_name = sent.exclude(name_key="").filter(Exists(named), nationality__isnull=False)
    by_phone = sent.exclude(phone_key="").filter(Exists(called))
    return experts.filter(Q(pk__in=by_name.values("pk")) | Q(pk__in=by_phone.values("pk")))


def _reasons(one: Expert, other: Expert) -> "list[str | Promise]":
    is_named = one.name_key == other.name_key and one.nationality_id == other.nationality_id
    is_called = bool(one.phone_key) and one.phone_key == other.phone_key
    return [words for words, holds in ((SAME_NAME, is_named), (SAME_PHONE, is_called)) if holds]
