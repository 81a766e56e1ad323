"""Who has which right, shown as the rules have it; access taken away and given back."""

from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from acpmigration.accounts.domain.rights import give_access, take_access
from acpmigration.accounts.models import SYSTEM_EMAIL, User
from acpmigration.pages.domain.audit import first_fault, record
from acpmigration.pages.models import AuditEvent
from acpmigration.refusals import NotNow, NotYours, Refusal
from technical_assistance.domain.settings import THE_ROW
from technical_assistance.domain.transitions import REQUESTS, RequestVerb
from technical_assistance.models import WorkspaceSettings
from tests.conftest import logged_in
from tests.factories.accounts import UserFactory
from tests.factories.reference import RegionFactory
from tests.technical_assistance.at_once import at_once
from tests.technical_assistance.back_office import change_page, said, typed

AT = datetime(2019, 5, 8, tzinfo=UTC)
ROLES = "/admin/roles/"


def access_page(user):
    return reverse("admin:accounts_user_access", args=[user.pk])


def events():
    return list(AuditEvent.objects.in_order().values_list("event", "purpose", "subject_id"))


def cells_of(page, name):
    return next(
        [[str(words) for words in cell] for cell in cells]
        for _area, kinds in page.context["areas"]
        for kind, cells in kinds
        if kind == name
    )


def test_matrix_is_what_the_rules_say(viewer_client):
    page = viewer_client.get(ROLES)

    every = ["reads", "adds", "changes", "deletes"]
    assert page.context["roles"] == [
        "administrator",
        "editor",
        "viewer",
        "regional coordinator",
    ]
    assert cells_of(page, "Topics") == [every, every, ["reads"], []]
    assert cells_of(page, "Users") == [["reads", "adds", "changes"], [], [], []]
    assert cells_of(page, "Audit trail") == [["reads"], [], [], []]
    assert cells_of(page, "Experts")[1:] == [["reads", "changes"], [], []]


def test_rights_beyond_rows_are_told(viewer_client):
    page = viewer_client.get(ROLES)

    told = {str(label): cells for label, cells in page.context["further"]}
    editors, everybody, administrators = [
        [True, True, False, False],
        [True, True, True, False],
        [True, False, False, False],
    ]
    assert told == {
        "Publish records, and take them back from the public": editors,
        "Give others a link to the preview of a draft": editors,
        "Import a sheet, and take an import back": editors,
        "Export as a sheet what one may read": everybody,
        "Merge organisations that are one, and tell others apart": editors,
        "Retire what records are described by, such as a topic": editors,
        "Say that a translation is right still": editors,
        "Send, hold back and release mail": editors,
        "Take access away from people, and give it back": administrators,
        "Decide on profiles, plan and offer deployments": editors,
        "Erase a person of the roster": administrators,
    }
    assert "Erase a person of the roster" in page.text


def test_form_of_a_person_says_how_access_is_taken_away(administrator_client, editor):
    page = administrator_client.get(change_page(editor)).text

    assert "Switch off to take away access" not in page
    assert "Changed by the link on top of this page" in page
    assert access_page(editor) in page


def test_steps_are_those_of_the_table_of_transitions(viewer_client):
    [panel] = viewer_client.get(ROLES).context["panels"]

    shown = {(str(row.of), str(row.step)): row.allowed for row in panel.rows}
    accept, receive = (REQUESTS[verb].roles for verb in (RequestVerb.ACCEPT, RequestVerb.RECEIVE))
    assert len(accept) == 2
    assert len(receive) == 3
    assert shown["Request", "accept"] == [True, True, False, False]
    assert shown["Request", "receive"] == [True, True, False, True]


def test_administrators_see_who_has_each_role(administrator_client, administrator, system_user):
    region = RegionFactory(slug="pacific")
    person = UserFactory(coordinator=True, regions=[region], is_active=False)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    UserFactory()

    people = administrator_client.get(ROLES).context["people"]

    [(_, [first]), (_, [second])] = people
    assert (first, second) == (administrator, person)
    assert (second.has_second_factor, second.is_active) == (True, False)
    assert list(second.regions.all()) == [region]


