"""How a record comes to the public by the back-office: ready, on a day, several at once."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from acpmigration.publication import mark_ready, schedule
from tests.factories.knowledge import EventFactory
from tests.technical_assistance.back_office import change_page, step_of, typed

pytestmark = pytest.mark.django_db

# A day of the year after this one: nothing is published years ahead.
NEXT_MAY = date(timezone.now().year + 1, 5, 8)


def test_record_is_said_to_be_ready_and_has_its_day_by_buttons(editor_client):
    event = EventFactory()
    sent = {
        "ready": ({}, "ready"),
        "schedule": ({"on": NEXT_MAY.isoformat()}, f"on 8 May {NEXT_MAY.year}"),
        "unschedule": ({}, "ready"),
        "unready": ({}, "draft"),
    }

    for verb, (typed_words, shown) in sent.items():
        page = step_of(event, verb)
        assert page in editor_client.get(change_page(event)).text
        key = editor_client.get(page).context["form"]["key"].value()
        answer = editor_client.post(page, {"key": key} | typed_words, follow=True)
        assert f'">{shown}</span>' in answer.text


def test_a_day_that_has_passed_is_refused_at_its_field(editor_client):
    event = EventFactory()
    page = step_of(event, "schedule")
    key = editor_client.get(page).context["form"]["key"].value()

    refused = editor_client.post(page, {"key": key, "on": "2018-05-08"})

    form = refused.context["form"]
    assert form.errors["on"] == ["Choose a day after today; to publish it now, use “Publish”."]
    assert 'value="2018-05-08"' in refused.text


@pytest.mark.parametrize("verb", ["ready", "schedule"])
def test_what_is_on_its_way_keeps_what_publication_needs(editor_client, editor, verb):
    event = EventFactory()
    now = timezone.now()
    if verb == "ready":
        mark_ready(record=event, by=editor, at=now)
    else:
        schedule(record=event, on=NEXT_MAY, by=editor, at=now)
    page = change_page(event)

    refused = editor_client.post(page, typed(editor_client.get(page), summary_en=""))

    assert "The summary is missing, in English at least." in str(
        refused.context["adminform"].form.errors["summary_en"]
    )


def test_list_is_filtered_by_how_far_records_are(editor_client, editor):
    ready = mark_ready(record=EventFactory(), by=editor, at=timezone.now())
    EventFactory(published=True)
    draft = EventFactory()
    where = reverse("admin:knowledge_event_changelist")

    def found(state):
        return list(editor_client.get(where, {"public": state}).context["cl"].queryset)

    assert (found("ready"), found("no"), found("scheduled")) == ([ready], [draft], [])
    assert len(found("nonsense")) == 3


def test_several_are_said_to_be_ready(editor_client):
    whole, lacking = EventFactory(), EventFactory(summary="")
    where = reverse("admin:knowledge_event_changelist")
    sent = {"action": "mark_ready_selected", "_selected_action": [whole.pk, lacking.pk]}

    asked = editor_client.post(where, sent)
    answer = editor_client.post(where, sent | {"confirmed": asked.context["digest"]}, follow=True)

    assert "1 record waits to be published." in answer.text
    assert "The summary is missing, in English at least." in answer.text
    whole.refresh_from_db()
    assert whole.ready_at is not None
