"""What may be wrong with requests and interventions."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from acpmigration.quality import (
    Rows,
    Rule,
    Weight,
    empty,
    of_translations,
    public,
    register,
    without_any,
    without_words_of_pictures,
)
from technical_assistance.enums import RequestState, StageState, Status
from technical_assistance.models import AssistanceRequest, Intervention, Picture, Stage


def out_of_order(rows: Rows) -> Rows:
    """A stage ended, by its dates, before an earlier one did."""
    earlier = Stage.objects.filter(
        intervention=OuterRef("intervention"),
        kind__lt=OuterRef("kind"),
        finished_from__gt=OuterRef("finished_until"),
    )
    late = Stage.objects.filter(intervention=OuterRef("pk"), state=StageState.FINISHED)
    return rows.filter(Exists(late.filter(Exists(earlier))))


def standing_elsewhere(rows: Rows) -> Rows:
    """The status is not the one that the stages say."""
    stages = Stage.objects.filter(intervention=OuterRef("pk"))
    is_open = Exists(stages.filter(state__in=StageState.open()))
    ongoing = Q(~is_open, Exists(stages), status=Status.ONGOING)
    return rows.filter(ongoing | Q(is_open, status=Status.COMPLETED))


def asked_in_private(rows: Rows) -> Rows:
    """Public, but the request that opened it is a draft."""
    drafts = AssistanceRequest.objects.filter(intervention=OuterRef("pk"), published_at=None)
    return public(rows).filter(Exists(drafts))


def coordinated_by_nobody(rows: Any) -> Rows:
    ongoing: Rows = rows.without_coordinator().filter(status=Status.ONGOING)
    return ongoing


def decided_at_no_time(rows: Rows) -> Rows:
    decided = [state for state in RequestState if state not in RequestState.undecided()]
    return rows.filter(state__in=decided, decided_until=None)


register(
    Rule(
        "intervention-dates",
        _("a stage ended before an earlier one"),
        Weight.WRONG,
        Intervention,
        out_of_order,
        _("Interventions as of a past day"),
    ),
    Rule(
        "intervention-status",
        _("the status is not what the stages say"),
        Weight.WRONG,
        Intervention,
        standing_elsewhere,
        _("Interventions ongoing and completed"),
    ),
    Rule(
        "intervention-draft",
        _("completed, but a draft"),
        Weight.WRONG,
        Intervention,
        lambda rows: rows.filter(status=Status.COMPLETED, published_at=None),
        _("Interventions implemented"),
    ),
    Rule(
        "intervention-request",
        _("public, but its request is a draft"),
        Weight.WRONG,
        Intervention,
        asked_in_private,
        _("Requests received"),
    ),
    Rule(
        "intervention-country",
        _("public, with no country covered"),
        Weight.GAP,
        Intervention,
        without_any(Intervention, "countries"),
        _("The map, and the pages of countries"),
    ),
    Rule(
        "intervention-topic",
        _("public, without topic"),
        Weight.GAP,
        Intervention,
        without_any(Intervention, "topics"),
        _("Interventions by topic"),
    ),
    Rule(
        "intervention-typology",
        _("public, without typology"),
        Weight.GAP,
        Intervention,
        without_any(Intervention, "typologies"),
        _("Interventions by typology"),
    ),
    Rule(
        "intervention-summary",
        _("public, without summary in English"),
        Weight.GAP,
        Intervention,
        lambda rows: public(rows).filter(empty("summary_en")),
    ),
    Rule(
        "intervention-coordinator",
        _("ongoing, and nobody coordinates it"),
        Weight.GAP,
        Intervention,
        coordinated_by_nobody,
    ),
    *of_translations(Intervention, "intervention"),
    Rule(
        "intervention-entity",
        _("public, without requesting entity"),
        Weight.POLISH,
        Intervention,
        lambda rows: public(rows).filter(entity=None),
        _("Pages of organisations"),
    ),
    Rule(
        "intervention-picture",
        _("public, with a picture not described in every language"),
        Weight.POLISH,
        Intervention,
        without_words_of_pictures(Picture, "intervention"),
    ),
    Rule(
        "request-decision",
        _("decided on an unknown day"),
        Weight.GAP,
        AssistanceRequest,
        decided_at_no_time,
        _("Requests as of a past day"),
    ),
    Rule(
        "request-received",
        _("received on an unknown day"),
        Weight.GAP,
        AssistanceRequest,
        lambda rows: rows.filter(received_until=None),
        _("Requests as of a past day"),
    ),
    Rule(
        "request-topic",
        _("public, without topic"),
        Weight.GAP,
        AssistanceRequest,
        without_any(AssistanceRequest, "topics"),
        _("Requests by topic"),
    ),
)
