"""Two profiles of one person become one, and nothing of the other is left."""

from datetime import timedelta

import pytest

from acpmigration.accounts.models import User
from acpmigration.refusals import NotNow, NotYours
from experts.domain.consents import consents_of
from experts.domain.merging import better_first, gaps, log_ins, merge
from experts.domain.shortlists import ChangedMeanwhile
from experts.enums import ConsentKey, Decision, DeploymentState, ExpertVerb, Level, Standing
from experts.models import Choice, Expert, ExpertEvent, ExpertNote, PastAssignment
from tests.experts.acting import NOW, audited, mails
from tests.factories.experts import (
    SENT,
    ChoiceFactory,
    ConsentFactory,
    ConsentTextFactory,
    DeploymentFactory,
    ExpertFactory,
    ShortlistFactory,
)
from tests.factories.files import pdf, sent
from tests.factories.reference import CountryFactory, TopicFactory, TypologyFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def fiji():
    return CountryFactory(name="Fiji")


@pytest.fixture
def keep(fiji):
    return ExpertFactory(active=True, name="Ana Sol", nationality=fiji)


@pytest.fixture
def other(fiji):
    return ExpertFactory(received=True, name="Ana Sol", nationality=fiji)


def join(keep, other, by, versions=None):
    seen = versions or (keep.version, other.version)
    return merge(keep=keep, other=other, versions=seen, by=by, at=NOW)


def joined(keep, other, by):
    join(keep, other, by)
    return Expert.objects.get()


def test_what_the_kept_profile_lacks_is_taken_from_the_other(editor, keep, other):
    keep.years = None
    keep.certificates = keep.degree_subject = ""
    keep.degree = None
    keep.save()

    kept = joined(keep, other, editor)

    assert (kept.pk, kept.years, kept.certificates) == (keep.pk, other.years, other.certificates)
    assert (kept.degree, kept.degree_subject) == (other.degree, other.degree_subject)


def test_what_the_kept_profile_says_stays(editor, keep, other):
    keep.years, other.years = 8, 20
    other.phone = "+679 33456"
    keep.save()
    other.save()

    kept = joined(keep, other, editor)

    assert (kept.years, kept.phone) == (8, keep.phone)


def test_the_subject_of_another_degree_is_not_taken(keep, other):
    keep.degree_subject, keep.degree = "", 2

    assert [gap.field.name for gap in gaps(keep, other)] == []


@pytest.mark.parametrize("official", ["keep", "other"])
def test_who_is_an_official_in_one_of_the_two_is_one(editor, keep, other, official):
    samoa = CountryFactory(name="Samoa")
    Expert.objects.filter(pk={"keep": keep, "other": other}[official].pk).update(
        standing=Standing.OFFICIAL, government=samoa
    )

    kept = joined(keep, other, editor)

    assert (kept.standing, kept.government) == (Standing.OFFICIAL, samoa)


def test_of_two_officials_the_kept_government_stays(keep, other):
    for expert in (keep, other):
        expert.standing, expert.government = Standing.OFFICIAL, CountryFactory()

    assert gaps(keep, other) == []


def test_languages_subjects_and_past_assignments_are_joined(editor, keep, other):
    first, second = TopicFactory(), TopicFactory()
    typology, country = TypologyFactory(), CountryFactory()
    keep.topics.set([first])
    other.topics.set([first, second])
    other.typologies.set([typology])
    other.countries_worked.set([country])
    for expert, levels in ((keep, {"en": 2, "fr": 4}), (other, {"en": 3, "fr": 1, "bi": 4})):
        for language, level in levels.items():
            expert.languages.create(language=language, level=Level(level))
    for expert, title in ((keep, "Survey"), (other, "Survey"), (other, "Training")):
        PastAssignment.objects.create(expert=expert, title=title, first_year=2017)

    kept = joined(keep, other, editor)

    assert set(kept.topics.all()) == {first, second}
    assert list(kept.typologies.all()) == [typology]
    assert list(kept.countries_worked.all()) == [country]
    assert dict(kept.languages.values_list("language", "level")) == {"en": 3, "fr": 4, "bi": 4}
    assert sorted(kept.past_assignments.values_list("title", flat=True)) == ["Survey", "Training"]


