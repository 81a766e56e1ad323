"""What a page shows of a form that keeps what is typed."""

from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from acpmigration.keeping.files import KeptUpload
from acpmigration.keeping.names import (
    FILE,
    FORGET,
    OWNER,
    WAITED,
    mark_of,
    own,
    takes_part,
    waited_in,
)
from acpmigration.keeping.typed import shown_form
from acpmigration.pages.models import KeptFile

register = template.Library()


@register.simple_tag(takes_context=True)
def form_owner(context: Context) -> SafeString:
    """The hidden fields by which a form is kept for whoever typed it; nothing on other pages."""
    request = context.get("request")
    if request is None or not takes_part(request) or (person := own(request)) is None:
        return SafeString()
    form = shown_form(request)
    waited = form.key if form else waited_in(request.POST)
    fields = [(OWNER, mark_of(person)), *([(WAITED, waited)] if waited else [])]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields)


@register.inclusion_tag("components/kept_form.html", takes_context=True)
def kept_form(context: Context) -> dict[str, Any]:
    """Say on top of the page that the form on it waited, and offer to throw it away."""
    request = context.get("request")
    return {
        "kept": shown_form(request) if request is not None else None,
        "name": FORGET,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def kept_file(field: BoundField) -> KeptFile | None:
    """The file that is kept of a field, unless something is wrong with it."""
    files = getattr(field.form, "files", None) or {}
    upload = files.get(field.html_name)
    return upload.row if isinstance(upload, KeptUpload) and not field.errors else None


@register.simple_tag
def kept_name(field: BoundField) -> SafeString:
    return format_html("{}{}", FILE, field.html_name)
