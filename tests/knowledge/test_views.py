"""The public pages of products, events and recommendations."""

from datetime import date

import pytest
from django.core.management import call_command
from icalendar import Calendar

from acpmigration.dates import DatedFact
from acpmigration.search.indexing import refresh
from knowledge.domain.reading import read_edition
from knowledge.models import Edition, EditionDownloads, EditionText, Event
from knowledge.views.words import days_of
from tests.dashboard.reading import Page
from tests.factories.files import pdf, sent
from tests.factories.knowledge import (
    EditionFactory,
    EventFactory,
    KnowledgeProductFactory,
    RecommendationFactory,
    UseFactory,
)
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.reference import OrganisationFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db

DAY, LAST_DAY = date(2016, 10, 17), date(2016, 10, 19)


def product_with_everything(number: int = 1, **more):
    topics = TopicFactory.create_batch(number)
    product = KnowledgeProductFactory(
        published=True,
        topics=topics,
        interventions=InterventionFactory.create_batch(number, published=True),
        grants=GrantProjectFactory.create_batch(number, published=True),
        events=EventFactory.create_batch(number, published=True),
        **more,
    )
    for language in ("en", "fr", "pt")[:number]:
        EditionFactory(product=product, language=language)
        UseFactory(product=product)
        KnowledgeProductFactory(published=True, extract_of=product)
        EventFactory(published=True, products_discussed=[product])
        RecommendationFactory(published=True, products=[product])
    return product


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_product_takes_a_fixed_number_of_queries(
    client, count, django_assert_num_queries
):
    product = product_with_everything(count)

    with django_assert_num_queries(8):
        answer = client.get(product.get_absolute_url())

    assert answer.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_products_takes_a_fixed_number_of_queries(
    client, count, django_assert_num_queries
):
    for _each in range(count):
        product_with_everything(1)

    with django_assert_num_queries(8):
        answer = client.get("/knowledge/")

    assert answer.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_of_events_take_a_fixed_number_of_queries(
    client, count, django_assert_num_queries
):
    event = EventFactory(
        published=True,
        topics=TopicFactory.create_batch(count),
        partners=OrganisationFactory.create_batch(count),
        products_discussed=KnowledgeProductFactory.create_batch(count, published=True),
    )
    EventFactory.create_batch(count - 1, published=True)

    with django_assert_num_queries(5):
        client.get(event.get_absolute_url())
    with django_assert_num_queries(7):
        client.get("/events/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_recommendations_take_a_fixed_number_of_queries(
    client, count, django_assert_num_queries
):
    RecommendationFactory.create_batch(
        count, published=True, products=KnowledgeProductFactory.create_batch(count, published=True)
    )

    with django_assert_num_queries(7):
        answer = client.get("/recommendations/")

    assert answer.status_code == 200


def test_an_edition_tells_its_format_size_and_pages_before_the_click(client):
    edition = EditionFactory(product__published=True, language="fr")

    page = client.get(edition.product.get_absolute_url()).content.decode()

    assert edition.get_absolute_url() in page
    assert "Français" in page
    assert "1 page" in page
    assert "bytes" in page or "KB" in page


def test_the_address_of_an_edition_stays_when_its_file_is_replaced(client):
    edition = EditionFactory(product__published=True)
    address, first = edition.get_absolute_url(), client.get(edition.get_absolute_url())

    edition.file = sent(pdf(lambda document: document.add_blank_page()), "other.pdf")
    edition.save()
    second = client.get(address)

    assert (first.status_code, second.status_code) == (200, 200)
    assert first["ETag"] != second["ETag"]
    assert "2 pages" in client.get(edition.product.get_absolute_url()).content.decode()


def test_a_file_is_sent_for_saving_under_headers_that_keep_it_still(client):
    edition = EditionFactory(product__published=True, language="fr", variant="light")

    answer = client.get(edition.get_absolute_url())

    name = f"{edition.product.slug}-fr-light.pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Language"] == "fr"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert not answer.cookies


def test_whole_downloads_are_counted_and_nothing_else(client):
    edition = EditionFactory(product__published=True)
    address = edition.get_absolute_url()

    etag = client.get(address)["ETag"]
    client.get(address)
    client.head(address)
    client.get(address, headers={"if-none-match": etag})
    client.get(address, headers={"range": "bytes=10-20"})

    assert EditionDownloads.objects.total() == 2


@pytest.mark.parametrize("filename", ["x.pdf", "product-1.pdf", "citation.exe"])
def test_a_file_of_another_name_is_not_there(client, filename):
    product = EditionFactory(product__published=True).product

    assert client.get(f"/knowledge/{product.slug}/{filename}").status_code == 404


def test_reading_an_edition_keeps_its_text_and_draws_the_cover(client):
    edition = EditionFactory(product__published=True)

    call_command("read_editions")

    edition.product.refresh_from_db()
    assert edition.product.is_cover_drawn
    assert list(Edition.objects.unread()) == []
    page = client.get("/knowledge/").content.decode()
    assert f"/knowledge/covers/{edition.product.pk}-200.avif" in page
    cover = client.get(f"/knowledge/covers/{edition.product.pk}-200.avif")
    assert cover["Content-Type"] == "image/avif"
    assert len(b"".join(cover)) <= 15_000


def test_a_cover_that_staff_gave_stays(client):
    product = KnowledgeProductFactory(published=True)
    EditionFactory(product=product)
    call_command("read_editions")
    type(product).objects.update(is_cover_drawn=False)
    product.refresh_from_db()
    given = product.cover.name

    read_edition(edition=product.editions.get())

    product.refresh_from_db()
    assert product.cover.name == given


