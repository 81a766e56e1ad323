"""What somebody has deleted meanwhile: one sentence, from every rule and on every page."""

from datetime import UTC, date, datetime

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.urls import reverse

from acpmigration.accounts.domain.rights import take_access
from acpmigration.pages.domain.previews import make_link, note_visit, revoke_link
from acpmigration.pages.domain.saved_lists import change_list, delete_list, save_list
from acpmigration.pages.domain.translations import confirm_translation
from acpmigration.pages.models import MailText
from acpmigration.publication import mark_ready, mark_unready, publish, schedule, unpublish
from acpmigration.publication import unschedule as take_day_out
from acpmigration.reference.domain.retiring import retire, use_again
from acpmigration.refusals import Gone, NotNow
from acpmigration.spreadsheets.batches import ask_back, confirm, discard
from acpmigration.topics import add_topic, remove_topic
from experts.domain.deployments import cancel_deployment
from knowledge.models import Event
from technical_assistance.domain.follow_ups import finish_follow_up
from technical_assistance.domain.requests import decline_request, merge_request, review_request
from technical_assistance.domain.stages import start_stage
from technical_assistance.enums import StageKind
from tests.factories.accounts import UserFactory
from tests.factories.experts import DeploymentFactory
from tests.factories.knowledge import EventFactory
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import OrganisationFactory, TopicFactory
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    FollowUpFactory,
    InterventionFactory,
)
from tests.spreadsheets.importing import read
from tests.technical_assistance.at_once import at_once
from tests.technical_assistance.back_office import said

TODAY = date(2019, 5, 8)
NOW = datetime(2019, 5, 8, 12, 30, tzinfo=UTC)
SENTENCE = "This was deleted meanwhile."
IMPORTS = reverse("admin:spreadsheets_importbatch_changelist")
LISTS = reverse("admin:saved-lists")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def a_list(editor):
    return save_list(kind="reference.topic", name="Mine", query="q=a", is_shared=False, by=editor)


def a_link(editor):
    return make_link(record=EventFactory(), reader="Labour", days=7, by=editor, at=NOW)


RULES = {
    "publish": (lambda by: EventFactory(), lambda row, by: publish(record=row, by=by, at=NOW)),
    "unpublish": (lambda by: EventFactory(), lambda row, by: unpublish(record=row, by=by, at=NOW)),
    "ready": (lambda by: EventFactory(), lambda row, by: mark_ready(record=row, by=by, at=NOW)),
    "unready": (lambda by: EventFactory(), lambda row, by: mark_unready(record=row, by=by)),
    "schedule": (
        lambda by: EventFactory(),
        lambda row, by: schedule(record=row, on=date(2019, 6, 1), by=by, at=NOW),
    ),
    "unschedule": (lambda by: EventFactory(), lambda row, by: take_day_out(record=row, by=by)),
    "add a topic": (
        lambda by: EventFactory(),
        lambda row, by: add_topic(record=row, topic=TopicFactory(), by=by),
    ),
    "remove a topic": (
        lambda by: EventFactory(),
        lambda row, by: remove_topic(record=row, topic=TopicFactory(), by=by),
    ),
    "retire": (lambda by: TopicFactory(), lambda row, by: retire(row=row, by=by, at=NOW)),
    "use again": (lambda by: TopicFactory(), lambda row, by: use_again(row=row, by=by)),
    "rename a list": (
        a_list,
        lambda row, by: change_list(saved=row, name="Other", is_shared=False, by=by),
    ),
    "give up a list": (a_list, lambda row, by: delete_list(saved=row, by=by)),
    "revoke a link": (a_link, lambda row, by: revoke_link(link=row, by=by, at=NOW)),
    "visit": (a_link, lambda row, by: note_visit(link=row, language="en", at=NOW)),
    "confirm a translation": (
        lambda by: TopicFactory(),
        lambda row, by: confirm_translation(record=row, language="fr", read="", by=by, at=NOW),
    ),
    "confirm": (
        lambda by: read(by, ["", "Justice"]),
        lambda row, by: confirm(batch=row, by=by, at=NOW),
    ),
    "take back": (
        lambda by: read(by, ["", "Justice"]),
        lambda row, by: ask_back(batch=row, by=by, at=NOW),
    ),
    "take access": (
        lambda by: UserFactory(),
        lambda row, by: take_access(user=row, by=UserFactory(administrator=True), at=NOW),
    ),
    "review a request": (
        lambda by: AssistanceRequestFactory(),
        lambda row, by: review_request(request=row, by=by),
    ),
    "decline a request": (
        lambda by: AssistanceRequestFactory(),
        lambda row, by: decline_request(request=row, by=by, when=None, today=TODAY, reason="No."),
    ),
    "merge into a request": (
        lambda by: AssistanceRequestFactory(),
        lambda row, by: merge_request(
            request=AssistanceRequestFactory(),
            into=row,
            by=by,
            when=None,
            today=TODAY,
            reason="Asked twice.",
        ),
    ),
    "start a stage": (
        lambda by: InterventionFactory(),
        lambda row, by: start_stage(
            intervention=row, kind=StageKind.CONCEPT_NOTE, when=None, by=by, today=TODAY
        ),
    ),
    "finish a follow-up": (
        lambda by: FollowUpFactory(),
        lambda row, by: finish_follow_up(follow_up=row, by=by, on=TODAY),
    ),
    "cancel a deployment": (
        lambda by: DeploymentFactory(),
        lambda row, by: cancel_deployment(deployment=row, by=by, at=NOW),
    ),
    "discard": (
        lambda by: read(by, ["", "Justice"]),
        lambda row, by: discard(batch=row, by=by, at=NOW),
    ),
}