def test_events_notes_and_deployments_of_both_stay_and_the_earlier_date(editor, keep, other):
    other.submitted_at = SENT - DAY
    other.save()
    for expert in (keep, other):
        ExpertEvent.objects.create(expert=expert, verb=ExpertVerb.SUBMIT, at=SENT, by=expert.user)
        ExpertNote.objects.create(expert=expert, text="Seen.", at=SENT, by=editor)
    deployment = DeploymentFactory(expert=other, ends_before=NOW.date() + 9 * DAY)

    kept = joined(keep, other, editor)

    assert kept.submitted_at == SENT - DAY
    assert list(kept.events.order_by("pk").values_list("verb", "by")) == [
        (ExpertVerb.SUBMIT, keep.user.pk),
        (ExpertVerb.SUBMIT, keep.user.pk),
        (ExpertVerb.MERGE, editor.pk),
    ]
    assert kept.notes.count() == 2
    moved = kept.deployments.get()
    assert (moved, moved.state) == (deployment, DeploymentState.PLANNED)


def test_on_a_shortlist_of_both_an_earlier_decision_of_the_other_does_not_hold(editor, keep, other):
    shortlist = ShortlistFactory()
    mine = ChoiceFactory(shortlist=shortlist, expert=keep, at=NOW, reason="Free in June.")
    theirs = ChoiceFactory(
        shortlist=shortlist, expert=other, at=NOW - DAY, decision=Decision.CHOSEN
    )
    theirs.events.create(decision=Decision.CHOSEN, reason="The best.", at=NOW - DAY, by=editor)

    kept = joined(keep, other, editor)

    choice = kept.choices.get()
    assert (choice.pk, choice.decision, choice.reason) == (
        mine.pk,
        Decision.LISTED,
        "Free in June.",
    )
    assert choice.events.get().reason == "The best."


def test_on_a_shortlist_of_both_the_later_decision_holds_and_all_reasons_stay(editor, keep, other):
    shortlist = ShortlistFactory()
    mine = ChoiceFactory(shortlist=shortlist, expert=keep, at=NOW - DAY)
    theirs = ChoiceFactory(
        shortlist=shortlist, expert=other, at=NOW, decision=Decision.CHOSEN, reason="The best."
    )
    theirs.events.create(decision=Decision.CHOSEN, reason="The best.", at=NOW, by=editor)
    elsewhere = ChoiceFactory(expert=other)

    kept = joined(keep, other, editor)

    assert set(kept.choices.all()) == {mine, elsewhere}
    mine.refresh_from_db()
    assert (mine.decision, mine.reason, mine.by) == (Decision.CHOSEN, "The best.", theirs.by)
    assert mine.events.get().reason == "The best."
    assert Choice.objects.count() == 2


@pytest.mark.parametrize("of_keep", [True, False])
@pytest.mark.parametrize("of_other", [True, False])
def test_the_stricter_of_two_consents_holds(editor, keep, other, of_keep, of_other):
    texts = [
        ConsentTextFactory(key=ConsentKey.OTHER_PROGRAMMES, version=version) for version in (1, 2)
    ]
    for expert, text, is_given in zip((keep, other), texts, (of_keep, of_other), strict=True):
        if is_given:
            ConsentFactory(expert=expert, text=text)

    kept = joined(keep, other, editor)

    assert (ConsentKey.OTHER_PROGRAMMES in consents_of(kept)) is (of_keep and of_other)
    assert kept.consents.count() == of_keep + of_other


def test_a_consent_that_one_has_taken_back_holds_no_more(editor, keep, other):
    text = ConsentTextFactory(key=ConsentKey.OTHER_PROGRAMMES)
    ConsentFactory(expert=keep, text=text)
    ConsentFactory(expert=other, text=text, withdrawn_at=SENT + DAY)

    assert consents_of(joined(keep, other, editor)) == {}


@pytest.mark.parametrize("who", ["keep", "other", "both"])
def test_what_the_roster_needs_holds_if_one_has_agreed(editor, keep, other, who):
    text = ConsentTextFactory(key=ConsentKey.ROSTER)
    for name, expert in (("keep", keep), ("other", other)):
        if who in (name, "both"):
            ConsentFactory(expert=expert, text=text)

    assert consents_of(joined(keep, other, editor))[ConsentKey.ROSTER].text == text


def test_who_paused_one_profile_is_paused(editor, keep, other):
    other.paused_at = SENT
    other.save()

    assert joined(keep, other, editor).paused_at == SENT


