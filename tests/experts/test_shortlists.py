"""Shortlists: made from the intervention, every decision with its reason."""

from datetime import date

import pytest

from acpmigration.refusals import NotNow, NotYours
from experts.domain.export import as_data, everything_about
from experts.domain.shortlists import (
    ChangedMeanwhile,
    DatesRefused,
    ReasonMissing,
    add_to_shortlist,
    change_criteria,
    decide,
    make_shortlist,
)
from experts.enums import Decision, Level
from experts.models import Choice, Shortlist
from technical_assistance.enums import StageKind
from tests.experts.acting import BASELINE, NOW, audited
from tests.factories.experts import ChoiceFactory, ExpertFactory, ShortlistFactory
from tests.factories.reference import TopicFactory, TypologyFactory
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db
CRITERIA = {
    "topics": [],
    "typologies": [],
    "language": "fr",
    "level": Level.FLUENT,
    "starts_on": date(2019, 6, 3),
    "ends_before": date(2019, 7, 1),
}
REASON = "Worked on remittances in Vanuatu."


def test_a_shortlist_asks_for_what_the_intervention_is_about(editor):
    topic, typology = TopicFactory(), TypologyFactory()
    intervention = InterventionFactory(topics=[topic], typologies=[typology])

    made = make_shortlist(intervention=intervention, stage=BASELINE, by=editor, at=NOW)

    assert (list(made.topics.all()), list(made.typologies.all())) == ([topic], [typology])
    assert (made.stage, made.made_by, made.made_at) == (BASELINE, editor, NOW)
    assert audited() == [("experts.shortlist-made", editor.pk, str(made.pk), "")]


def test_a_stage_has_one_shortlist(editor):
    shortlist = ShortlistFactory()

    with pytest.raises(NotNow):
        make_shortlist(intervention=shortlist.intervention, stage=BASELINE, by=editor, at=NOW)


def test_a_stage_that_sends_no_experts_has_none(editor):
    with pytest.raises(NotNow):
        make_shortlist(
            intervention=InterventionFactory(), stage=StageKind.TA_FICHE, by=editor, at=NOW
        )


def test_a_cancelled_intervention_has_none(editor):
    intervention = InterventionFactory(cancelled=True)

    with pytest.raises(NotNow) as refusal:
        make_shortlist(intervention=intervention, stage=BASELINE, by=editor, at=NOW)
    assert str(refusal.value) == "The intervention was cancelled."


def test_a_viewer_makes_no_shortlist(viewer):
    with pytest.raises(NotYours):
        make_shortlist(intervention=InterventionFactory(), stage=BASELINE, by=viewer, at=NOW)


def changed(shortlist, by, **changes):
    version = changes.pop("version", shortlist.version)
    return change_criteria(
        shortlist=shortlist, version=version, by=by, at=NOW, **CRITERIA | changes
    )


def test_criteria_are_changed(editor):
    topic = TopicFactory()
    shortlist = ShortlistFactory(topics=[TopicFactory()])

    changed(shortlist, editor, topics=[topic])

    shortlist.refresh_from_db()
    assert list(shortlist.topics.all()) == [topic]
    assert (shortlist.language, shortlist.level) == ("fr", Level.FLUENT)
    assert (shortlist.starts_on, shortlist.ends_before) == (date(2019, 6, 3), date(2019, 7, 1))
    assert audited() == [("experts.shortlist-changed", editor.pk, str(shortlist.pk), "")]


def test_a_level_goes_with_its_language(editor):
    shortlist = ShortlistFactory(language="fr", level=Level.BASIC)

    assert changed(shortlist, editor, language="").level is None


def test_criteria_that_somebody_changed_meanwhile_are_not_overwritten(editor):
    shortlist = ShortlistFactory()
    changed(shortlist, editor, language="es")

    with pytest.raises(ChangedMeanwhile):
        changed(shortlist, editor)

    shortlist.refresh_from_db()
    assert shortlist.language == "es"


@pytest.mark.parametrize(
    "dates",
    [
        {"starts_on": None},
        {"ends_before": None},
        {"ends_before": date(2019, 6, 3)},
        {"ends_before": date(2019, 6, 2)},
    ],
)
def test_dates_that_are_no_span_are_refused(editor, dates):
    with pytest.raises(DatesRefused):
        changed(ShortlistFactory(), editor, **dates)


def test_a_viewer_changes_no_criteria(viewer):
    with pytest.raises(NotYours):
        changed(ShortlistFactory(), viewer)


def add(expert, by, shortlist=None, reason=REASON):
    return add_to_shortlist(
        shortlist=shortlist or ShortlistFactory(), expert=expert, reason=reason, by=by, at=NOW
    )


