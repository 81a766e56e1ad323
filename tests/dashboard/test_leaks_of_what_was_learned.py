"""No draft of a grant, product, event or recommendation has an address or stands on a page."""

from datetime import date

import pytest
from django.conf import settings

from acpmigration.pages.models import Text
from acpmigration.search.indexing import refresh
from knowledge.models import EditionText
from nsa_grants.models import GrantProject
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import (
    EditionFactory,
    EventFactory,
    KnowledgeProductFactory,
    RecommendationFactory,
    UseFactory,
)
from tests.factories.nsa_grants import (
    GrantLinkFactory,
    GrantPictureFactory,
    GrantProjectFactory,
    GrantReportFactory,
    QuoteFactory,
    ReachFactory,
)
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Every hidden text holds it; no page has a reason to.
SECRET = "zqxsecret"
DAY = date(2018, 5, 22)
PAGES = [
    *("/", "/interventions/", "/interventions/shown/", "/requests/"),
    *("/grants/", "/grants/?kind=national", "/grants/?q=zqxsecret", "/grants/map/"),
    *("/grants/possible/", "/grants/shown/", "/grants/?status=draft"),
    *("/knowledge/", "/knowledge/?q=zqxsecret", "/knowledge/shown/", "/knowledge/?kind=draft"),
    *("/knowledge/shown/citation.bib", "/knowledge/shown/citation.ris"),
    *("/events/", "/events/?q=zqxsecret", "/events/shown/", "/events/calendar.ics"),
    *("/events/shown.ics", "/recommendations/"),
    *("/search/", "/search/?q=zqxsecret"),
    *("/organisations/", "/organisations/?q=zqxsecret", "/organisations/shown/"),
    *("/regions/caribbean/", "/countries/haiti/", "/topics/visas/"),
]


def at(language: str, address: str) -> str:
    return address if language == "en" else f"/{language}{address}"


def secrets(*fields: str) -> dict[str, str]:
    return {
        f"{field}_{language}": f"{SECRET} <p>{SECRET}</p>"
        for field in fields
        for language in LANGUAGES
    }


