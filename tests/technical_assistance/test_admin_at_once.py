"""Two people who press "Save" in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from technical_assistance.models import Intervention
from tests.factories.technical_assistance import opened
from tests.technical_assistance.back_office import change_page, typed


@pytest.fixture
def _several_connections(transactional_db):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("A database in memory has one connection.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_several_connections")
def test_one_is_saved_and_the_other_is_shown_it(editor, editor_client, administrator_client):
    intervention = opened(by=editor)
    page = change_page(intervention)
    together = Barrier(2)
    clients = {"Mine": editor_client, "Yours": administrator_client}
    sent = {title: typed(client.get(page), title_en=title) for title, client in clients.items()}

    def save(title):
        together.wait()
        try:
            return clients[title].post(page, sent[title])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = dict(zip(clients, pool.map(save, clients), strict=True))

    stored = Intervention.objects.get(pk=intervention.pk).title_en
    (other,) = set(clients) - {stored}
    assert answers[stored].status_code == 302
    assert answers[other].status_code == 200
    assert f"Stored now: {stored}" in answers[other].text
