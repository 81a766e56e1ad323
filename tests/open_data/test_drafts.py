"""Drafts, and what only they name, are told to no program: one of each kind, tied to all."""

from datetime import date
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver

from acpmigration.search.indexing import refresh
from knowledge.models import Event, KnowledgeProduct, Recommendation
from nsa_grants.models import GrantProject
from technical_assistance.models import AssistanceRequest, Intervention
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
    QuoteFactory,
    ReachFactory,
)
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionFactory,
    TopicFactory,
)
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    InterventionFactory,
    PartnershipFactory,
    PictureFactory,
    ProgressEntryFactory,
    StageDocumentFactory,
)

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Stands in each text and address of what is no public record, and nowhere else.
MARK = "zqxhidden"
# On this day nothing public happened.
DAY = date(1987, 6, 5)
SECRET_DAY = (b"1987-06-05", b"19870605", b"June 1987", b"juin 1987")
KINDS = {
    "interventions": Intervention,
    "requests": AssistanceRequest,
    "grants": GrantProject,
    "knowledge": KnowledgeProduct,
    "events": Event,
}
# What an address asks for, where it asks for something: of what is public, the one there is.
ASKED = {
    "organisations/<slug:slug>/": "organisations/shown/",
    "regions/<slug:slug>/": "regions/caribbean/",
    "countries/<slug:slug>/": "countries/haiti/",
    "topics/<slug:slug>/": "topics/visas/",
    "figures/<slug:slug>/": "figures/interventions-implemented/",
    **{f"{kind}/<slug:slug>/": f"{kind}/shown/" for kind in KINDS},
}
# Releases are frozen: what is in one is proven where they are made.
# What heads say of the answer, and not of who asks how often.
HEADS = {"ETag", "Content-Type", "Content-Language", "Content-Disposition", "Link", "Vary"}
ELSEWHERE = ("open-data/releases/",)
MACHINE_READ = [
    "/sitemap.xml",
    "/events/calendar.ics",
    "/events/shown.ics",
    "/embed/map/",
    "/embed/map/grants/",
    "/embed/figures/interventions-implemented/",
    "/open-data/",
    "/open-data/feeds/",
    "/open-data/iati/",
    "/open-data/embed/",
    "/open-data/api/",
    "/knowledge/shown/citation.bib",
    # Pages, for the data in the words of schema.org that stand in them.
    *(f"/{kind}/shown/" for kind in KINDS if kind != "requests"),
    "/organisations/shown/",
    *(f"/{kind}/" for kind in KINDS),
    "/organisations/",
    "/recommendations/",
]

pytestmark = pytest.mark.django_db


def words(*fields: str) -> dict[str, str]:
    return {f"{field}_{code}": f"{MARK} {field}" for field in fields for code in LANGUAGES}


def hidden_organisation(what: str):
    return OrganisationFactory(name=f"{MARK} {what}", slug=f"{MARK}-{what}")


