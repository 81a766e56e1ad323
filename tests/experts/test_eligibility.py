import pytest
from django.contrib.auth.models import AnonymousUser

from experts.domain.completeness import helpful_to, is_part_done, needed_by
from experts.domain.eligibility import Verdict, criteria_of
from experts.enums import Degree, Standing
from experts.models import Expert
from tests.factories.experts import ExpertFactory

pytestmark = pytest.mark.django_db


def verdicts(expert: Expert) -> dict[str, Verdict]:
    return {one.name: one.verdict for one in criteria_of(expert)}


def test_an_empty_draft_meets_nothing_and_is_told_what_is_to_be_judged():
    assert verdicts(ExpertFactory()) == {
        "topics": Verdict.TO_BE_JUDGED,
        "degree": Verdict.TO_BE_JUDGED,
        "certificates": Verdict.TO_BE_JUDGED,
        "track-record": Verdict.TO_BE_JUDGED,
        "years": Verdict.TO_BE_JUDGED,
        "countries": Verdict.TO_BE_JUDGED,
        "international": Verdict.TO_BE_JUDGED,
    }


def test_a_full_profile_meets_all_but_what_people_judge(draft):
    assert verdicts(draft) == {
        "topics": Verdict.MET,
        "degree": Verdict.MET,
        "certificates": Verdict.MET,
        "track-record": Verdict.TO_BE_JUDGED,
        "years": Verdict.MET,
        "countries": Verdict.MET,
        "international": Verdict.MET,
    }


@pytest.mark.parametrize(
    ("years", "verdict"), [(0, Verdict.NOT_MET), (6, Verdict.NOT_MET), (7, Verdict.MET)]
)
def test_seven_years_are_the_threshold(years, verdict):
    assert verdicts(ExpertFactory(years=years))["years"] is verdict


@pytest.mark.parametrize(
    ("degree", "years", "verdict"),
    [
        (Degree.DOCTORATE, 1, Verdict.MET),
        (Degree.MASTER, None, Verdict.MET),
        (Degree.BACHELOR, 14, Verdict.NOT_MET),
        (Degree.BACHELOR, 15, Verdict.TO_BE_JUDGED),
        (Degree.NONE, 30, Verdict.TO_BE_JUDGED),
        (Degree.NONE, None, Verdict.NOT_MET),
    ],
)
def test_long_experience_may_stand_in_for_a_degree_and_people_judge_it(degree, years, verdict):
    assert verdicts(ExpertFactory(degree=degree, years=years))["degree"] is verdict


def test_an_official_names_the_government(draft):
    draft.standing = Standing.OFFICIAL

    assert [one.part for one in needed_by(draft)] == ["about-you"]
    assert not is_part_done(draft, "about-you")
    assert is_part_done(draft, "skills")


def test_what_helps_to_be_found_is_named_apart_from_what_is_needed(draft):
    assert needed_by(draft) == []
    assert [str(one.sentence) for one in helpful_to(draft)] == [
        "The kinds of work you do",
        "Past assignments",
        "Your CV",
    ]


def test_each_person_sees_the_profiles_that_are_theirs_to_see(draft, editor, viewer, coordinator):
    sent = ExpertFactory(received=True)
    seen = Expert.objects.visible_to

    assert list(seen(editor)) == [sent]
    assert list(seen(sent.user)) == [sent]
    assert list(seen(draft.user)) == [draft]
    for nobody in (viewer, coordinator, AnonymousUser()):
        assert list(seen(nobody)) == []
