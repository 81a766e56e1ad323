"""A topic or typology that is given up: offered for nothing new, kept where it was given."""

from datetime import UTC, datetime

import pytest

from acpmigration.reference.domain.retiring import retire, use_again, uses_of
from acpmigration.reference.enums import Component
from acpmigration.reference.models import Topic
from acpmigration.refusals import NotNow, NotYours
from experts.forms.answers import SkillsForm
from experts.models import Expert
from knowledge.models import KnowledgeProduct
from nsa_grants.models import GrantProject
from technical_assistance.forms.assistance_request import ReceiveForm
from technical_assistance.models import AssistanceRequest, Intervention
from tests.factories.accounts import UserFactory
from tests.factories.experts import ExpertFactory
from tests.factories.knowledge import (
    EventFactory,
    KnowledgeProductFactory,
    RecommendationFactory,
)
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import SDGTargetFactory, TopicFactory, TypologyFactory
from tests.factories.technical_assistance import InterventionFactory
from tests.technical_assistance.back_office import change_page, typed

pytestmark = pytest.mark.django_db

NOW = datetime(2019, 5, 8, 12, 30, tzinfo=UTC)
TOPICS = "/admin/reference/topic/"


@pytest.fixture
def editor():
    return UserFactory(editor=True)


def retired(make, editor, **given):
    return retire(row=make(**given), by=editor, at=NOW)


def choices(field):
    return [*field.queryset]


# The rule ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [TopicFactory, TypologyFactory])
def test_a_row_is_retired_and_used_again(make, editor):
    row = make()

    retire(row=row, by=editor, at=NOW)
    row.refresh_from_db()
    assert (row.retired_at, row.retired_by) == (NOW, editor)
    assert [*type(row).objects.in_use()] == []

    use_again(row=row, by=editor)
    row.refresh_from_db()
    assert (row.retired_at, row.retired_by) == (None, None)
    assert [*type(row).objects.in_use()] == [row]
    changes = row.history.order_by("history_id").values_list(
        "history_change_reason", "history_user"
    )
    assert [*changes][1:] == [("retire", editor.pk), ("use again", editor.pk)]


def test_what_is_retired_is_not_retired_again(editor):
    topic = retired(TopicFactory, editor)

    with pytest.raises(NotNow, match="retired already"):
        retire(row=topic, by=editor, at=NOW)


def test_what_is_in_use_is_not_used_again(editor):
    with pytest.raises(NotNow, match="in use"):
        use_again(row=TopicFactory(), by=editor)


@pytest.mark.parametrize("role", ["viewer", "coordinator"])
def test_editors_retire(role, editor):
    topic, nobody = TopicFactory(), UserFactory(**{role: True})

    with pytest.raises(NotYours, match="role"):
        retire(row=topic, by=nobody, at=NOW)
    retire(row=topic, by=editor, at=NOW)
    with pytest.raises(NotYours, match="role"):
        use_again(row=topic, by=nobody)


def test_what_has_a_row_is_counted():
    topic = TopicFactory()
    for record in (InterventionFactory(), InterventionFactory(), GrantProjectFactory()):
        record.topics.add(topic)
    InterventionFactory()

    uses = uses_of(topic)

    assert {model: uses[model] for model in (Intervention, GrantProject)} == {
        Intervention: 2,
        GrantProject: 1,
    }
    assert KnowledgeProduct not in uses
    assert AssistanceRequest not in uses


# Forms -------------------------------------------------------------------------------------------


def test_what_is_retired_is_not_offered_for_a_request(editor):
    topic = TopicFactory()
    retired(TopicFactory, editor)

    assert choices(ReceiveForm(today=NOW.date()).fields["topics"]) == [topic]


def test_the_roster_offers_an_expert_only_what_is_in_use_or_was_chosen(editor):
    topic, old, other = (TopicFactory() for _number in range(3))
    component = {"component": Component.TECHNICAL_ASSISTANCE}
    typology, old_typology = (TypologyFactory(**component) for _number in range(2))
    expert = ExpertFactory(told=True)
    expert.topics.set([old])
    expert.typologies.set([old_typology])
    for row in (old, other, old_typology):
        retire(row=row, by=editor, at=NOW)

    theirs, new = SkillsForm(instance=expert), SkillsForm(instance=Expert())

    assert choices(theirs.fields["topics"]) == [topic, old]
    assert choices(theirs.fields["typologies"]) == [typology, old_typology]
    assert choices(new.fields["topics"]) == [topic]
    assert choices(new.fields["typologies"]) == [typology]


