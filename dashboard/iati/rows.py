"""Which public records become activities, and why the others cannot."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from acpmigration.published import SAMPLE_PREFIX
from acpmigration.translated import shown
from nsa_grants.models import GrantProject
from technical_assistance.models import AssistanceRequest, Intervention, Stage


class Reason(models.TextChoices):
    """Why a public record is no activity."""

    NO_DATE = "no_date", _("No date of it is known, and an activity has to have one.")
    SAMPLE = "sample", _("It is a sample, not a fact.")


def interventions() -> QuerySet[Any]:
    return _activities(Intervention)


def grants() -> Any:
    return _activities(GrantProject)


def left_out() -> QuerySet[Any, dict[str, Any]]:
    """Of both kinds: ``of`` (the name of its data set), ``slug``, ``name``, ``why``."""
    first, second = (
        # Not modeltranslation's QuerySet, whose values() orders columns by hash seed.
        QuerySet(model)
        .filter(published_at__isnull=False)
        .annotate(why=_reason(model))
        .filter(why__isnull=False)
        .values("slug", "why", of=Value(kind, CharField()), name=shown("title"))
        for kind, model in (("grants", GrantProject), ("interventions", Intervention))
    )
    return first.union(second, all=True).order_by("of", "name", "slug")


def _activities(model: type[Any]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.published().annotate(why=_reason(model))
    return rows.filter(why__isnull=True)


def _reason(model: type[Any]) -> Case:
    """Null for what can be an activity: one of its days is known."""
    sample = Q(slug__startswith=SAMPLE_PREFIX) & Q(Value(not settings.DEMO))
    return Case(
        When(sample, then=Value(Reason.SAMPLE.value)),
        When(_grants_dates() if model is GrantProject else _interventions_dates(), then=None),
        default=Value(Reason.NO_DATE.value),
        output_field=CharField(null=True),
    )


def _grants_dates() -> Q:
    known = Q(started_until__isnull=False) | Q(ended_until__isnull=False)
    return known | Q(cancelled_until__isnull=False)


def _interventions_dates() -> Q:
    # Not by a join: words of the model chain in any order.
    accepted = AssistanceRequest.objects.published().filter(
        intervention=OuterRef("pk"), decided_until__isnull=False
    )
    stepped = Stage.objects.filter(
        Q(started_until__isnull=False) | Q(finished_until__isnull=False),
        intervention=OuterRef("pk"),
    )
    return Q(Exists(accepted) | Exists(stepped))