@pytest.mark.parametrize("who", ["editor", "viewer"])
def test_others_see_nobody(request, who, administrator):
    page = request.getfixturevalue(f"{who}_client").get(ROLES)

    assert page.context["people"] is None
    assert administrator.email not in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_a_fixed_number_of_queries(
    administrator_client, count, django_assert_num_queries
):
    for _number in range(count):
        UserFactory(coordinator=True, regions=[RegionFactory()])

    with django_assert_num_queries(4):
        administrator_client.get(ROLES)


# Access ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_lock_each_other_out_one_stays(tmp_path):
    one, other = UserFactory(administrator=True), UserFactory(administrator=True)

    results = at_once(
        tmp_path,
        lambda: take_access(user=other, by=one, at=AT),
        lambda: take_access(user=one, by=other, at=AT),
    )

    assert [type(result) for result in results if isinstance(result, Refusal)] == [NotYours]
    assert User.objects.filter(pk__in=[one.pk, other.pk], is_active=True).count() == 1


def test_a_form_without_a_button_changes_nobodys_access(administrator_client):
    here, gone = UserFactory(editor=True), UserFactory(editor=True, is_active=False)

    for person in (here, gone):
        administrator_client.post(access_page(person))

    assert User.objects.get(pk=here.pk).is_active
    assert not User.objects.get(pk=gone.pk).is_active


def test_access_is_taken_away_at_the_next_click_and_the_row_stays(administrator_client):
    person = UserFactory(editor=True)
    there = logged_in(person)
    assert there.get("/admin/").status_code == 200

    answered = administrator_client.post(access_page(person), {"access": "take"}, follow=True)

    assert said(answered) == [f"{person} cannot log in any more."]
    assert there.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"
    person.refresh_from_db()
    assert (person.is_active, person.role, person.sessions_ended) == (False, "editor", 1)
    assert events() == [("accounts.access-taken", "", str(person.pk))]


def test_access_is_given_back(administrator_client):
    person = UserFactory(editor=True, is_active=False)

    administrator_client.post(access_page(person), {"access": "give"})

    person.refresh_from_db()
    assert person.is_active
    assert events() == [("accounts.access-given", "", str(person.pk))]


def test_page_says_what_it_means_and_reminds_of_what_a_coordinator_holds(
    administrator_client, coordinator, editor
):
    page = administrator_client.get(access_page(coordinator))

    assert "/coordination/hand-over/" in page.text
    assert "Hand the interventions over" not in administrator_client.get(access_page(editor)).text
    assert access_page(editor) in administrator_client.get(change_page(editor)).text
    assert User.objects.get(pk=coordinator.pk).is_active


def test_form_of_a_person_does_not_take_access_away(administrator_client, editor):
    sent = typed(administrator_client.get(change_page(editor)), is_active="")

    administrator_client.post(change_page(editor), sent)

    editor.refresh_from_db()
    assert editor.is_active


@pytest.mark.parametrize("sent", ["take", "give", "", "x"])
def test_nobody_changes_the_own_access(administrator, administrator_client, sent):
    administrator_client.post(access_page(administrator), {"access": sent})

    administrator.refresh_from_db()
    assert administrator.is_active
    assert events() == []


def test_system_stays_locked(administrator, administrator_client, system_user):
    assert administrator_client.post(access_page(system_user)).status_code == 403
    with pytest.raises(NotNow):
        give_access(user=system_user, by=administrator, at=AT)

    assert not User.objects.get(email=SYSTEM_EMAIL).is_active


def test_what_is_done_already_is_refused(administrator, editor):
    with pytest.raises(NotNow):
        give_access(user=editor, by=administrator, at=AT)
    take_access(user=editor, by=administrator, at=AT)
    with pytest.raises(NotNow):
        take_access(user=editor, by=administrator, at=AT)


def test_editor_takes_nobodys_access(editor, viewer):
    for change in (take_access, give_access):
        with pytest.raises(NotYours):
            change(user=viewer, by=editor, at=AT)


# What the trail keeps of rights ------------------------------------------------------------------


