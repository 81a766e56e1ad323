"""Pages on which a record is moved on: one form, one call of the domain, no JavaScript needed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from acpmigration.admin import remind_of_files
from acpmigration.dates import day_in
from acpmigration.meanwhile import still_there, to_list
from acpmigration.refusals import Gone, Refusal
from technical_assistance.domain.possible import Step
from technical_assistance.enums import StageKind
from technical_assistance.forms import StepForm
from technical_assistance.models import ProgressEntry

REMEMBERED = 24 * 60 * 60


@dataclass(frozen=True)
class StepPage:
    """How one verb is asked for and carried out.

    ``given`` names what the domain function is told beside the form: the record under its own
    name, and any of ``by``, ``today``, ``at``, ``kind``, ``entry`` and ``key``.
    """

    label: str | Promise
    form: type[StepForm]
    call: Callable[..., Any]
    given: tuple[str, ...]
    done: str | Promise
    # What the address names beside the record: "stage", "entry" or nothing.
    of: str = ""
    template: str = "admin/technical_assistance/step.html"
    # Stands at an address that its admin gives it, such as that at which a record is added.
    is_placed_elsewhere: bool = False

    @property
    def keeps_key(self) -> bool:
        return "key" in self.given


class StepsAdmin(admin.ModelAdmin):
    """Adds a page for each verb, and a button for each that makes sense now."""

    steps: dict[str, StepPage]
    # How an address names a record.
    record_key = "int"
    change_form_template = "admin/technical_assistance/change_form.html"

    def possible_steps(self, record: Any, user: Any) -> Iterable[Step]:
        raise NotImplementedError

    def get_subject(self, page: StepPage, record: Any, number: int) -> Any:
        """The stage or entry that the address names.

        :raises Http404: if there is none.
        """
        raise NotImplementedError

    def get_urls(self):
        pages = [item for item in self.steps.items() if not item[1].is_placed_elsewhere]
        return [*(self._step_url(verb, page) for verb, page in pages), *super().get_urls()]

    def _step_url(self, verb: str, page: StepPage) -> Any:
        def view(request: HttpRequest, record_id: Any, number: int | None = None) -> HttpResponse:
            record = self.get_queryset(request).filter(pk=record_id).first()
            if record is None and not self.has_change_permission(request):
                raise PermissionDenied
            try:
                record = still_there(request, record)
            except Gone as gone:
                return to_list(request, self.opts, gone)
            subject = None if number is None else self.get_subject(page, record, number)
            return self.step_view(request, verb, record, subject)

        tail = "<int:number>/" if page.of else ""
        return path(
            f"<{self.record_key}:record_id>/{verb}/{tail}",
            self.admin_site.admin_view(view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_{verb}",
        )

    def step_view(
        self, request: HttpRequest, verb: str, record: Any = None, subject: Any = None
    ) -> HttpResponse:
        """Show the form; carry out what it says; show it again with what was refused."""
        if not self.may_step(request, record):
            raise PermissionDenied
        page, now = self.steps[verb], timezone.now()
        today = day_in(request.user.zone, now)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = page.form(
            *sent, record=record, of=subject, today=today, initial=self.step_initial(request)
        )
        if form.is_bound and form.is_valid():
            told = {"by": request.user, "today": today, "at": now, "record": record}
            told |= self.names_of(record, subject) | {"key": form.cleaned_data["key"]}
            if (response := self._carry_out(request, page, form, told)) is not None:
                return response
        return self._show(request, page, form, record, subject)

    def step_initial(self, request: HttpRequest) -> dict[str, Any]:
        """What the form is filled in with when it is opened."""
        return {}

    def names_of(self, record: Any, subject: Any) -> dict[str, Any]:
        """Record and subject under the names by which the domain functions are told of them."""
        return {"request": record, "intervention": record, "kind": subject, "entry": subject}

    def may_step(self, request: HttpRequest, record: Any) -> bool:
        return self.has_change_permission(request, record)

    def _carry_out(
        self, request: HttpRequest, page: StepPage, form: StepForm, told: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer with the way on, or with nothing when the form has to be shown again."""
        claim = f"step-form:{told['key']}"
        if not page.keeps_key and not cache.add(claim, True, REMEMBERED):
            self.message_user(request, _("This form was sent already."), messages.INFO)
            return HttpResponseRedirect(self.way_on(told["record"]))
        made = None
        try:
            made = page.call(**{name: told[name] for name in page.given}, **form.arguments())
        except Gone as gone:
            return to_list(request, self.opts, gone)
        except Refusal as refusal:
            form.refuse(refusal)
        except IntegrityError:
            form.add_error(
                None, _("Somebody saved the same thing at the same moment. Check and send again.")
            )
        finally:
            if made is None:
                cache.delete(claim)
        if made is None:
            return None
        self.message_user(request, str(page.done), messages.SUCCESS)
        return HttpResponseRedirect(self.way_on(made))

    def way_on(self, record: Any) -> str:
        """The page of what was made or moved, which for a log entry is its intervention's."""
        record = record.intervention if isinstance(record, ProgressEntry) else record
        if record is None:
            return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        opts = record._meta
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])

    def _show(
        self, request: HttpRequest, page: StepPage, form: StepForm, record: Any, subject: Any
    ) -> HttpResponse:
        if form.errors:
            remind_of_files(request)
        names = [field.name for field in form.visible_fields()]
        context = {
            **self.admin_site.each_context(request),
            "title": self.step_label(page, subject),
            "subtitle": str(record) if record else None,
            "opts": self.opts,
            "original": record,
            "form": form,
            "adminform": helpers.AdminForm(form, [(None, {"fields": names})], {}),
            "errors": helpers.AdminErrorList(form, []),
            "back": self.way_on(record),
            "media": self.media + form.media,
            **self.step_context(request, page, record, subject),
        }
        return TemplateResponse(request, page.template, context)

    def step_context(
        self, request: HttpRequest, page: StepPage, record: Any, subject: Any
    ) -> dict[str, Any]:
        return {}

    def step_label(self, page: StepPage, subject: Any) -> str:
        words = subject.label if isinstance(subject, StageKind) else ""
        return str(page.label) % {"stage": words} if page.of == "stage" else str(page.label)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and self.has_change_permission(request, obj):
            context["steps"] = [
                self.button(step, obj) for step in self.possible_steps(obj, request.user)
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def button(self, step: Step, record: models.Model) -> dict[str, str]:
        page = self.steps[step.verb]
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{step.verb}"
        args = [record.pk] if step.stage is None else [record.pk, int(step.stage)]
        return {
            "link": reverse(name, args=args),
            "label": self.step_label(page, step.stage),
        }
