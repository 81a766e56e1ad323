"""The back-office of Component 2: projects written, their rules said at the field, previews."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from acpmigration.dates import DatedFact
from nsa_grants.models import GrantProject
from tests.factories.files import picture
from tests.factories.nsa_grants import GrantPictureFactory, GrantProjectFactory
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory, opened
from tests.technical_assistance.back_office import change_page, step_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

ADD = "admin:nsa_grants_grantproject_add"
LIST = "admin:nsa_grants_grantproject_changelist"
PARTS = {"reach": 0, "quotes": 1, "links": 2, "pictures": 3, "reports": 4}


def add(client, **changes):
    page = reverse(ADD)
    words = {"kind": "national", "title_en": "Radio for returnees"} | changes
    return client.post(page, typed(client.get(page), **words))


def change(client, grant, **changes):
    page = change_page(grant)
    return client.post(page, typed(client.get(page), **changes))


def errors(response):
    return response.context["adminform"].form.errors


def errors_of(response, part):
    return str(response.context["inline_admin_formsets"][PARTS[part]].formset.errors)


def test_national_project_is_added_and_covers_its_country(editor_client):
    country = CountryFactory()

    response = add(
        editor_client,
        country=country.pk,
        no_intervention_reason="None is documented.",
        started="2017",
        ended="2018-06",
    )

    assert response.status_code == 302
    grant = GrantProject.objects.get()
    assert list(grant.countries.all()) == [country]
    assert (grant.started, grant.ended) == (DatedFact.parse("2017"), DatedFact.parse("2018-06"))
    assert (grant.slug, grant.is_published) == ("radio-for-returnees", False)


def test_title_of_another_page_makes_another_address(editor_client):
    add(
        editor_client,
        title_en="Map",
        country=CountryFactory().pk,
        no_intervention_reason="None is documented.",
    )

    assert GrantProject.objects.get().slug == "map-2"


def test_place_has_to_fit_the_kind(editor_client):
    refused = add(editor_client, kind="regional", country=CountryFactory().pk)

    assert "A national project names one country" in str(errors(refused)["country"])
    assert not GrantProject.objects.exists()


def test_intervention_has_to_be_in_the_place_and_share_a_topic(editor, editor_client):
    elsewhere = opened(by=editor)
    elsewhere.topics.set([TopicFactory()])

    refused = add(
        editor_client,
        country=CountryFactory().pk,
        topics=[TopicFactory().pk],
        intervention=elsewhere.pk,
    )

    said = str(errors(refused)["intervention"])
    assert "choose one in the place of the project" in said
    assert "share no topic" in said


def test_regional_project_stays_in_its_region(editor_client):
    region = RegionFactory()
    inside, outside = CountryFactory(region=region), CountryFactory()

    refused = add(
        editor_client, kind="regional", region=region.pk, countries=[inside.pk, outside.pk]
    )

    assert f"{outside} is not in the region {region}." in str(errors(refused)["countries"])


def test_parts_are_added_and_their_changes_told(editor_client):
    grant = GrantProjectFactory()

    response = change(
        editor_client,
        grant,
        **{
            "reach-0-value": "1200",
            "reach-0-source": "The final report",
            "quotes-0-text": "Eu voltei.",
            "quotes-0-language": "pt",
            "quotes-0-attribution": "A returnee",
            "quotes-0-translation_en": "I came back.",
            "links-0-url": "https://example.org/play",
            "links-0-label_en": "A video",
            "pictures-0-image": SimpleUploadedFile("p.jpg", picture(), "image/jpeg"),
            "pictures-0-credit": "IOM",
            "pictures-0-alternative_text_en": "People on a stage",
            "reports-0-kind": "final",
            "reports-0-due_on": "2018-06-30",
        },
    )

    assert response.status_code == 302
    parts = (grant.reach, grant.quotes, grant.links, grant.pictures, grant.reports)
    assert [part.count() for part in parts] == [1, 1, 1, 1, 1]
    history = editor_client.get(reverse("admin:nsa_grants_grantproject_history", args=[grant.pk]))
    assert "Eu voltei." in history.text


@pytest.mark.parametrize(
    ("part", "changes", "said"),
    [
        ("reach", {"reach-0-value": "12"}, "source"),
        ("reach", {"reach-0-value": "-1", "reach-0-source": "x"}, "greater than or equal to 0"),
        ("links", {"links-0-url": "javascript:alert(1)", "links-0-label_en": "x"}, "valid URL"),
        (
            "pictures",
            {
                "pictures-0-image": SimpleUploadedFile("p.jpg", b"<svg onload=x>", "image/jpeg"),
                "pictures-0-credit": "IOM",
                "pictures-0-alternative_text_en": "x",
            },
            "image",
        ),
        ("reports", {"reports-0-kind": "final", "reports-0-due_on": "30/02/2018"}, "valid date"),
    ],
)
def test_part_is_refused_at_its_field(editor_client, part, changes, said):
    grant = GrantProjectFactory()

    refused = change(editor_client, grant, **changes)

    assert said in errors_of(refused, part)
    assert getattr(grant, part).count() == 0


def test_same_number_twice_is_refused_in_words(editor_client):
    grant = GrantProjectFactory()
    grant.reach.create(value=5, source="A report")
    changes = {"reach-1-value": "6", "reach-1-source": "Another"}

    refused = change(editor_client, grant, **changes)

    assert "This number is given already." in errors_of(refused, "reach")


def test_second_editor_sees_the_first_change(editor_client, administrator_client):
    grant = GrantProjectFactory()
    page = change_page(grant)
    first, second = editor_client.get(page), administrator_client.get(page)
    editor_client.post(page, typed(first, started="2016"))

    refused = administrator_client.post(page, typed(second, started="2017"))

    assert errors(refused)["started"] == ["Stored now: 2016"]


def test_public_project_is_previewed_with_its_pictures(viewer_client, client):
    kept = GrantPictureFactory()
    address = reverse("admin:nsa_grants_grantproject_picture", args=[kept.pk])

    preview = viewer_client.get(step_of(kept.grant, "preview"))

    assert "This is a draft" in preview.text
    assert address in preview.text
    assert viewer_client.get(address).status_code == 200
    assert client.get(kept.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_a_fixed_number_of_queries(editor_client, count, django_assert_max_num_queries):
    for _number in range(count):
        GrantProjectFactory()

    with django_assert_max_num_queries(13):
        response = editor_client.get(reverse(LIST))

    assert len(response.context["cl"].result_list) == count


def test_list_is_narrowed_by_region_and_publication(editor_client):
    region = RegionFactory()
    inside = GrantProjectFactory(country=CountryFactory(region=region), published=True)
    GrantProjectFactory(country=CountryFactory(region=region))
    GrantProjectFactory(published=True)

    found = editor_client.get(reverse(LIST), {"region": region.slug, "public": "yes"})

    assert list(found.context["cl"].result_list) == [inside]


def test_publication_of_several_tells_which_was_refused(editor_client):
    ready, lacking = GrantProjectFactory(), GrantProjectFactory(summary="")

    selected = {"action": "publish_selected", "_selected_action": [ready.pk, lacking.pk]}

    asked = editor_client.post(reverse(LIST), selected)
    answered = editor_client.post(
        reverse(LIST), selected | {"confirmed": asked.context["digest"]}, follow=True
    )

    ready.refresh_from_db()
    lacking.refresh_from_db()
    assert (ready.is_published, lacking.is_published) == (True, False)
    assert "The summary is missing, in English at least." in answered.text


def test_the_topic_that_a_project_shares_with_its_intervention_is_not_taken_away(editor_client):
    shared, other = TopicFactory.create_batch(2)
    country = CountryFactory()
    intervention = InterventionFactory(country=country)
    intervention.topics.add(shared)
    grant = GrantProjectFactory(country=country, intervention=intervention)
    grant.topics.set([shared, other])
    sent = {
        "action": "remove_topic_selected",
        "_selected_action": [grant.pk],
        "topic": shared.pk,
    }

    page = editor_client.post(reverse(LIST), sent)

    [(row, why)] = page.context["summary"].refused
    assert (row, str(why)) == (
        grant,
        "The project and the related intervention share no topic.",
    )
    assert set(grant.topics.all()) == {shared, other}
