"""Follow-ups: promised, done, and who wrote them down."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from acpmigration.refusals import NotNow, NotYours
from technical_assistance.domain.follow_ups import add_follow_up, finish_follow_up
from technical_assistance.models import FollowUp, StageDocument
from tests.factories.accounts import UserFactory
from tests.factories.files import pdf, sent
from tests.factories.technical_assistance import (
    FollowUpFactory,
    InterventionFactory,
    StageDocumentFactory,
)
from tests.technical_assistance.back_office import change_page, typed

AT = datetime(2019, 5, 8, 9, 30, tzinfo=UTC)
DAY = date(2019, 5, 20)
KEY = "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a11"
LIST = reverse("coordination:follow-up-list")


def add(intervention, by, **more):
    told = {"text": "Send the report.", "owner": by, "due_on": DAY} | more
    return add_follow_up(intervention=intervention, by=by, at=AT, **told)


def add_page(intervention):
    return reverse("coordination:follow-up-add", args=[intervention.slug])


def done_page(follow_up):
    return reverse("coordination:follow-up-done", args=[follow_up.pk])


def said(response):
    return [str(message) for message in response.context["messages"]]


# The rules ----------------------------------------------------------------------------------------


def test_a_follow_up_says_who_wrote_it_down(ongoing, coordinator, editor):
    made = add(ongoing, coordinator, text="  Call. ", owner=editor)

    assert (made.text, made.owner, made.due_on) == ("Call.", editor, DAY)
    assert (made.made_at, made.made_by, made.done_on) == (AT, coordinator, None)


def test_a_follow_up_has_words(ongoing, coordinator):
    with pytest.raises(NotNow, match="what is to be done"):
        add(ongoing, coordinator, text=" ")


@pytest.mark.parametrize("role", ["coordinator", "editor"])
def test_who_has_left_promises_nothing(ongoing, coordinator, request, role):
    left, here = request.getfixturevalue(role), UserFactory(administrator=True)
    left.is_active = False
    left.save()

    with pytest.raises(NotNow, match="does not work on this"):
        add(ongoing, here, owner=left)


def test_who_works_elsewhere_promises_nothing(ongoing, coordinator, coordinator_elsewhere, viewer):
    for owner in (coordinator_elsewhere, viewer):
        with pytest.raises(NotNow, match="does not work on this"):
            add(ongoing, coordinator, owner=owner)


def test_who_does_not_work_on_it_adds_and_finishes_nothing(ongoing, coordinator_elsewhere, viewer):
    follow_up = FollowUpFactory(intervention=ongoing)

    for stranger in (coordinator_elsewhere, viewer):
        with pytest.raises(NotYours):
            add(ongoing, stranger)
        with pytest.raises(NotYours):
            finish_follow_up(follow_up=follow_up, by=stranger, on=DAY)

    assert list(FollowUp.objects.values_list("done_on", flat=True)) == [None]


def test_the_first_who_says_done_is_kept(ongoing, coordinator, editor):
    follow_up = add(ongoing, coordinator)

    finish_follow_up(follow_up=follow_up, by=coordinator, on=DAY)
    finished = finish_follow_up(follow_up=follow_up, by=editor, on=DAY + timedelta(days=1))

    follow_up.refresh_from_db()
    assert (follow_up.done_on, follow_up.done_by) == (DAY, coordinator)
    assert (finished.done_on, finished.done_by) == (DAY, coordinator)


# The list -----------------------------------------------------------------------------------------


@pytest.fixture
def today():
    return timezone.now().date()


def test_the_own_ones_come_first_and_those_overdue_before_all(
    coordinator_client, coordinator, ongoing, editor, today
):
    def made(text, owner=coordinator, days=None, **more):
        due = None if days is None else today + timedelta(days=days)
        FollowUpFactory(intervention=ongoing, text=text, owner=owner, due_on=due, **more)

    made("any day")
    made("theirs", editor, -9)
    made("in a week", days=7)
    made("late", days=-2)
    made("later", days=-1)
    made("done", days=-1, done_on=today - timedelta(days=29), done_by=editor)
    made("long done", days=-1, done_on=today - timedelta(days=32), done_by=editor)
    FollowUpFactory(text="elsewhere", owner=editor)

    groups = coordinator_client.get(LIST).context["groups"]

    assert [(group.title, [row.text for row in group.rows]) for group in groups] == [
        ("Yours, overdue", ["late", "later"]),
        ("Yours, to come", ["in a week"]),
        ("Yours, without a date", ["any day"]),
        ("Others’, overdue", ["theirs"]),
        ("Done in the last 30 days", ["done"]),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(
    coordinator_client, coordinator, saint_lucia, count, django_assert_max_num_queries
):
    for _number in range(count):
        intervention = InterventionFactory(country=saint_lucia)
        FollowUpFactory(intervention=intervention, owner=coordinator)
    coordinator_client.get(LIST)

    with django_assert_max_num_queries(8):
        response = coordinator_client.get(LIST)

    assert len(response.context["groups"][0].rows) == count


def test_viewers_read_the_list_and_finish_nothing(viewer_client, ongoing):
    follow_up = FollowUpFactory(intervention=ongoing)

    page = viewer_client.get(LIST)
    refused = viewer_client.post(done_page(follow_up))

    assert follow_up.text in page.text
    assert done_page(follow_up) not in page.text
    assert refused.status_code == 403
    follow_up.refresh_from_db()
    assert follow_up.done_on is None


# Adding and finishing -----------------------------------------------------------------------------


def told(owner, **more):
    return {"key": KEY, "text": "Call.", "owner": owner.pk, "due_on": "2019-05-20", **more}


def test_a_form_that_is_sent_twice_makes_one(coordinator_client, coordinator, ongoing):
    for _time in range(2):
        response = coordinator_client.post(add_page(ongoing), told(coordinator))

        assert response.status_code == 302
    assert list(FollowUp.objects.values_list("text", "made_by")) == [("Call.", coordinator.pk)]


def test_the_key_of_a_form_takes_nothing_else(coordinator_client, coordinator, ongoing):
    coordinator_client.post(add_page(ongoing), told(coordinator))

    response = coordinator_client.post(add_page(ongoing), told(coordinator, text="Write."))

    assert response.status_code == 422
    assert "sent before with other content" in response.text
    assert 'value="Write."' in response.text
    assert FollowUp.objects.count() == 1


def test_the_form_offers_those_who_work_on_it(
    coordinator_client, coordinator, coordinator_elsewhere, editor, viewer, ongoing
):
    UserFactory(editor=True, is_active=False)

    form = coordinator_client.get(add_page(ongoing)).context["form"]

    assert set(form.fields["owner"].queryset) == {coordinator, editor}
    assert form["owner"].value() == coordinator.pk


def test_somebody_elses_intervention_gets_no_follow_up(
    coordinator_elsewhere_client, coordinator_elsewhere, ongoing
):
    response = coordinator_elsewhere_client.post(add_page(ongoing), told(coordinator_elsewhere))

    assert response.status_code == 404
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    ("back", "way"), [("", LIST), ("intervention", None), ("https://elsewhere.example", LIST)]
)
def test_done_leads_back_to_where_the_button_was(
    coordinator_client, coordinator, ongoing, back, way
):
    follow_up = FollowUpFactory(intervention=ongoing, owner=coordinator)

    response = coordinator_client.post(done_page(follow_up), {"back": back})

    here = reverse("coordination:intervention-detail", args=[ongoing.slug])
    assert response["Location"] == (way or here)
    follow_up.refresh_from_db()
    assert follow_up.done_by == coordinator
    assert follow_up.done_on is not None


def test_whoever_comes_second_is_told_who_was_first(
    coordinator_client, coordinator, ongoing, editor
):
    follow_up = FollowUpFactory(
        intervention=ongoing, owner=coordinator, done_on=DAY, done_by=editor
    )

    response = coordinator_client.post(done_page(follow_up), follow=True)

    assert said(response) == [f"Done: “Send the report.”, by {editor}."]


# The back-office ----------------------------------------------------------------------------------


def test_the_back_office_notes_who_wrote_it_down_and_who_said_done(editor_client, editor, ongoing):
    old = FollowUpFactory(intervention=ongoing)
    page = editor_client.get(change_page(ongoing))
    data = typed(page) | {
        "follow_ups-0-done_on": "2019-05-02",
        "follow_ups-TOTAL_FORMS": "2",
        "follow_ups-1-text": "Call.",
        "follow_ups-1-owner": str(editor.pk),
    }

    response = editor_client.post(change_page(ongoing), data)

    assert response.status_code == 302, response.context["errors"]
    old.refresh_from_db()
    new = FollowUp.objects.exclude(pk=old.pk).get()
    assert (old.done_on, old.done_by, old.made_by) == (date(2019, 5, 2), editor, None)
    assert (new.made_by, new.done_by) == (editor, None)
    assert new.made_at is not None


def test_the_back_office_can_open_a_follow_up_again(editor_client, editor, ongoing):
    done = FollowUpFactory(intervention=ongoing, done_on=DAY, done_by=editor)
    page = editor_client.get(change_page(ongoing))

    editor_client.post(change_page(ongoing), typed(page) | {"follow_ups-0-done_on": ""})

    done.refresh_from_db()
    assert (done.done_on, done.done_by) == (None, None)


def test_the_back_office_notes_who_attached_a_document(editor_client, editor, ongoing, media):
    old = StageDocumentFactory(stage=ongoing.stages.get(kind=1))
    page = editor_client.get(change_page(ongoing))
    data = typed(page) | {
        "documents-0-title": "Another title",
        "documents-1-stage": str(old.stage_id),
        "documents-1-kind": "other",
        "documents-1-title": "New",
        "documents-1-language": "en",
        "documents-1-file": sent(pdf(), "new.pdf"),
    }

    response = editor_client.post(change_page(ongoing), data)

    assert response.status_code == 302, response.context["errors"]
    old.refresh_from_db()
    new = StageDocument.objects.exclude(pk=old.pk).get()
    assert (old.title, old.added_at, old.added_by) == ("Another title", None, None)
    assert new.added_by == editor
    assert new.added_at is not None
