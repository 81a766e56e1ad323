"""The words of mails, which staff may write in place of the portal's own."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acpmigration.admin import Tool, in_languages
from acpmigration.editing import EditForm
from acpmigration.keys import is_key
from acpmigration.meanwhile import leads_to_list, still_there
from acpmigration.pages.domain.mail import send_sample
from acpmigration.pages.domain.mail_texts import (
    LANGUAGES,
    Mail,
    faults,
    mail_of,
    mail_templates,
    own_words,
    sample,
)
from acpmigration.pages.models import MailText
from acpmigration.publishing import OwnPagesAdmin
from acpmigration.refusals import Refusal
from acpmigration.translated_admin import TranslatedAdmin, change_page, language_name


def about(template: str) -> str:
    """What staff read instead of the name of a template, of a mail that is no more its name."""
    try:
        return str(mail_of(template).about)
    except KeyError:
        return template


class MailTextForm(EditForm):
    """Says of each language whether its words would do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "template" in self.fields:
            taken = set(MailText.objects.values_list("template", flat=True))
            free = [(name, about(name)) for name in mail_templates() if name not in taken]
            free.sort(key=lambda choice: choice[1])
            self.fields["template"] = forms.ChoiceField(
                label=_("Mail"), choices=[("", "---------"), *free]
            )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        try:
            mail: Mail = mail_of(self.instance.template)
        except KeyError:
            return cleaned
        for code in LANGUAGES:
            for part in ("subject", "body"):
                name = f"{part}_{code}"
                for sentence in faults(mail, **{part: cleaned.get(name) or ""}):
                    self.add_error(name, sentence)
        return cleaned


@admin.register(MailText)
class MailTextAdmin(OwnPagesAdmin, TranslatedAdmin):
    form = MailTextForm
    change_form_template = "admin/pages/mail_text.html"
    own_pages = [("<str:object_id>/preview/", "preview_view", "preview")]
    list_display = ["about_shown", "languages_shown", "updated_at"]
    list_filter: list[str] = []
    search_fields = ["template", *(f"subject_{code}" for code in LANGUAGES)]
    date_hierarchy = "updated_at"
    ordering = ["template"]
    readonly_fields = ["about_shown"]

    @admin.display(description=gettext_lazy("mail"), ordering="template")
    def about_shown(self, text):
        return about(text.template)

    @admin.display(description=gettext_lazy("own words in"))
    def languages_shown(self, text):
        written = [
            language_name(code)
            for code in LANGUAGES
            if getattr(text, f"subject_{code}") or getattr(text, f"body_{code}")
        ]
        return ", ".join(written) or "–"

    def get_fieldsets(self, request, obj=None):
        """First which mail it is, then its words: what a mail knows depends on it."""
        if obj is None:
            return [(None, {"fields": ["template"]})]
        empty = _("Where it is empty, the portal’s own words are sent.")
        groups = in_languages("subject", "body")
        words = [(name, {**group, "description": empty}) for name, group in groups]
        return [(None, {"fields": ["about_shown"]}), *words]

    def record_tools(self, request, record):
        preview = reverse("admin:pages_mailtext_preview", args=[record.pk])
        return [*super().record_tools(request, record), Tool(_("Preview"), preview)]

    def response_add(self, request, obj, post_url_continue=None):
        return HttpResponseRedirect(change_page(MailText, obj.pk))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.template in mail_templates():
            mail = mail_of(obj.template)
            examples = sample(MailText(template=obj.template), request.LANGUAGE_CODE).values
            context["names"] = [
                {
                    "word": f"{{{name}}}",
                    "sample": examples.get(name, ""),
                    "is_needed": name in mail.needed,
                }
                for name in mail.names
            ]
            context["own_words"] = [
                {
                    "code": code,
                    "language": language_name(code),
                    "mail": own_words(obj.template, code),
                }
                for code in LANGUAGES
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    @leads_to_list
    def preview_view(self, request: HttpRequest, object_id: str) -> Any:
        """The mail with examples, in each language; sent to oneself by a button."""
        does_send = request.method == "POST"
        may_send = self.has_change_permission(request)
        if not (may_send if does_send else self.has_view_permission(request)):
            raise PermissionDenied
        text = self.get_object(request, object_id) if is_key(object_id) else None
        text = still_there(request, text)
        if text.template not in mail_templates():
            raise Http404
        if does_send:
            return self._sent(request, text)
        return TemplateResponse(
            request,
            "admin/pages/mail_preview.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Preview"),
                "text": text,
                "about": about(text.template),
                "opts": self.opts,
                "back": change_page(MailText, text.pk),
                "may_send": may_send,
                "mails": [
                    {"code": code, "language": language_name(code), "mail": sample(text, code)}
                    for code in LANGUAGES
                ],
            },
        )

    def _sent(self, request: HttpRequest, text: MailText) -> HttpResponseRedirect:
        language = request.POST.get("language")
        if language in LANGUAGES:
            try:
                send_sample(text=text, language=language, by=request.user, at=timezone.now())
            except Refusal as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("The mail is on its way to you."))
        return HttpResponseRedirect(reverse("admin:pages_mailtext_preview", args=[text.pk]))
