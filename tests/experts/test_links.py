from datetime import timedelta

import pytest
from django.core import signing

from experts.domain.links import SALT, LinkState, read_token, token_for
from experts.domain.own import confirm
from tests.experts.conftest import NOW
from tests.factories.experts import ExpertFactory

pytestmark = pytest.mark.django_db


def test_a_link_names_the_profile_it_was_made_for():
    expert = ExpertFactory(active=True)

    link = read_token(token_for(expert))

    assert link == (LinkState.GOOD, expert, expert.user)


def test_a_link_is_used_up_by_the_confirmation():
    expert = ExpertFactory(active=True)
    token = token_for(expert)

    confirm(expert=expert, by=expert.user, at=NOW)

    assert read_token(token) == (LinkState.USED, expert, expert.user)


def test_a_link_is_too_old_after_sixty_days(monkeypatch):
    expert = ExpertFactory(active=True)
    token = token_for(expert)
    now = signing.time.time()

    monkeypatch.setattr(signing.time, "time", lambda: now + timedelta(days=61).total_seconds())

    assert read_token(token).state is LinkState.EXPIRED


def test_a_link_of_somebody_who_has_withdrawn_says_nothing():
    expert = ExpertFactory(active=True)
    token = token_for(expert)
    expert.delete()

    assert read_token(token) == (LinkState.FORGED, None, None)


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "é"])
def test_a_forged_link_says_nothing(token):
    assert read_token(token) == (LinkState.FORGED, None, None)


@pytest.mark.parametrize("inside", [["not-a-uuid", ""], "text", [1, 2, 3], [None, None], 7])
def test_what_we_would_never_have_signed_says_nothing(inside):
    token = signing.dumps(inside, salt=SALT)

    assert read_token(token) == (LinkState.FORGED, None, None)


def test_a_link_signed_for_something_else_says_nothing():
    expert = ExpertFactory(active=True)
    foreign = signing.dumps([str(expert.pk), expert.confirmed_at.isoformat()], salt="other")

    assert read_token(foreign).state is LinkState.FORGED
