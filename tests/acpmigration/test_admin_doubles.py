"""Suspected doubles in the back-office, the page that merges two, and other names."""

import pytest
from django.urls import reverse
from django.utils import timezone

from acpmigration.reference.domain.doubles import dismiss, suspect_all
from acpmigration.reference.models import (
    CountryName,
    FormerOrganisation,
    Organisation,
    OrganisationName,
    OrganisationPair,
)
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionalOrganisationFactory,
)
from tests.factories.technical_assistance import InterventionFactory
from tests.technical_assistance.back_office import change_page, form_errors, said, typed

PAIRS = "/admin/reference/organisationpair/"


@pytest.fixture
def keep(db):
    return OrganisationFactory(name="Ministry of Interior", slug="interior")


@pytest.fixture
def other(db):
    return OrganisationFactory(
        name="Ministry of the Interior", slug="the-interior", short_name="MOI"
    )


def merge_page(keep, other):
    return reverse("admin:reference_organisation_merge", args=[keep.pk, other.pk])


def apart_page(one, other):
    return reverse("admin:reference_organisation_apart", args=[one.pk, other.pk])


def answers(response, **changes):
    form = response.context["form"]
    shown = {field.name: field.value() for field in form if field.name != "is_same"}
    return {**shown, "is_same": "on", **changes}


def test_two_spellings_of_one_ministry_become_one(editor_client, keep, other):
    grant = GrantProjectFactory(grantee=other)
    page = editor_client.get(merge_page(keep, other))

    answered = editor_client.post(
        merge_page(keep, other), answers(page, name_en="other", short_name="other")
    )

    assert answered["Location"] == change_page(keep)
    [organisation] = Organisation.objects.all()
    assert (organisation.pk, organisation.name_en, organisation.short_name) == (
        keep.pk,
        "Ministry of the Interior",
        "MOI",
    )
    grant.refresh_from_db()
    assert grant.grantee == keep
    assert [name.name for name in keep.other_names.all()] == ["Ministry of Interior"]


def test_page_shows_both_and_what_would_happen(editor_client, keep, other):
    GrantProjectFactory(grantee=other, title="Radio shows")
    grant = GrantProjectFactory(title="A fair")
    grant.partners.set([keep, other])

    page = editor_client.get(merge_page(keep, other))

    [kept, gone] = page.context["sides"]
    assert (kept["count"], gone["count"]) == (1, 2)
    assert [(each["as"], each["count"], each["doubled"]) for each in gone["mentions"]] == [
        ("grantee", 1, 0),
        ("partners", 1, 1),
    ]
    assert "Radio shows" in page.text
    assert page.context["names"] == ["Ministry of the Interior", "MOI"]
    assert [field.name for field in page.context["form"].facts()] == [
        "name_en",
        "short_name",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"is_same": ""}, "is_same"),
        ({"seen": ""}, "seen"),
        ({"name_en": ""}, "name_en"),
        ({"name_en": "neither"}, "name_en"),
    ],
)
def test_whatever_is_not_answered_is_said_there(editor_client, keep, other, changes, field):
    page = editor_client.get(merge_page(keep, other))

    answered = editor_client.post(
        merge_page(keep, other), answers(page, short_name="other", **changes)
    )

    assert list(form_errors(answered)) == [field]
    assert answered.context["form"]["short_name"].value() == "other"
    assert Organisation.objects.count() == 2


def test_second_of_two_editors_compares_once_more(editor_client, administrator_client, keep, other):
    page = editor_client.get(merge_page(keep, other))
    changed = typed(administrator_client.get(change_page(other)), name_en="Ministry of Labour")
    administrator_client.post(change_page(other), changed)

    answered = editor_client.post(merge_page(keep, other), answers(page))

    assert answered.context["refused"] == (
        "One of the two organisations was changed meanwhile. Compare them once more.",
    )
    assert "Ministry of Labour" in answered.text
    assert Organisation.objects.count() == 2


def test_refusal_of_the_domain_is_shown(editor_client):
    one, two = (RegionalOrganisationFactory().organisation for _number in range(2))
    page = editor_client.get(merge_page(one, two))

    answered = editor_client.post(merge_page(one, two), answers(page))

    assert answered.context["refused"][0].startswith("Both are regional organisations")


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_a_fixed_number_of_queries(
    editor_client, keep, other, count, django_assert_num_queries
):
    for _number in range(count):
        GrantProjectFactory(grantee=other).partners.set([keep, other])
        InterventionFactory(entity=other)

    with django_assert_num_queries(44):
        page = editor_client.get(merge_page(keep, other))

    assert page.context["sides"][1]["count"] == 3 * count


