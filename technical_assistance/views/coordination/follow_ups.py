"""Follow-ups: what is to be done, by whom, by when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from acpmigration.accounts.models import User
from acpmigration.accounts.sessions import person_of
from acpmigration.dates import day_in
from acpmigration.keeping import keeps_typing, typed_in
from acpmigration.refusals import Refusal
from technical_assistance.domain.follow_ups import add_follow_up, finish_follow_up
from technical_assistance.domain.once import once
from technical_assistance.forms.follow_up import FollowUpForm
from technical_assistance.models import FollowUp, Intervention
from technical_assistance.views.coordination.access import own_or_refuse, workspace_page
from technical_assistance.views.coordination.trails import below_intervention

PAGE = 100
# For how long what was done stays in the list.
REMEMBERED = timedelta(days=30)


@dataclass
class Group:
    """Follow-ups that stand together; ``is_late`` where their day has passed."""

    title: str
    is_late: bool = False
    is_done: bool = False
    rows: list[FollowUp] = field(default_factory=list)


@workspace_page
@require_safe
def follow_up_list(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    today = day_in(person.zone, timezone.now())
    rows = (
        FollowUp.objects.visible_to(person)
        .open_or_done_since(today - REMEMBERED)
        .for_list()
        .own_first(person)
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    may_change = Intervention.objects.editable_by(person)
    context = {
        "groups": grouped(page, person, today),
        "page": page,
        "editable": set(
            may_change.filter(follow_ups__in=[row.pk for row in page]).values_list("pk", flat=True)
        ),
    }
    return render(request, "coordination/follow_ups.html", context)


@workspace_page
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typing
def add(request: HttpRequest, slug: str) -> HttpResponse:
    intervention: Intervention = own_or_refuse(request, Intervention.objects.with_lead(), slug=slug)
    person, now = person_of(request), timezone.now()
    typed = typed_in(request)
    form = FollowUpForm(typed.data, intervention=intervention, initial={"owner": person.pk})
    if typed.is_sent and form.is_valid():
        try:
            once(
                sent=form.sent,
                by=person,
                at=now,
                intervention=intervention,
                do=lambda: str(
                    add_follow_up(
                        intervention=intervention, by=person, at=now, **form.arguments()
                    ).pk
                ),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("coordination:intervention-detail", slug=slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if typed.is_sent else HTTPStatus.OK
    context = {
        "trail": below_intervention(intervention, _("Add a follow-up")),
        "intervention": intervention,
        "form": form,
    }
    return render(request, "coordination/follow_up.html", context, status=status)


@workspace_page
@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that it was done; leads back to where the button was."""
    follow_up = get_object_or_404(FollowUp.objects.select_related("intervention"), pk=pk)
    intervention: Intervention = own_or_refuse(
        request, Intervention.objects.all(), pk=follow_up.intervention_id
    )
    person = person_of(request)
    finished = finish_follow_up(
        follow_up=follow_up, by=person, on=day_in(person.zone, timezone.now())
    )
    told = {"what": finished.text, "person": finished.done_by}
    messages.success(request, _("Done: “%(what)s”, by %(person)s.") % told)
    if request.POST.get("back") == "intervention":
        return redirect("coordination:intervention-detail", slug=intervention.slug)
    return redirect("coordination:follow-up-list")


def grouped(rows: Iterable[FollowUp], person: User, today: date) -> list[Group]:
    """Put them under headings; they come in the order of the headings."""
    groups: dict[str, Group] = {}
    for row in rows:
        found = heading(row, person, today)
        groups.setdefault(found.title, found).rows.append(row)
    return list(groups.values())


def heading(row: FollowUp, person: User, today: date) -> Group:
    if row.done_on:
        return Group(_("Done in the last 30 days"), is_done=True)
    is_own = row.owner_id == person.pk
    if row.due_on is None:
        return Group(_("Yours, without a date") if is_own else _("Others’, without a date"))
    if row.due_on < today:
        return Group(_("Yours, overdue") if is_own else _("Others’, overdue"), is_late=True)
    return Group(_("Yours, to come") if is_own else _("Others’, to come"))
