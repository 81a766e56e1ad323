"""What the Dialogue recommends, and what fed it."""

from datetime import date

import pytest

from acpmigration.search.indexing import refresh
from tests.dashboard.reading import Page
from tests.factories.knowledge import KnowledgeProductFactory, RecommendationFactory
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import TopicFactory
from tests.factories.technical_assistance import InterventionFactory
from tests.technical_assistance.back_office import change_page, typed

pytestmark = pytest.mark.django_db


def test_recommendations_stand_in_the_order_of_topics_and_positions(client):
    late, early = TopicFactory(position=92), TopicFactory(position=91)
    last = RecommendationFactory(published=True, topic=late)
    second = RecommendationFactory(published=True, topic=early, position=2)
    first = RecommendationFactory(published=True, topic=early, position=1)

    shown = client.get("/recommendations/").context["recommendations"]

    assert [row["said"] for row in shown] == [first, second, last]


def test_a_topic_narrows_the_list_and_its_number(client):
    wanted = RecommendationFactory(published=True, topic__slug="visas")
    RecommendationFactory(published=True)
    answer = client.get("/recommendations/?topic=visas")

    assert [row["said"] for row in answer.context["recommendations"]] == [wanted]
    assert Page(answer.text).count == 1


def test_a_recommendation_leads_to_the_public_records_that_fed_it(client):
    public = {"published": True}
    fed = [
        InterventionFactory(**public),
        GrantProjectFactory(**public),
        KnowledgeProductFactory(**public),
    ]
    draft = {"title": "Unpublished words"}
    RecommendationFactory(
        published=True,
        endorsed_from=date(2017, 5, 1),
        endorsed_until=date(2017, 5, 31),
        interventions=[fed[0], InterventionFactory(**draft)],
        grants=[fed[1], GrantProjectFactory(**draft)],
        products=[fed[2], KnowledgeProductFactory(**draft)],
    )
    text = client.get("/recommendations/").text

    assert {record.get_absolute_url() for record in fed} <= set(Page(text).links)
    assert "Unpublished words" not in text
    assert "Endorsed: May 2017" in text


def test_a_draft_is_nowhere(client):
    RecommendationFactory(text="Unpublished words", topic__slug="visas")

    for address in ("/recommendations/", "/topics/visas/"):
        assert "Unpublished words" not in client.get(address).text


def test_the_page_of_a_topic_shows_what_is_recommended_on_it(client):
    RecommendationFactory(published=True, text="Lower the cost", topic__slug="visas")
    RecommendationFactory(published=True, text="Of another topic")
    text = client.get("/topics/visas/").text

    assert "Lower the cost" in text
    assert "Of another topic" not in text
    assert "/recommendations/?topic=visas" in Page(text).links


def test_a_recommendation_is_found_by_its_words_and_its_topic(client):
    said = RecommendationFactory(published=True, text="Lower the cost of sending money home.")
    draft = RecommendationFactory(text="Lower the cost of a draft.")
    refresh(said, draft)

    everywhere = client.get("/search/?q=costs")

    assert [line["link"] for line in everywhere.context["lines"]] == [said.get_absolute_url()]
    assert Page(client.get("/recommendations/?q=costs").text).count == 1
    assert f'id="{said.slug}"' in client.get(said.get_absolute_url()).text
    assert client.get(f"/search/?q={said.topic.slug}").context["total"] == 1


def test_a_recommendation_is_found_by_the_new_name_of_its_topic(editor_client, client):
    said = RecommendationFactory(published=True)
    refresh(said)
    page = change_page(said.topic)

    editor_client.post(page, typed(editor_client.get(page), name_en="Resettlement"))

    assert client.get("/search/?q=resettlement").context["total"] == 1
