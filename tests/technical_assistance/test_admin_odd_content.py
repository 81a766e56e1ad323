"""Whatever an editor types is text in the back-office too: nothing of it is ever run."""

import pytest
from django.contrib import admin
from django.urls import reverse

from technical_assistance.domain.interventions import add_note
from tests.dashboard.reading import Page
from tests.dashboard.test_odd_content import PAIRS, everywhere
from tests.factories.technical_assistance import FollowUpFactory, PictureFactory
from tests.technical_assistance.back_office import change_page, step_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

APPS = ["reference", "pages", "technical_assistance"]
DATA = "application/ld+json"
STEPS = [("preview",), ("note",), ("plan",), ("complete", 1), ("waive", 1), ("cancel",)]


def run(html: str) -> list[str]:
    """Name what a browser would run of it; the back-office's own scripts are files."""
    page = Page(html)
    return [
        element.tag
        for element in page.elements
        if element.tag in {"iframe", "object", "embed", "base"}
        or (element.tag == "script" and element.text and element.attributes.get("type") != DATA)
        or any(name.startswith("on") or name == "srcdoc" for name in element.attributes)
        or element.attributes.get("href", "").strip().lower().startswith("javascript")
    ]


def addresses(intervention, reader) -> list[str]:
    """The list, page, history and page for deleting of a row of each model, and of the steps."""
    found = [step_of(intervention, *step) for step in STEPS]
    for model in admin.site._registry:
        label, name = model._meta.app_label, model._meta.model_name
        row = model._base_manager.order_by("pk").last()
        if row is None or label not in APPS or not reader.has_perm(f"{label}.view_{name}"):
            continue
        name = f"admin:{label}_{name}"
        found.append(reverse(f"{name}_changelist"))
        found += [reverse(f"{name}_{verb}", args=[row.pk]) for verb in ("change", "history")]
        if label == "reference":
            found.append(reverse(f"{name}_delete", args=[row.pk]))
    return found


@pytest.mark.parametrize("attack", PAIRS)
def test_what_is_typed_is_never_run(editor, editor_client, attack):
    row = everywhere(attack)
    PictureFactory(intervention=row, alternative_text=attack, credit=attack)
    FollowUpFactory(intervention=row, text=attack, owner=editor)
    add_note(intervention=row, when=None, by=editor, note=attack)
    page = change_page(row)
    refused = editor_client.post(page, typed(editor_client.get(page), code=attack, seen=attack))
    editor_client.post(page, typed(refused, code="TA/001/2016", title_en=f"{attack} again"[:200]))

    assert run(refused.text) == []
    for address in addresses(row, editor):
        response = editor_client.get(address)
        assert response.status_code == 200, address
        assert run(response.text) == [], address
