"""What an intervention's page may show: related ones, safe texts, nothing of a draft."""

import pytest

from acpmigration.accounts.models import User
from acpmigration.pages.models import Text
from technical_assistance.enums import StageKind, Verb
from technical_assistance.models import Intervention
from tests.dashboard.reading import Page
from tests.factories.reference import (
    CountryFactory,
    RegionFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import (
    InterventionFactory,
    ProgressEntryFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def haiti():
    return CountryFactory(slug="haiti", name="Haiti", region=RegionFactory(slug="caribbean"))


def test_related_ones_are_public_led_by_others_and_share_a_subject(client, haiti):
    visas = TopicFactory(slug="visas")
    training = TypologyFactory(slug="training")
    row = InterventionFactory(published=True, country=haiti, topics=[visas], typologies=[training])
    InterventionFactory(published=True, title="Same typology", typologies=[training])
    InterventionFactory(published=True, title="Same topic", topics=[visas], slug="sample-1")
    InterventionFactory(published=True, title="Same country", country=haiti, topics=[visas])
    InterventionFactory(published=True, title="Nothing shared")
    InterventionFactory(title="A draft", topics=[visas])
    response = client.get(row.get_absolute_url())

    assert [card["title"] for card in response.context["related"]] == [
        "Same topic",
        "Same typology",
    ]
    assert len(Page(response.text).all("span", data_status="sample")) == 1


def test_what_comes_next_is_not_said_of_a_cancelled_one(client):
    Text.objects.create(key="stage/1/next", title_en="Then a plan follows.")
    ongoing = InterventionFactory(published=True, stage=StageKind.CONCEPT_NOTE)
    cancelled = InterventionFactory(published=True, cancelled=True, stage=StageKind.CONCEPT_NOTE)

    assert "Then a plan follows." in client.get(ongoing.get_absolute_url()).text
    assert "Then a plan follows." not in client.get(cancelled.get_absolute_url()).text


def test_news_are_what_was_written_for_everybody_and_not_what_was_loaded(client, editor):
    row = InterventionFactory(published=True)
    system = User.objects.system()
    for by, verb, note, public in (
        (editor, Verb.NOTE, "A workshop for twenty.", True),
        (editor, Verb.NOTE, "INTERNAL", False),
        (editor, Verb.NOTE, "", True),
        (system, Verb.COMPLETE, "Taken over from: a report", True),
        (system, Verb.NOTE, "The ministry thanked.", True),
    ):
        ProgressEntryFactory(
            intervention=row, by=by, verb=verb, stage=1, note=note, is_public=public
        )

    response = client.get(row.get_absolute_url())

    assert [entry.note for entry in response.context["news"]] == [
        "The ministry thanked.",
        "A workshop for twenty.",
    ]
    assert "INTERNAL" not in response.text
    assert str(editor) not in response.text


def test_a_sample_says_so_in_the_head(client):
    sample = InterventionFactory(published=True, slug="sample-1")
    true = InterventionFactory(published=True, slug="true")

    def head(row):
        return Page(client.get(row.get_absolute_url()).text).one("header", class_="head").text

    assert "Sample record, not a fact" in head(sample)
    assert "Sample record" not in head(true)


def test_the_story_stands_in_the_place_of_the_summary_and_is_safe(client):
    row = InterventionFactory(
        published=True,
        story='<p>Told <strong>well</strong>.</p><script>alert(1)</script><img onerror="a()">',
    )
    response = client.get(row.get_absolute_url())

    assert "<p>Told <strong>well</strong>.</p>" in response.text
    assert "alert(1)" not in response.text
    assert "onerror" not in response.text


def test_machines_read_the_record_and_nothing_can_end_its_script(client, haiti):
    row = InterventionFactory(published=True, country=haiti, title="</script><b>Remittances & co")
    response = client.get(row.get_absolute_url())
    data = Page(response.text).structured("Project")

    assert data["name"] == "</script><b>Remittances & co"
    assert data["areaServed"] == ["Haiti"]
    assert "</script><b>" not in response.text


@pytest.mark.parametrize("number", [1, 2])
def test_a_draft_is_not_found_and_nothing_of_it_is_said(client, number):
    row = InterventionFactory(title="Unpublished words", slug=f"draft-{number}")
    response = client.get(row.get_absolute_url())
    missing = client.get("/interventions/never-existed/")

    assert response.status_code == missing.status_code == 404
    assert "Unpublished words" not in response.text
    assert not response.has_header("ETag")


def test_a_page_that_was_taken_back_is_not_found(client):
    row = InterventionFactory(published=True)
    kept = client.get(row.get_absolute_url())
    Intervention.objects.filter(pk=row.pk).update(published_at=None, published_by=None)
    response = client.get(row.get_absolute_url(), headers={"if-none-match": kept["ETag"]})

    assert (kept.status_code, response.status_code) == (200, 404)
