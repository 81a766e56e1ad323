import io
import json
import stat

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import validate_totp_code
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import NoReverseMatch, reverse

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import SYSTEM_EMAIL, User, validate_time_zone
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.reference import RegionFactory

USERS = reverse("admin:accounts_user_changelist")
ADD = reverse("admin:accounts_user_add")


def page_of(user):
    return reverse("admin:accounts_user_change", args=[user.pk])


def form_of(user, **changes):
    """What the admin's form of this person sends."""
    return {
        "email": user.email,
        "name": user.name,
        "time_zone": user.time_zone,
        "language": user.language,
        "role": user.role,
        "regions": [region.pk for region in user.regions.all()],
        "is_active": "on",
        **changes,
    }


def seen_by(client, user):
    """What the form remembers of the person as it was opened."""
    return client.get(page_of(user)).context["adminform"].form["seen"].value()


# The model ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_people_are_made_and_found_by_e_mail_in_whatever_case():
    user = User.objects.create_user("Ana@Example.org", PASSWORD)

    assert user.email == "ana@example.org"
    assert User.objects.get_by_natural_key("ANA@example.ORG") == user


@pytest.mark.django_db
def test_a_superuser_is_an_administrator():
    user = User.objects.create_superuser("ana@example.org", PASSWORD)

    assert user.role == Role.ADMINISTRATOR
    assert user.is_superuser


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"email": "Ana@example.org"}, "accounts_user_email_lower"),
        ({"email": ""}, "accounts_user_email_required"),
        ({"role": "king"}, "accounts_user_role_listed"),
        ({"language": "la"}, "accounts_user_language_listed"),
    ],
)
def test_the_database_refuses(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        UserFactory(**fields)


@pytest.mark.django_db
def test_the_database_refuses_a_second_person_of_one_address():
    UserFactory(email="ana@example.org")

    with pytest.raises(IntegrityError, match="email"), transaction.atomic():
        UserFactory(email="ana@example.org")


def test_a_form_takes_an_address_in_whatever_case():
    user = User(email="Ana@Example.org")

    user.clean()

    assert user.email == "ana@example.org"


def test_only_time_zones_that_exist_are_taken():
    validate_time_zone("Pacific/Efate")

    with pytest.raises(ValidationError, match="Choose a time zone"):
        validate_time_zone("Pacific/Atlantis")


def test_a_person_is_called_by_name_or_else_by_address():
    assert str(User(email="ana@example.org", name="Ana")) == "Ana"
    assert User(email="ana@example.org").get_full_name() == "ana@example.org"
    assert User(email="ana@example.org").get_short_name() == "ana@example.org"


def test_a_person_has_a_clock():
    assert User(time_zone="Pacific/Fiji").zone.key == "Pacific/Fiji"


def test_the_system_user_is_locked(system_user, client):
    assert system_user.email == SYSTEM_EMAIL
    assert system_user.is_active is False
    assert system_user.has_usable_password() is False
    assert client.login(email=SYSTEM_EMAIL, password="") is False


@pytest.mark.django_db
def test_whose_access_is_taken_away_is_refused_at_the_next_click(editor, editor_client):
    assert editor_client.get(reverse("admin:index")).status_code == 200

    User.objects.filter(pk=editor.pk).update(is_active=False)

    assert editor_client.get(reverse("admin:index")).status_code == 302


# The admin ---------------------------------------------------------------------------------------


def test_an_administrator_makes_a_person_with_a_role(administrator_client):
    region = RegionFactory(slug="caribbean")

    administrator_client.post(
        ADD,
        {
            "email": "New@Example.org",
            "name": "New",
            "language": "pt",
            "role": "coordinator",
            "regions": [region.pk],
        },
    )

    made = User.objects.get(email="new@example.org")
    assert (made.role, made.language) == (Role.COORDINATOR, "pt")
    assert list(made.regions.all()) == [region]
    assert made.has_usable_password() is False


def test_an_address_that_is_known_is_refused(administrator, administrator_client):
    answer = administrator_client.post(
        ADD, {"email": "Administrator@example.org", "language": "en", "role": ""}
    )

    assert "User with this E-mail address already exists." in answer.text


def test_the_list_shows_people_with_their_regions(administrator_client, coordinator):
    answer = administrator_client.get(USERS)

    assert "coordinator@example.org" in answer.text
    assert '<td class="field-region_names">Caribbean</td>' in answer.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_takes_a_fixed_number_of_queries(
    administrator_client, django_assert_num_queries, count
):
    for _each in range(count):
        UserFactory(coordinator=True, regions=[RegionFactory()])

    with django_assert_num_queries(8):
        administrator_client.get(USERS)


def test_an_administrator_gives_a_role(administrator_client):
    person = UserFactory()
    seen = seen_by(administrator_client, person)

    administrator_client.post(page_of(person), form_of(person, role="editor", seen=seen))

    person.refresh_from_db()
    assert person.role == Role.EDITOR


def test_nobody_types_the_password_of_another(administrator_client):
    form = administrator_client.get(page_of(UserFactory())).context["adminform"].form

    assert not {name for name in form.fields if "password" in name}
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_user_password_change", args=[1])


def test_an_administrator_keeps_the_own_role_and_access(administrator, administrator_client):
    seen = seen_by(administrator_client, administrator)

    administrator_client.post(
        page_of(administrator), form_of(administrator, role="", is_active="", name="Ana", seen=seen)
    )

    administrator.refresh_from_db()
    assert (administrator.name, administrator.role) == ("Ana", Role.ADMINISTRATOR)
    assert administrator.is_active is True


def test_nobody_is_deleted(administrator_client):
    person = UserFactory()

    answer = administrator_client.post(reverse("admin:accounts_user_delete", args=[person.pk]))

    assert answer.status_code == 403
    assert User.objects.filter(pk=person.pk).exists()


def test_the_system_user_cannot_be_changed(administrator_client, system_user):
    answer = administrator_client.post(page_of(system_user), form_of(system_user, name="Somebody"))

    system_user.refresh_from_db()
    assert answer.status_code == 403
    assert (system_user.name, system_user.is_active) == ("System", False)


@pytest.mark.parametrize("who", ["editor_client", "viewer_client"])
def test_other_staff_have_no_way_to_people(request, who):
    client = request.getfixturevalue(who)
    person = UserFactory()

    changed = client.post(page_of(person), form_of(person, role="administrator"))

    person.refresh_from_db()
    assert changed.status_code == 403
    assert person.role == Role.NONE
    assert client.get(USERS).status_code == 403
    assert client.get(ADD).status_code == 403
    assert USERS not in client.get(reverse("admin:index")).text


# Demo log-ins ------------------------------------------------------------------------------------

KEYS = [
    "administrator",
    "editor",
    "viewer",
    "coordinator",
    "coordinator_other_region",
    "expert",
    "expert_other",
]


@pytest.fixture
def demo(settings, tmp_path, db):
    """A demo site with the two regions; the file of its log-ins."""
    settings.DEMO = True
    settings.DEMO_LOGINS = tmp_path / "var" / "demo-logins.json"
    RegionFactory(slug="caribbean")
    RegionFactory(slug="pacific")
    return settings.DEMO_LOGINS


def make_demo_logins():
    printed = io.StringIO()
    call_command("make_demo_logins", stdout=printed)
    return printed.getvalue()


def test_demo_log_ins_are_printed_written_and_work(demo, client):
    printed = make_demo_logins()

    logins = json.loads(demo.read_text())
    assert list(logins) == KEYS
    for login in logins.values():
        assert login["password"] in printed
        assert client.login(email=login["email"], password=login["password"])
    assert stat.S_IMODE(demo.stat().st_mode) == 0o600
    assert len({login["password"] for login in logins.values()}) == len(KEYS)


def test_demo_people_have_their_roles_and_regions(demo):
    make_demo_logins()

    found = {
        user.email.partition("@")[0]: (user.role, [region.slug for region in user.regions.all()])
        for user in User.objects.filter(email__endswith="@demo.invalid")
    }
    assert found == {
        "administrator": ("administrator", []),
        "editor": ("editor", []),
        "viewer": ("viewer", []),
        "coordinator": ("coordinator", ["caribbean"]),
        "coordinator-other-region": ("coordinator", ["pacific"]),
        "expert": ("", []),
        "expert-other": ("", []),
    }


def test_a_second_start_prints_the_same_log_ins(demo):
    assert make_demo_logins() == make_demo_logins()


def test_a_second_start_keeps_the_secrets(demo):
    make_demo_logins()
    before = json.loads(demo.read_text())

    make_demo_logins()

    assert json.loads(demo.read_text()) == before


def test_who_needs_a_second_factor_has_one_in_the_demo(demo):
    make_demo_logins()

    needing = [key for key, login in json.loads(demo.read_text()).items() if "totp" in login]
    assert needing == KEYS[:5]


def test_the_code_of_a_demo_log_in_can_be_asked_for(demo):
    make_demo_logins()
    secret = json.loads(demo.read_text())["editor"]["totp"]
    printed = io.StringIO()

    call_command("demo_code", "editor", stdout=printed)

    assert validate_totp_code(secret, printed.getvalue().strip())


@pytest.mark.parametrize("key", ["expert", "nobody"])
def test_who_is_asked_for_no_code_has_none(demo, key):
    make_demo_logins()

    with pytest.raises(CommandError, match="A code is asked of: administrator, editor, viewer"):
        call_command("demo_code", key)


def test_a_real_site_prints_no_codes(demo, settings):
    make_demo_logins()
    settings.DEMO = False

    with pytest.raises(CommandError, match="on a demo site only"):
        call_command("demo_code", "editor")


@pytest.mark.parametrize("content", ["", "[]", '{"editor": 3}', "\0"])
def test_a_damaged_file_of_log_ins_is_made_anew(demo, client, content):
    make_demo_logins()
    demo.write_text(content)

    make_demo_logins()

    login = json.loads(demo.read_text())["editor"]
    assert client.login(email=login["email"], password=login["password"])


def test_a_password_that_no_longer_fits_is_made_anew(demo, client):
    make_demo_logins()
    editor = User.objects.get(email="editor@demo.invalid")
    editor.set_password("something else entirely")
    editor.is_active = False
    editor.save()

    make_demo_logins()

    login = json.loads(demo.read_text())["editor"]
    assert login["password"] != "something else entirely"
    assert client.login(email=login["email"], password=login["password"])


def test_a_real_site_gets_no_demo_log_ins(demo, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="never on a real one"):
        make_demo_logins()

    assert not User.objects.filter(email__endswith="@demo.invalid").exists()
    assert not demo.exists()


# The first administrator -------------------------------------------------------------------------


def bootstrap(*arguments):
    printed = io.StringIO()
    call_command("bootstrap_administrator", *arguments, stdout=printed)
    return printed.getvalue()


@pytest.mark.django_db
def test_the_first_administrator_gets_a_password_that_is_shown_once(client):
    printed = bootstrap("Ana@Example.org")

    assert "ana@example.org is the administrator." in printed
    password = printed.rpartition("shown this once: ")[2].strip()
    assert client.login(email="ana@example.org", password=password)
    assert User.objects.get(email="ana@example.org").is_superuser
    assert EmailAddress.objects.get(email="ana@example.org").verified


@pytest.mark.django_db
def test_the_first_administrator_may_choose_the_password(client, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))

    printed = bootstrap("ana@example.org", "--password-stdin", "--name", "Ana")

    assert PASSWORD not in printed
    assert client.login(email="ana@example.org", password=PASSWORD)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("ana@example.org", "short", "at least 12 characters"),
        ("no address", PASSWORD, "valid email address"),
    ],
)
def test_a_faulty_first_administrator_is_refused(monkeypatch, email, password, sentence):
    monkeypatch.setattr("sys.stdin", io.StringIO(password))

    with pytest.raises(CommandError, match=sentence):
        bootstrap(email, "--password-stdin")

    assert not User.objects.exclude(email=SYSTEM_EMAIL).exists()


def test_there_is_only_one_first_administrator(administrator):
    with pytest.raises(CommandError, match="There is an administrator already"):
        bootstrap("ana@example.org")
