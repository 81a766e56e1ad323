"""What is typed into the forms of the workspace waits for whoever typed it."""

import pytest
from django.test import Client
from django.urls import reverse

from acpmigration.keeping.names import mark_of
from technical_assistance.models import FocalPoint
from tests.technical_assistance.test_people import AT

TYPED = "Words that were typed"


@pytest.fixture
def pages(coordinator, ongoing, request_):
    """The address of each form, and the field that is typed into."""
    ann = FocalPoint.objects.create(
        intervention=ongoing, name="Ann", phone="1", changed_at=AT, changed_by=coordinator
    )
    return {
        "receive": (reverse("coordination:request-receive"), "sources"),
        "step": (reverse("coordination:request-step", args=[request_.slug, "withdraw"]), "reason"),
        "follow-up": (reverse("coordination:follow-up-add", args=[ongoing.slug]), "text"),
        "focal-point": (reverse("coordination:focal-point-add", args=[ongoing.slug]), "position"),
        "change": (reverse("coordination:focal-point-change", args=[ann.pk]), "position"),
    }


@pytest.mark.parametrize("name", ["receive", "step", "follow-up", "focal-point", "change"])
def test_a_form_of_the_workspace_waits_while_its_author_logs_in_again(
    coordinator_client, coordinator, pages, name
):
    address, field = pages[name]
    page = coordinator_client.get(address)

    Client().post(address, {"typed_by": mark_of(coordinator), field: TYPED})
    again = coordinator_client.get(address)

    assert f'value="{mark_of(coordinator)}"' in page.text
    assert again.status_code == 200
    assert again.context["form"][field].value() == TYPED
    assert "It has not been sent yet" in again.text