@pytest.mark.parametrize(
    "make",
    [
        InterventionFactory,
        GrantProjectFactory,
        KnowledgeProductFactory,
        EventFactory,
        SDGTargetFactory,
    ],
)
def test_a_record_keeps_what_is_retired_and_gets_no_other(make, editor, editor_client):
    topic, old, other = (TopicFactory() for _number in range(3))
    record = make()
    record.topics.set([old])
    for row in (old, other):
        retire(row=row, by=editor, at=NOW)
    page = change_page(record)
    opened = editor_client.get(page)
    field = opened.context["adminform"].form.fields["topics"]

    response = editor_client.post(page, typed(opened, topics=[str(old.pk), str(topic.pk)]))
    assert response.status_code == 302
    refused = editor_client.post(
        page, typed(editor_client.get(page), topics=[str(old.pk), str(other.pk)])
    )

    assert set(choices(field)) == {topic, old}
    assert set(record.topics.all()) == {topic, old}
    assert "topics" in refused.context["adminform"].form.errors


def test_a_recommendation_keeps_its_topic_and_another_is_not_offered(editor, editor_client):
    record, other = RecommendationFactory(), TopicFactory()
    for row in (record.topic, other):
        retire(row=row, by=editor, at=NOW)

    form = editor_client.get(change_page(record)).context["adminform"].form

    assert choices(form.fields["topic"]) == [record.topic]


# Pages -------------------------------------------------------------------------------------------


def test_a_retired_topic_is_still_filtered_by_and_counted(editor, client):
    topic = retired(TopicFactory, editor)
    record = InterventionFactory(published=True)
    record.topics.add(topic)

    response = client.get("/interventions/", {"topic": topic.slug})

    assert 'data-count="1"' in response.text
    assert record.get_absolute_url() in response.text
    assert client.get(topic.get_absolute_url()).status_code == 200


def rows_of(client, chart):
    return [row.label for row in client.get("/").context[chart].rows]


def test_a_chart_keeps_what_is_retired_as_long_as_a_record_has_it(editor, client):
    old = retired(TopicFactory, editor, name="Old")
    retired(TopicFactory, editor, name="Never used")
    TopicFactory(name="New")
    record = InterventionFactory(published=True)
    record.topics.add(old)

    assert rows_of(client, "by_topic") == ["Old", "New"]


def test_a_chart_of_typologies_does_the_same(editor, client):
    for component, chart in (
        ("technical_assistance", "by_typology"),
        ("grants", "grants_by_typology"),
    ):
        retired(TypologyFactory, editor, component=component, name="Never used")
        TypologyFactory(component=component, name=f"New {component}")

        assert rows_of(client, chart)[:1] == [f"New {component}"]
        assert "Never used" not in rows_of(client, chart)


# The back-office ---------------------------------------------------------------------------------


def test_the_page_says_what_has_the_row_before_it_is_retired(editor_client):
    topic = TopicFactory()
    InterventionFactory().topics.add(topic)

    response = editor_client.get(f"{TOPICS}{topic.pk}/retire/")

    assert ("Interventions", 1) in response.context["uses"]
    assert Topic.objects.get().retired_at is None


def test_an_editor_retires_a_row_and_uses_it_again(editor_client):
    topic = TopicFactory()
    page = f"{TOPICS}{topic.pk}/retire/"

    editor_client.post(page, {"retire": "Retire"})
    assert Topic.objects.get().is_retired
    # Sent twice, or from a page that was opened before: never the other way round.
    editor_client.post(page, {"retire": "Retire"})
    assert Topic.objects.get().is_retired

    editor_client.post(page, {"use_again": "Use again"})
    assert not Topic.objects.get().is_retired


def test_a_viewer_retires_nothing(viewer_client):
    topic = TopicFactory()

    response = viewer_client.post(f"{TOPICS}{topic.pk}/retire/", {"retire": "Retire"})

    assert response.status_code == 403
    assert not Topic.objects.get().is_retired
    tools = viewer_client.get(f"{TOPICS}{topic.pk}/change/").context["record_tools"]
    assert "Retire" not in [tool.label for tool in tools]


@pytest.mark.parametrize("key", ["0", "x", "99999999999999999999"])
def test_what_does_not_exist_is_not_retired(editor_client, key):
    assert editor_client.get(f"{TOPICS}{key}/retire/").status_code == 404


def test_the_list_is_narrowed_down_to_what_is_in_use(editor, editor_client):
    topic, old = TopicFactory(), retired(TopicFactory, editor)

    found = {
        value: [*editor_client.get(TOPICS, {"retired": value}).context["cl"].result_list]
        for value in ("no", "yes", "nonsense")
    }

    assert found == {"no": [topic], "yes": [old], "nonsense": [topic, old]}


def test_a_form_without_a_button_changes_nothing(editor, editor_client):
    topic = retired(TopicFactory, editor)

    answer = editor_client.post(f"{TOPICS}{topic.pk}/retire/", {})

    assert answer["Location"] == change_page(topic)
    topic.refresh_from_db()
    assert topic.is_retired
