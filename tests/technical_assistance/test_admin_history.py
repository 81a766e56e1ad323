"""The history of an intervention: readable, complete, and no way back past the rules."""

import pytest
from django.urls import reverse

from technical_assistance.models import Intervention
from tests.factories.reference import OrganisationFactory
from tests.factories.technical_assistance import opened
from tests.technical_assistance.back_office import change_page, typed

HISTORY = "admin:technical_assistance_intervention_history"


@pytest.fixture
def intervention(editor):
    return opened(by=editor)


def test_history_says_what_was_changed_and_offers_no_way_back(
    editor_client, viewer_client, intervention
):
    page = change_page(intervention)
    editor_client.post(page, typed(editor_client.get(page), title_en="A better title"))
    address = reverse(HISTORY, args=[intervention.pk])

    response = viewer_client.get(address)

    assert "<del>Remittances in Samoa</del> <ins>A better title</ins>" in response.text
    assert "style=" not in response.text
    version = Intervention.history.first().pk
    assert viewer_client.post(f"{address}{version}/", {"title_en": "Mine"}).status_code != 200
    assert Intervention.objects.get(pk=intervention.pk).title_en == "A better title"


@pytest.mark.parametrize("key", ["x", "9" * 30])
def test_history_of_what_is_no_row_is_not_found(editor_client, key):
    assert editor_client.get(reverse(HISTORY, args=[key])).status_code == 404


def test_history_tells_of_partners_too(editor_client, intervention):
    partnership = intervention.partnerships.create(
        organisation=OrganisationFactory(name="Bank of Samoa")
    )
    partnership.role = "funder"
    partnership.save()

    response = editor_client.get(reverse(HISTORY, args=[intervention.pk]))

    assert "Changed: partner: Bank of Samoa (funder)" in response.text
    assert "<del>partner</del> <ins>funder</ins>" in response.text
    assert "Created: partner: Bank of Samoa (partner)" in response.text
