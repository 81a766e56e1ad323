"""Which mails a person gets, and what was written."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from acpmigration.accounts.sessions import person_of
from acpmigration.keeping import keeps_typing, typed_in
from acpmigration.permissions import is_coordinator
from technical_assistance.domain.mailing import choose_mails, subscribe, unsubscribe
from technical_assistance.forms.mails import MailsForm
from technical_assistance.models import Intervention, MailPreference, MondayList, Subscription
from technical_assistance.views.coordination.access import seen_or_refuse, workspace_page

LISTS_SHOWN = 8


@workspace_page
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typing
def mails(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    typed = typed_in(request)
    form = MailsForm(typed.data, person=person, initial=_chosen(request))
    if typed.is_sent and form.is_valid():
        choose_mails(by=person, **form.cleaned_data)
        messages.success(request, _("Your choice is kept."))
        return redirect("coordination:mails")
    context = {
        "trail": [
            {"label": _("My region"), "link": reverse("coordination:board")},
            {"label": _("Mails")},
        ],
        "form": form,
        "person": person,
        "subscriptions": Subscription.objects.of(person),
        "has_lists": is_coordinator(person),
        "lists": MondayList.objects.filter(person=person).newest_first()[:LISTS_SHOWN],
    }
    return render(request, "coordination/mails.html", context)


@workspace_page
@require_POST
def subscription(request: HttpRequest, slug: str) -> HttpResponse:
    """Follow an intervention or stop: the form says which, so that a second press does the same."""
    intervention: Intervention = seen_or_refuse(request, Intervention.objects.all(), slug=slug)
    if request.POST.get("wanted") == "yes":
        subscribe(intervention=intervention, by=person_of(request), at=timezone.now())
        messages.success(request, _("You get a mail when somebody logs something here."))
    else:
        unsubscribe(intervention=intervention, by=person_of(request))
        messages.success(request, _("You do not follow this intervention any more."))
    if "from_mails" in request.POST:
        return redirect("coordination:mails")
    return redirect("coordination:intervention-detail", slug=slug)


def _chosen(request: HttpRequest) -> dict[str, bool]:
    chosen = MailPreference.objects.filter(person=person_of(request)).first() or MailPreference()
    return {"monday_list": chosen.monday_list, "progress": chosen.progress}