def test_the_other_is_erased_with_its_log_in_and_the_person_is_told(editor, keep, other):
    joined(keep, other, editor)

    assert not User.objects.filter(pk=other.user_id).exists()
    assert mails() == [("experts/merged", keep.user.email)]
    assert audited() == [
        ("experts.erased", editor.pk, str(other.pk), "merged"),
        ("experts.profile-merged", editor.pk, str(keep.pk), ""),
    ]


def test_a_profile_without_a_log_in_takes_that_of_the_other(editor, other):
    keep = ExpertFactory(active=True, user=None)
    assert log_ins(keep, other) == (other.user, None)

    kept = joined(keep, other, editor)

    assert kept.user == other.user
    assert User.objects.filter(pk=other.user_id).exists()


@pytest.mark.django_db(transaction=True)
def test_the_cv_is_handed_over_and_not_erased(editor, keep, other, media):
    other.cv = sent(pdf(), "cv.pdf")
    other.save()

    kept = joined(keep, other, editor)

    assert media() == [kept.cv.name]


@pytest.mark.django_db(transaction=True)
def test_the_cv_of_the_other_goes_where_the_kept_profile_has_one(editor, keep, other, media):
    for expert in (keep, other):
        expert.cv = sent(pdf(), "cv.pdf")
        expert.save()

    kept = joined(keep, other, editor)

    assert media() == [kept.cv.name] == [keep.cv.name]


def test_one_and_the_same_profile_is_not_joined(editor, keep):
    with pytest.raises(NotNow):
        join(keep, keep, editor)


def test_a_draft_is_not_joined(editor, keep):
    with pytest.raises(NotNow):
        join(keep, ExpertFactory(told=True), editor)


def test_a_profile_that_is_gone_is_not_joined(editor, keep, other):
    gone = Expert(pk=other.pk)
    other.delete()

    with pytest.raises(NotNow):
        join(keep, gone, editor)


@pytest.mark.parametrize("own", ["keep", "other"])
def test_nobody_joins_the_own_profile(editor, own):
    profiles = {name: ExpertFactory(active=True) for name in ("keep", "other")}
    profiles[own].user = editor
    profiles[own].save()

    with pytest.raises(NotYours):
        join(**profiles, by=editor)
    assert Expert.objects.count() == 2


def test_a_viewer_joins_nothing(viewer, keep, other):
    with pytest.raises(NotYours):
        join(keep, other, viewer)


def test_two_people_with_nothing_in_common_are_not_joined(editor, keep):
    other = ExpertFactory(active=True, name="Ana Sol", phone="+679 99999")

    with pytest.raises(NotNow):
        join(keep, other, editor)
    assert Expert.objects.count() == 2


@pytest.mark.parametrize("state", ["declined", "expired", "received", "under_review"])
def test_the_active_one_of_two_is_not_erased(editor, keep, state):
    other = ExpertFactory(**{state: True}, phone=keep.phone)

    with pytest.raises(NotNow) as refusal:
        join(other, keep, editor)
    assert str(refusal.value) == (
        "The other profile is active and this one is not: keep the active one."
    )


@pytest.mark.parametrize("changed", ["keep", "other"])
def test_a_profile_that_was_changed_since_it_was_compared_is_not_joined(
    editor, keep, other, changed
):
    seen = (keep.version, other.version)
    Expert.objects.filter(pk={"keep": keep, "other": other}[changed].pk).update(version=9)

    with pytest.raises(ChangedMeanwhile):
        join(keep, other, editor, seen)
    assert Expert.objects.count() == 2


def used(expert, day):
    expert.user.last_login = day
    return expert


def test_the_active_profile_is_kept_unless_staff_choose_otherwise(keep, other):
    used(other, NOW)

    assert better_first(other, keep) == better_first(keep, other) == [keep, other]


def test_of_two_in_one_state_the_log_in_used_last_is_kept(keep):
    other, nobody = ExpertFactory(active=True), ExpertFactory(active=True, user=None)
    used(keep, NOW - DAY)
    used(other, NOW)

    assert better_first(keep, other) == better_first(other, keep) == [other, keep]
    assert better_first(nobody, keep) == [keep, nobody]
    assert log_ins(other, keep) == (other.user, keep.user)
