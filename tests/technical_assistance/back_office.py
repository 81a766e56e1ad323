"""How tests use the back-office: its addresses, and what a browser sends of a page."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.http import HttpResponse
from django.urls import reverse

KEY = "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a11"
OTHER_KEY = "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a12"


def change_page(record: models.Model) -> str:
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])


def step_of(record: models.Model, verb: str, *args: int) -> str:
    """The page of a verb: ``step_of(intervention, "complete", 1)``."""
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{verb}", args=[record.pk, *args])


def typed(response: HttpResponse, **changes: Any) -> dict[str, Any]:
    """What a browser would send of the page: every field as it is shown, but for the changes."""
    return {field.html_name: value for field, value in _shown(response)} | changes


def form_errors(response: HttpResponse) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def _shown(response: HttpResponse) -> Iterator[tuple[Any, Any]]:
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for field in (field for form in forms for field in form):
        value = field.value()
        if isinstance(value, list):
            value = [getattr(one, "pk", one) for one in value]
        if value is not None and value is not False and not hasattr(value, "storage"):
            yield field, value
