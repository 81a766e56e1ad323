"""Promises that hold in every page of the back-office, whoever adds one."""

from types import SimpleNamespace

import pytest
from django import forms
from django.contrib import admin
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import SYSTEM_EMAIL, User
from acpmigration.permissions import STAFF, role_may
from acpmigration.reference.models import Country, RegionalOrganisation
from tests.conftest import logged_in
from tests.factories.accounts import UserFactory
from tests.technical_assistance.back_office import change_page, typed
from tests.test_access import world  # noqa: F401  # a row of every model


def admins():
    return sorted(admin.site._registry.items(), key=lambda each: each[0]._meta.label)


def page_of(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def request_of(person):
    return SimpleNamespace(user=person, method="GET", GET={}, POST={})


# Two people on one record ------------------------------------------------------------------------


def other_values(field, bound):
    """What somebody else could choose or type in a field; nothing where there is no other value."""
    value = bound.value()
    if isinstance(field, forms.ModelMultipleChoiceField | forms.FileField) or field.disabled:
        return []
    if isinstance(field, forms.BooleanField):
        return ["" if value else "on"]
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        known = [str(getattr(key, "value", key)) for key, _label in list(field.choices)[:5]]
        return [key for key in known if key not in ("", str(value))][:2]
    if isinstance(field, forms.IntegerField):
        return [str((value or 0) + 1), str((value or 0) + 2)]
    if isinstance(field, forms.EmailField):
        return ["first@example.org", "second@example.org"]
    return ["The first", "The second"] if type(field) is forms.CharField else []


def two_values(form):
    """A field of the form with what two people put there; the plainest kinds of fields first."""
    kinds = (forms.CharField, forms.IntegerField, forms.ChoiceField, forms.BooleanField)
    fields = [item for item in form.fields.items() if item[0] != "seen"]
    for name, field in sorted(
        fields, key=lambda item: next((n for n, k in enumerate(kinds) if type(item[1]) is k), 9)
    ):
        values = other_values(field, form[name])
        if values:
            yield name, values[0], values[-1]


def with_value(response, name, words):
    """The page as a browser sends it; a box that is not ticked is not sent."""
    sent = typed(response, **{name: words})
    return {key: value for key, value in sent.items() if (key, value) != (name, "")}


def second_of_two(record, first_client, second_client):
    """Have two people open a record and both save; say what is wrong with what the second gets."""
    page = change_page(record)
    opened = first_client.get(page)
    if "adminform" not in (opened.context or {}):
        return None
    for name, first, second in two_values(opened.context["adminform"].form):
        sent = [
            with_value(client.get(page), name, words)
            for client, words in ((first_client, first), (second_client, second))
        ]
        if first_client.post(page, sent[0]).status_code != 302:
            continue
        stored = type(record)._base_manager.filter(pk=record.pk).values().get()
        answered = second_client.post(page, sent[1])
        if answered.status_code != 200:
            return f"{name}: the second was not told"
        form = answered.context["adminform"].form
        if not any("changed this at" in words for words in form.non_field_errors()):
            return f"{name}: {[*form.non_field_errors()]}"
        if first != second and str(form[name].value() or "") not in (second, str(second == "on")):
            return f"{name}: what was typed is lost: {form[name].value()}"
        if type(record)._base_manager.filter(pk=record.pk).values().get() != stored:
            return f"{name}: the first was overwritten"
        return ""
    return "nothing could be saved"


def test_second_of_two_who_save_one_record_is_told_and_loses_nothing(
    world,  # noqa: F811
    administrator,
    administrator_client,
):
    second_client = logged_in(UserFactory(administrator=True))
    wrong, tried = {}, 0
    for model, model_admin in admins():
        if not model_admin.has_change_permission(request_of(administrator)):
            continue
        record = rows_of(model, administrator).order_by("pk").first()
        assert record is not None, model
        with transaction.atomic():
            found = second_of_two(record, administrator_client, second_client)
            transaction.set_rollback(True)
        tried += found is not None
        if found:
            wrong[model._meta.label] = found

    assert wrong == {}
    assert tried > 15


def rows_of(model, person):
    """All that the person may save: not the own row, not the system's."""
    if model is User:
        return User.objects.exclude(pk=person.pk).exclude(email=SYSTEM_EMAIL)
    for regional in RegionalOrganisation.objects.all():
        regional.members.add(Country.objects.order_by("pk").first())
    return model._default_manager.all()


# Staff without a right ---------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(STAFF))
def test_what_a_role_may_not_see_is_refused_and_not_in_the_menu(world, role):  # noqa: F811
    client = logged_in(UserFactory(role=role))
    index = client.get("/admin/").text
    wrong, refused = [], 0
    for model, _model_admin in admins():
        opts = model._meta
        row = model._default_manager.order_by("pk").first()
        key = row.pk if row else 0
        if role_may(role, "view", opts.app_label, opts.model_name):
            continue
        refused += 1
        pages = [page_of(model, "changelist"), page_of(model, "add")]
        pages += [
            page_of(model, name, key)
            for name in ("change", "delete", "history")
            if has(model, name)
        ]
        for page in pages:
            with transaction.atomic():
                answers = {client.get(page).status_code, client.post(page).status_code}
                transaction.set_rollback(True)
            if answers != {403}:
                wrong.append((page, answers))
        if f'href="{pages[0]}"' in index:
            wrong.append((pages[0], "in the menu"))

    assert wrong == []
    assert refused > 0 or role == Role.ADMINISTRATOR


def has(model, name):
    try:
        page_of(model, name, 0)
    except NoReverseMatch:
        return False
    return True


def looked_up():
    """Every field that the back-office looks up by name: its model and its name."""
    found = {}
    for _model, model_admin in admins():
        for each in (model_admin, *model_admin.get_inline_instances(request_of(User()), None)):
            for name in each.autocomplete_fields:
                found[each.model, name] = each.model._meta.get_field(name).related_model
    return found


@pytest.mark.parametrize("role", ["", *sorted({*Role.values} - {""})])
def test_what_a_role_may_not_see_is_not_looked_up_either(world, role):  # noqa: F811
    client = logged_in(UserFactory(role=role))
    wrong = {}
    for (model, name), target in looked_up().items():
        opts = model._meta
        asked = {"app_label": opts.app_label, "model_name": opts.model_name, "field_name": name}
        answered = client.get("/admin/autocomplete/", asked)
        may = role in STAFF and role_may(
            role, "view", target._meta.app_label, target._meta.model_name
        )
        if (answered.status_code == 200) != may:
            wrong[opts.label, name] = answered.status_code

    assert wrong == {}
    assert len(looked_up()) > 3


# Who gives rights --------------------------------------------------------------------------------

RIGHTS = {"role": "administrator", "is_active": "on", "is_staff": "on", "is_superuser": "on"}


def rights_of(person):
    person.refresh_from_db()
    return person.role, person.is_active, sorted(person.regions.values_list("slug", flat=True))


@pytest.mark.parametrize("who", ["viewer", "editor", "coordinator", "expert_person"])
def test_nobody_but_an_administrator_gives_a_role(request, who, viewer):
    person = request.getfixturevalue(who)
    client = logged_in(person)
    before = rights_of(person)
    sent = {**RIGHTS, "email": person.email, "language": "en", "time_zone": "Europe/Brussels"}

    for other in (person, viewer):
        assert client.post(change_page(other), sent).status_code == 403
        access = reverse("admin:accounts_user_access", args=[other.pk])
        assert client.post(access, {"access": "take"}).status_code == 403
    added = client.post(page_of(User, "add"), {**sent, "email": "new@example.org"})
    acted = client.post(
        page_of(User, "changelist"),
        {"action": "take_second_factor", "_selected_action": [viewer.pk]},
    )

    assert [added.status_code, acted.status_code] == [403, 403]
    assert rights_of(person) == before
    assert rights_of(viewer) == ("viewer", True, [])
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("who", ["viewer", "editor", "coordinator", "expert_person"])
def test_rights_that_are_sent_with_the_own_details_are_ignored(request, who):
    person = request.getfixturevalue(who)
    before = rights_of(person)

    answered = logged_in(person).post(
        reverse("account_details"),
        {**RIGHTS, "regions": ["1"], "name": "Ana", "language": "en", "time_zone": "Pacific/Fiji"},
    )

    person.refresh_from_db()
    assert (answered.status_code, person.name) == (302, "Ana")
    assert rights_of(person) == before


def test_administrator_gives_no_right_to_the_own_row(administrator, administrator_client):
    page = change_page(administrator)
    sent = typed(administrator_client.get(page), role="editor", name="Ana")

    assert administrator_client.post(page, sent).status_code == 302

    assert rights_of(administrator) == ("administrator", True, [])


def test_last_administrator_is_not_lost(administrator, administrator_client):
    access = reverse("admin:accounts_user_access", args=[administrator.pk])
    administrator_client.post(access, {"access": "take"})

    assert rights_of(administrator) == ("administrator", True, [])