def test_a_product_is_found_by_the_words_of_its_file(client):
    edition = EditionFactory(product__published=True, product__title="Some title")
    EditionText.objects.create(edition=edition, read_from="x", text="The hawala of Mogadishu")
    refresh(edition.product)

    assert Page(client.get("/knowledge/?q=hawala").content.decode()).count == 1
    assert Page(client.get("/fr/knowledge/?q=hawala").content.decode()).count == 1


def test_the_thread_shows_where_a_product_came_from_and_went(client):
    product = product_with_everything()

    page = client.get(product.get_absolute_url()).content.decode()

    assert "Where this came from" in page
    for row in (product.interventions, product.grants, product.events, product.extracts):
        assert row.get().get_absolute_url() in page
    assert product.events_discussing.get().get_absolute_url() in page


def test_the_thread_can_be_followed_back(client):
    product = product_with_everything()
    around = [product.interventions.get(), product.grants.get(), product.events.get()]
    around.append(product.events_discussing.get())

    for record in around:
        page = client.get(record.get_absolute_url()).content.decode()
        assert product.get_absolute_url() in page


def test_an_event_of_known_days_has_a_calendar_file(client):
    event = EventFactory(
        published=True,
        title="Exchange, part 1; remittances",
        starts_from=DAY,
        starts_until=DAY,
        ends_from=LAST_DAY,
        ends_until=LAST_DAY,
        place="Nairobi",
    )

    [entry] = Calendar.from_ical(client.get(f"/events/{event.slug}.ics").content).walk("VEVENT")

    assert entry["SUMMARY"] == event.title
    assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == (DAY, date(2016, 10, 20))
    assert "Nairobi" in entry["LOCATION"]


def test_a_calendar_names_no_last_day_that_is_not_known(client):
    event = EventFactory(
        published=True,
        starts_from=DAY,
        starts_until=DAY,
        ends_from=date(2016, 10, 1),
        ends_until=date(2016, 10, 31),
    )

    [entry] = Calendar.from_ical(client.get(f"/events/{event.slug}.ics").content).walk("VEVENT")

    assert entry.decoded("DTEND") == date(2016, 10, 18)
    assert '"endDate": "2016-10-17"' in client.get(event.get_absolute_url()).content.decode()


def test_titles_that_fall_back_say_that_they_are_english(client):
    product = KnowledgeProductFactory(published=True, title="In English")
    event = EventFactory(published=True, title_fr="En français", products_discussed=[product])

    assert 'lang="en"><a href="/fr/knowledge/' in client.get("/fr/knowledge/").content.decode()
    assert 'lang="en"><a href="/fr/knowledge/' in client.get(f"/fr/events/{event.slug}/").text
    assert 'lang="en"><a' not in client.get("/fr/events/").content.decode()
    assert 'lang="en"><a' not in client.get("/knowledge/").content.decode()


def test_the_calendar_holds_events_of_known_days_only(client):
    known = EventFactory(published=True, starts_from=DAY, starts_until=DAY)
    month = EventFactory(
        published=True, starts_from=date(2017, 5, 1), starts_until=date(2017, 5, 31)
    )
    EventFactory(published=True)

    entries = Calendar.from_ical(client.get("/events/calendar.ics").content).walk("VEVENT")

    assert [entry["UID"].partition("@")[0] for entry in entries] == [known.slug]
    assert client.get(f"/events/{month.slug}.ics").status_code == 404


def test_days_are_told_as_precisely_as_they_are_known(client):
    EventFactory(published=True, starts_from=date(2017, 5, 1), starts_until=date(2017, 5, 31))
    EventFactory(published=True, starts_from=date(2019, 1, 1), starts_until=date(2019, 12, 31))

    page = client.get("/events/").content.decode()

    assert "May 2017" in page
    assert ">2019<" in page


@pytest.mark.parametrize("text", ['<script>alert("x")</script>', "<img src=x onerror=alert(1)>"])
def test_what_is_typed_is_shown_as_text(client, text):
    product = product_with_everything(title=text, abstract=text, authors=text, publisher=text)
    event = EventFactory(published=True, title=text, summary=text, place=text, outcomes=text)
    RecommendationFactory(published=True, text=text)

    for address in (
        product.get_absolute_url(),
        event.get_absolute_url(),
        "/knowledge/",
        "/events/",
        "/recommendations/",
    ):
        assert text not in client.get(address).content.decode()


def test_the_list_of_events_leads_to_the_calendar_to_subscribe_to(client):
    page = Page(client.get("/events/").text)

    assert "/events/calendar.ics" in page.links
    assert page.one("link", rel="alternate", type="text/calendar").attributes["href"] == (
        "/events/calendar.ics"
    )


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ("2016-10-17", "2016-10-19", "17–19 October 2016"),
        ("2016-10-17", "2016-10-17", "17 October 2016"),
        ("2016-10-30", "2016-11-02", "30 October 2016 to 2 November 2016"),
        ("2016-10", "2016-10-19", "October 2016 to 19 October 2016"),
        ("2016", None, "2016"),
        (None, None, ""),
    ],
)
def test_days_of_one_month_are_said_once(starts, ends, said):
    facts = {
        f"{name}_{end}": getattr(DatedFact.parse(written), which)
        for name, written in (("starts", starts), ("ends", ends))
        if written
        for end, which in (("from", "earliest"), ("until", "latest"))
    }

    assert days_of(Event(**facts)) == said