def test_a_person_is_listed_with_who_when_and_why(editor):
    expert = ExpertFactory(active=True)

    choice = add(expert, editor)

    told = (Decision.LISTED, REASON, editor, NOW)
    assert (choice.decision, choice.reason, choice.by, choice.at) == told
    event = choice.events.get()
    assert (event.decision, event.reason, event.by, event.at) == told
    assert audited() == [("experts.choice-listed", editor.pk, str(expert.pk), "")]


def test_the_person_is_given_all_decisions_with_their_reasons(editor):
    expert = ExpertFactory(active=True)
    choice = add(expert, editor)
    decide(choice=choice, decision=Decision.DROPPED, reason="Ill.", by=editor, at=NOW)

    given = as_data(everything_about(expert))["decisions"]

    assert [(one["decision"], one["reason"]) for one in given] == [
        (Decision.LISTED, REASON),
        (Decision.DROPPED, "Ill."),
    ]


@pytest.mark.parametrize("state", ["received", "under_review", "declined", "expired", "paused"])
def test_only_who_can_be_matched_is_listed(editor, state):
    with pytest.raises(NotNow):
        add(ExpertFactory(**{state: True}), editor)


def test_nobody_is_listed_twice(editor):
    choice = ChoiceFactory()

    with pytest.raises(NotNow):
        add(choice.expert, editor, choice.shortlist)


def test_nobody_lists_oneself(editor):
    with pytest.raises(NotYours):
        add(ExpertFactory(active=True, user=editor), editor)


def test_nobody_is_listed_without_a_reason(editor):
    with pytest.raises(ReasonMissing):
        add(ExpertFactory(active=True), editor, reason=" ")

    assert Choice.objects.count() == 0


def test_every_decision_is_kept_with_its_reason(editor, administrator):
    choice = add(ExpertFactory(active=True), editor)

    decide(choice=choice, decision=Decision.CHOSEN, reason="Best.", by=administrator, at=NOW)
    decide(choice=choice, decision=Decision.DROPPED, reason="Ill.", by=editor, at=NOW)

    choice.refresh_from_db()
    assert (choice.decision, choice.reason, choice.by) == (Decision.DROPPED, "Ill.", editor)
    assert list(choice.events.newest_first().values_list("decision", "reason", "by")) == [
        (Decision.DROPPED, "Ill.", editor.pk),
        (Decision.CHOSEN, "Best.", administrator.pk),
        (Decision.LISTED, REASON, editor.pk),
    ]
    assert [event for event, *_rest in audited()] == [
        "experts.choice-listed",
        "experts.choice-chosen",
        "experts.choice-dropped",
    ]


def test_a_decision_says_why(editor):
    with pytest.raises(ReasonMissing):
        decide(choice=ChoiceFactory(), decision=Decision.CHOSEN, reason="", by=editor, at=NOW)


@pytest.mark.parametrize("state", ["paused", "expired", "declined"])
def test_nobody_is_chosen_who_cannot_be_matched(editor, state):
    choice = ChoiceFactory(expert=ExpertFactory(**{state: True}))

    with pytest.raises(NotNow) as refusal:
        decide(choice=choice, decision=Decision.CHOSEN, reason=REASON, by=editor, at=NOW)
    decide(choice=choice, decision=Decision.DROPPED, reason=REASON, by=editor, at=NOW)

    choice.refresh_from_db()
    assert str(refusal.value) == (
        "Only people whose profile is active and not paused can be chosen."
    )
    assert choice.decision == Decision.DROPPED


def test_what_is_decided_is_not_decided_again(editor):
    choice = ChoiceFactory(decision=Decision.CHOSEN)

    with pytest.raises(NotNow):
        decide(choice=choice, decision=Decision.CHOSEN, reason=REASON, by=editor, at=NOW)


def test_nothing_is_decided_on_who_has_withdrawn(editor):
    choice = ChoiceFactory()
    gone = Choice(pk=choice.pk)
    choice.delete()

    with pytest.raises(NotNow):
        decide(choice=gone, decision=Decision.CHOSEN, reason=REASON, by=editor, at=NOW)


def test_nobody_decides_on_oneself(editor):
    choice = ChoiceFactory(expert__user=editor)

    with pytest.raises(NotYours):
        decide(choice=choice, decision=Decision.CHOSEN, reason=REASON, by=editor, at=NOW)


def test_a_shortlist_outlives_the_people_on_it(editor):
    choice = ChoiceFactory()
    choice.expert.delete()

    assert Shortlist.objects.get().choices.count() == 0
