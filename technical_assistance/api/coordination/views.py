"""Own interventions read, and their progress logged, by programs: as the workspace does it."""

import re
import uuid
from dataclasses import replace
from typing import Any, ClassVar, NoReturn

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import ParseError, PermissionDenied
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from acpmigration.dates import day_in
from acpmigration.open_data.authentication import BySession, ByToken
from acpmigration.open_data.data_set import context
from acpmigration.open_data.paging import PAGE, PAGE_SIZE, Pages
from acpmigration.open_data.parsing import StrictJson
from acpmigration.open_data.problems import Misunderstood, Overtaken, Unfit
from acpmigration.open_data.strict import Misfit
from acpmigration.open_data.viewsets import LANGUAGE, RecordViewSet
from acpmigration.refusals import Gone, NotYours, Refusal
from technical_assistance.api.coordination.records import EntryRecord, InterventionAtWork
from technical_assistance.api.coordination.told import ProgressTold
from technical_assistance.api.interventions import INTERVENTIONS
from technical_assistance.domain.attempts import NotThere, note_attempt, own_row, row_from_inside
from technical_assistance.domain.insiders import comes_in
from technical_assistance.domain.log import last_entry
from technical_assistance.domain.progress import (
    ChangedMeanwhile,
    current_stage,
    log_progress,
    with_last_entry,
)
from technical_assistance.forms.progress_log import ProgressLogForm
from technical_assistance.models import Intervention, ProgressEntry
from technical_assistance.models.open_record import for_record

KEY = "Idempotency-Key"
# The draft has it in quotation marks; programs forget them.
QUOTED = re.compile(r'"([^"]*)"\Z')


class WorksHere(BasePermission):
    """Coordinators and staff: whom the workspace is open to."""

    message = gettext_lazy(
        "The workspace is for regional coordinators and the staff of the Action."
    )

    def has_permission(self, request: Request, view: APIView) -> bool:
        return bool(request.user and request.user.is_authenticated and comes_in(request.user))


class AtWork:
    """What all addresses of the workspace's API have in common."""

    authentication_classes: ClassVar[list[Any]] = [ByToken, BySession]
    permission_classes: ClassVar[list[Any]] = [WorksHere]
    # It would say of an address what only those may know who may ask it.
    metadata_class = None


class InterventionsAtWork(AtWork, RecordViewSet):
    """Interventions whose internal side the person may read, drafts too."""

    data_set = replace(INTERVENTIONS, record=InterventionAtWork)

    def get_queryset(self) -> QuerySet[Any]:
        return for_record(with_last_entry(Intervention.objects.worked_on_by(self.request.user)))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        _inside(request, self.kwargs["slug"])
        return super().retrieve(request, *args, **kwargs)


class Progress(AtWork, GenericViewSet):
    """The log of an intervention, and what is added to it."""

    pagination_class = Pages
    parser_classes = [StrictJson, MultiPartParser]
    serializer_class = EntryRecord
    queryset = ProgressEntry.objects.none()

    @extend_schema(responses=EntryRecord(many=True))
    def list(self, request: Request, slug: str) -> Response:
        """The entries, newest first."""
        if unknown := set(request.query_params) - {PAGE, PAGE_SIZE, LANGUAGE}:
            allowed = (PAGE, PAGE_SIZE, LANGUAGE)
            said = _("There is no such parameter.")
            raise Misunderstood(Misfit(name, "", said, allowed) for name in sorted(unknown))
        entries = _inside(request, slug).entries.select_related("by").newest_first()
        page = self.paginate_queryset(entries)
        return self.get_paginated_response(_represented(page or []))

    @extend_schema(
        request=ProgressTold,
        responses={201: EntryRecord},
        parameters=[
            OpenApiParameter(
                KEY,
                str,
                OpenApiParameter.HEADER,
                required=True,
                description="A UUID, new for each thing you tell and the same when you tell it "
                "again.",
            )
        ],
    )
    def create(self, request: Request, slug: str) -> Response:
        """Log progress: once, however often the same is sent under the same key."""
        intervention = _own(request, slug)
        key = key_of(request)
        told = ProgressTold(data=request.data)
        if not told.is_valid():
            raise Unfit(told.errors)
        typed, files = told.typed()
        now = timezone.now()
        today = day_in(request.user.zone, now)
        form = ProgressLogForm(
            typed | {"key": str(key)},
            files,
            today=today,
            stage=current_stage(intervention),
            # Which document is offered is of the page only.
            closing=None,
        )
        if not form.is_valid():
            raise _unfit(form)
        try:
            outcome = log_progress(
                intervention=intervention,
                report=form.report,
                by=request.user,
                at=now,
                today=today,
                seen=form.cleaned_data["seen"],
                sent=form.sent,
            )
        except Refusal as refusal:
            _refuse(refusal, form, request, intervention)
        entry = ProgressEntry.objects.select_related("by").get(pk=outcome.made)
        return Response(_represented([entry])[0], status=status.HTTP_201_CREATED)


def key_of(request: Request) -> uuid.UUID:
    """:raises ParseError: if there is none, or it is no UUID."""
    written = request.headers.get(KEY, "").strip()
    quoted = QUOTED.match(written)
    try:
        return uuid.UUID(quoted[1] if quoted else written)
    except ValueError as broken:
        raise ParseError(
            _(
                "Send a header Idempotency-Key with a UUID of your own: a new one for each thing "
                "you tell, the same one when you tell it again."
            )
        ) from broken


def _represented(entries: Any) -> Any:
    return EntryRecord(entries, many=True, context=context()).data


def _own(request: Request, slug: str) -> Intervention:
    """:raises Http404, PermissionDenied: as the workspace's pages say it."""
    rows = Intervention.objects.with_lead().prefetch_related("stages")
    try:
        row: Intervention = own_row(rows, by=request.user, at=timezone.now(), slug=slug)
    except NotThere as missing:
        raise Http404 from missing
    except NotYours as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return row


def _inside(request: Request, slug: str) -> Intervention:
    """:raises Http404: for what the person may not read from inside."""
    rows = Intervention.objects.all()
    try:
        row: Intervention = row_from_inside(rows, by=request.user, at=timezone.now(), slug=slug)
    except NotThere as missing:
        raise Http404 from missing
    return row


def _refuse(
    refusal: Refusal, form: ProgressLogForm, request: Request, intervention: Intervention
) -> NoReturn:
    """Say it as a problem: what changed meanwhile, whose it is, or which field is to be mended."""
    match refusal:
        case ChangedMeanwhile():
            stands = {
                "seen": last_entry(intervention),
                "entries": _represented(refusal.entries),
            }
            raise Overtaken(str(refusal), stands) from refusal
        case NotYours():
            note_attempt(by=request.user, subject=intervention, at=timezone.now())
            raise PermissionDenied(str(refusal)) from refusal
        case Gone():
            raise Http404 from refusal
    form.refuse(refusal)
    raise _unfit(form) from refusal


def _unfit(form: ProgressLogForm) -> Unfit:
    """The sentences of the form, field by field; those of the whole have no name."""
    return Unfit(
        {
            "" if name == "__all__" else name: [str(each) for each in errors]
            for name, errors in form.errors.items()
        }
    )
