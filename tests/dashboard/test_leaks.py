"""What is not public stands on no public page, whatever is asked."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from acpmigration.pages.domain.previews import make_link, token_of
from acpmigration.pages.models import Text
from acpmigration.publication import publish, unpublish
from acpmigration.search.indexing import refresh
from technical_assistance.enums import StageState, Verb
from technical_assistance.models import Intervention
from tests.dashboard.reading import Page
from tests.factories.accounts import UserFactory
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    FollowUpFactory,
    InterventionFactory,
    PartnershipFactory,
    ProgressEntryFactory,
    StageDocumentFactory,
)

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Every hidden text holds one of these; no page has a reason to.
HIDDEN = {
    name: f"zqx{name}"
    for name in (
        *("title", "summary", "story", "code", "sources", "note", "document", "internal"),
        *("reason", "letter", "origin", "entry", "waiver", "promise", "person", "partner", "slug"),
        *("entity", "asked"),
    )
}
PAGES = [
    *("/", "/about/", "/how-we-count/", "/privacy/", "/accessibility/", "/contact/"),
    *("/interventions/", "/interventions/?view=table", "/interventions/?status=draft"),
    *("/interventions/?sort=updated", "/interventions/?q=zqx", "/interventions/map/"),
    *("/search/?q=zqx", "/search/?q=haiti"),
    *("/interventions/?topic=visas&typology=training", "/interventions/?partner_kind=other"),
    *("/interventions/shown/", "/requests/", "/requests/?state=declined", "/requests/?state=draft"),
    *("/regions/caribbean/", "/countries/haiti/", "/topics/visas/"),
]
MACHINES = ["/sitemap.xml", "/robots.txt", "/.well-known/security.txt", "/healthz", "/readyz"]


def at(language: str, address: str) -> str:
    return address if language == "en" else f"/{language}{address}"


@pytest.fixture
def draft():
    """A draft and a published one of the same country, topic and typology, full of secrets."""
    country = CountryFactory(slug="haiti", region=RegionFactory(slug="caribbean"))
    shared = {
        "country": country,
        "topics": [TopicFactory(slug="visas")],
        "typologies": [TypologyFactory(slug="training")],
    }
    person = UserFactory(editor=True, name=HIDDEN["person"], email="zqxperson@example.org")
    for key in ("about", "how-we-count", "privacy", "accessibility", "contact"):
        Text.objects.create(key=f"page/{key}", title_en=key, body_en="<p>Words.</p>")
    texts = {
        f"{field}_{language}": f"{HIDDEN[field]} <p>{HIDDEN[field]}</p>"
        for field in ("title", "summary", "story")
        for language in LANGUAGES
    }
    draft = InterventionFactory(
        slug=HIDDEN["slug"],
        code=HIDDEN["code"],
        sources=HIDDEN["sources"],
        source_note=HIDDEN["note"],
        entity=OrganisationFactory(name=HIDDEN["entity"]),
        coordinator=person,
        **texts,
        **shared,
    )
    PartnershipFactory(intervention=draft, organisation__name=HIDDEN["partner"])
    StageDocumentFactory(stage=draft.stages.get(kind=1), title=HIDDEN["document"], public=True)
    shown = InterventionFactory(slug="shown", title="Shown", coordinator=person, **shared)
    Intervention.objects.filter(pk=shown.pk).update(
        published_at=shown.updated_at, published_by=person
    )
    StageDocumentFactory(stage=shown.stages.get(kind=1), title=HIDDEN["internal"])
    shown.stages.filter(kind=2).update(state=StageState.WAIVED, waiver_reason=HIDDEN["waiver"])
    ProgressEntryFactory(intervention=shown, verb=Verb.NOTE, note=HIDDEN["entry"], by=person)
    FollowUpFactory(intervention=shown, text=HIDDEN["promise"], owner=person)
    AssistanceRequestFactory(
        published=True,
        accepted=True,
        intervention=draft,
        country=country,
        letter=f"letters/{HIDDEN['letter']}.pdf",
        sources=HIDDEN["origin"],
    )
    AssistanceRequestFactory(
        published=True, declined=True, country=country, reason=HIDDEN["reason"]
    )
    AssistanceRequestFactory(
        slug="zqxasked",
        country=country,
        entity=OrganisationFactory(name=HIDDEN["asked"]),
        received_from=date(2017, 1, 1),
        received_until=date(2017, 1, 1),
    )
    # As if somebody had forgotten that it is no longer public.
    refresh(draft, shown)
    return draft


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_says_anything_of_what_is_hidden(client, draft, language):
    for address in [at(language, page) for page in PAGES] + MACHINES:
        response = client.get(address)
        said = response.text.lower().replace("q=zqx", "").replace('value="zqx"', "")
        said = said.replace("“zqx”", "").replace("zqx@", "")

        assert response.status_code == 200, address
        assert [word for word in HIDDEN.values() if word in said] == [], address


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_search_finds_what_is_hidden(client, draft, language):
    for word in HIDDEN.values():
        response = client.get(at(language, "/interventions/"), {"q": word})
        assert Page(response.text).count == 0, word
        assert not [w for w in HIDDEN.values() if w != word and w in response.text], word


def test_the_hidden_words_would_be_seen_if_it_were_public(client, draft, editor):
    """The walk above proves something only if the pages do show such words."""
    Intervention.objects.filter(pk=draft.pk).update(
        published_at=draft.updated_at, published_by=editor
    )
    refresh(draft)
    page = client.get(draft.get_absolute_url()).text.lower()
    shown = {"title", "summary", "story", "code", "sources", "note"}
    shown |= {"document", "partner", "entity", "slug"}

    assert {name for name, word in HIDDEN.items() if word in page} == shown
    assert Page(client.get("/interventions/?q=zqxstory").text).count == 1
    assert draft.get_absolute_url() in client.get("/sitemap.xml").text


def test_preview_by_link_shows_what_the_public_will_see_and_no_public_page_more(
    client, draft, editor
):
    # Something internal beside the document that will be public.
    StageDocumentFactory(stage=draft.stages.get(kind=1), title=HIDDEN["internal"])
    now = timezone.now()
    link = make_link(record=draft, reader="A ministry", days=1, by=editor, at=now)

    page = client.get(reverse("pages:preview", args=[token_of(link)])).text.lower()

    words = {"title", "summary", "story", "code", "sources", "note"}
    words |= {"document", "partner", "entity"}
    assert {name for name, word in HIDDEN.items() if word in page} == words
    for address in (*PAGES, *MACHINES):
        said = client.get(address).text.lower()
        assert HIDDEN["title"] not in said, address
        assert token_of(link).lower() not in said, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_what_was_taken_back_says_nothing_of_it(client, draft, editor, language):
    now = timezone.now()
    public = publish(record=draft, by=editor, at=now)
    unpublish(record=public, by=editor, at=now, reason=HIDDEN["reason"])
    address = draft.get_absolute_url()

    response = client.get(at(language, address))

    assert response.status_code == 410
    # The links to the other languages repeat the address, by which somebody asked.
    said = response.text.lower().replace(address, "")
    assert [word for word in HIDDEN.values() if word in said] == []


def test_no_number_counts_a_draft(client, draft):
    home, shown = Page(client.get("/").text), Page(client.get("/interventions/").text)

    assert home.values["interventions-implemented"] == shown.count == 1
    assert home.values["requests-received"] == Page(client.get("/requests/").text).count == 2
    assert "partnerships-other" not in home.values


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_drafts_page_and_files_are_not_there(client, draft, language):
    document = draft.stages.get(kind=1).documents.get()
    internal = Intervention.objects.get(slug="shown").stages.get(kind=1).documents.get()

    for address in (
        draft.get_absolute_url(),
        document.get_absolute_url(),
        internal.get_absolute_url(),
    ):
        response = client.get(at(language, address))
        assert response.status_code == 404
        assert HIDDEN["title"] not in response.text


def test_a_signed_in_editor_sees_no_more_on_a_public_page(client, editor_client, draft):
    for address in PAGES:
        assert editor_client.get(address).content == client.get(address).content
    assert editor_client.get(draft.get_absolute_url()).status_code == 404
