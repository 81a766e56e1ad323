"""Two people who press "Save" in the same moment."""

from functools import partial

import pytest

from technical_assistance.models import Intervention
from tests.factories.technical_assistance import opened
from tests.technical_assistance.at_once import at_once
from tests.technical_assistance.back_office import change_page, typed


@pytest.mark.django_db(transaction=True)
def test_one_is_saved_and_the_other_is_shown_it(
    editor, editor_client, administrator_client, tmp_path
):
    intervention = opened(by=editor)
    page = change_page(intervention)
    clients = {"Mine": editor_client, "Yours": administrator_client}
    sent = {title: typed(client.get(page), title_en=title) for title, client in clients.items()}
    saves = [partial(client.post, page, sent[title]) for title, client in clients.items()]

    answers = dict(zip(clients, at_once(tmp_path, *saves), strict=True))

    stored = Intervention.objects.get(pk=intervention.pk).title_en
    (other,) = set(clients) - {stored}
    assert answers[stored].status_code == 302
    assert answers[other].status_code == 200
    assert f"Stored now: {stored}" in answers[other].text