@pytest.fixture
def world(media):
    """A public record of each kind, named ``shown``, and a draft that is tied to it both ways."""
    country = CountryFactory(slug="haiti", region=RegionFactory(slug="caribbean"))
    topic, named = TopicFactory(slug="visas"), OrganisationFactory(slug="shown", name="Shown")
    where = {"country": country, "topics": [topic]}
    public = {"published": True, "slug": "shown"}
    secret = {"slug": f"{MARK}-draft", "sources": f"{MARK} source"}
    on = {"starts_from": DAY, "starts_until": DAY}

    hidden = InterventionFactory(
        **secret,
        **where,
        code=f"{MARK}/1",
        entity=hidden_organisation("entity"),
        **words("title", "summary", "story", "source_note"),
    )
    shown = InterventionFactory(**public, **where, title="Shown", entity=named)
    PartnershipFactory(intervention=hidden, organisation=hidden_organisation("partner"))
    StageDocumentFactory(stage=hidden.stages.get(kind=1), title=f"{MARK} document", public=True)
    StageDocumentFactory(stage=shown.stages.get(kind=1), title=f"{MARK} internal document")
    PictureFactory(intervention=hidden, alternative_text=MARK, credit=MARK)
    ProgressEntryFactory(intervention=shown, note=f"{MARK} internal note")
    ProgressEntryFactory(intervention=hidden, note=f"{MARK} note", is_public=True)
    # A public request of a draft, and a draft's request of what is public.
    AssistanceRequestFactory(**public, accepted=True, intervention=hidden, country=country)
    AssistanceRequestFactory(
        **secret,
        accepted=True,
        intervention=shown,
        country=country,
        entity=hidden_organisation("ministry"),
        decided_from=DAY,
        decided_until=DAY,
    )

    draft = GrantProjectFactory(
        **secret,
        **where,
        grantee=hidden_organisation("grantee"),
        intervention=shown,
        partners=[hidden_organisation("other")],
        no_intervention_reason="",
        started_from=DAY,
        started_until=DAY,
        **words("title", "summary", "story"),
    )
    grant = GrantProjectFactory(
        **public,
        **where,
        title="Shown",
        intervention=hidden,
        no_intervention_reason="",
        started_from=date(2018, 3, 5),
        started_until=date(2018, 3, 5),
    )
    GrantProjectFactory(
        published=True, slug="beside", title="Beside", intervention=shown, no_intervention_reason=""
    )
    ReachFactory(grant=draft, value=7_654_321, source=MARK)
    QuoteFactory(grant=draft, text=MARK, translation=MARK, attribution=MARK)
    GrantLinkFactory(grant=draft, label=MARK, url=f"https://example.org/{MARK}")
    GrantPictureFactory(grant=draft, alternative_text=MARK, credit=MARK)

    seminar = EventFactory(
        **public,
        starts_from=date(2019, 2, 1),
        starts_until=date(2019, 2, 1),
        country=country,
        title="Shown",
        topics=[topic],
    )
    meeting = EventFactory(
        **secret,
        **on,
        place=MARK,
        country=country,
        url=f"https://example.org/{MARK}",
        partners=[hidden_organisation("guest")],
        **words("title", "summary", "outcomes"),
    )
    book = KnowledgeProductFactory(
        **public,
        title="Shown",
        topics=[topic],
        interventions=[hidden, shown],
        grants=[draft, grant],
        events=[meeting, seminar],
    )
    manuscript = KnowledgeProductFactory(
        **secret,
        authors=f"{MARK}, Author",
        publisher=MARK,
        interventions=[shown, hidden],
        grants=[grant, draft],
        events=[seminar, meeting],
        extract_of=book,
        **words("title", "abstract"),
    )
    KnowledgeProductFactory(published=True, slug="piece", title="Piece", extract_of=manuscript)
    EditionFactory(product=manuscript, variant=f"{MARK}-edition")
    UseFactory(product=manuscript, where=MARK)
    for event in (seminar, meeting):
        event.products_discussed.set([book, manuscript])
    said = RecommendationFactory(**public, topic=topic, text="Shown")
    unsaid = RecommendationFactory(slug=f"{MARK}-draft", topic=topic, **words("text"))
    for row in (said, unsaid):
        row.interventions.set([shown, hidden])
        row.products.set([book, manuscript])
        row.grants.set([grant, draft])
    refresh(hidden, shown, draft, grant, seminar, meeting, book, manuscript)


def data_addresses() -> list[str]:
    """All addresses of public data that the portal has, each asked for what is public."""
    found = []
    for path in patterns(get_resolver().url_patterns):
        if path.startswith(ELSEWHERE):
            continue
        for asked, answer in ASKED.items():
            if path.endswith(asked):
                path = path.removesuffix(asked) + answer
        assert "<" not in path, f"{path} asks for something: say in ASKED for what"
        found.append(f"/{path}")
    return found


def patterns(urls, before: str = ""):
    for each in urls:
        path = f"{before}{each.pattern}"
        if not isinstance(each, URLPattern):
            yield from patterns(each.url_patterns, path)
        elif getattr(each.callback, "is_public_data", False):
            yield path


def answers(client, language: str) -> dict[str, bytes]:
    """Address -> all that is told there, files within files included."""
    found = {}
    for address in [*data_addresses(), *MACHINE_READ]:
        asked = address
        if address.startswith("/api/"):
            asked = f"{address}?lang={language}" if "openapi" not in address else address
        elif language != "en":
            asked = f"/{language}{address}"
        response = client.get(asked)
        if response.status_code == 404 and asked != address:
            response = client.get(address)
        assert response.status_code == 200, asked
        content = b"".join(response) if response.streaming else response.content
        told = "".join(f"{name}: {value}\n" for name, value in response.items() if name in HEADS)
        found[address] = (unpacked(content) or content) + told.encode()
    return found


