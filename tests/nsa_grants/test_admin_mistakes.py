"""What is wrong with a grant is said where it is; two people who add to one lose nothing."""

import pytest

from acpmigration.dates import DatedFact
from nsa_grants.models import GrantProject
from technical_assistance.admin import written
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import CountryFactory, OrganisationFactory
from tests.nsa_grants.test_admin import add, change, errors, errors_of
from tests.technical_assistance.back_office import change_page, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_what_contradicts_itself_is_said_at_a_field_and_named_on_top(editor_client):
    refused = add(editor_client, amount="-1", started="2018", ended="2017")

    said = errors(refused)
    assert "names one country" in said["country"][0]
    assert "related intervention" in said["no_intervention_reason"][0]
    assert said["amount"] == ["The amount is below zero."]
    assert said["ended"] == ["The end is before the beginning."]
    assert '<a href="#id_country">' in refused.text
    assert not GrantProject.objects.exists()


def test_country_that_the_action_does_not_work_with_is_refused(editor_client):
    elsewhere = CountryFactory(elsewhere=True)
    grant = GrantProjectFactory()

    refused = add(editor_client, country=elsewhere.pk, no_intervention_reason="None.")
    changed = change(editor_client, grant, country=elsewhere.pk)

    assert "country" in errors(refused)
    assert "country" in errors(changed)


@pytest.mark.parametrize("day", ["0018-05-03", "3018", "../1600"])
def test_year_that_is_mistyped_is_asked_about(editor_client, day):
    refused = add(editor_client, country=CountryFactory().pk, started=day)

    assert errors(refused)["started"] == ["Is the year right? Years from 1900 to 2100 are taken."]


@pytest.mark.parametrize("title", ["\u200b\u200b", "\u2060 \ufeff"])
def test_title_that_cannot_be_seen_is_refused(editor_client, title):
    refused = add(editor_client, country=CountryFactory().pk, title_en=title)

    assert "title_en" in errors(refused)


def test_part_that_somebody_added_meanwhile_is_shown_and_not_added_twice(
    editor_client, administrator_client
):
    grant = GrantProjectFactory()
    page = change_page(grant)
    first, second = editor_client.get(page), administrator_client.get(page)
    reach = {"reach-0-value": 7, "reach-0-source": "The first report"}
    editor_client.post(page, typed(first, **reach))

    refused = administrator_client.post(page, typed(second, **reach))
    again = administrator_client.post(page, typed(refused))

    assert str(grant.reach.get()) in refused.text
    assert "Somebody added this meanwhile" in refused.text
    assert again.status_code == 200
    assert "given already" in errors_of(again, "reach")
    assert grant.reach.count() == 1


def test_other_part_that_somebody_added_meanwhile_stays(editor_client, administrator_client):
    grant = GrantProjectFactory()
    page = change_page(grant)
    first, second = editor_client.get(page), administrator_client.get(page)
    editor_client.post(page, typed(first, **{"reach-0-value": 7, "reach-0-source": "A report"}))
    own = {"reach-0-value": 9, "reach-0-source": "Another", "reach-0-kind": "target"}

    refused = administrator_client.post(page, typed(second, **own))
    administrator_client.post(page, typed(refused))

    assert sorted(grant.reach.values_list("value", flat=True)) == [7, 9]


def test_viewer_reads_a_dash_where_no_date_is_known(viewer_client):
    page = viewer_client.get(change_page(GrantProjectFactory()))

    assert ">None<" not in page.text


def test_public_record_says_why_it_has_no_button_for_deleting(editor_client):
    public, draft = GrantProjectFactory(published=True), GrantProjectFactory()

    assert "A public record is not deleted" in editor_client.get(change_page(public)).text
    assert "A public record is not deleted" not in editor_client.get(change_page(draft)).text


def test_two_people_who_add_one_title_at_once_get_two_addresses(editor_client, monkeypatch):
    slugs = iter(["radio", "radio", "radio-2"])
    monkeypatch.setattr(written, "free_slug", lambda *args, **more: next(slugs))
    given = {"country": CountryFactory().pk, "no_intervention_reason": "None."}

    for _person in range(2):
        assert add(editor_client, **given).status_code == 302

    assert set(GrantProject.objects.values_list("slug", flat=True)) == {"radio", "radio-2"}


def test_national_project_names_an_intervention_or_a_reason(editor_client):
    refused = add(editor_client, country=CountryFactory().pk)

    assert "names the related intervention, or says why" in str(
        errors(refused)["no_intervention_reason"]
    )


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"started": "June"}, "started", "is not a date we can read"),
        ({"amount": "-5"}, "amount", "below zero"),
        ({"amount": "a lot"}, "amount", "Enter a number"),
        ({"started": "2019", "ended": "2017"}, "ended", "before"),
    ],
)
def test_bad_input_is_refused_and_kept(editor_client, changes, field, said):
    grant = GrantProjectFactory()

    refused = change(editor_client, grant, **changes)

    form = refused.context["adminform"].form
    assert said in str(form.errors[field])
    assert {name: form[name].value() for name in changes} == changes


def test_what_was_typed_for_a_record_that_is_deleted_meanwhile_can_be_kept(
    editor_client, administrator_client
):
    grant = GrantProjectFactory(country=CountryFactory())
    grant.reach.create(value=7, source="A report")
    page = change_page(grant)
    opened = editor_client.get(page)
    administrator_client.post(page.replace("/change/", "/delete/"), {"post": "yes"})
    assert not GrantProject.objects.exists()

    told = editor_client.post(page, typed(opened, title_en="Typed for an hour"))
    kept = editor_client.post(page, typed(told))

    assert "Somebody deleted this meanwhile" in told.text
    assert "Typed for an hour" in told.text
    assert kept.status_code == 302
    again = GrantProject.objects.get()
    assert again.title == "Typed for an hour"
    assert again.reach.get().value == 7


def test_what_only_the_first_has_changed_is_taken_over(editor_client, administrator_client):
    grant = GrantProjectFactory()
    page = change_page(grant)
    editor_client.post(page, typed(editor_client.get(page), amount="5", is_amount_public="on"))
    first, second = editor_client.get(page), administrator_client.get(page)
    sent = typed(first, started="2017", grantee=OrganisationFactory().pk, amount="")
    del sent["is_amount_public"]
    editor_client.post(page, sent)

    refused = administrator_client.post(page, typed(second, title_en="The second title"))
    administrator_client.post(page, typed(refused))

    grant.refresh_from_db()
    assert grant.title == "The second title"
    assert grant.started == DatedFact.parse("2017")
    assert grant.grantee is not None
    assert (grant.amount, grant.is_amount_public) == (None, False)
