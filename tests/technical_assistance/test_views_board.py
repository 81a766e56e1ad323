"""The board: my region, the one that needs me most first."""

import pytest
from django.urls import reverse

from tests.factories.technical_assistance import InterventionFactory

BOARD = reverse("coordination:board")


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_shows_the_own_region_in_ten_queries(
    coordinator_client, saint_lucia, count, django_assert_num_queries
):
    own = InterventionFactory.create_batch(count, country=saint_lucia)
    InterventionFactory(title="A draft elsewhere")

    with django_assert_num_queries(10):
        response = coordinator_client.get(BOARD)

    assert [line.intervention for line in response.context["lines"]] == own
    assert "A draft elsewhere" not in response.text
