"""Whatever an editor types of Components 2 and 3 is text in the back-office, and never run."""

import pytest
from django.urls import reverse

from knowledge.models import Recommendation
from tests.dashboard.test_odd_content import ATTACKS, PAIRS
from tests.factories.knowledge import (
    EventFactory,
    KnowledgeProductFactory,
    RecommendationFactory,
    UseFactory,
)
from tests.factories.nsa_grants import GrantPictureFactory, GrantProjectFactory
from tests.technical_assistance.back_office import change_page, step_of, typed
from tests.technical_assistance.test_admin_odd_content import run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def with_attack(record, attack):
    """Write the attack into every text, past all forms; the longest that there is room for."""
    columns = {
        field.name: next(
            text
            for text in (attack, *sorted(ATTACKS, key=len, reverse=True), "")
            if len(text) <= (field.max_length or 1_000)
        )
        for field in record._meta.concrete_fields
        if field.get_internal_type() in ("TextField", "CharField") and not field.choices
    }
    type(record).objects.filter(pk=record.pk).update(**columns)
    return type(record).objects.get(pk=record.pk)


def records(attack):
    product = KnowledgeProductFactory()
    with_attack(UseFactory(product=product), attack)
    grant = GrantProjectFactory()
    with_attack(grant.quotes.create(text="x", language="en", attribution="x"), attack)
    with_attack(grant.links.create(label="x", url="https://example.org/"), attack)
    with_attack(grant.reach.create(value=1, source="x"), attack)
    GrantPictureFactory(grant=grant, alternative_text=attack, credit=attack)
    others = [EventFactory(), RecommendationFactory()]
    return [with_attack(record, attack) for record in (product, grant, *others)]


@pytest.mark.parametrize("attack", PAIRS)
def test_what_is_typed_is_never_run(editor_client, attack):
    for record in records(attack):
        page = change_page(record)
        editor_client.post(page, typed(editor_client.get(page)))
        name = f"admin:{record._meta.app_label}_{record._meta.model_name}"
        addresses = [
            page,
            reverse(f"{name}_changelist"),
            reverse(f"{name}_history", args=[record.pk]),
        ]
        addresses += [reverse(f"{name}_delete", args=[record.pk]), step_of(record, "publish")]
        if not isinstance(record, Recommendation):
            addresses.append(step_of(record, "preview"))
        for address in addresses:
            response = editor_client.get(address)
            assert response.status_code == 200, address
            assert run(response.text) == [], address
