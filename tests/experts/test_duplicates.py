"""Who may be registered twice: names and numbers however they are written."""

import pytest

from experts.domain.duplicates import SAME_NAME, SAME_PHONE, may_be_double, suggestions
from experts.models import Expert
from experts.models.keys import LONGEST, name_key, phone_key
from tests.factories.experts import ExpertFactory
from tests.factories.reference import CountryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Ramos", "jose RAMOS"),
        ("José Ramos", "Ramos, José"),
        ("Anne-Marie Ngo", "Ngo Anne Marie"),
        ("Þóra Æsir", "þora aesir"),
    ],
)
def test_the_same_name_in_another_way_has_the_same_key(one, other):
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize("other", ["José Ramos Filho", "Josep Ramos", "José"])
def test_another_name_has_another_key(other):
    assert name_key("José Ramos") != name_key(other)


def test_a_name_that_folding_makes_longer_still_fits():
    assert len(name_key("ﷺ" * 150)) == LONGEST


@pytest.mark.parametrize("other", ["+678 22345", "00678-22345", "(678) 22 345"])
def test_the_same_number_in_another_way_has_the_same_key(other):
    assert phone_key(other) == "67822345"


@pytest.mark.parametrize("other", ["", "none", "123"])
def test_what_is_no_number_has_no_key(other):
    assert phone_key(other) == ""


def test_the_keys_follow_name_and_phone_at_every_save():
    expert = ExpertFactory(active=True, name="Ana Sol", phone="+678 22345")

    expert.name, expert.phone = "Ana Luna", "+679 33456"
    expert.save()

    expert.refresh_from_db()
    assert (expert.name_key, expert.phone_key) == ("ana luna", "67933456")


def test_same_name_and_nationality_and_same_phone_are_suggested_each_with_the_reason():
    vanuatu = CountryFactory()
    expert = ExpertFactory(active=True, name="Ana Sol", nationality=vanuatu, phone="+678 22345")
    named = ExpertFactory(received=True, name="SOL, Ana", nationality=vanuatu, phone="+678 99999")
    called = ExpertFactory(declined=True, name="Another", phone="00678 22345")
    ExpertFactory(active=True, name="Ana Sol", phone="+678 11111")
    ExpertFactory(told=True, name="Ana Sol", nationality=vanuatu, phone="+678 22345")

    found = {one.expert: one.because for one in suggestions(expert)}

    assert found == {named: (SAME_NAME,), called: (SAME_PHONE,)}


def test_what_is_not_known_is_not_the_same():
    ExpertFactory(active=True, name="Ana Sol", nationality=None, phone="")
    expert = ExpertFactory(active=True, name="Ana Sol", nationality=None, phone="")

    assert suggestions(expert) == []
    assert not may_be_double(Expert.objects.all()).exists()


def test_the_list_is_narrowed_down_to_who_may_be_registered_twice():
    vanuatu = CountryFactory()
    twice = [
        ExpertFactory(active=True, name=name, nationality=vanuatu, phone=phone)
        for name, phone in (("Ana Sol", "+678 22345"), ("Sol Ana", "+678 99999"))
    ]
    twice.append(ExpertFactory(active=True, phone="00678 99999"))
    ExpertFactory(active=True, phone="+678 11111")

    assert set(may_be_double(Expert.objects.all())) == set(twice)
