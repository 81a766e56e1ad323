"""The workspace's mails in the back-office: settings, and what was written to whom."""

from datetime import date

import pytest
from django.urls import reverse

from technical_assistance.enums import MailSwitch
from technical_assistance.models import HandOver, MondayList, Subscription, WorkspaceSettings
from tests.technical_assistance.back_office import change_page, typed
from tests.technical_assistance.mails import MONDAY_MORNING, workspace

pytestmark = pytest.mark.django_db
AT = MONDAY_MORNING
SETTINGS = reverse("admin:technical_assistance_workspacesettings_change", args=[1])


def listed(model: str) -> str:
    return reverse(f"admin:technical_assistance_{model}_changelist")


@pytest.fixture
def monday_list(coordinator) -> MondayList:
    return MondayList.objects.create(
        person=coordinator,
        monday=date(2019, 5, 6),
        lines=3,
        subject="Monday list of 6 May 2019: 3 lines",
        text="Late\n- Visas",
        made_at=AT,
    )


# Settings ----------------------------------------------------------------------------------------


def test_there_is_one_row_of_settings_which_the_list_opens(editor_client):
    answer = editor_client.get(listed("workspacesettings"))
    shown = editor_client.get(SETTINGS)

    assert (answer.status_code, answer["Location"]) == (302, SETTINGS)
    assert 'name="silent_days" value="30"' in shown.text
    assert not WorkspaceSettings.objects.exists()


def test_settings_are_changed(editor_client):
    for days in (21, 20):
        editor_client.post(
            SETTINGS,
            typed(editor_client.get(SETTINGS), silent_days=days, monday_list=MailSwitch.HELD),
        )

    kept = WorkspaceSettings.objects.get()
    assert (kept.silent_days, kept.monday_list, kept.progress_mails) == (20, "held", "on")
    assert kept.version == 3


def test_the_second_of_two_who_change_the_settings_is_told(
    editor_client, administrator, administrator_client
):
    workspace()
    opened = editor_client.get(SETTINGS)
    administrator_client.post(
        SETTINGS, typed(administrator_client.get(SETTINGS), monday_list=MailSwitch.OFF)
    )

    answer = editor_client.post(SETTINGS, typed(opened, silent_days=10))

    kept = WorkspaceSettings.objects.get()
    assert (kept.monday_list, kept.silent_days) == (MailSwitch.OFF, 30)
    assert f"{administrator} changed this at" in answer.text


def test_settings_that_make_no_sense_are_refused_in_words(editor_client):
    answer = editor_client.post(SETTINGS, typed(editor_client.get(SETTINGS), silent_days=0))

    assert "Silence: 1 to 366 days; ahead: 1 to 92 days." in answer.text
    assert WorkspaceSettings.objects.get().silent_days == 30


@pytest.mark.parametrize("verb", ["add", "delete"])
def test_settings_are_neither_added_nor_deleted(administrator_client, verb):
    workspace()
    args = [] if verb == "add" else [1]
    page = reverse(f"admin:technical_assistance_workspacesettings_{verb}", args=args)

    assert administrator_client.get(page).status_code == 403


def test_a_viewer_reads_the_settings_and_changes_none(viewer_client):
    workspace()

    answer = viewer_client.post(SETTINGS, {"silent_days": 10})

    assert viewer_client.get(SETTINGS).status_code == 200
    assert (answer.status_code, WorkspaceSettings.objects.get().silent_days) == (403, 30)


# What was written, who follows, who handed over ---------------------------------------------------


def test_staff_see_what_was_written_to_whom(viewer_client, monday_list):
    rows = viewer_client.get(listed("mondaylist")).text
    shown = viewer_client.get(change_page(monday_list)).text

    assert "coordinator@example.org" in rows
    assert "Monday list of 6 May 2019: 3 lines" in shown
    assert "Late<br>- Visas" in shown


def test_a_list_that_was_written_is_never_changed(administrator_client, monday_list):
    answer = administrator_client.post(change_page(monday_list), {"text": "Nothing"})

    monday_list.refresh_from_db()
    assert (answer.status_code, monday_list.text) == (403, "Late\n- Visas")


def test_staff_see_who_follows_what(viewer_client, ongoing, coordinator):
    followed = Subscription.objects.create(intervention=ongoing, person=coordinator, made_at=AT)

    assert "coordinator@example.org" in viewer_client.get(listed("subscription")).text
    assert "Remittances in Samoa" in viewer_client.get(change_page(followed)).text


def test_staff_see_what_was_handed_over(
    viewer_client, ongoing, coordinator, coordinator_elsewhere, editor
):
    made = HandOver.objects.create(
        giver=coordinator, taker=coordinator_elsewhere, made_at=AT, made_by=editor, follow_ups=2
    )
    made.interventions.add(ongoing)

    shown = viewer_client.get(change_page(made)).text

    assert "coordinator-elsewhere@example.org" in viewer_client.get(listed("handover")).text
    for words in ("coordinator@example.org", "editor@example.org", "Remittances in Samoa"):
        assert words in shown


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("model", ["mondaylist", "subscription", "handover"])
def test_a_list_takes_a_fixed_number_of_queries(
    viewer_client,
    ongoing,
    coordinator,
    coordinator_elsewhere,
    model,
    count,
    django_assert_max_num_queries,
):
    people = [coordinator, coordinator_elsewhere]
    for number in range(count):
        giver, taker = people if number % 2 else people[::-1]
        MondayList.objects.create(
            person=giver, monday=date(2019, 5, 6 + 7 * number), lines=1, text="Late", made_at=AT
        )
        HandOver.objects.create(giver=giver, taker=taker, made_at=AT, made_by=coordinator)
    for person in people[: min(count, 2)]:
        Subscription.objects.create(intervention=ongoing, person=person, made_at=AT)
    viewer_client.get(listed(model))

    with django_assert_max_num_queries(11):
        assert viewer_client.get(listed(model)).status_code == 200


@pytest.mark.parametrize("model", ["mondaylist", "subscription", "handover", "workspacesettings"])
def test_a_coordinator_has_no_back_office(coordinator_client, model):
    assert coordinator_client.get(listed(model)).status_code == 403
