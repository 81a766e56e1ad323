"""How tests use the back-office: its addresses, and what a browser sends of a page."""

from html.parser import HTMLParser
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
    return ChangeForm(response.text).sent | changes


def form_errors(response: HttpResponse) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in response.context["messages"]]


class ChangeForm(HTMLParser):
    """The form of a record's page; ``sent`` holds its fields, a list where a name is repeated."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.is_inside = False
        self.fields: list[tuple[str, str]] = []
        # The field whose text or choices come next.
        self.name, self.text = "", ""
        self.feed(html)
        self.close()

    @property
    def sent(self) -> dict[str, Any]:
        values: dict[str, list[str]] = {}
        for name, value in self.fields:
            values.setdefault(name, []).append(value)
        return {name: many if len(many) > 1 else many[0] for name, many in values.items()}

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.is_inside = given.get("id", "").endswith("_form")
        if not self.is_inside or "disabled" in given:
            return
        if tag == "input" and self._is_sent(given):
            self.fields.append((given["name"], given.get("value") or ""))
        elif tag in {"select", "textarea"}:
            self.name, self.text = given["name"], ""
        elif tag == "option" and "selected" in given:
            self.fields.append((self.name, given.get("value") or ""))

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_inside = False
        if tag == "textarea" and self.is_inside:
            self.fields.append((self.name, self.text.removeprefix("\r").removeprefix("\n")))

    def _is_sent(self, given: dict[str, str | None]) -> bool:
        kind = given.get("type", "text")
        is_ticked = kind not in {"checkbox", "radio"} or "checked" in given
        return bool(given.get("name")) and is_ticked and kind not in {"file", "submit", "button"}
