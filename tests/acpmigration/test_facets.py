import pytest
from django.http import Http404, QueryDict
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from acpmigration.facets import (
    NOT_STATED,
    Facet,
    FacetedFilterSet,
    FacetedList,
    ListWords,
    Order,
    Search,
)
from acpmigration.facets.shapes import Ignored
from acpmigration.reference.enums import Eligibility, OrganisationKind
from acpmigration.reference.models import Organisation, Region, SDGTarget, Topic
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionFactory,
    SDGTargetFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

GOALS = ["8", "10", "16"]


class TargetFilter(FacetedFilterSet):
    q = Search("target")
    goal = Facet("goal", choices=lambda: [(goal, f"Goal {goal}") for goal in GOALS], label="Goal")
    topic = Facet("topics__slug", choices=lambda: Topic.objects.in_order(), label="Topic")
    sort = Order({"code": ("Code", "in_order"), "goal": ("Goal", "reverse")})
    beside = ("goal", "topic")


class OrganisationFilter(FacetedFilterSet):
    kind = Facet("kind", choices=OrganisationKind, label="Kind")
    region = Facet(
        "country__region__slug", choices=lambda: Region.objects.in_order(), label="Region"
    )
    sort = Order({"name": ("Name", "by_name"), "other": ("Other way", "reverse")})
    beside = ("kind", "region")


class RegionFilter(FacetedFilterSet):
    eligibility = Facet("countries__eligibility", choices=Eligibility, label="Eligibility")
    beside = ("eligibility",)


class OrganisationList(FacetedList):
    list_words = ListWords("Organisations", "All of them.", "of %(whole)s", "None is left.")
    filterset_class = OrganisationFilter
    template_name = "pages/text.html"
    paginate_by = 2

    def get_queryset(self):
        return Organisation.objects.all()


def targets(address: str = "") -> TargetFilter:
    return TargetFilter(QueryDict(address), SDGTarget.objects.all())


def organisations(address: str = "", **kwargs: object) -> OrganisationFilter:
    return OrganisationFilter(QueryDict(address), Organisation.objects.all(), **kwargs)


# Rows and numbers ---------------------------------------------------------------------------------


def test_values_of_one_facet_add_up_and_facets_narrow_each_other():
    thb, som = TopicFactory(slug="thb"), TopicFactory(slug="som")
    both, first = SDGTargetFactory(goal=8), SDGTargetFactory(goal=10)
    SDGTargetFactory(goal=8)
    both.topics.set([thb, som])
    first.topics.set([thb])

    assert set(targets("topic=thb&topic=som").selection()) == {both, first}
    assert set(targets("topic=thb&goal=8").selection()) == {both}


def test_each_facet_counts_under_the_selection_of_the_others_in_one_query(
    django_assert_num_queries,
):
    thb = TopicFactory(slug="thb")
    with_topic = SDGTargetFactory(goal=8)
    with_topic.topics.set([thb])
    SDGTargetFactory(goal=8)
    SDGTargetFactory(goal=16)
    filterset = targets("goal=8")

    with django_assert_num_queries(1):
        counts = filterset.counts()
        again = filterset.counts()

    assert counts == again
    assert counts == {
        "goal": {"8": 2, "16": 1},
        "topic": {"thb": 1, NOT_STATED: 1},
        "selection": {"": 2},
        "whole": {"": 3},
    }


def test_only_the_facets_that_are_named_are_counted():
    SDGTargetFactory(goal=8)

    assert targets().counts(["goal"]) == {
        "goal": {"8": 1},
        "selection": {"": 1},
        "whole": {"": 1},
    }
    assert targets().counts([]) == {"selection": {"": 1}, "whole": {"": 1}}


def test_rows_of_which_nothing_is_known_have_an_address():
    nowhere = OrganisationFactory()
    OrganisationFactory(country=CountryFactory())

    assert list(organisations(f"region={NOT_STATED}").qs) == [nowhere]
    assert organisations().counts(["region"])["region"][NOT_STATED] == 1


def test_many_rows_on_the_other_side_are_one_here():
    region = RegionFactory(slug="caribbean")
    CountryFactory.create_batch(2, region=region)
    empty = RegionFactory(slug="pacific")
    filterset = RegionFilter(QueryDict("eligibility=member"), Region.objects.all())
    without = RegionFilter({"eligibility": NOT_STATED}, Region.objects.all())

    assert list(filterset.selection()) == [region]
    assert filterset.counts()["eligibility"] == {"member": 1, NOT_STATED: 1}
    assert list(without.selection()) == [empty]


ROWS = st.lists(
    st.tuples(st.sampled_from([8, 10, 16]), st.sets(st.sampled_from("abc"))), max_size=6
)
CHOSEN = st.fixed_dictionaries(
    {
        "goal": st.lists(st.sampled_from([*GOALS, NOT_STATED]), max_size=2, unique=True),
        "topic": st.lists(st.sampled_from([*"abc", NOT_STATED]), max_size=3, unique=True),
    }
)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, chosen=CHOSEN)
def test_every_count_equals_the_rows_at_its_link(rows, chosen):
    SDGTarget.objects.all().delete()
    topics = {slug: TopicFactory(slug=slug) for slug in "abc"}
    for goal, slugs in rows:
        SDGTargetFactory(goal=goal).topics.set([topics[slug] for slug in slugs])
    filterset = TargetFilter(chosen, SDGTarget.objects.all())
    counts = filterset.counts()

    assert filterset.total == filterset.qs.count()
    for facet, values in {"goal": [*GOALS, NOT_STATED], "topic": [*"abc", NOT_STATED]}.items():
        for value in values:
            link = filterset.query_string(**{facet: value})
            assert counts.get(facet, {}).get(value, 0) == targets(link).selection().count()