def test_other_one_is_chosen_by_name(editor_client, keep, other):
    page = reverse("admin:reference_organisation_choose", args=[keep.pk])
    assert page in editor_client.get(change_page(keep)).text

    assert editor_client.get(page).context["form"].errors == {}
    answered = editor_client.get(page, {"other": other.pk})

    assert answered["Location"] == merge_page(keep, other)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ("", "Choose an organisation."),
        ("x", "There is no such organisation any more. Choose another."),
        ("9" * 17, "There is no such organisation any more. Choose another."),
        ("own", "This is one and the same organisation."),
    ],
)
def test_what_is_no_other_one_is_refused(editor_client, keep, chosen, words):
    page = reverse("admin:reference_organisation_choose", args=[keep.pk])

    answered = editor_client.get(page, {"other": keep.pk if chosen == "own" else chosen})

    assert form_errors(answered) == {"other": [words]}


def test_list_shows_open_pairs_first_and_leads_to_the_comparison(editor_client, keep, other):
    suspect_all()

    page = editor_client.get(PAIRS)

    [pair] = page.context["cl"].result_list
    assert (pair.first, pair.second) == (keep, other)
    assert merge_page(keep, other) in page.text
    assert "nearly the same name" in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_a_fixed_number_of_queries(
    editor_client, number, django_assert_num_queries, editor
):
    for name in range(number):
        for _spelling in range(2):
            OrganisationFactory(name=f"Office {name}")
    suspect_all()

    with django_assert_num_queries(5):
        assert len(editor_client.get(PAIRS).context["cl"].result_list) == number


def test_two_that_are_two_are_not_asked_about_again(editor, editor_client, keep, other):
    suspect_all()

    answered = editor_client.post(apart_page(keep, other), follow=True)

    assert said(answered) == [
        "Ministry of Interior and Ministry of the Interior are two: nobody is asked again."
    ]
    assert list(answered.context["cl"].result_list) == []
    found = editor_client.get(PAIRS, {"state": "apart"}).context["cl"].result_list
    assert [pair.dismissed_by for pair in found] == [editor]
    assert editor_client.get(PAIRS, {"state": "all"}).context["cl"].result_count == 1
    assert "editor@example.org has found on" in editor_client.get(merge_page(keep, other)).text


def test_one_is_not_told_apart_from_itself(editor_client, keep):
    answered = editor_client.post(apart_page(keep, keep), follow=True)

    assert said(answered) == ["This is one and the same organisation."]


def test_ticked_pairs_are_told_apart_together(editor_client, keep, other):
    suspect_all()
    pair = OrganisationPair.objects.get()

    answered = editor_client.post(
        PAIRS, {"action": "tell_apart", "_selected_action": [pair.pk]}, follow=True
    )

    assert said(answered) == ["1 pair is told apart."]
    assert not OrganisationPair.objects.open().exists()


def test_viewer_sees_the_pairs_and_changes_nothing(viewer_client, keep, other):
    suspect_all()
    pair = OrganisationPair.objects.get()

    assert viewer_client.get(PAIRS).status_code == 200
    viewer_client.post(PAIRS, {"action": "tell_apart", "_selected_action": [pair.pk]})
    for page in (merge_page(keep, other), apart_page(keep, other)):
        assert viewer_client.post(page).status_code == 403

    assert OrganisationPair.objects.open().count() == 1
    assert Organisation.objects.count() == 2


def test_whoever_saves_a_second_one_is_told(editor_client, keep):
    page = "/admin/reference/organisation/add/"
    sent = typed(editor_client.get(page), name_en="Ministry of Interior!", slug="interior-2")

    answered = editor_client.post(page, sent, follow=True)

    assert any(
        words.startswith("This may be the same as Ministry of Interior:")
        for words in said(answered)
    )
    assert OrganisationPair.objects.open().count() == 1


def test_new_address_is_none_that_leads_elsewhere(editor_client, keep):
    FormerOrganisation.objects.create(slug="home-office", organisation=keep)
    page = "/admin/reference/organisation/add/"
    sent = typed(editor_client.get(page), name_en="Home Office", slug="home-office")

    refused = editor_client.post(page, sent)

    assert refused.context["adminform"].form.errors["slug"] == [
        "This address leads to Ministry of Interior, with which its own was merged."
    ]


# Other names -------------------------------------------------------------------------------------


def with_names(client, record, *names):
    shown = typed(client.get(change_page(record)))
    more = {f"other_names-{n}-name": name for n, name in enumerate(names)}
    total = {"other_names-TOTAL_FORMS": len(names)}
    return client.post(change_page(record), shown | more | total)


