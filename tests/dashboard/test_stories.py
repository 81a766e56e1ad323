"""The stories of the home page: chosen by staff, in their order, never a draft."""

import threading
import time

import pytest
from django.db import transaction

from acpmigration.pages.models import Text
from dashboard.domain.stories import MOST, has_room, home_stories
from dashboard.models import ChosenStory
from tests.factories.technical_assistance import InterventionFactory
from tests.technical_assistance.at_once import at_once
from tests.technical_assistance.back_office import typed

pytestmark = pytest.mark.django_db

PAGE = "/admin/dashboard/chosenstory/"


def told(**given):
    return InterventionFactory(**{"published": True, "story": "<p>Told.</p>"} | given)


def choose(*interventions):
    for position, intervention in enumerate(interventions):
        ChosenStory.objects.create(intervention=intervention, position=position)


def test_without_a_choice_the_oldest_four_are_told():
    stories = [told() for _number in range(5)]

    assert home_stories() == stories[:4]


def test_the_chosen_ones_are_told_in_their_order():
    first, second, third = told(), told(), told()
    told()
    choose(third, first, second)

    assert home_stories() == [third, first, second]


def test_no_draft_and_nothing_without_a_story_is_told(client):
    public = told()
    draft = told(published=False, title="Unpublished words")
    choose(draft, told(story=""), public)

    assert home_stories() == [public]
    assert "Unpublished words" not in client.get("/").text


def test_a_choice_of_drafts_leaves_no_gap():
    public = told()
    choose(told(published=False))

    assert home_stories() == [public]


@pytest.mark.parametrize("count", [1, 3])
def test_the_stories_take_two_queries(count, django_assert_num_queries):
    choose(*(told() for _number in range(count)))

    with django_assert_num_queries(2):
        assert len(home_stories()) == count


def test_no_intervention_is_told_that_nobody_has_told(editor_client):
    record = InterventionFactory(published=True)

    response = editor_client.post(f"{PAGE}add/", {"intervention": record.pk, "position": 0})

    assert response.context["adminform"].form.errors == {
        "intervention": ["This intervention has no story yet, in English."]
    }
    assert not ChosenStory.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_do_not_choose_a_seventh(tmp_path):
    choose(*(told() for _number in range(MOST - 1)))
    last, late = told(), told()
    has_asked = threading.Event()

    def choose_last():
        with transaction.atomic():
            assert has_room()
            has_asked.set()
            time.sleep(0.5)
            choose(last)

    def choose_late():
        has_asked.wait()
        with transaction.atomic():
            if has_room():
                choose(late)

    at_once(tmp_path, choose_last, choose_late)

    assert ChosenStory.objects.count() == MOST
    assert not ChosenStory.objects.filter(intervention=late).exists()


def test_six_are_chosen_at_most(editor_client):
    stories = [told() for _number in range(MOST + 1)]
    for place, record in enumerate(stories):
        response = editor_client.post(f"{PAGE}add/", {"intervention": record.pk, "position": place})

    assert ChosenStory.objects.count() == MOST == 6
    assert "The home page has room for 6 stories" in response.text
    chosen = ChosenStory.objects.first()
    page = f"{PAGE}{chosen.pk}/change/"
    assert editor_client.post(page, typed(editor_client.get(page), position=9)).status_code == 302
    chosen.refresh_from_db()
    assert chosen.position == 9


def test_the_list_says_which_are_drafts(editor_client, django_assert_max_num_queries):
    choose(told(), told(published=False))

    with django_assert_max_num_queries(8):
        response = editor_client.get(PAGE)

    assert [(one.intervention.is_published) for one in response.context["cl"].result_list] == [
        True,
        False,
    ]
    assert response.text.count('alt="False"') == 1


def test_a_viewer_chooses_nothing(viewer_client):
    assert viewer_client.get(PAGE).status_code == 200
    assert viewer_client.get(f"{PAGE}add/").status_code == 403


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("home/stages", "Four stages, from request to result"),
        ("home/stories", "Stories from the field"),
        ("home/cycle", "The communication cycle"),
    ],
)
def test_the_headings_of_the_home_page_are_words_that_staff_edit(client, key, words):
    told()
    assert words in client.get("/").text

    Text.objects.create(key=key, title_en="Other words", body_en="<p>And more.</p>")

    page = client.get("/").text
    assert words not in page
    assert "Other words" in page


def test_a_page_says_when_its_words_were_last_changed(client):
    text = Text.objects.create(key="page/privacy", title_en="Privacy", body_en="<p>Words.</p>")
    Text.objects.filter(pk=text.pk).update(updated_at="2019-05-08T12:00:00Z")

    assert "Last changed on 8 May 2019" in client.get("/privacy/").text
