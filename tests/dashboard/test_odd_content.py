"""Records that nobody would expect, shown whole and harmless."""

import pytest

from acpmigration.pages.models import Text
from acpmigration.search.indexing import refresh
from technical_assistance.models import Intervention
from tests.dashboard.reading import Page
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionFactory,
    TopicFactory,
    TypologyFactory,
)
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    InterventionFactory,
    PartnershipFactory,
    StageDocumentFactory,
)

pytestmark = pytest.mark.django_db

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>alert(1)//-->",
    "{{ request.META }}{% debug %}",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
]
# Two in one text, for each walk through the pages takes long; both fit into the shortest names.
PAIRS = [" ".join(ATTACKS[first : first + 2]) for first in range(0, len(ATTACKS), 2)]
ODD = {
    "arabic": "تحويلات المهاجرين إلى الوطن (2016)",
    "hebrew and latin": "הגירה TA/028 migration",
    "combining": "Z̸̢̛͎a̷̧͝l̵͓̈g̶̳̏o̴͉̊ de\u0301placement",
    "override": "abc \u202egpj.exe\u202c def",
    "emoji": "🇭🇹 👨‍👩‍👧‍👦 migração",
    "zero width": "mi\u200bgra\u00adtion\ufeff",
    "one long word": "Donaudampfschifffahrt" * 9,
    "signs": "¿Qué? «Où» – “TA” & co. < 5 > 3",
}


def everywhere(text: str) -> Intervention:
    """A published intervention, a sample, that has ``text`` wherever text can be written."""
    country = CountryFactory(
        slug="somewhere", name=text[:100], region=RegionFactory(slug="caribbean", name=text[:100])
    )
    row = InterventionFactory(
        published=True,
        slug="shown",
        country=country,
        title=text[:200],
        summary=text,
        story=f"<p>{text}</p>",
        sources=text,
        source_note=text,
        code=text[:20],
        entity=OrganisationFactory(name=text[:200]),
        topics=[TopicFactory(slug="visas", name=text[:100], description=text)],
        typologies=[TypologyFactory(name=text[:100], description=text)],
    )
    PartnershipFactory(intervention=row, organisation__name=text[:200])
    StageDocumentFactory(stage=row.stages.get(kind=1), title=text[:200], public=True)
    AssistanceRequestFactory(
        published=True,
        accepted=True,
        intervention=row,
        country=country,
        entity=OrganisationFactory(name=text[:200]),
    )
    for key in ("home/hero", "figure/interventions-implemented", "stage/1/public", "stage/1/next"):
        Text.objects.create(key=key, title_en=text[:200], body_en=f"<p>{text}</p>")
    refresh(row)
    return row


PAGES = [
    *("/", "/interventions/", "/interventions/?view=table", "/interventions/map/"),
    *("/interventions/shown/", "/requests/", "/regions/caribbean/", "/countries/somewhere/"),
    *("/topics/visas/", "/countries/somewhere/brief/"),
]


def danger(page: Page) -> list[str]:
    """Name what a browser would run: scripts, handlers, addresses that are programs."""
    found = [
        element.tag
        for element in page.elements
        if element.tag in ("iframe", "object", "embed", "base")
        or (element.tag == "script" and element.attributes.get("type") != "application/ld+json")
    ]
    for element in page.elements:
        for name, value in element.attributes.items():
            if name.startswith("on") or name == "srcdoc":
                found.append(name)
            if name in ("href", "src", "action") and value.strip().lower().startswith("javascript"):
                found.append(value)
    return found


@pytest.mark.parametrize("attack", PAIRS)
def test_text_is_never_run(client, attack):
    everywhere(attack)

    for address in [*PAGES, "/fr/interventions/shown/"]:
        assert danger(Page(client.get(address).text)) == [], address
    searched = client.get("/interventions/", {"q": attack, "topic": attack})
    assert danger(Page(searched.text)) == []


@pytest.mark.parametrize("attack", ATTACKS[:7])
def test_a_title_is_shown_as_it_was_written(client, attack):
    everywhere(attack)

    assert Page(client.get("/interventions/shown/").text).one("h1").text == attack
    assert attack in [link.text for link in Page(client.get("/interventions/").text).all("a")]


def test_a_story_keeps_its_markup_and_loses_what_runs(client):
    InterventionFactory(
        published=True,
        slug="shown",
        story='<h2>Then</h2><ul><li>One</li></ul><a href="https://example.org/">out</a>'
        '<p style="position:fixed" onclick="a()">text</p><a href="javascript:a()">in</a>'
        "<iframe src=//evil></iframe><form action=//evil><input name=q></form>",
    )
    response = client.get("/interventions/shown/")
    page = Page(response.text)

    assert danger(page) == []
    assert "https://example.org/" in page.links
    assert [item.text for item in page.all("li") if item.text == "One"] == ["One"]
    assert "evil" not in response.text
    assert not page.all(style=None)
    assert not page.all("form", action="//evil")


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_is_shown_whole_in_its_own_direction(client, text):
    everywhere(text)
    titles = {
        "/interventions/": ("h2", {}),
        "/interventions/?view=table": ("a", {"href": "/interventions/shown/"}),
        "/interventions/shown/": ("h1", {}),
        "/countries/somewhere/": ("h3", {}),
    }

    for address in PAGES:
        assert client.get(address).status_code == 200, address
    for address, (tag, attributes) in titles.items():
        page = Page(client.get(address).text)
        shown = page.all(tag, dir="auto", **attributes)
        assert " ".join(text.split()) in [element.text for element in shown], address


def test_fields_of_5000_characters_are_shown_whole(client):
    text = "Remittances, envois, remessas, remesas ﷺ " * 122
    row = everywhere(text)

    for address in PAGES:
        assert client.get(address).status_code == 200
    page = client.get(row.get_absolute_url()).text
    assert " ".join(text.split()) in Page(page).one("article").text
    # Search engines cut a description anyway.
    assert len(Page(page).one("meta", name="description").attributes["content"]) <= 160


@pytest.mark.parametrize("words", ["jose", "José", "JOSE\u0301", "josé nunez", "nuñez"])
def test_jose_is_found_however_he_is_written(client, words):
    row = InterventionFactory(published=True, title="Savings", summary="José Núñez told it.")
    refresh(row)

    assert Page(client.get("/interventions/", {"q": words}).text).count == 1


def test_arabic_is_found_by_arabic(client):
    row = InterventionFactory(published=True, title=ODD["arabic"])
    refresh(row)

    assert Page(client.get("/interventions/", {"q": "المهاجرين"}).text).count == 1