def unpacked(content: bytes) -> bytes:
    try:
        with ZipFile(BytesIO(content)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    except BadZipFile:
        return b""


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_draft_is_told_to_programs(client, world, language):
    told = answers(client, language)

    assert [address for address, text in told.items() if MARK.encode() in text.lower()] == []
    for secret in (*SECRET_DAY, b"7654321"):
        assert [address for address, text in told.items() if secret in text] == []


@pytest.mark.parametrize("client_of", ["editor_client", "coordinator_client", "expert_client"])
def test_whoever_is_signed_in_is_told_the_same_bytes(client, request, world, client_of):
    signed_in = request.getfixturevalue(client_of)

    stranger, known = answers(client, "en"), answers(signed_in, "en")

    assert [address for address in stranger if stranger[address] != known[address]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_is_not_found_by_its_name_nor_by_its_words(client, world, kind):
    slug = f"{MARK}-draft"

    assert client.get(f"/api/v1/{kind}/{slug}/").status_code == 404
    if kind != "requests":
        found = client.get(f"/api/v1/{kind}/", {"q": MARK}).json()
        assert (found["count"], found["results"]) == (0, [])


@pytest.mark.parametrize("what", ["entity", "partner", "ministry", "grantee", "other", "guest"])
def test_an_organisation_that_only_drafts_name_is_not_found(client, world, what):
    assert client.get(f"/api/v1/organisations/{MARK}-{what}/").status_code == 404


def test_a_file_of_a_draft_is_not_at_its_address(client, world):
    rows = [Intervention, GrantProject, KnowledgeProduct]
    hidden = {model: model.objects.get(slug=f"{MARK}-draft") for model in rows}
    stage = hidden[Intervention].stages.get(kind=1)
    files = [
        stage.documents.get(),
        Intervention.objects.get(slug="shown").stages.get(kind=1).documents.get(),
        hidden[Intervention].pictures.get(),
        hidden[GrantProject].pictures.get(),
        hidden[KnowledgeProduct].editions.get(),
    ]

    assert [client.get(each.get_absolute_url()).status_code for each in files] == [404] * 5


@pytest.mark.parametrize("kind", ["interventions", "grants"])
def test_open_data_counts_no_draft(client, world, kind):
    (told,) = (each for each in client.get("/open-data/").context["kinds"] if each["name"] == kind)

    assert told["rows"] == KINDS[kind].objects.published().count()
    assert client.get(f"/api/v1/{kind}/").json()["count"] == told["rows"]


def test_what_is_told_would_hold_the_mark_if_it_were_public(client, world):
    """The walk proves something only if these addresses do tell such words."""
    told_before = answers(client, "en")
    person, at = UserFactory(editor=True), Intervention.objects.get(slug="shown").published_at
    for model in (*KINDS.values(), Recommendation):
        model.objects.filter(slug=f"{MARK}-draft").update(published_at=at, published_by=person)
        refresh(*model.objects.all())

    told = answers(client, "en")

    silent = {a for a in told if MARK.encode() not in told[a].lower() and told[a] == told_before[a]}
    # What is the same, whoever is public: reference data, descriptions, explanations.
    assert silent <= {
        "/api/v1/",
        "/api/v1/openapi.json",
        "/api/v1/regions/",
        "/api/v1/regions/caribbean/",
        "/api/v1/countries/",
        "/api/v1/countries/haiti/",
        "/api/v1/topics/",
        "/api/v1/topics/visas/",
        "/api/v1/typologies/",
        "/open-data/feeds/",
        "/open-data/embed/",
        "/open-data/api/",
        "/embed/figures/interventions-implemented/",
        "/knowledge/shown/citation.bib",
        "/events/shown.ics",
    }
    for address in (
        *(f"/api/v1/{kind}/" for kind in KINDS),
        *(f"/{kind}.csv" for kind in KINDS),
        *(f"/{kind}.xlsx" for kind in KINDS),
        *(f"/{kind}.atom" for kind in KINDS),
        "/organisations.json",
        "/open-data/acp-eu-migration-action.zip",
        "/sitemap.xml",
        "/open-data/iati/activities.xml",
        "/events/calendar.ics",
        "/api/v1/interventions/shown/",
    ):
        assert any(s in told[address].lower() for s in (MARK.encode(), *SECRET_DAY)), address
