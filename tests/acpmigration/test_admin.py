"""The back-office as a whole, and the rows of reference in it."""

import pytest
from django.urls import reverse

from acpmigration.pages.models import Text
from acpmigration.reference.models import Organisation, SDGTarget, Topic
from tests.factories.accounts import PASSWORD
from tests.factories.reference import (
    CountryFactory,
    OACPSRegionFactory,
    OrganisationFactory,
    RegionalOrganisationFactory,
    RegionFactory,
    SDGTargetFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import opened

FACTORIES = {
    "country": CountryFactory,
    "oacpsregion": OACPSRegionFactory,
    "organisation": OrganisationFactory,
    "region": RegionFactory,
    "regionalorganisation": RegionalOrganisationFactory,
    "sdgtarget": SDGTargetFactory,
    "topic": TopicFactory,
    "typology": TypologyFactory,
}


def address(model, page, *args, app="reference"):
    return reverse(f"admin:{app}_{model}_{page}", args=args)


@pytest.mark.parametrize("model", FACTORIES)
def test_lists_of_reference_take_a_fixed_number_of_queries(editor_client, model, count_queries):
    FACTORIES[model]()
    with_one = count_queries(lambda: editor_client.get(address(model, "changelist")))
    for _more in range(2):
        FACTORIES[model]()

    with_three = count_queries(lambda: editor_client.get(address(model, "changelist")))

    assert with_one == with_three


@pytest.fixture
def count_queries(django_assert_max_num_queries):
    def count(ask):
        with django_assert_max_num_queries(30) as asked:
            assert ask().status_code == 200
        return len(asked)

    return count


@pytest.mark.parametrize("model", FACTORIES)
def test_every_row_of_reference_has_its_page_and_its_history(editor_client, model):
    row = FACTORIES[model]()

    page = editor_client.get(address(model, "change", row.pk))
    history = editor_client.get(address(model, "history", row.pk))

    assert 'name="seen"' in page.text
    assert "<h1>" in history.text


def test_languages_are_folded_but_for_english(editor_client):
    page = editor_client.get(address("topic", "add"))

    assert page.text.count("<details") == 3
    assert "Português" in page.text


def test_slug_is_given_once(editor_client):
    topic = TopicFactory(slug="remittances")
    page = address("topic", "change", topic.pk)
    seen = editor_client.get(page).context["adminform"].form["seen"].value()

    editor_client.post(
        page, {"seen": seen, "name_en": "Transfers", "slug": "transfers", "position": 1}
    )

    topic.refresh_from_db()
    assert (topic.name_en, topic.slug) == ("Transfers", "remittances")


def test_organisation_in_use_is_not_deleted_and_the_page_says_why(editor, editor_client):
    entity = OrganisationFactory()
    opened(by=editor, entity=entity)

    response = editor_client.post(address("organisation", "delete", entity.pk), {"post": "yes"})

    assert response.status_code == 200
    assert "protected related objects" in response.text
    assert Organisation.objects.filter(pk=entity.pk).exists()


def test_topic_in_use_is_not_deleted_either(editor, editor_client):
    topic = TopicFactory()
    opened(by=editor, title="About the topic").topics.add(topic)

    response = editor_client.post(address("topic", "delete", topic.pk), {"post": "yes"})

    assert "Intervention: About the topic" in response.text
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_topic_that_nobody_uses_is_deleted(editor_client):
    topic = TopicFactory()

    editor_client.post(address("topic", "delete", topic.pk), {"post": "yes"})

    assert not Topic.objects.exists()


def test_text_is_sanitised_and_counts_its_version(editor_client):
    text = Text.objects.create(key="page/about", title_en="About")
    page = address("text", "change", text.pk, app="pages")
    seen = editor_client.get(page).context["adminform"].form["seen"].value()
    body = "<p>Safe</p><script>alert(1)</script>"

    editor_client.post(page, {"seen": seen, "title_en": "About", "body_en": body})

    text.refresh_from_db()
    assert (text.body_en, text.version) == ("<p>Safe</p>", 1)


def test_editor_meets_no_people(editor_client, editor):
    index = editor_client.get(reverse("admin:index"))
    people = reverse("admin:accounts_user_changelist")

    assert people not in index.text
    assert editor_client.get(people).status_code == 403


def test_the_door_of_the_back_office_is_that_of_the_site(client):
    response = client.get("/fr/admin/login/?next=/fr/admin/reference/")

    assert response.status_code == 302
    assert response["Location"] == "/fr/accounts/login/?next=/fr/admin/reference/"


def test_no_password_is_taken_at_the_door_of_the_back_office(editor_client, administrator):
    response = editor_client.post(
        reverse("admin:login"), {"username": administrator.email, "password": PASSWORD}
    )

    assert response["Location"] == reverse("admin:index")
    assert editor_client.get(reverse("admin:accounts_user_changelist")).status_code == 403


def test_coordinator_is_told_why_the_door_is_closed(coordinator_client):
    response = coordinator_client.get(reverse("admin:login"))

    assert response.status_code == 403
    assert "The back-office is for the staff of the Action." in response.text


def test_passwords_are_changed_on_the_page_of_the_account(editor_client):
    changing = editor_client.get(reverse("admin:password_change"))
    changed = editor_client.get(reverse("admin:password_change_done"))

    assert changing["Location"] == reverse("account_change_password")
    assert changed["Location"] == reverse("account_home")


@pytest.mark.parametrize("language", ["fr", "pt", "es"])
def test_back_office_speaks_the_language_of_its_address(editor_client, language):
    response = editor_client.get(f"/{language}/admin/")

    assert f'<html lang="{language}"' in response.text


def test_moments_are_shown_by_the_clock_of_the_reader(editor, editor_client):
    editor.time_zone = "Pacific/Apia"
    editor.save()

    response = editor_client.get(reverse("admin:index"))

    assert 'data-admin-utc-offset="46800"' in response.text


@pytest.mark.parametrize("verb", ["change", "delete"])
def test_address_that_names_no_field_means_the_key(editor_client, verb):
    topic = TopicFactory()

    response = editor_client.get(f"{address('topic', verb, topic.pk)}?_to_field=")

    assert topic.name in response.text


@pytest.mark.parametrize("sent", ["x", "²", "-1", "1.5", "9" * 30, b"\xed\xa0\x80", "a\0"])
def test_choice_that_nobody_was_offered_is_refused_beside_its_field(editor_client, sent):
    page = address("organisation", "add")
    words = {"name_en": "A ministry", "slug": "ministry", "kind": "government"}

    response = editor_client.post(page, words | {"country": sent})

    assert list(response.context["adminform"].form.errors) == ["country"]
    assert response.context["adminform"].form["name_en"].value() == "A ministry"


def test_number_beyond_every_row_never_fails(editor_client):
    page = address("sdgtarget", "add")

    response = editor_client.post(page, {"code": "10.1", "topics": "9" * 30})

    assert response.status_code in (200, 400)
    assert not SDGTarget.objects.exists()


def test_second_administrator_of_a_person_sees_the_first_change(administrator_client, viewer):
    page = address("user", "change", viewer.pk, app="accounts")
    data = {"email": viewer.email, "time_zone": viewer.time_zone, "language": "en"}
    data["is_active"] = "on"
    data["seen"] = administrator_client.get(page).context["adminform"].form["seen"].value()
    administrator_client.post(page, data | {"role": "editor"})

    refused = administrator_client.post(page, data | {"role": "viewer", "name": "A viewer"})

    form = refused.context["adminform"].form
    assert form.errors["role"] == ["Stored now: editor"]
    assert form["name"].value() == "A viewer"


@pytest.mark.parametrize(("eligibility", "leads"), [("member", True), ("none", False)])
def test_only_a_country_that_has_a_page_leads_to_it(editor_client, eligibility, leads):
    region = RegionFactory() if leads else None
    country = CountryFactory(eligibility=eligibility, region=region)

    page = editor_client.get(reverse("admin:reference_country_change", args=[country.pk]))

    assert page.context["has_absolute_url"] is leads


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "BREW"])
def test_a_method_that_the_back_office_does_not_know_makes_no_page(editor_client, method):
    for page in ("/admin/", "/admin/reference/region/", "/admin/roles/"):
        response = editor_client.generic(method, page)

        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST"), page
        assert response.content == b""