# What is not understood ---------------------------------------------------------------------------


def test_unknown_values_are_dropped_and_named_and_other_parameters_passed_over():
    ngo = OrganisationFactory(kind=OrganisationKind.NGO)
    OrganisationFactory()
    filterset = organisations(
        "kind=ngo&kind=club&region=atlantis&sort=sideways&utm_source=x&page=1"
    )

    assert list(filterset.qs) == [ngo]
    assert filterset.ignored() == [
        Ignored("kind", "club"),
        Ignored("region", "atlantis"),
        Ignored("sort", "sideways"),
    ]


def test_a_facet_whose_values_are_all_unknown_is_off():
    OrganisationFactory()

    assert organisations("region=atlantis").total == 1


def test_words_past_the_limits_are_named():
    filterset = targets("q=" + "+".join(f"word{n}" for n in range(10)))

    assert filterset.search_text.split()[:2] == ["word0", "word1"]
    assert filterset.ignored() == [Ignored("q", "word8"), Ignored("q", "word9")]


def test_a_search_without_a_word_is_no_search():
    SDGTargetFactory()
    filterset = targets("q=%3F%21")

    assert filterset.total == 1
    assert filterset.ignored() == [Ignored("q", "?!")]


@settings(max_examples=60, deadline=None)
@given(
    values=st.dictionaries(st.sampled_from(["q", "goal", "topic", "sort"]), st.text(max_size=300))
)
def test_nothing_that_is_written_in_an_address_breaks_the_list(values):
    filterset = TargetFilter(
        {
            name: value.replace("\0", "").encode("utf-8", "ignore").decode()
            for name, value in values.items()
        },
        SDGTarget.objects.all(),
    )

    assert list(filterset.selection()) == []
    assert filterset.total == 0


# Words and links ----------------------------------------------------------------------------------


def test_options_without_rows_stay_and_say_so():
    caribbean = RegionFactory(slug="caribbean", position=1)
    RegionFactory(slug="pacific", position=2)
    OrganisationFactory(country=CountryFactory(region=caribbean))
    filterset = organisations("region=caribbean", request=RequestFactory().get("/who/"))
    region = filterset.facets()[1]

    assert (region.name, region.title, region.chosen, region.is_open) == (
        "region",
        "Region",
        1,
        True,
    )
    assert [(o.value, o.label, o.count, o.is_chosen, o.region) for o in region.options] == [
        ("caribbean", "Caribbean", 1, True, "caribbean"),
        ("pacific", "Pacific", 0, False, "pacific"),
    ]
    assert [o.link for o in region.options] == ["/who/", "/who/?region=caribbean&region=pacific"]


def test_each_chip_takes_one_value_away_and_leaves_the_rest():
    request = RequestFactory().get("/who/")
    filterset = organisations("kind=ngo&kind=media&sort=other&page=3", request=request)

    assert [(chip.facet, chip.label, chip.link) for chip in filterset.active()] == [
        ("Kind", "non-governmental organisation", "/who/?kind=media&sort=other"),
        ("Kind", "media", "/who/?kind=ngo&sort=other"),
    ]
    assert filterset.beside_facets == [("sort", "other")]
    assert filterset.beside_sort == [("kind", "ngo"), ("kind", "media")]


def test_an_empty_selection_says_what_to_take_away(django_assert_num_queries):
    RegionFactory(slug="caribbean", name="Caribbean")
    OrganisationFactory(kind=OrganisationKind.NGO)
    filterset = organisations("kind=ngo&region=caribbean", request=RequestFactory().get("/who/"))
    assert filterset.total == 0

    with django_assert_num_queries(1):
        suggestions = filterset.suggestions()

    assert [(s.label, s.link, s.count) for s in suggestions] == [
        ("Region: Caribbean", "/who/?kind=ngo", 1)
    ]


def test_order_is_the_first_unless_chosen_and_the_best_match_when_searched():
    assert [(s.value, s.is_chosen) for s in targets("sort=goal").sorting()] == [
        ("code", False),
        ("goal", True),
    ]
    assert targets().sorted_by == targets("sort=relevance").sorted_by == "code"
    assert [(s.value, s.is_chosen) for s in targets("q=visa").sorting()] == [
        ("relevance", True),
        ("code", False),
        ("goal", False),
    ]


def test_choices_are_asked_once_and_only_where_they_are_needed(django_assert_num_queries):
    RegionFactory(slug="caribbean")

    with django_assert_num_queries(1):
        organisations().counts()
    with django_assert_num_queries(2):
        filterset = organisations("region=caribbean")
        filterset.counts()
        filterset.facets()
        filterset.active()


# The list page ------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_of_a_list_takes_a_fixed_number_of_queries(rows, rf, django_assert_num_queries):
    OrganisationFactory.create_batch(rows)

    with django_assert_num_queries(2):
        response = OrganisationList.as_view()(rf.get("/who/"))
        shown = list(response.context_data["object_list"])

    assert len(shown) == min(rows, 2)
    assert response.context_data["paginator"].count == rows


@pytest.mark.parametrize("page", ["0", "-1", "2", "NaN", "9" * 30, "9" * 5_000, "٣", "1.5"])
def test_a_page_that_does_not_exist_is_not_found(rf, page):
    OrganisationFactory()

    with pytest.raises(Http404):
        OrganisationList.as_view()(rf.get("/who/", {"page": page}))
