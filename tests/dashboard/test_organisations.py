"""The pages of organisations: what each took part in, as far as it is public."""

import pytest

from acpmigration.publication import publish
from acpmigration.search.indexing import stale
from dashboard.domain.organisations import taking_part
from tests.dashboard.reading import Page
from tests.factories.knowledge import EventFactory
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import OrganisationFactory, TopicFactory
from tests.factories.technical_assistance import (
    PUBLISHED_AT,
    AssistanceRequestFactory,
    InterventionFactory,
    PartnershipFactory,
)

pytestmark = pytest.mark.django_db


def parts(organisation, **more):
    """A record of each kind in which the organisation took part."""
    return [
        InterventionFactory(entity=organisation, **more),
        PartnershipFactory(
            organisation=organisation, intervention=InterventionFactory(**more)
        ).intervention,
        GrantProjectFactory(grantee=organisation, **more),
        GrantProjectFactory(partners=[organisation], **more),
        EventFactory(partners=[organisation], **more),
    ]


def test_an_organisation_tells_all_that_it_took_part_in(client):
    organisation = OrganisationFactory()
    records = parts(organisation, published=True)
    drafts = parts(organisation, title="A draft")

    page = client.get(organisation.get_absolute_url()).content.decode()

    for record in records:
        assert record.get_absolute_url() in page
    for draft in drafts:
        assert draft.get_absolute_url() not in page
    assert "A draft" not in page


def test_an_organisation_of_drafts_alone_has_no_page(client):
    organisation = OrganisationFactory(name="Only in drafts")
    parts(organisation)

    assert client.get(organisation.get_absolute_url()).status_code == 404
    assert "Only in drafts" not in client.get("/organisations/").content.decode()


@pytest.mark.parametrize("way", range(5))
def test_any_public_part_gives_an_organisation_its_page(client, way):
    organisation = OrganisationFactory()
    for number, record in enumerate(parts(organisation, published=True)):
        if number != way:
            record.published_at = record.published_by = None
            record.save()

    assert client.get(organisation.get_absolute_url()).status_code == 200


def test_a_published_request_names_its_entity():
    organisation = OrganisationFactory()
    AssistanceRequestFactory(entity=organisation)
    assert organisation not in taking_part()

    AssistanceRequestFactory(entity=organisation, published=True)

    assert organisation in taking_part()


def test_the_list_is_searched_and_narrowed(client):
    ngo = OrganisationFactory(name="Association José", kind="ngo")
    other = OrganisationFactory(name="A ministry", kind="government")
    for organisation in (ngo, other):
        GrantProjectFactory(grantee=organisation, published=True)

    assert Page(client.get("/organisations/").text).count == 2
    assert Page(client.get("/organisations/?kind=ngo").text).count == 1


def test_what_is_published_is_found_at_once(client, editor):
    organisation = OrganisationFactory(name="Association José")
    grant = GrantProjectFactory(grantee=organisation)

    publish(record=grant, by=editor, at=PUBLISHED_AT)

    assert Page(client.get("/organisations/?q=jose").text).count == 1
    assert not [kind for kind, pk in stale() if pk == organisation.pk and kind == "organisation"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_a_fixed_number_of_queries(client, count, django_assert_num_queries):
    organisation = OrganisationFactory()
    for _each in range(count):
        parts(organisation, published=True)
        GrantProjectFactory(grantee=OrganisationFactory(), published=True)
        AssistanceRequestFactory(entity=organisation, published=True, topics=[TopicFactory()])

    with django_assert_num_queries(8):
        client.get(organisation.get_absolute_url())
    with django_assert_num_queries(4):
        client.get("/organisations/")


def test_an_organisation_says_as_what_it_took_part(client):
    organisation = OrganisationFactory()
    InterventionFactory(entity=organisation, published=True, title="Asked")
    PartnershipFactory(
        organisation=organisation,
        role="funder",
        intervention=InterventionFactory(published=True, title="Paid"),
    )
    GrantProjectFactory(grantee=organisation, partners=[organisation], published=True, title="Both")

    said = {
        line["title"]: line["roles"]
        for part in client.get(organisation.get_absolute_url()).context["parts"]
        for line in part["lines"]
    }

    assert said == {"Asked": ["asked for it"], "Paid": ["funder"], "Both": ["grantee", "partner"]}


def test_the_requests_of_an_organisation_are_told_with_what_became_of_them(client):
    organisation = OrganisationFactory()
    topic = TopicFactory(name="Visas")
    AssistanceRequestFactory(entity=organisation, published=True, topics=[topic])
    AssistanceRequestFactory(entity=organisation, topics=[TopicFactory(name="Hidden")])

    page = client.get(organisation.get_absolute_url())

    assert [line["title"] for part in page.context["parts"] for line in part["lines"]] == ["Visas"]
    assert "Hidden" not in page.text
