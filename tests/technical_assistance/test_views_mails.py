"""The page on which a person chooses mails, and the button by which one follows."""

import re
from datetime import date

import pytest
from django.test import Client

from acpmigration.accounts.models import User
from acpmigration.keeping.names import mark_of
from technical_assistance.models import MailPreference, MondayList, Subscription
from tests.factories.technical_assistance import InterventionFactory
from tests.technical_assistance.mails import MONDAY_MORNING

PAGE = "/coordination/mails/"
AT = MONDAY_MORNING


def follows(person, intervention):
    Subscription.objects.create(person=person, intervention=intervention, made_at=AT)


def kept_list(person, monday=date(2019, 5, 6), **given):
    return MondayList.objects.create(
        person=person, monday=monday, lines=2, text="Late\n- Visas", made_at=AT, **given
    )


def button(intervention) -> str:
    return f"/coordination/interventions/{intervention.slug}/subscription/"


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# The page ----------------------------------------------------------------------------------------


def test_the_page_shows_what_holds_for_whoever_has_chosen_nothing(coordinator_client):
    shown = coordinator_client.get(PAGE)

    assert shown.context["form"].initial == {"monday_list": True, "progress": True}
    assert shown.text.count(" checked>") == 2
    assert not MailPreference.objects.exists()


def test_a_choice_is_kept_and_shown(coordinator, coordinator_client):
    answer = coordinator_client.post(PAGE, {"progress": "on"}, follow=True)

    kept = MailPreference.objects.get()
    assert (kept.person, kept.monday_list, kept.progress) == (coordinator, False, True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert told(answer) == ["Your choice is kept."]
    assert answer.context["form"].initial == {"monday_list": False, "progress": True}


def test_nothing_ticked_stops_all_mails(coordinator_client):
    coordinator_client.post(PAGE, {})

    assert list(MailPreference.objects.values_list("monday_list", "progress")) == [(False, False)]


def test_staff_have_no_monday_list_to_choose(editor_client):
    shown = editor_client.get(PAGE)
    editor_client.post(PAGE, {})

    assert list(shown.context["form"].fields) == ["progress"]
    assert "Your last Monday lists" not in shown.text
    # Of the list nothing was said: it stays as it was, for whoever becomes a coordinator.
    assert list(MailPreference.objects.values_list("monday_list", "progress")) == [(True, False)]


def test_a_choice_of_progress_keeps_the_choice_of_a_former_coordinator(editor, editor_client):
    MailPreference.objects.create(person=editor, monday_list=False)

    editor_client.post(PAGE, {"progress": "on"})

    assert list(MailPreference.objects.values_list("monday_list", "progress")) == [(False, True)]


def test_the_page_shows_the_own_lists_the_newest_first_and_no_others(
    coordinator, coordinator_elsewhere, coordinator_client
):
    old, new = (kept_list(coordinator, date(2019, 5, day)) for day in (6, 13))
    kept_list(coordinator_elsewhere, date(2019, 5, 20))

    shown = coordinator_client.get(PAGE)

    assert list(shown.context["lists"]) == [new, old]
    assert "Late<br>- Visas" in shown.text


def test_what_stands_in_a_list_is_text_whatever_it_looks_like(coordinator, coordinator_client):
    kept_list(coordinator)
    MondayList.objects.update(text="<script>alert(1)</script> https://testserver/coordination/")

    shown = coordinator_client.get(PAGE).text

    assert "<script>alert" not in shown
    assert '<a href="https://testserver/coordination/" rel="nofollow">' in shown


def test_the_page_lists_what_is_followed_and_may_be_read(coordinator, ongoing, coordinator_client):
    follows(coordinator, ongoing)
    follows(coordinator, InterventionFactory(title="Of another region"))

    shown = coordinator_client.get(PAGE)

    assert [one.intervention for one in shown.context["subscriptions"]] == [ongoing]
    assert "Of another region" not in shown.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(
    coordinator, coordinator_client, saint_lucia, count, django_assert_num_queries
):
    for number in range(count):
        follows(coordinator, InterventionFactory(country=saint_lucia))
        kept_list(coordinator, date(2019, 5, 6 + 7 * number))
    coordinator_client.get(PAGE)

    with django_assert_num_queries(6):
        shown = coordinator_client.get(PAGE)

    assert len(shown.context["subscriptions"]) == len(shown.context["lists"]) == count


def test_a_choice_that_is_sent_when_the_session_is_over_waits_behind_the_log_in(
    client, coordinator, coordinator_client
):
    away = client.post(PAGE, {"typed_by": mark_of(coordinator), "progress": "on"})

    shown = coordinator_client.get(PAGE)
    assert away["Location"] == f"/accounts/login/?next={PAGE}"
    assert "It has not been sent yet: check it and send it." in shown.text
    assert shown.text.count(" checked>") == 1
    assert not MailPreference.objects.exists()


def test_strangers_are_told_why(expert_client, client):
    assert expert_client.get(PAGE).status_code == 403
    assert client.get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"


# Following ---------------------------------------------------------------------------------------


def test_the_button_follows_and_stops(coordinator, ongoing, coordinator_client):
    begun = coordinator_client.post(button(ongoing), {"wanted": "yes"}, follow=True)
    followed = [one.person for one in Subscription.objects.all()]
    ended = coordinator_client.post(button(ongoing), {"wanted": "no"}, follow=True)

    assert followed == [coordinator]
    assert not Subscription.objects.exists()
    page = (f"/coordination/interventions/{ongoing.slug}/", 302)
    assert begun.redirect_chain == ended.redirect_chain == [page]
    assert told(begun) == ["You get a mail when somebody logs something here."]
    assert told(ended) == ["You do not follow this intervention any more."]


def test_a_second_press_does_what_the_first_did(ongoing, coordinator_client):
    for _time in range(2):
        coordinator_client.post(button(ongoing), {"wanted": "yes"})

    assert Subscription.objects.count() == 1


def test_each_button_brings_the_token_that_a_post_needs(coordinator, ongoing):
    follows(coordinator, ongoing)
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator)
    page = client.get(PAGE).text
    [form] = re.findall(
        rf'<form method="post" action="{button(ongoing)}">.*?</form>', page, re.DOTALL
    )
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))

    assert client.post(button(ongoing), {"wanted": "no"}).status_code == 403
    assert client.post(button(ongoing), sent)["Location"] == PAGE
    assert not Subscription.objects.exists()


