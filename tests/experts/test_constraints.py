"""What the database itself refuses, by the name of its rule."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from experts.enums import ConsentKey, Decision, ExpertState, ExpertVerb, Gender, Standing
from experts.models import (
    Choice,
    Consent,
    ConsentText,
    Deployment,
    Expert,
    ExpertEvent,
    ExpertLanguage,
    ExpertNote,
    PastAssignment,
    ReleaseFigure,
    RosterRelease,
    RosterSettings,
    Shortlist,
)
from tests.experts.conftest import NOW
from tests.factories.accounts import UserFactory
from tests.factories.experts import (
    ConsentTextFactory,
    DeploymentFactory,
    ExpertFactory,
    ExpertLanguageFactory,
)
from tests.factories.reference import CountryFactory
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db


def refused(rule, change):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        change()
    assert rule in str(refusal.value)


def update(model, **values):
    return lambda: model.objects.update(**values)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("experts_expert_state_listed", {"state": "lost"}),
        ("experts_expert_gender_listed", {"gender": "robot"}),
        ("experts_expert_gender_listed", {"gender": ""}),
        ("experts_expert_standing_listed", {"standing": "spy"}),
        ("experts_expert_standing_listed", {"standing": ""}),
        ("experts_expert_degree_listed", {"degree": 9}),
        ("experts_expert_name_when_sent", {"name": ""}),
        ("experts_expert_sent_unless_draft", {"submitted_at": None}),
        ("experts_expert_active_until_when_active", {"active_until": date(2020, 1, 1)}),
        ("experts_expert_years_possible", {"years": 71}),
        ("experts_expert_days_possible", {"days_a_month": 0}),
        ("experts_expert_days_possible", {"days_a_month": 32}),
        ("experts_expert_cv_scan_listed", {"cv_scan": "perhaps"}),
    ],
)
def test_a_profile_that_was_sent_is_whole(rule, values):
    ExpertFactory(received=True)

    refused(rule, update(Expert, **values))


def test_a_draft_has_not_been_sent():
    ExpertFactory()

    refused("experts_expert_sent_unless_draft", update(Expert, submitted_at=NOW))


@pytest.mark.parametrize("missing", ["active_until", "confirmed_at"])
def test_an_active_profile_says_until_when(missing):
    ExpertFactory(active=True)

    refused("experts_expert_active_until_when_active", update(Expert, **{missing: None}))


def test_only_an_official_works_for_a_government():
    ExpertFactory(received=True, standing=Standing.INDEPENDENT)

    refused("experts_expert_government_of_officials", update(Expert, government=CountryFactory()))


def test_a_draft_may_be_empty():
    expert = ExpertFactory()

    assert (expert.gender, expert.standing, expert.state) == ("", "", ExpertState.DRAFT)


def test_a_person_has_one_profile():
    user = ExpertFactory().user

    with pytest.raises(IntegrityError):
        ExpertFactory(user=user)


def test_a_language_is_named_once():
    spoken = ExpertLanguageFactory(expert=ExpertFactory())
    rule = "expert_id" if connection.vendor == "sqlite" else "experts_expertlanguage_once"

    refused(rule, lambda: ExpertLanguageFactory(expert=spoken.expert))


@pytest.mark.parametrize(
    ("rule", "values"),
    [("language_listed", {"language": "xx"}), ("level_listed", {"level": 5})],
)
def test_languages_and_levels_are_listed(rule, values):
    ExpertLanguageFactory(expert=ExpertFactory())

    refused(f"experts_expertlanguage_{rule}", update(ExpertLanguage, **values))


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("title_required", {"title": ""}),
        ("years_possible", {"first_year": 1949}),
        ("years_possible", {"last_year": 2101}),
        ("years_in_order", {"last_year": 2009}),
    ],
)
def test_a_past_assignment_has_a_title_and_possible_years(rule, values):
    PastAssignment.objects.create(expert=ExpertFactory(), title="A study", first_year=2010)

    refused(f"experts_pastassignment_{rule}", update(PastAssignment, **values))


@pytest.mark.parametrize("verb", [ExpertVerb.ASK, ExpertVerb.DECLINE])
def test_an_event_that_needs_a_reason_has_one(verb):
    def make():
        ExpertEvent.objects.create(expert=ExpertFactory(), verb=verb, at=NOW, by=UserFactory())

    refused("experts_expertevent_reason", make)


def test_what_an_event_is_stands_in_the_list():
    expert = ExpertFactory()
    ExpertEvent.objects.create(expert=expert, verb=ExpertVerb.SUBMIT, at=NOW, by=expert.user)

    refused("experts_expertevent_verb_listed", update(ExpertEvent, verb="vanish"))


def test_a_note_says_something():
    def make():
        ExpertNote.objects.create(expert=ExpertFactory(), text="", at=NOW, by=UserFactory())

    refused("experts_expertnote_text_required", make)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("key_listed", {"key": "everything"}),
        ("body_required", {"body": ""}),
        ("language_required", {"language": ""}),
    ],
)
def test_a_consent_text_is_whole(rule, values):
    ConsentTextFactory()

    refused(f"experts_consenttext_{rule}", update(ConsentText, **values))


def test_a_version_of_a_text_is_there_once():
    ConsentTextFactory()
    rule = "key" if connection.vendor == "sqlite" else "experts_consenttext_once"

    refused(
        rule,
        lambda: ConsentText.objects.create(
            key=ConsentKey.ROSTER, language="en", version=1, body="Other", in_force_from=NOW
        ),
    )


def test_a_consent_is_given_once_until_it_is_taken_back():
    given = Consent.objects.create(expert=ExpertFactory(), text=ConsentTextFactory(), given_at=NOW)
    rule = "expert_id" if connection.vendor == "sqlite" else "experts_consent_once"

    def again():
        Consent.objects.create(expert=given.expert, text=given.text, given_at=NOW)

    refused(rule, again)
    Consent.objects.update(withdrawn_at=NOW)
    again()
    assert Consent.objects.count() == 2


def test_a_consent_is_taken_back_after_it_was_given():
    Consent.objects.create(expert=ExpertFactory(), text=ConsentTextFactory(), given_at=NOW)

    refused(
        "experts_consent_in_order", update(Consent, withdrawn_at=NOW.replace(year=NOW.year - 1))
    )


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("stage_listed", {"stage": 2}),
        ("state_listed", {"state": "lost"}),
        ("in_order", {"ends_before": date(2019, 4, 1)}),
        ("days_possible", {"days": 0}),
        ("days_possible", {"days": 367}),
        ("answered_when_invited", {"answered_at": NOW}),
    ],
)
def test_a_deployment_is_possible(rule, values):
    DeploymentFactory(intervention=InterventionFactory())

    refused(f"experts_deployment_{rule}", update(Deployment, **values))


def make_shortlist(**values):
    given = {"intervention": InterventionFactory(), "stage": 3, "made_at": NOW}
    return Shortlist.objects.create(**given | {"made_by": UserFactory()} | values)


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("stage_listed", {"stage": 1}),
        ("language_listed", {"language": "xx"}),
        ("level_listed", {"level": 7}),
        ("starts_on_with_ends_before", {"starts_on": date(2019, 4, 1)}),
        ("in_order", {"starts_on": date(2019, 4, 1), "ends_before": date(2019, 4, 1)}),
    ],
)
def test_a_shortlist_asks_for_what_is_possible(rule, values):
    make_shortlist()

    refused(f"experts_shortlist_{rule}", update(Shortlist, **values))


def test_a_stage_has_one_shortlist():
    first = make_shortlist()
    rule = "intervention_id" if connection.vendor == "sqlite" else "experts_shortlist_once"

    refused(rule, lambda: make_shortlist(intervention=first.intervention))


@pytest.mark.parametrize(
    ("rule", "values"),
    [("decision_listed", {"decision": "hired"}), ("reason_required", {"reason": ""})],
)
def test_whoever_is_on_a_shortlist_is_there_for_a_reason(rule, values):
    Choice.objects.create(
        shortlist=make_shortlist(),
        expert=ExpertFactory(active=True),
        decision=Decision.LISTED,
        reason="Knows the law",
        at=NOW,
        by=UserFactory(),
    )

    refused(f"experts_choice_{rule}", update(Choice, **values))


@pytest.mark.parametrize("value", [1, 2, 3, 4])
def test_no_figure_tells_of_fewer_than_five(value):
    release = RosterRelease.objects.create(
        as_of=date(2019, 5, 8), made_at=NOW, made_by=UserFactory()
    )

    refused(
        "experts_releasefigure_not_few",
        lambda: ReleaseFigure.objects.create(
            release=release, table="gender", key=Gender.WOMAN, value=value
        ),
    )


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("one", {"pk": 2}),
        ("in_order", {"remind_months": 12}),
        ("in_order", {"erase_months": 15}),
        ("some_time", {"draft_days": 0}),
    ],
)
def test_the_settings_make_sense(rule, values):
    refused(
        f"experts_rostersettings_{rule}",
        lambda: RosterSettings.objects.create(**{"pk": 1} | values),
    )


@pytest.mark.parametrize("field", ["review_days", "unconfirmed_days", "draft_days"])
def test_no_time_in_days_is_longer_than_a_year(field):
    refused(
        "experts_rostersettings_within_reason",
        lambda: RosterSettings.objects.create(pk=1, **{field: 366}),
    )


@pytest.mark.parametrize("field", ["declined_months", "erase_months"])
def test_nothing_is_kept_for_longer_than_ten_years(field):
    refused(
        "experts_rostersettings_within_reason",
        lambda: RosterSettings.objects.create(pk=1, **{field: 121}),
    )