@pytest.fixture
def drafts():
    """A draft of each kind, tied in every way to a published one of each kind, and the reverse."""
    country = CountryFactory(slug="haiti", region=RegionFactory(slug="caribbean"))
    topic, typology = TopicFactory(slug="visas"), TypologyFactory()
    organisation = OrganisationFactory(slug="shown", name="Shown")
    hidden = OrganisationFactory(slug="zqxsecret-organisation", name=SECRET)
    for key in ("about", "how-we-count", "privacy", "accessibility", "contact"):
        Text.objects.create(key=f"page/{key}", title_en=key, body_en="<p>Words.</p>")
    intervention = InterventionFactory(
        slug="shown", title="Shown", published=True, country=country, topics=[topic]
    )
    day = {"starts_from": DAY, "starts_until": DAY}

    def records(*, is_public: bool) -> dict[str, object]:
        slug = "shown" if is_public else f"{SECRET}-slug"
        about = {"published": is_public, "slug": slug}
        grant = GrantProjectFactory(
            **about,
            country=country,
            topics=[topic],
            typologies=[typology],
            grantee=organisation if is_public else hidden,
            partners=[organisation],
            intervention=intervention,
            no_intervention_reason=SECRET,
            amount=1234567,
            **({"title": "Shown"} if is_public else secrets("title", "summary", "story")),
        )
        event = EventFactory(
            **about,
            **day,
            country=country,
            topics=[topic],
            partners=[organisation if is_public else hidden],
            **({"title": "Shown"} if is_public else secrets("title", "summary", "outcomes")),
        )
        product = KnowledgeProductFactory(
            **about,
            topics=[topic],
            countries=[country],
            regions=[country.region],
            interventions=[intervention],
            authors="Shown" if is_public else SECRET,
            **({"title": "Shown"} if is_public else secrets("title", "abstract")),
        )
        recommendation = RecommendationFactory(
            **about,
            topic=topic,
            interventions=[intervention],
            **({"text": "Shown"} if is_public else secrets("text")),
        )
        return {"grant": grant, "event": event, "product": product, "said": recommendation}

    shown, draft = records(is_public=True), records(is_public=False)
    for here, there in ((shown, draft), (draft, shown), (shown, shown)):
        here["product"].grants.add(there["grant"])
        here["product"].events.add(there["event"])
        here["event"].products_discussed.add(there["product"])
        here["said"].products.add(there["product"])
        here["said"].grants.add(there["grant"])
    for part in (GrantLinkFactory, ReachFactory, QuoteFactory):
        part(grant=shown["grant"])
    GrantReportFactory(grant=shown["grant"], note=SECRET)
    QuoteFactory(grant=draft["grant"], text=SECRET, attribution=SECRET, translation=SECRET)
    ReachFactory(grant=draft["grant"], value=7654321, source=SECRET)
    GrantLinkFactory(grant=draft["grant"], label=SECRET, url=f"https://example.org/{SECRET}")
    UseFactory(product=draft["product"], where=SECRET)
    KnowledgeProductFactory(title=SECRET, slug=f"{SECRET}-extract", extract_of=shown["product"])
    KnowledgeProductFactory(
        title="Shown extract", published=True, slug="shown-extract", extract_of=draft["product"]
    )
    draft["picture"] = GrantPictureFactory(
        grant=draft["grant"], alternative_text=SECRET, credit=SECRET
    )
    draft["edition"] = EditionFactory(product=draft["product"])
    EditionText.objects.create(
        edition=draft["edition"], read_from=draft["edition"].file.name, text=SECRET
    )
    for row in (*shown.values(), *list(draft.values())[:4], intervention, organisation, hidden):
        refresh(row)
    return draft


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_draft_stands_on_a_public_page(client, drafts, language):
    told = {}
    for address in PAGES:
        answer = client.get(at(language, address))
        text = answer.content.decode()
        # The words that were searched for are said again.
        said = text.replace("zqxsecret</", "").replace('value="zqxsecret"', "")
        said = said.replace("q=zqxsecret", "").replace("“zqxsecret”", "")
        said = said.replace("«\u202fzqxsecret\u202f»", "").replace("«zqxsecret»", "")
        told[address] = (answer.status_code, SECRET in said, "1234567" in text, "7654321" in text)

    assert told == dict.fromkeys(PAGES, (200, False, False, False))


def test_no_word_of_a_draft_stands_in_the_site_map(client, drafts):
    assert SECRET not in client.get("/sitemap.xml").content.decode()


def test_a_draft_and_its_files_have_no_address(client, drafts):
    slug = f"{SECRET}-slug"
    addresses = [
        f"/grants/{slug}/",
        f"/grants/pictures/{drafts['picture'].pk}",
        f"/knowledge/{slug}/",
        f"/knowledge/{slug}/citation.bib",
        f"/knowledge/{slug}/{drafts['edition'].file_name}",
        f"/events/{slug}/",
        f"/events/{slug}.ics",
        "/organisations/zqxsecret-organisation/",
    ]

    answers = {address: client.get(address).status_code for address in addresses}

    assert answers == dict.fromkeys(addresses, 404)


def test_the_file_is_there_once_the_product_is_public(client, drafts, editor):
    product = drafts["product"]
    type(product).objects.filter(pk=product.pk).update(
        published_at=product.updated_at, published_by=UserFactory(editor=True)
    )

    assert client.get(drafts["edition"].get_absolute_url()).status_code == 200


def test_a_draft_moves_no_number(client, drafts):
    pages = ["/", "/grants/", "/knowledge/", "/events/", "/topics/visas/", "/countries/haiti/"]
    before = [client.get(address).content for address in pages]

    GrantProject.objects.filter(published_at__isnull=True).delete()

    assert [client.get(address).content for address in pages] == before
