"""Tokens: made once, kept as a hash, and ended by whatever ends a session."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction

from acpmigration.accounts.domain.forgetting import forget_person
from acpmigration.accounts.domain.rights import give_access, take_access
from acpmigration.accounts.domain.sessions import end_sessions
from acpmigration.accounts.domain.tokens import (
    MOST,
    PREFIX,
    holds,
    make_token,
    person_of_token,
    revoke_token,
)
from acpmigration.accounts.models import ApiToken
from acpmigration.pages.models import AuditEvent
from acpmigration.refusals import NotNow
from technical_assistance.domain.interventions import add_note
from tests.factories.reference import CountryFactory
from tests.factories.technical_assistance import opened
from tests.impatience import hold, let_go, make_impatient
from tests.technical_assistance.acting import MAY

pytestmark = pytest.mark.django_db
AT = datetime(2019, 5, 8, 9, 30, tzinfo=UTC)


def made_for(person, name="Field app", days=30):
    return make_token(name=name, days=days, by=person, at=AT)


def test_a_token_opens_until_it_runs_out_and_only_its_hash_is_kept(coordinator):
    token = made_for(coordinator)

    row = ApiToken.objects.get()
    assert token.startswith(PREFIX)
    assert len(token) > 45
    assert row.token_hash == sha256(token.encode()).hexdigest()
    assert token not in str(vars(row))
    assert person_of_token(token, AT + timedelta(days=29)) == coordinator
    assert person_of_token(token, AT + timedelta(days=30)) is None
    assert (holds(row, AT), holds(row, AT + timedelta(days=30))) == (True, False)


@pytest.mark.parametrize("token", ["", "acpeu_", "acpeu_\udce9", "x" * 5_000, "\0"])
def test_what_never_was_a_token_opens_nothing(coordinator, token):
    made_for(coordinator)

    assert person_of_token(token, AT) is None


def test_a_token_of_the_same_name_is_replaced(coordinator):
    first, second = made_for(coordinator), made_for(coordinator)

    assert ApiToken.objects.count() == 1
    assert person_of_token(first, AT) is None
    assert person_of_token(second, AT) == coordinator


def test_nobody_has_more_than_ten(coordinator):
    for number in range(MOST):
        made_for(coordinator, name=f"App {number}")

    with pytest.raises(NotNow, match="revoke one"):
        made_for(coordinator, name="One more")
    made_for(coordinator, name="App 0")

    assert ApiToken.objects.count() == MOST


def test_a_revoked_token_opens_nothing_and_only_its_person_revokes_it(coordinator, editor):
    token = made_for(coordinator)
    row = ApiToken.objects.get()

    revoke_token(pk=row.pk, by=editor, at=AT)
    assert person_of_token(token, AT) == coordinator
    for _number in range(2):
        revoke_token(pk=row.pk, by=coordinator, at=AT)

    assert person_of_token(token, AT) is None
    assert [event.event for event in AuditEvent.objects.in_order()] == [
        "accounts.token-made",
        "accounts.token-revoked",
    ]


def change_password(person, administrator):
    person.set_password("another long password")
    person.save()


def lose_role(person, administrator):
    person.role = "viewer"
    person.save()


def log_out_everywhere(person, administrator):
    end_sessions(user=person)


def lose_access_and_get_it_back(person, administrator):
    take_access(user=person, by=administrator, at=AT)
    give_access(user=person, by=administrator, at=AT)


def be_switched_off(person, administrator):
    person.is_active = False
    person.save()


@pytest.mark.parametrize(
    "happens",
    [
        change_password,
        lose_role,
        log_out_everywhere,
        lose_access_and_get_it_back,
        be_switched_off,
    ],
)
def test_what_ends_sessions_ends_tokens(coordinator, administrator, happens):
    token = made_for(coordinator)

    happens(coordinator, administrator)

    assert person_of_token(token, AT) is None


def test_use_is_noted_once_a_minute(coordinator):
    token = made_for(coordinator)

    noted = []
    for seconds in (0, 59, 60):
        person_of_token(token, AT + timedelta(seconds=seconds))
        noted.append(ApiToken.objects.get().used_at)

    assert noted == [AT, AT, AT + timedelta(seconds=60)]


@pytest.mark.django_db(transaction=True)
def test_who_only_reads_does_not_wait_for_whoever_holds_the_database(coordinator):
    token = made_for(coordinator)
    make_impatient()
    other = hold("accounts_apitoken")
    try:
        assert person_of_token(token, AT) == coordinator
    finally:
        let_go(other)

    assert ApiToken.objects.get().used_at is None


def test_a_person_who_is_forgotten_and_stands_in_a_log_leaves_no_token(coordinator, editor):
    intervention = opened(by=editor, lead=CountryFactory(region=coordinator.regions.get()))
    add_note(intervention=intervention, when=MAY, by=coordinator, note="We met.")
    made_for(coordinator)
    coordinator.role = ""
    coordinator.save()

    forget_person(coordinator)

    assert not ApiToken.objects.exists()


def row(person, **more):
    told = {"name": "App", "token_hash": "a", "standing": "b", "made_at": AT}
    return ApiToken(person=person, **told | {"expires_at": AT + timedelta(days=1)} | more)


@pytest.mark.parametrize(
    ("more", "constraint"),
    [
        ({"name": ""}, "accounts_apitoken_name_required"),
        ({"token_hash": ""}, "accounts_apitoken_token_hash_required"),
        ({"standing": ""}, "accounts_apitoken_standing_required"),
        ({"expires_at": AT}, "accounts_apitoken_expires_after_made"),
    ],
)
def test_the_database_holds_what_a_token_is(coordinator, more, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row(coordinator, **more).save()


@pytest.mark.parametrize(
    ("more", "column"), [({"token_hash": "c"}, "name"), ({"name": "Other"}, "token_hash")]
)
def test_names_of_a_person_and_tokens_are_unique(coordinator, more, column):
    row(coordinator).save()

    with pytest.raises(IntegrityError, match=column), transaction.atomic():
        row(coordinator, **more).save()