def test_whoever_stops_on_the_page_of_mails_stays_there(coordinator, ongoing, coordinator_client):
    follows(coordinator, ongoing)

    answer = coordinator_client.post(button(ongoing), {"wanted": "no", "from_mails": "yes"})

    assert answer["Location"] == PAGE
    assert not Subscription.objects.exists()


def test_staff_who_only_read_may_follow(viewer, viewer_client, ongoing):
    viewer_client.post(button(ongoing), {"wanted": "yes"})

    assert [one.person for one in Subscription.objects.all()] == [viewer]


@pytest.mark.parametrize("published", [True, False])
def test_nobody_follows_what_belongs_to_another_region(
    coordinator_elsewhere_client, saint_lucia, published
):
    other = InterventionFactory(country=saint_lucia, published=published)

    answer = coordinator_elsewhere_client.post(button(other), {"wanted": "yes"})

    assert answer.status_code == 404
    assert not Subscription.objects.exists()


def test_the_address_alone_changes_nothing(coordinator_client, ongoing):
    answer = coordinator_client.get(button(ongoing))

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    words = answer.content.decode()
    assert "This is the address of a button" in words
    assert 'href="/coordination/">My region' in words


def test_the_link_in_the_head_of_a_mail_stops_nothing_without_a_log_in(client, coordinator):
    answers = [getattr(client, method)(PAGE) for method in ("get", "post")]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert User.objects.get(pk=coordinator.pk) == coordinator
    assert not MailPreference.objects.exists()
