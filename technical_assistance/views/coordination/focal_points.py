"""Focal points: added, changed, removed."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from acpmigration.accounts.sessions import person_of
from acpmigration.keeping import keeps_typing, typed_in
from acpmigration.refusals import Refusal
from technical_assistance.domain.once import once
from technical_assistance.domain.people import (
    FocalPointChanged,
    add_focal_point,
    change_focal_point,
    remove_focal_point,
)
from technical_assistance.forms.people import FocalPointForm
from technical_assistance.models import FocalPoint, Intervention
from technical_assistance.views.coordination.access import own_or_refuse, workspace_page
from technical_assistance.views.coordination.trails import below_intervention


@workspace_page
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typing
def add(request: HttpRequest, slug: str) -> HttpResponse:
    intervention: Intervention = own_or_refuse(request, Intervention.objects.with_lead(), slug=slug)
    typed = typed_in(request)
    form = FocalPointForm(typed.data)
    person, now = person_of(request), timezone.now()
    if typed.is_sent and form.is_valid():
        try:
            once(
                sent=form.sent_for(intervention),
                by=person,
                at=now,
                intervention=intervention,
                do=lambda: str(
                    add_focal_point(
                        intervention=intervention, contact=form.contact, by=person, at=now
                    ).pk
                ),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("coordination:people", slug=slug)
    return show(request, intervention, form)


@workspace_page
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typing
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """After somebody else's change, what is stored now stands beside what was typed."""
    focal_point, intervention = own_focal_point(request, pk)
    typed = typed_in(request)
    form = FocalPointForm(typed.data, instance=focal_point)
    stored = None
    if typed.is_sent and form.is_valid():
        try:
            change_focal_point(
                focal_point=focal_point,
                version=form.cleaned_data["version"],
                contact=form.contact,
                by=person_of(request),
                at=timezone.now(),
            )
        except FocalPointChanged as changed:
            form.refuse(changed)
            stored = changed.stored
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("coordination:people", slug=intervention.slug)
    return show(request, intervention, form, stored)


@workspace_page
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    focal_point, intervention = own_focal_point(request, pk)
    version = request.POST.get("version", "")
    try:
        remove_focal_point(
            focal_point=focal_point,
            version=int(version) if version.isdecimal() else 0,
            by=person_of(request),
            at=timezone.now(),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("coordination:people", slug=intervention.slug)
    messages.success(request, _("The focal point was removed."))
    return redirect("coordination:people", slug=intervention.slug)


def own_focal_point(request: HttpRequest, pk: int) -> tuple[FocalPoint, Intervention]:
    found = get_object_or_404(FocalPoint.objects.select_related("changed_by"), pk=pk)
    intervention: Intervention = own_or_refuse(
        request, Intervention.objects.with_lead(), pk=found.intervention_id
    )
    return found, intervention


def show(
    request: HttpRequest,
    intervention: Intervention,
    form: FocalPointForm,
    stored: FocalPoint | None = None,
) -> HttpResponse:
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.CONFLICT if stored else HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "trail": below_intervention(intervention, _("Focal point")),
        "intervention": intervention,
        "form": form,
        "stored": stored,
        "focal_point": form.instance if form.instance.pk else None,
    }
    return render(request, "coordination/focal_point.html", context, status=status)