@pytest.mark.parametrize(("make", "change"), RULES.values(), ids=RULES.keys())
def test_every_rule_says_that_the_row_was_deleted(editor, make, change):
    row = make(editor)
    type(row)._base_manager.filter(pk=row.pk).delete()

    with pytest.raises(Gone) as refused:
        change(row, editor)

    assert str(refused.value) == SENTENCE


def button(batch, name):
    return reverse(f"admin:spreadsheets_importbatch_{name}", args=[batch.pk])


@pytest.mark.parametrize("name", ["confirm", "take_back", "discard"])
def test_a_button_of_an_import_that_was_discarded_leads_to_the_list(editor, editor_client, name):
    batch = read(editor, ["", "Justice"])
    editor_client.post(button(batch, "discard"), follow=True)

    page = editor_client.post(button(batch, name), follow=True)

    assert page.redirect_chain == [(IMPORTS, 302)]
    assert said(page) == [SENTENCE]


def test_the_page_of_an_import_that_was_discarded_is_not_found(editor, editor_client):
    batch = read(editor, ["", "Justice"])
    editor_client.post(button(batch, "discard"))

    assert editor_client.get(button(batch, "change")).status_code == 404
    assert editor_client.get(button(batch, "discard")).status_code == 404


def test_a_list_that_is_given_up_twice_leads_to_the_lists(editor, editor_client):
    address = reverse("admin:saved-list", args=[a_list(editor).pk])
    editor_client.post(address, {"delete": ""}, follow=True)

    page = editor_client.post(address, {"delete": ""}, follow=True)

    assert page.redirect_chain == [(LISTS, 302)]
    assert said(page) == [SENTENCE]


def test_a_link_that_was_forgotten_is_not_revoked_and_its_record_stays_on_the_page(
    editor, editor_client
):
    link = a_link(editor)
    page = reverse("admin:knowledge_event_preview_links", args=[link.object_id])
    address = reverse("admin:knowledge_event_preview_link_revoke", args=[link.object_id, link.pk])
    link.delete()

    answered = editor_client.post(address, follow=True)

    assert answered.redirect_chain == [(page, 302)]
    assert said(answered) == [SENTENCE]


def test_a_topic_that_was_deleted_is_not_retired(editor_client):
    topic = TopicFactory()
    address = reverse("admin:reference_topic_retire", args=[topic.pk])
    topic.delete()

    page = editor_client.post(address, {"retire": ""}, follow=True)

    assert page.redirect_chain == [(reverse("admin:reference_topic_changelist"), 302)]
    assert said(page) == [SENTENCE]
    assert editor_client.get(address).status_code == 404