def name_errors(response):
    [formset] = [inline.formset for inline in response.context["inline_admin_formsets"]]
    return [form.errors.get("name", []) for form in formset.forms]


def test_other_names_are_compared_without_accents(editor_client, keep):
    country = CountryFactory()

    for record, model in ((country, CountryName), (keep, OrganisationName)):
        assert with_names(editor_client, record, "Côte d’Ivoire").status_code == 302
        assert model.objects.get().folded == "cote d ivoire"


@pytest.mark.parametrize("factory", [CountryFactory, OrganisationFactory])
def test_same_name_twice_is_refused(editor_client, factory):
    refused = with_names(editor_client, factory(), "Ivory Coast", "IVORY  COAST")

    assert name_errors(refused) == [
        [],
        ["This name is listed already: capitals, accents and signs do not count."],
    ]


@pytest.mark.parametrize("factory", [CountryFactory, OrganisationFactory])
def test_name_that_is_kept_already_is_refused(editor_client, factory):
    record = factory()
    with_names(editor_client, record, "Ivory Coast")

    refused = with_names(editor_client, record, "Ivory Coast", "ivory coast")

    assert [bool(errors) for errors in name_errors(refused)] == [False, True]


def test_name_of_another_country_is_refused(editor_client):
    taken = CountryFactory(name="Côte d’Ivoire")
    with_names(editor_client, taken, "Ivory Coast")

    refused = with_names(editor_client, CountryFactory(), "ivory coast")

    assert name_errors(refused) == [["This is another name of Côte d’Ivoire already."]]


def test_name_of_signs_alone_is_refused(editor_client, keep):
    refused = with_names(editor_client, keep, "—")

    assert name_errors(refused) == [["Write a name with letters or digits in it."]]


def test_name_can_be_changed_and_taken_away(editor_client, keep):
    with_names(editor_client, keep, "Interior")
    assert with_names(editor_client, keep, "The interior").status_code == 302
    assert keep.other_names.get().folded == "the interior"

    shown = typed(editor_client.get(change_page(keep)))
    editor_client.post(change_page(keep), shown | {"other_names-0-DELETE": "on"})

    assert not keep.other_names.exists()


def test_organisation_is_looked_up_by_its_other_names(editor_client, keep):
    with_names(editor_client, keep, "Home Office", "Home Office of old")

    listed = editor_client.get("/admin/reference/organisation/", {"q": "home office"})

    assert list(listed.context["cl"].result_list) == [keep]


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_organisation_is_not_compared_with_itself(editor, editor_client, keep, other, method):
    suspect_all()
    dismiss(one=keep, other=other, by=editor, at=timezone.now())

    page = getattr(editor_client, method)(merge_page(keep, keep), follow=True)

    choose = reverse("admin:reference_organisation_choose", args=[keep.pk])
    assert page.redirect_chain == [(f"{choose}?other={keep.pk}", 302)]
    assert form_errors(page) == {"other": ["This is one and the same organisation."]}
    assert "has found on" not in page.text


def test_a_viewer_reads_of_pairs_without_a_way_to_merge_them(
    viewer_client, editor_client, keep, other
):
    suspect_all()

    page = viewer_client.get(PAIRS)

    assert "Ministry of the Interior" in page.text
    assert "Compare and merge" not in page.text
    assert "Compare and merge" in editor_client.get(PAIRS).text


def test_the_page_of_one_that_was_merged_leads_to_the_one_that_stays(editor_client, keep, other):
    gone = change_page(other)
    page = editor_client.get(merge_page(keep, other))
    editor_client.post(merge_page(keep, other), answers(page, name_en="other", short_name="other"))

    assert editor_client.get(gone)["Location"] == change_page(keep)


def test_the_page_of_one_that_never_was_leads_to_none(editor_client, keep):
    answer = editor_client.get(change_page(keep).replace(str(keep.pk), "987654"))

    assert answer["Location"] == reverse("admin:index")


@pytest.mark.parametrize(
    ("taken", "made"), [(None, "port-authority"), ("port-authority", "port-authority-2")]
)
def test_address_that_nobody_typed_is_made_of_the_name(editor_client, keep, taken, made):
    """It is none that leads to an organisation that was merged."""
    if taken:
        FormerOrganisation.objects.create(slug=taken, organisation=keep)
    page = reverse("admin:reference_organisation_add")

    typing = typed(editor_client.get(page), name_en="Port Authority", slug="")
    added = editor_client.post(page, typing)

    assert added.status_code == 302
    assert Organisation.objects.get(name_en="Port Authority").slug == made