def test_changes_of_rights_stand_in_the_audit_trail(administrator_client, administrator, viewer):
    region = RegionFactory()
    sent = typed(
        administrator_client.get(change_page(viewer)),
        role="coordinator",
        regions=[region.pk],
        email="new@example.org",
    )

    administrator_client.post(change_page(viewer), sent)

    key = str(viewer.pk)
    assert events() == [
        ("accounts.address-changed", "", key),
        ("accounts.role-changed", "to-coordinator", key),
        ("accounts.regions-changed", "", key),
    ]
    assert {event.actor for event in AuditEvent.objects.all()} == {administrator.pk}
    assert first_fault() is None


def test_role_that_is_taken_away_is_named_too(administrator_client, viewer):
    sent = typed(administrator_client.get(change_page(viewer)), role="")

    administrator_client.post(change_page(viewer), sent)

    assert events() == [("accounts.role-changed", "to-none", str(viewer.pk))]


def test_what_is_no_right_is_not_in_the_trail(administrator_client, viewer):
    administrator_client.post(
        change_page(viewer), typed(administrator_client.get(change_page(viewer)), name="Vera")
    )

    assert events() == []


def test_invitation_is_in_the_trail(administrator_client):
    add = reverse("admin:accounts_user_add")
    administrator_client.post(add, {"email": "new@example.org", "language": "en", "role": "editor"})
    made = User.objects.get(email="new@example.org")
    administrator_client.post(
        reverse("admin:accounts_user_changelist"),
        {"action": "invite_again", "_selected_action": [made.pk]},
    )

    assert events() == [("accounts.invited", "as-editor", str(made.pk))] * 2


# The history of a person -------------------------------------------------------------------------


def history_of(record):
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_history", args=[record.pk])


def test_history_of_a_person_tells_of_rights_old_and_new(administrator_client, administrator):
    person = UserFactory()
    for role in ("viewer", "editor", ""):
        page = change_page(person)
        administrator_client.post(page, typed(administrator_client.get(page), role=role))
    administrator_client.post(access_page(person), {"access": "take"})

    page = administrator_client.get(history_of(person))

    told = [line.what for line in page.context["lines"]]
    assert [what for what in told if what.startswith(("Role", "Access"))] == [
        "Access taken away",
        "Role changed: editor → no role",
        "Role changed: viewer → editor",
        "Role changed: viewer",
    ]
    assert told.count("Changed Role.") == 3
    assert {line.who for line in page.context["lines"]} == {str(administrator)}


def test_history_of_the_settings_of_the_workspace_tells_what_was_logged(
    editor_client, administrator_client, editor
):
    page = change_page(WorkspaceSettings(pk=THE_ROW))
    editor_client.post(page, typed(editor_client.get(page), silent_days="77"))

    [line] = editor_client.get(history_of(WorkspaceSettings(pk=THE_ROW))).context["lines"]

    assert (line.who, line.what) == (
        str(editor),
        "Changed Days without an entry until an intervention is silent.",
    )


def test_trail_is_told_in_a_history_to_those_only_who_may_read_it(
    editor_client, administrator_client, editor
):
    row = WorkspaceSettings.objects.create(pk=THE_ROW)
    record(event="accounts.access-taken", by=None, subject=row, at=AT)

    assert editor_client.get(history_of(row)).context["lines"] == []
    [line] = administrator_client.get(history_of(row)).context["lines"]
    assert (line.who, line.what) == ("the portal itself", "Access taken away")


def test_history_of_a_person_is_for_administrators(editor_client, administrator_client):
    person = UserFactory()

    assert editor_client.get(history_of(person)).status_code == 403
    for nobody in (10**6, "9" * 40, "x", "0"):
        assert administrator_client.get(history_of(User(pk=nobody))).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_history_of_a_person_takes_a_fixed_number_of_queries(
    administrator_client, administrator, count, django_assert_num_queries
):
    person = UserFactory(editor=True)
    for _number in range(count):
        take_access(user=person, by=administrator, at=AT)
        give_access(user=person, by=administrator, at=AT)
    administrator_client.get(history_of(person))

    with django_assert_num_queries(7):
        administrator_client.get(history_of(person))
