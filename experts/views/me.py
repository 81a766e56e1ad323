"""A person's own page: where the profile stands, and everything one may do with it."""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from acpmigration.keeping import keeps_typing, typed_in
from acpmigration.pages.domain.audit import record
from acpmigration.refusals import NotNow, Refusal
from acpmigration.sending import attachment_response
from experts.domain.completeness import helpful_to, needed_by
from experts.domain.consents import (
    consents_of,
    give_consents,
    still_agreed,
    texts_in_force,
    withdraw_consent,
)
from experts.domain.eligibility import criteria_of
from experts.domain.erasure import withdraw as withdraw_profile
from experts.domain.export import as_data, everything_about
from experts.domain.links import is_erased, withdrawal_of
from experts.domain.own import confirm, pause, resume
from experts.enums import ConsentKey, ExpertState
from experts.forms.consents import ConsentForm
from experts.forms.withdrawal import WithdrawForm
from experts.models import Expert
from experts.views.own import in_own_time, may_send, own_profile, person, with_proof
from experts.views.summary import summary_of
from experts.views.words import looks_at, standing_of


@require_safe
@in_own_time
def me(request: HttpRequest) -> HttpResponse:
    if (expert := own_profile(request)) is None:
        return redirect("experts:register")
    context = {
        "expert": expert,
        "standing": standing_of(expert),
        "summary": summary_of(expert),
        "missing": needed_by(expert),
        "helpful": helpful_to(expert),
        "criteria": criteria_of(expert),
        "consents": expert.consents.newest_first().select_related("text"),
        "in_force": consents_of(expert),
        "events": expert.events.newest_first(),
        "notes": expert.notes.newest_first(),
        "looks": looks_at(expert),
        "times_listed": expert.choices.count(),
        "deployments": expert.deployments.in_order().select_related("intervention"),
        "may_send": may_send(expert),
        "may_confirm": expert.state in (ExpertState.ACTIVE, ExpertState.EXPIRED),
        "may_pause": not expert.is_draft,
        "agrees_to_others": ConsentKey.OTHER_PROGRAMMES.value,
    }
    return render(request, "experts/me.html", context)


def _act(request: HttpRequest, do: Callable[..., object], said: str) -> HttpResponse:
    expert = _own(request)
    try:
        do(expert=expert, by=person(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("experts:me")


@require_POST
def confirm_own(request: HttpRequest) -> HttpResponse:
    return _act(request, confirm, _("Thank you: your profile is confirmed for another year."))


@require_POST
def pause_own(request: HttpRequest) -> HttpResponse:
    return _act(request, pause, _("Your profile is paused: staff do not find you any more."))


@require_POST
def resume_own(request: HttpRequest) -> HttpResponse:
    return _act(request, resume, _("Your profile can be found again."))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_typing
def choose_contact(request: HttpRequest) -> HttpResponse:
    """Agree to be contacted for other programmes, with the text in sight, or take that back."""
    key, now, expert = ConsentKey.OTHER_PROGRAMMES, timezone.now(), _own(request)
    if "take_back" in request.POST:
        said = _("You will not be contacted for other programmes.")
        return _act(request, partial(withdraw_consent, key=key), said)
    found = texts_in_force(language=translation.get_language(), at=now)
    if key not in found or key in still_agreed(expert=expert, at=now):
        return redirect("experts:me")
    typed = typed_in(request)
    form = ConsentForm(typed.data, texts={key: found[key]}, needed=[key])
    if typed.is_sent and form.is_valid():
        said = _("You will be contacted for other programmes.")
        return _act(request, partial(give_consents, texts=form.agreed), said)
    return render(request, "experts/contact.html", {"form": form})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Ask once, then erase at once; a second press, without a log-in by now, ends there too."""
    if is_erased(request.POST.get("of", "")):
        return redirect("experts:withdrawn")
    return _withdraw(request)


@login_required
@with_proof
def _withdraw(request: HttpRequest) -> HttpResponse:
    expert = _own(request)
    sent = request.POST if request.method == "POST" else None
    form = WithdrawForm(sent, initial={"of": withdrawal_of(expert)})
    if form.is_valid():
        # Refused if another tab has just done it: then it is done.
        with suppress(NotNow):
            withdraw_profile(expert=expert, by=person(request), at=timezone.now())
        logout(request)
        return redirect("experts:withdrawn")
    return render(request, "experts/withdraw.html", {"expert": expert, "form": form})


@require_safe
@with_proof
@in_own_time
def data(request: HttpRequest) -> HttpResponse:
    """Everything the portal holds, to read; ``.json`` and ``.zip`` to take along."""
    expert = _logged(request)
    return render(request, "experts/data.html", {"groups": everything_about(expert)})


@require_safe
@with_proof
@in_own_time
def data_json(request: HttpRequest) -> HttpResponse:
    expert = _logged(request)
    response = JsonResponse(
        as_data(everything_about(expert)), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = f'attachment; filename="{expert.reference}.json"'
    return response


@require_safe
@with_proof
@in_own_time
def data_zip(request: HttpRequest) -> HttpResponse:
    expert = _logged(request)
    groups = everything_about(expert)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        written = json.dumps(as_data(groups), ensure_ascii=False, indent=2)
        archive.writestr(f"{expert.reference}.json", written)
        page = render_to_string("experts/data_file.html", {"groups": groups, "expert": expert})
        archive.writestr(f"{expert.reference}.html", page)
        if expert.cv and not expert.cv_is_locked_away:
            with expert.cv.open("rb") as file:
                archive.writestr(f"CV{expert.cv_ending}", file.read())
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{expert.reference}.zip"'
    return response


@require_safe
def own_cv(request: HttpRequest) -> HttpResponse:
    expert = own_profile(request)
    if expert is None or not expert.cv or expert.cv_is_locked_away:
        raise Http404
    return attachment_response(request, expert.cv, f"CV{expert.cv_ending}")


def _own(request: HttpRequest) -> Expert:
    """:raises Http404: for whoever has no profile."""
    if (expert := own_profile(request)) is None:
        raise Http404
    return expert


def _logged(request: HttpRequest) -> Expert:
    """The own profile, with a line in the audit trail that its data were given out."""
    expert = _own(request)
    record(event="experts.data-given", by=person(request), subject=expert, at=timezone.now())
    return expert
