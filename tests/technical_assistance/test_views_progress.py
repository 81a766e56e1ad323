"""Logging progress in the workspace."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from technical_assistance.domain.progress import last_entry
from technical_assistance.enums import StageKind, StageState
from tests.factories.files import pdf, sent
from tests.technical_assistance.acting import stage

TODAY = date(2019, 5, 8)


def log_of(intervention):
    return reverse("coordination:progress-log", args=[intervention.slug])


def told(intervention, **more):
    return {
        "key": str(uuid4()),
        "seen": last_entry(intervention),
        "stage": 1,
        "happened": "note",
        "on": "2019-03-01",
        "note": "We met.",
        **more,
    }


@pytest.fixture
def coordinator_client(client, coordinator):
    client.force_login(coordinator)
    return client


def test_the_form_opens_with_where_the_intervention_stands(coordinator_client, ongoing):
    response = coordinator_client.get(log_of(ongoing))

    assert [choice.value for choice in response.context["choices"]] == ["note", "done", "plan"]


def test_a_stage_is_done_with_its_document_in_one_form(coordinator_client, ongoing):
    data = told(ongoing, happened="done", document=sent(pdf(), "note.pdf"))
    data |= {"document_kind": "concept_note", "document_language": "en", "starts_next": "on"}

    response = coordinator_client.post(log_of(ongoing), data)

    assert response.status_code == 302, response.context["form"].errors
    assert stage(ongoing, StageKind.CONCEPT_NOTE).state == StageState.FINISHED
    assert stage(ongoing, StageKind.TA_FICHE).state == StageState.STARTED