def test_a_translation_of_what_was_deleted_leads_to_the_list(editor_client):
    topic = TopicFactory()
    address = reverse("admin:translate", args=["reference.topic", topic.pk, "fr"])
    topic.delete()

    page = editor_client.post(address, {"name_fr": "Travail"}, follow=True)

    assert page.redirect_chain == [(reverse("admin:reference_topic_changelist"), 302)]
    assert said(page) == [SENTENCE]


def test_a_step_of_a_record_that_is_deleted_while_its_form_is_sent_leads_to_the_list(rf, editor):
    event = EventFactory()
    Event.objects.filter(pk=event.pk).delete()
    request = rf.post("/", {"key": "6f1b1c7e-0d1c-4d0a-9d59-6f2a9b2f7a11"})
    request.user, request.session = editor, {}
    request._messages = FallbackStorage(request)

    answer = admin.site.get_model_admin(Event).step_view(request, "publish", event)

    assert answer["Location"] == reverse("admin:knowledge_event_changelist")
    assert [str(each) for each in get_messages(request)] == [SENTENCE]


@pytest.mark.django_db(transaction=True)
def test_an_import_that_two_people_discard_and_confirm_at_once_ends_one_way(editor, tmp_path):
    batch = read(editor, ["", "Justice"])

    results = at_once(
        tmp_path,
        lambda: discard(batch=batch, by=editor, at=NOW),
        lambda: confirm(batch=batch, by=editor, at=NOW),
        lambda: discard(batch=batch, by=editor, at=NOW),
    )

    [*refused] = [each for each in results if isinstance(each, Gone | NotNow)]
    assert len(refused) == 2


def of_the_back_office(name, *keys):
    return reverse(f"admin:{name}", args=keys)


def sent_of(factory, name, data):
    """A form of the record's page, and the record."""
    record = factory()
    opts = record._meta
    prefix = f"{opts.app_label}_{opts.model_name}"
    return record, of_the_back_office(f"{prefix}_{name}", record.pk), data


def a_merge():
    keep, other = OrganisationFactory(), OrganisationFactory()
    return other, of_the_back_office("reference_organisation_merge", keep.pk, other.pk), {}


def a_pair_told_apart():
    one, other = OrganisationFactory(), OrganisationFactory()
    return one, of_the_back_office("reference_organisation_apart", one.pk, other.pk), {}


def a_version():
    topic = TopicFactory()
    line = topic.history.get()
    return topic, of_the_back_office("reference_topic_restore", topic.pk, line.pk), {}


def a_sample():
    text = MailText.objects.create(template="experts/active")
    return text, of_the_back_office("pages_mailtext_preview", text.pk), {"language": "en"}


FORMS = {
    "a step": lambda: sent_of(EventFactory, "publish", {}),
    "the day of a step": lambda: sent_of(GrantProjectFactory, "schedule", {"on": "2019-06-01"}),
    "a new link": lambda: sent_of(EventFactory, "preview_links", {"reader": "Labour", "days": 7}),
    "a merge": a_merge,
    "a pair told apart": a_pair_told_apart,
    "a version": a_version,
    "a sample of a mail": a_sample,
}


@pytest.mark.parametrize("make", FORMS.values(), ids=FORMS.keys())
def test_whoever_sends_a_form_about_what_was_deleted_is_told_so_on_the_list(editor_client, make):
    record, address, data = make()
    opts = record._meta
    type(record)._base_manager.filter(pk=record.pk).delete()

    page = editor_client.post(address, data, follow=True)

    changelist = of_the_back_office(f"{opts.app_label}_{opts.model_name}_changelist")
    assert page.redirect_chain == [(changelist, 302)]
    assert said(page) == [SENTENCE]
    assert editor_client.get(address).status_code in (404, 405)


@pytest.mark.parametrize("make", FORMS.values(), ids=FORMS.keys())
def test_whoever_may_not_change_it_learns_nothing_of_what_was_deleted(viewer_client, make):
    record, address, data = make()
    type(record)._base_manager.filter(pk=record.pk).delete()

    assert viewer_client.post(address, data).status_code == 403
