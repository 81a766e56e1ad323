"""Organisations that may be one are named, those that are two are left alone."""

from datetime import UTC, datetime

import pytest

from acpmigration.reference.domain.doubles import (
    Known,
    _known,
    dismiss,
    suspect,
    suspect_all,
    suspected,
)
from acpmigration.reference.enums import Suspicion
from acpmigration.reference.models import OrganisationName, OrganisationPair
from acpmigration.reference.tasks import look_for_doubles
from acpmigration.refusals import NotNow, NotYours
from tests.factories.reference import CountryFactory, OrganisationFactory

AT = datetime(2019, 5, 8, 10, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def pairs():
    return {(pair.first, pair.second): pair.reason for pair in OrganisationPair.objects.open()}


ONE_AND_THE_SAME = [
    ("Ministry of Interior", "MINISTRY OF INTERIOR.", Suspicion.NAME),
    ("Ministère de l’Intérieur", "Ministere de l'Interieur", Suspicion.NAME),
    ("Ministry of Interior", "Ministry of the Interior", Suspicion.ALIKE),
    ("Ministry of Finance Kenya", "Kenya, Ministry of Finance", Suspicion.ALIKE),
    (
        "Ministry of the Interior of Barbados",
        "Ministry of Interior, Barbados",
        Suspicion.ALIKE,
    ),
    (
        "Ministère de l’Intérieur et de la Sécurité",
        "Sécurité, Intérieur : ministère",
        Suspicion.ALIKE,
    ),
    ("Ministério da Justiça e do Trabalho", "Ministério Justiça, Trabalho", Suspicion.ALIKE),
    ("Ministerio del Interior y de los Asuntos", "Ministerio: Asuntos, Interior", Suspicion.ALIKE),
    ("Ghana Immigration Service", "Gana Immigration Service", Suspicion.ALIKE),
]


@pytest.mark.parametrize(("one", "other", "reason"), ONE_AND_THE_SAME)
@pytest.mark.parametrize("is_job", [True, False], ids=["job", "save"])
def test_two_spellings_are_suspected(one, other, reason, is_job):
    first, second = OrganisationFactory(name=one), OrganisationFactory(name=other)

    if is_job:
        suspect_all()
    else:
        suspect(organisation=second)

    assert pairs() == {(first, second): reason}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "A", "name_fr": "Office des migrations"}, {"name": "Office des Migrations"}),
        ({"name": "A", "short_name": "GIS"}, {"name": "B", "short_name": "gis"}),
    ],
    ids=["in another language", "by the short name"],
)
def test_any_name_counts(one, other):
    first, second = OrganisationFactory(**one), OrganisationFactory(**other)

    assert suspect_all() == 1
    assert list(pairs()) == [(first, second)]


def test_another_name_counts():
    first, second = OrganisationFactory(name="Home Office"), OrganisationFactory(name="Interior")
    OrganisationName.objects.create(organisation=second, name="Home office", folded="home office")

    assert suspect_all() == 1
    assert pairs() == {(first, second): Suspicion.NAME}


def test_ministries_of_two_countries_are_two():
    for _number in range(2):
        OrganisationFactory(name="Ministry of Interior", country=CountryFactory())

    assert suspect_all() == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ministry of Interior", "Ministry of Labour"),
        ("Chamber of Commerce of Region 1", "Chamber of Commerce of Region 2"),
        ("—", "…"),
        ("The", "Of"),
    ],
)
def test_others_are_two(one, other):
    OrganisationFactory(name=one), OrganisationFactory(name=other)

    assert suspect_all() == 0


def test_pair_that_was_told_apart_is_not_asked_about_again(editor):
    first, second = (OrganisationFactory(name="Ministry of Interior") for _number in range(2))
    suspect_all()

    dismiss(one=second, other=first, by=editor, at=AT)

    assert (suspect_all(), suspect(organisation=first)) == (0, [])
    pair = OrganisationPair.objects.get()
    assert (pair.dismissed_by, pair.dismissed_at, pair.reason) == (editor, AT, Suspicion.NAME)


def test_who_told_them_apart_first_is_remembered(editor, administrator):
    first, second = OrganisationFactory(), OrganisationFactory()
    dismiss(one=first, other=second, by=editor, at=AT)

    pair = dismiss(one=first, other=second, by=administrator, at=AT)

    assert (pair.dismissed_by, pair.reason) == (editor, Suspicion.BY_HAND)


def test_pair_that_has_nothing_in_common_any_more_is_gone():
    _first, second = (OrganisationFactory(name="Ministry of Interior") for _number in range(2))
    suspect_all()
    second.name_en = "Ministry of Labour"
    second.save()

    assert suspect(organisation=second) == []
    assert suspect_all() == 0


def test_a_pair_of_one_that_was_added_after_all_were_read_is_left_alone(monkeypatch):
    first, _second = (OrganisationFactory(name="Ministry of Interior") for _number in range(2))
    read_before = _known()
    late = OrganisationFactory(name="Ministry of Interior")
    suspect(organisation=late)
    monkeypatch.setattr("acpmigration.reference.domain.doubles._known", lambda: read_before)

    assert suspect_all() == 3
    assert {pair.second for pair in suspect(organisation=first)} > {late}


def test_viewer_does_not_tell_apart(viewer):
    with pytest.raises(NotYours):
        dismiss(one=OrganisationFactory(), other=OrganisationFactory(), by=viewer, at=AT)


def test_one_is_not_told_apart_from_itself(editor):
    one = OrganisationFactory()

    with pytest.raises(NotNow):
        dismiss(one=one, other=one, by=editor, at=AT)


def test_the_job_says_how_many_pairs_are_open():
    for _number in range(2):
        OrganisationFactory(name="Ministry of Interior")

    assert look_for_doubles(AT, True) == {"open": 0}
    assert look_for_doubles(AT, False) == {"open": 1}


def test_as_many_of_one_name_as_there_may_be_are_compared_with_their_neighbours_only():
    everybody = [Known(key, None, frozenset({"ministry"}), "moi") for key in range(1_000)]

    assert len(suspected(everybody)) < 10_000
