"""The back-office of Component 3: records written, published, previewed; files replaced."""

import pytest
from django.urls import reverse

from acpmigration.dates import DatedFact
from acpmigration.search.models import Document
from knowledge.models import Event, Recommendation
from tests.factories.knowledge import (
    EditionFactory,
    EventFactory,
    KnowledgeProductFactory,
    RecommendationFactory,
)
from tests.factories.reference import TopicFactory
from tests.technical_assistance.back_office import change_page, step_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

MODELS = {
    "event": EventFactory,
    "knowledgeproduct": KnowledgeProductFactory,
    "recommendation": RecommendationFactory,
}


def page_of(model: str, verb: str) -> str:
    return reverse(f"admin:knowledge_{model}_{verb}")


def add(client, model, **changes):
    page = page_of(model, "add")
    return client.post(page, typed(client.get(page), **changes))


def test_event_is_added_with_dates_as_precise_as_they_are_known(editor_client):
    response = add(
        editor_client,
        "event",
        kind="forum",
        title_en="Forum on diaspora",
        starts="2018-03",
        ends="2019",
    )

    assert response.status_code == 302
    event = Event.objects.get()
    assert (event.starts, event.ends) == (DatedFact.parse("2018-03"), DatedFact.parse("2019"))
    assert (event.slug, event.is_published) == ("forum-on-diaspora", False)


def test_slug_avoids_the_addresses_of_other_pages_and_records(editor_client):
    for _time in range(2):
        add(editor_client, "event", kind="forum", title_en="Calendar")

    assert set(Event.objects.values_list("slug", flat=True)) == {"calendar-2", "calendar-3"}


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"starts": "31/12/2018"}, "starts", "is not a date we can read"),
        ({"starts": "2019-05-01", "ends": "2018"}, "ends", "before"),
        ({"title_en": ""}, "title_en", "required"),
        ({"participants": "-1"}, "participants", "greater than or equal to 0"),
        ({"url": "javascript:alert(1)"}, "url", "Enter a valid URL"),
    ],
)
def test_event_is_refused_at_the_field_and_keeps_what_was_typed(
    editor_client, changes, field, said
):
    words = {"kind": "forum", "title_en": "Forum", "place": "Nadi"} | changes

    refused = add(editor_client, "event", **words)

    form = refused.context["adminform"].form
    assert said in str(form.errors[field])
    assert {name: form[name].value() for name in words} == words
    assert not Event.objects.exists()


@pytest.mark.parametrize("model", MODELS)
def test_record_is_published_and_taken_back_by_its_buttons(editor_client, model):
    record = MODELS[model]()

    for verb, is_public in (("publish", True), ("unpublish", False)):
        page = step_of(record, verb)
        assert page in editor_client.get(change_page(record)).text
        key = editor_client.get(page).context["form"]["key"].value()
        editor_client.post(page, {"key": key})
        record.refresh_from_db()
        assert record.is_published == is_public

    assert record.history.first().history_user.email == "editor@example.org"


def test_draft_without_its_abstract_is_not_published(editor_client):
    product = KnowledgeProductFactory(abstract="")
    page = step_of(product, "publish")

    key = editor_client.get(page).context["form"]["key"].value()
    refused = editor_client.post(page, {"key": key})

    assert "The abstract is missing, in English at least." in refused.text
    product.refresh_from_db()
    assert not product.is_published


@pytest.mark.parametrize(
    ("model", "column"),
    [
        ("event", "summary_en"),
        ("knowledgeproduct", "abstract_en"),
        ("recommendation", "text_en"),
    ],
)
def test_public_record_cannot_lose_what_it_needs(editor_client, model, column):
    record = MODELS[model](published=True)
    page = change_page(record)

    refused = editor_client.post(page, typed(editor_client.get(page), **{column: " "}))

    assert refused.status_code == 200
    assert refused.context["adminform"].form.errors[column]


@pytest.mark.parametrize("model", MODELS)
def test_second_editor_sees_the_first_change(editor_client, administrator_client, model):
    record = MODELS[model]()
    column = "text_en" if model == "recommendation" else "title_en"
    page = change_page(record)
    first, second = editor_client.get(page), administrator_client.get(page)
    editor_client.post(page, typed(first, **{column: "The first"}))

    refused = administrator_client.post(page, typed(second, **{column: "The second"}))

    assert refused.context["adminform"].form.errors[column] == ["Stored now: The first"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("model", MODELS)
def test_lists_take_a_fixed_number_of_queries(
    editor_client, model, count, django_assert_max_num_queries
):
    for _number in range(count):
        record = MODELS[model]()
        if model == "knowledgeproduct":
            EditionFactory(product=record)

    with django_assert_max_num_queries(12):
        response = editor_client.get(page_of(model, "changelist"))

    assert len(response.context["cl"].result_list) == count


@pytest.mark.parametrize("model", MODELS)
def test_draft_is_deleted_and_forgotten_by_the_search(editor_client, model):
    record = MODELS[model](topics=[TopicFactory()]) if model == "event" else MODELS[model]()
    page = change_page(record)
    editor_client.post(page, typed(editor_client.get(page)))

    editor_client.post(page_of_deleting(record), {"post": "yes"})

    assert not type(record).objects.exists()
    assert not Document.objects.filter(kind=model, object_id=record.pk).exists()


@pytest.mark.parametrize("model", MODELS)
def test_public_record_is_not_deleted(editor_client, model):
    record = MODELS[model](published=True)

    answered = editor_client.post(page_of_deleting(record), {"post": "yes"})
    editor_client.post(
        page_of(model, "changelist"),
        {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"},
    )

    assert answered.status_code == 403
    assert type(record).objects.exists()


def page_of_deleting(record):
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_delete", args=[record.pk])


def test_event_is_previewed(viewer_client):
    event = EventFactory(title="A forum to come")

    preview = viewer_client.get(step_of(event, "preview"))

    assert "A forum to come" in preview.text
    assert change_page(event) in preview.text


def test_recommendation_is_written(editor_client):
    topic = TopicFactory()

    add(editor_client, "recommendation", topic=topic.pk, text_en="Protect people.", endorsed="2017")

    recommendation = Recommendation.objects.get()
    assert recommendation.endorsed == DatedFact.parse("2017")
    assert recommendation.slug == "protect-people"


def test_preview_offers_no_citation_as_a_file(editor_client):
    product = KnowledgeProductFactory()

    assert "citation.bib" not in editor_client.get(step_of(product, "preview")).text


def test_two_products_are_not_extracts_of_each_other(editor_client):
    whole = KnowledgeProductFactory()
    part = KnowledgeProductFactory(extract_of=KnowledgeProductFactory(extract_of=whole))
    page = change_page(whole)

    refused = editor_client.post(page, typed(editor_client.get(page), extract_of=part.pk))

    assert "is taken from this product" in str(
        refused.context["adminform"].form.errors["extract_of"]
    )
