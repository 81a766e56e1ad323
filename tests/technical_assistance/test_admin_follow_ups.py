"""Follow-ups in the back-office: who may be their owner is the workspace's rule."""

import pytest

from tests.factories.technical_assistance import FollowUpFactory, InterventionFactory
from tests.technical_assistance.back_office import change_page, typed


@pytest.fixture
def ongoing(saint_lucia):
    return InterventionFactory(country=saint_lucia)


def with_owner(page, owner):
    return typed(
        page, **{"follow_ups-0-text": "Send the letter.", "follow_ups-0-owner": str(owner.pk)}
    )


def test_somebody_of_the_region_or_an_editor_promises(
    editor_client, coordinator, editor, administrator, viewer, coordinator_elsewhere, ongoing
):
    page = editor_client.get(change_page(ongoing))

    formset = next(
        inline.formset
        for inline in page.context["inline_admin_formsets"]
        if inline.formset.prefix == "follow_ups"
    )
    offered = set(formset.empty_form.fields["owner"].queryset)
    assert offered == {coordinator, editor, administrator}


def test_a_coordinator_of_another_region_promises_nothing(
    editor_client, coordinator_elsewhere, ongoing
):
    page = editor_client.get(change_page(ongoing))

    refused = editor_client.post(change_page(ongoing), with_owner(page, coordinator_elsewhere))

    assert refused.status_code == 200
    assert not ongoing.follow_ups.exists()


def test_what_somebody_has_promised_who_left_can_still_be_saved(
    editor_client, coordinator_elsewhere, ongoing
):
    FollowUpFactory(intervention=ongoing, owner=coordinator_elsewhere)
    page = editor_client.get(change_page(ongoing))

    saved = editor_client.post(
        change_page(ongoing), typed(page, **{"follow_ups-0-text": "Ask for the minutes."})
    )

    assert saved.status_code == 302
    assert ongoing.follow_ups.get().text == "Ask for the minutes."
