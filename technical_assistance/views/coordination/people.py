"""People of an intervention: the requesting entity, and whom to call there."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from acpmigration.accounts.sessions import person_of
from acpmigration.refusals import Refusal
from technical_assistance.domain.people import name_entity
from technical_assistance.forms.people import EntityForm, SearchForm
from technical_assistance.models import Intervention
from technical_assistance.views.coordination.access import (
    own_or_refuse,
    seen_or_refuse,
    workspace_page,
)
from technical_assistance.views.coordination.trails import below_intervention


@workspace_page
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; ``?q=`` looks for an organisation to name."""
    rows = Intervention.objects.with_lead().select_related("entity")
    intervention: Intervention = seen_or_refuse(request, rows, slug=slug)
    return show(request, intervention, EntityForm(intervention=intervention, words=words(request)))


@workspace_page
@require_POST
def entity(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Intervention.objects.with_lead().select_related("entity")
    intervention: Intervention = own_or_refuse(request, rows, slug=slug)
    form = EntityForm(request.POST, intervention=intervention, words=words(request))
    if form.is_valid():
        try:
            name_entity(
                intervention=intervention,
                entity=form.cleaned_data["entity"],
                seen=form.cleaned_data["seen"],
                by=person_of(request),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("coordination:people", slug=slug)
    return show(request, intervention, form)


def words(request: HttpRequest) -> str:
    search = SearchForm(request.GET)
    return search.cleaned_data["q"].strip() if search.is_valid() else ""


def show(request: HttpRequest, intervention: Intervention, form: EntityForm) -> HttpResponse:
    person = person_of(request)
    context = {
        "trail": below_intervention(intervention, _("People")),
        "intervention": intervention,
        "form": form,
        "search": SearchForm(request.GET),
        "words": words(request),
        "focal_points": intervention.focal_points.select_related("changed_by").by_name(),
        "may_change": Intervention.objects.editable_by(person).filter(pk=intervention.pk).exists(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "coordination/people.html", context, status=status)
