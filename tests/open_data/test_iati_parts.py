"""What an activity is made of: shares, days, words."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from acpmigration.dates import DatedFact
from acpmigration.reference.enums import OrganisationKind
from acpmigration.reference.models import Country, Organisation, Region
from dashboard.iati import codes, dates, parts
from dashboard.iati.narratives import of_texts, said
from dashboard.iati.shares import shared_out
from nsa_grants.models import GrantProject
from technical_assistance.enums import DocumentKind, StageState
from tests.factories.technical_assistance import (
    PUBLISHED_AT,
    AssistanceRequestFactory,
    InterventionFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2019, 5, 8)


def found(activity_dates):
    return [
        (each.type.value, each.day.isoformat(), dict(each.said).get("en", ""))
        for each in activity_dates
    ]


def grant(**facts):
    columns = {}
    for name, written in facts.items():
        fact = (
            DatedFact.by(date.fromisoformat(written[3:]))
            if written.startswith("by ")
            else DatedFact.parse(written)
        )
        columns |= {f"{name}_from": fact.earliest, f"{name}_until": fact.latest}
    return GrantProject(slug="grant", **columns)


@given(st.integers(1, 400))
def test_shares_are_as_equal_as_two_decimals_allow_and_exactly_100(number):
    shares = shared_out(range(number)).values()

    assert sum(shares) == 100
    assert max(shares) - min(shares) <= Decimal("0.01")


def test_a_part_that_is_named_twice_has_two_shares():
    assert shared_out(["a", "b", "a"]) == {"a": Decimal("66.67"), "b": Decimal("33.33")}
    assert shared_out([]) == {}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"started": "2018-03-05"}, [("2", "2018-03-05", "")]),
        ({"started": "2018-03"}, [("2", "2018-03-31", "March 2018")]),
        (
            {"started": "2018", "ended": "2018-06-30"},
            [("2", "2018-06-30", "2018"), ("4", "2018-06-30", "")],
        ),
        # Today may be within what is known; nothing actual lies behind it.
        ({"started": "2019"}, [("2", "2019-05-08", "2019")]),
        (
            {"started": "2019-06", "ended": "2020"},
            [("1", "2019-06-30", "June 2019"), ("3", "2020-12-31", "2020")],
        ),
        (
            {"started": "2018-03-05", "ended": "2019-12-01"},
            [("2", "2018-03-05", ""), ("3", "2019-12-01", "")],
        ),
        (
            {"started": "2018-03-05", "ended": "2019-12-01", "cancelled": "2018-09"},
            [("2", "2018-03-05", ""), ("4", "2018-09-30", "September 2018")],
        ),
        # An end says by when it had begun.
        (
            {"ended": "2018-09-04"},
            [("2", "2018-09-04", "by 4 September 2018"), ("4", "2018-09-04", "")],
        ),
        (
            {"ended": "by 2018-08-31"},
            [("2", "2018-08-31", "by August 2018"), ("4", "2018-08-31", "by August 2018")],
        ),
    ],
)
def test_days_of_a_grant(facts, expected):
    assert found(dates.of_grant(grant(**facts), TODAY)) == expected


def dates_of(intervention):
    """As the file reads it: with its stages in a list."""
    intervention.told_stages = list(intervention.stages.in_order())
    return found(dates.of_intervention(intervention, TODAY))


def staged(**of_stages):
    """``third={"finished": "2018-03"}``: what is known of the stages."""
    made = AssistanceRequestFactory(accepted=True).intervention
    for name, facts in of_stages.items():
        kind = ("first", "second", "third", "fourth").index(name) + 1
        columns = {}
        for verb, written in facts.items():
            if verb == "due":
                columns["due_on"] = date.fromisoformat(written)
                continue
            fact = DatedFact.parse(written)
            columns |= {f"{verb}_from": fact.earliest, f"{verb}_until": fact.latest}
            columns["state"] = StageState.FINISHED if verb == "finished" else StageState.STARTED
        made.stages.filter(kind=kind).update(**columns)
    return made


def test_an_intervention_begins_with_its_first_stage():
    made = staged(first={"started": "2016-01-12"}, third={"finished": "2017-02"})

    assert dates_of(made) == [("2", "2016-01-12", "")]


def test_an_intervention_had_begun_by_the_first_step_that_is_known():
    made = staged(third={"finished": "2017-02"}, fourth={"started": "2018"})

    assert dates_of(made) == [("2", "2017-02-28", "by February 2017")]


def test_an_intervention_begins_with_its_acceptance():
    made = staged(third={"finished": "2017-02"})
    made.request.published_at = PUBLISHED_AT
    made.request.decided_from = made.request.decided_until = date(2016, 3, 1)

    assert dates_of(made) == [("2", "2016-03-01", "")]


def test_a_completed_intervention_ends_with_its_last_stage():
    made = staged(first={"started": "2016-01-12"}, fourth={"finished": "2018-08"})
    made.status = "completed"

    assert dates_of(made)[1:] == [("4", "2018-08-31", "August 2018")]


def test_an_end_is_planned_as_long_as_the_page_says_so():
    planned = staged(first={"started": "2016-01-12"}, fourth={"due": "2019-07-01"})
    begun = staged(first={"started": "2016-01-12"}, fourth={"due": "2019-07-01", "started": "2019"})

    assert dates_of(planned)[1:] == [("3", "2019-07-01", "")]
    assert dates_of(begun)[1:] == []


def test_a_text_stands_in_the_languages_that_have_it():
    assert of_texts({"en": "One", "fr": "\x00 ", "pt": "Um", "es": ""}) == (
        ("en", "One"),
        ("pt", "Um"),
    )
    assert of_texts({"en": "\x01"}, "its-slug") == (("en", "its-slug"),)


def test_our_words_are_said_in_four_languages_whichever_is_active():
    with translation.override("fr"):
        names = dict(said("European Union"))

    assert names["en"] == "European Union"
    assert list(names) == ["en", "fr", "pt", "es"]


def test_a_region_that_staff_add_is_told_in_our_own_words():
    known = parts.region_of(Region(slug="caribbean", name_en="Caribbean"))
    added = parts.region_of(Region(slug="indian-ocean", name_en="Indian Ocean"))
    none = parts.region_of(None)

    assert (known.code, known.vocabulary) == ("1031", "1")
    assert (added.code, added.vocabulary, added.said) == (
        "indian-ocean",
        "99",
        (("en", "Indian Ocean"),),
    )
    assert (none.code, none.vocabulary) == ("998", "1")


def test_every_kind_of_organisation_and_document_has_its_code():
    state = Country(eligibility="member")

    assert [
        kind
        for kind in OrganisationKind
        if not codes.organisation_type(Organisation(kind=kind, country=state))
    ] == []
    assert codes.organisation_type(Organisation(kind=OrganisationKind.NGO)) == ""
    assert set(codes.DOCUMENTS) == set(DocumentKind)


def test_an_intervention_without_a_request_is_dated_by_its_stages():
    made = InterventionFactory()
    made.stages.filter(kind=1).update(started_from=date(2018, 1, 1), started_until=date(2018, 1, 1))

    assert dates_of(made) == [("2", "2018-01-01", "")]
