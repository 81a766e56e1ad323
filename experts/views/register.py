"""Joining the roster: the start, the pages of the form, checking and sending."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from acpmigration.keeping import Typed, keeps_typing, typed_in
from acpmigration.refusals import Refusal
from experts.domain.answers import keep_answers
from experts.domain.completeness import helpful_to, is_part_done, is_part_told, needed_by
from experts.domain.consents import still_agreed, texts_in_force
from experts.domain.eligibility import criteria_of
from experts.domain.registration import start_profile, submit
from experts.domain.settings import roster_settings
from experts.forms.consents import ConsentForm
from experts.forms.fields import by_region
from experts.forms.parts import BY_SLUG, PARTS, Part, SentAnswers
from experts.models import Expert
from experts.views.own import in_own_time, may_send, own_profile, person
from experts.views.summary import summary_of

LAST_STEP = "send"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Say what comes, and begin; a stranger makes an account first and comes back here."""
    if not request.user.is_authenticated:
        if not roster_settings().is_open:
            return render(request, "experts/closed.html", {"settings": roster_settings()})
        here = urlencode({"next": request.path})
        return redirect(f"{reverse('account_signup')}?{here}")
    if (expert := own_profile(request)) is not None:
        return redirect(_next_page(expert) if expert.is_draft else "experts:me")
    if not roster_settings().is_open:
        return render(request, "experts/closed.html", {"settings": roster_settings()})
    if request.method != "POST":
        return render(request, "experts/start.html", {"days": roster_settings().draft_days})
    try:
        start_profile(user=person(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("experts:register")
    return redirect("experts:answers", PARTS[0].slug)


@require_http_methods(["GET", "HEAD", "POST"])
@in_own_time
@keeps_typing
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of the form: while registering, and whenever something changes later."""
    if slug not in BY_SLUG:
        raise Http404
    part = BY_SLUG[slug]
    if (expert := own_profile(request)) is None:
        return redirect("experts:register")
    typed = typed_in(request)
    try:
        sent = (_kept if typed.is_sent else _shown)(request, typed, expert, part)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("experts:register")
    if typed.is_sent and sent.is_valid():
        return _onwards(request, expert, slug)
    typed.keep_files(sent.form)
    boxes = "countries_worked" in sent.form.fields
    context = {
        "expert": expert,
        "part": part,
        "sent": sent,
        "form": sent.form,
        "rows": sent.rows,
        "steps": steps(expert, slug),
        "number": PARTS.index(part) + 1,
        "total": len(PARTS) + 1,
        "criteria": criteria_of(expert),
        "regions": list(by_region(sent.form["countries_worked"])) if boxes else [],
        "draft_days": roster_settings().draft_days,
    }
    return render(request, "experts/answers.html", context)


def _kept(request: HttpRequest, typed: Typed, expert: Expert, part: Part) -> SentAnswers:
    """What was sent, stored if it is in order."""
    return keep_answers(
        expert=expert,
        read=lambda locked: _read(typed, locked, part),
        by=person(request),
        at=timezone.now(),
    )


def _read(typed: Typed, expert: Expert, part: Part) -> SentAnswers:
    """What was typed, bound to the profile; only a draft may be left with holes."""
    leaves_it = typed.has("later") or typed.has("add")
    return SentAnswers(
        part,
        expert,
        data=typed.data,
        files=typed.files,
        is_complete=not (expert.is_draft and leaves_it),
    )


def _shown(request: HttpRequest, typed: Typed, expert: Expert, part: Part) -> SentAnswers:
    """The page with what waited for it, else with what is stored."""
    if typed.data is not None:
        return _read(typed, expert, part)
    rows = request.GET.get("rows", "")
    asked = int(rows) if rows.isascii() and rows.isdecimal() and len(rows) < 3 else 0
    return SentAnswers(part, expert, blank_rows=asked)


@require_http_methods(["GET", "HEAD", "POST"])
@in_own_time
@keeps_typing
def send(request: HttpRequest) -> HttpResponse:
    """Everything once more, then the consents, then the button."""
    if (expert := own_profile(request)) is None:
        return redirect("experts:register")
    if not may_send(expert):
        return redirect("experts:me")
    now, typed = timezone.now(), typed_in(request)
    texts = texts_in_force(language=translation.get_language(), at=now)
    form = ConsentForm(
        typed.data,
        texts=texts,
        given=still_agreed(expert=expert, at=now),
    )
    if typed.is_sent and form.is_valid():
        try:
            submit(expert=expert, texts=form.agreed, by=person(request), at=now)
        except Refusal as refusal:
            for sentence in refusal.messages:
                form.add_error(None, str(sentence))
        else:
            messages.success(request, _("Your profile is sent. You get a receipt by mail."))
            return redirect("experts:me")
    context = {
        "expert": expert,
        "form": form,
        "steps": steps(expert, LAST_STEP),
        "total": len(PARTS) + 1,
        "summary": summary_of(expert),
        "missing": needed_by(expert),
        "helpful": helpful_to(expert),
        "criteria": criteria_of(expert),
    }
    return render(request, "experts/send.html", context)


def steps(expert: Expert, current: str) -> list[dict[str, Any]]:
    """The pages of the form for the line of steps on top of it."""
    pages = [
        {
            "label": part.title,
            "link": reverse("experts:answers", args=[part.slug]),
            "is_done": part.slug != current and is_part_told(expert, part.slug),
            "is_current": part.slug == current,
        }
        for part in PARTS
    ]
    last = {
        "label": _("Check and send"),
        "link": reverse("experts:send") if not needed_by(expert) else "",
        "is_done": False,
        "is_current": current == LAST_STEP,
    }
    return [*pages, last] if expert.is_draft else []


def _next_page(expert: Expert) -> str:
    """Where a draft goes on: the first page that lacks something, else the last one."""
    undone = (part.slug for part in PARTS if not is_part_done(expert, part.slug))
    slug = next(undone, None)
    return reverse("experts:answers", args=[slug]) if slug else reverse("experts:send")


def _onwards(request: HttpRequest, expert: Expert, slug: str) -> HttpResponse:
    if "add" in request.POST:
        return redirect(f"{reverse('experts:answers', args=[slug])}?rows=2#rows")
    if "go" not in request.POST or not expert.is_draft:
        messages.success(request, _("Your answers are kept."))
        return redirect("experts:me")
    later = [part.slug for part in PARTS][[part.slug for part in PARTS].index(slug) + 1 :]
    return redirect("experts:answers", later[0]) if later else redirect("experts:send")
