"""The history of records in the back-office: readable, complete, brought back by the rules only."""

from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import get_resolver, reverse
from django.utils import timezone
from simple_history.models import HistoricalChanges

from acpmigration.publication import publish, unpublish
from acpmigration.reasons import reason_in_words
from acpmigration.reference.domain.merging import merge, state_of
from acpmigration.reference.models import Country
from knowledge.models import Event
from tests.factories.knowledge import EventFactory, KnowledgeProductFactory, UseFactory
from tests.factories.nsa_grants import GrantProjectFactory, QuoteFactory
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionalOrganisationFactory,
    TopicFactory,
)
from tests.factories.technical_assistance import InterventionFactory, opened
from tests.technical_assistance.back_office import change_page, step_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

AT = datetime(2019, 5, 8, 9, tzinfo=UTC)


def history_of(record):
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_history", args=[record.pk])


def lines(client, record):
    """What the page tells, newest first: what was done, and each field with its pieces."""
    return [
        (
            " ".join(filter(None, [each["line"].what, each["line"].reason])),
            {
                change.label: [
                    (piece.kind, piece.text) for piece in change.pieces if piece.text != " "
                ]
                for change in each["line"].changes
            },
        )
        for each in client.get(history_of(record)).context["lines"]
    ]


def edit(client, record, **changes):
    page = change_page(record)
    answer = client.post(page, typed(client.get(page), **changes))
    assert answer.status_code == 302
    record.refresh_from_db()


# Reading -----------------------------------------------------------------------------------------


def test_history_speaks_in_labels_names_and_words(editor_client):
    visas, thb = TopicFactory(name="Visas"), TopicFactory(name="Trafficking")
    peru, fiji = CountryFactory(name="Peru"), CountryFactory(name="Fiji")
    event = EventFactory(kind="forum", country=peru, outcomes="<p>Two visas a year.</p>")
    event.topics.set([visas])
    kinds = dict(Event._meta.get_field("kind").flatchoices)
    edit(
        editor_client,
        event,
        kind="seminar",
        country=fiji.pk,
        topics=[thb.pk],
        outcomes_en="<p>Two <strong>free</strong> visas a year.</p>",
        starts="2018-03",
    )

    told = {}
    for what, changes in lines(editor_client, event)[:3]:
        assert what == "Changed"
        told |= changes

    assert told["Kind"] == [("del", str(kinds["forum"])), ("ins", str(kinds["seminar"]))]
    assert told["Country"] == [("del", str(peru)), ("ins", str(fiji))]
    assert told["Outcomes [en]"] == [
        ("same", "Two "),
        ("ins", "free "),
        ("same", "visas a year."),
    ]
    # What was nothing stays unsaid: neither "None" nor an empty text.
    assert [("ins", "1 March 2018")] in told.values()
    assert "Version" not in told
    assert "Outcomes" not in told


def test_of_several_it_is_told_which_were_added_and_removed(editor_client):
    kept, old, new = (TopicFactory(name=name) for name in ("Kept", "Old", "New"))
    event = EventFactory()
    event.topics.set([kept, old])
    event.topics.set([kept, new])

    told = [changes["Topics"] for _what, changes in lines(editor_client, event) if changes]

    assert [("ins", "New")] in told
    assert [("del", "Old")] in told
    assert not any(("ins", "Kept") in one for one in told[:2])


def test_reasons_are_said_in_words(editor, editor_client):
    draft = InterventionFactory()
    public = publish(record=draft, by=editor, at=AT)
    unpublish(record=public, by=editor, at=AT, reason="Asked for by the ministry.")

    assert [what for what, _changes in lines(editor_client, draft)][:2] == [
        "Changed taken back from the public: Asked for by the ministry.",
        "Changed published",
    ]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (None, ""),
        ("publish", "published"),
        ("hand over", "handed over"),
        ("Typed by somebody", "Typed by somebody"),
        ("restored: nonsense", "restored from an earlier version: nonsense"),
        ("restored: 2019-05-08T09:00+00:00", "restored from an earlier version: 8 May 2019, 11:00"),
    ],
)
def test_reason_is_a_key_or_what_somebody_typed(reason, words):
    with timezone.override("Europe/Brussels"):
        assert reason_in_words(reason).replace("8 May 2019 11:00", "8 May 2019, 11:00") == words


def test_what_was_named_and_deleted_since_is_told_by_its_last_name(editor_client):
    gone = CountryFactory(name="Utopia")
    event = EventFactory(country=gone)
    event.country = None
    event.save()
    gone.delete()

    changes = lines(editor_client, event)[0][1]

    assert changes["Country"] == [("del", "Utopia (deleted since)")]


def test_what_was_deleted_with_its_history_is_told_without_a_name(editor_client):
    gone = CountryFactory(name="Utopia")
    event = EventFactory(country=gone)
    event.country = None
    event.save()
    gone.delete()
    Country.history.all().delete()

    changes = lines(editor_client, event)[0][1]

    assert changes["Country"] == [("del", "deleted since")]


def test_part_of_something_that_was_deleted_is_told(editor_client, editor):
    intervention = opened(by=editor)
    organisation = OrganisationFactory()
    intervention.partnerships.create(organisation=organisation).delete()
    organisation.delete()

    page = editor_client.get(history_of(intervention))

    assert [one.subject for one in page.context["parts"]] == ["partner", "partner"]
    assert page.status_code == 200


def test_parts_of_grants_and_products_are_told(editor_client):
    quote = QuoteFactory(text="A first word")
    quote.text = "A second word"
    quote.save()
    use = UseFactory(where="In the Dialogue")

    of_grant = editor_client.get(history_of(quote.grant)).text
    of_product = editor_client.get(history_of(use.product)).text

    assert "A <del>first</del> <ins>second</ins> word" in of_grant
    assert "In the Dialogue" in of_product


def test_words_are_text_whatever_they_hold(editor_client):
    event = EventFactory(title="Before")
    event.title_en = "<script>alert(1)</script> after"
    event.save()

    page = editor_client.get(history_of(event)).text

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; after" in page


@pytest.mark.parametrize("count", [1, 3])
def test_history_is_read_in_a_fixed_number_of_queries(
    editor, editor_client, count, django_assert_num_queries
):
    intervention = opened(by=editor)
    for number in range(count):
        intervention.title_en = f"Title {number}"
        intervention.entity = OrganisationFactory()
        intervention.save()
        intervention.topics.set([TopicFactory()])
        intervention.partnerships.create(organisation=OrganisationFactory())
    editor_client.get("/admin/")

    with django_assert_num_queries(15):
        page = editor_client.get(history_of(intervention))

    assert len(page.context["parts"]) == count


@pytest.mark.parametrize("factory", [EventFactory, RegionalOrganisationFactory])
def test_history_of_what_was_deleted_is_read_and_offers_nothing(editor_client, factory):
    record = factory()
    address = history_of(record)
    named = getattr(record, "organisation", None)
    record.delete()
    if named is not None:
        named.delete()

    page = editor_client.get(address)

    assert page.context["lines"][0]["line"].what == "Deleted"
    assert "Restore this version" not in page.text


def test_history_goes_on_over_pages(editor_client):
    event = EventFactory()
    for number in range(25):
        event.title_en = f"Title {number}"
        event.save()

    first = editor_client.get(history_of(event)).context["lines"]
    second = editor_client.get(history_of(event), {"p": 2}).context["lines"]

    assert (len(first), len(second)) == (20, 6)
    # The oldest line of a page knows what stood before it.
    assert [change.label for change in first[-1]["line"].changes] == ["Title [en]"]
    assert second[-1]["line"].what == "Created"
    for nonsense in ("0", "x", "-1", "9" * 30):
        assert editor_client.get(history_of(event), {"p": nonsense}).status_code == 200


# Restoring ---------------------------------------------------------------------------------------


def version(record, back=1):
    """The page of the version that was stored so many lines before the newest."""
    return step_of(record, "restore", record.history.order_by("-history_id")[back].history_id)


def restore(client, page, **changes):
    seen = client.get(page).context["seen"]
    return client.post(page, {"seen": seen} | changes)


def test_version_is_shown_beside_what_is_stored_and_brought_back(editor_client, editor):
    visas, thb = TopicFactory(name="Visas"), TopicFactory(name="Trafficking")
    event = EventFactory(title="The first title", kind="forum")
    event.topics.set([visas])
    page_of_the_first = version(event, back=0)
    edit(
        editor_client,
        event,
        title_en="The second title",
        kind="seminar",
        topics=[thb.pk],
        starts="2018-03",
    )

    shown = editor_client.get(page_of_the_first)

    assert page_of_the_first in editor_client.get(history_of(event)).text
    assert {one.name for one in shown.context["differences"]} == {
        "title_en",
        "kind",
        "topics",
        "starts",
    }
    assert "The <ins>first</ins>" in shown.text
    assert "<ins>Visas</ins>" in shown.text

    answer = restore(editor_client, page_of_the_first)

    assert answer.status_code == 302
    event.refresh_from_db()
    assert (event.title_en, event.kind, event.starts) == ("The first title", "forum", None)
    assert list(event.topics.all()) == [visas]
    newest = event.history.first()
    assert newest.history_user == editor
    assert newest.history_change_reason.startswith("restored: ")
    assert lines(editor_client, event)[0][0].startswith(
        "Changed restored from an earlier version: "
    )


def test_neither_publication_nor_address_nor_status_comes_back(editor_client, editor):
    intervention = opened(by=editor)
    page = version(intervention, back=0)
    intervention.summary_en = "What was done."
    intervention.save()
    publish(record=intervention, by=editor, at=AT)
    type(intervention).objects.filter(pk=intervention.pk).update(slug="another", status="completed")
    intervention.refresh_from_db()
    edit(editor_client, intervention, title_en="Another title", summary_en="Other words.")

    refused = restore(editor_client, page)

    # The version had no summary, which a public record cannot lack.
    assert refused.status_code == 200
    assert "The summary is missing, in English at least." in refused.text
    intervention.refresh_from_db()
    assert intervention.title_en == "Another title"

    unpublish(record=intervention, by=editor, at=AT)
    restore(editor_client, page)

    intervention.refresh_from_db()
    assert intervention.title_en == "Remittances in Samoa"
    assert (intervention.slug, intervention.status) == ("another", "completed")
    assert intervention.unpublished_at == AT


def test_what_somebody_changed_meanwhile_is_not_overwritten(editor_client, administrator_client):
    event = EventFactory(title="The first title")
    page = version(event, back=0)
    edit(editor_client, event, title_en="The second title")
    seen = administrator_client.get(page).context["seen"]
    edit(editor_client, event, title_en="The third title")

    refused = administrator_client.post(page, {"seen": seen})

    assert refused.status_code == 200
    assert "editor@example.org changed this at " in refused.text
    event.refresh_from_db()
    assert event.title_en == "The third title"

    # Whoever has read it may decide.
    administrator_client.post(page, {"seen": refused.context["seen"]})

    event.refresh_from_db()
    assert event.title_en == "The first title"


def test_version_that_names_what_was_deleted_comes_back_without_it(editor_client):
    gone, topic, gone_topic = CountryFactory(), TopicFactory(), TopicFactory()
    event = EventFactory(country=gone, title="The first title")
    event.topics.set([topic, gone_topic])
    page = version(event, back=0)
    event.country, event.title_en = None, "The second title"
    event.topics.set([])
    event.save()
    gone.delete()
    gone_topic.delete()

    shown = editor_client.get(page)
    restore(editor_client, page)

    assert shown.context["lacking"] == ["Country", "Topics"]
    assert "is deleted since, and does not come back: Country, Topics." in " ".join(
        shown.text.split()
    )
    event.refresh_from_db()
    assert (event.country, event.title_en) == (None, "The first title")
    assert list(event.topics.all()) == [topic]


def test_organisation_that_was_merged_comes_back_as_the_one_it_became(editor_client, editor):
    gone, stays = OrganisationFactory(name="Gone"), OrganisationFactory(name="Stays")
    intervention = InterventionFactory(entity=gone)
    event = EventFactory()
    event.partners.set([gone])
    pages = version(intervention, back=0), version(event, back=0)
    intervention.entity = None
    intervention.save()
    event.partners.set([])
    merge(keep=stays, other=gone, taken=(), seen=state_of(stays, gone), by=editor, at=AT)

    told = lines(editor_client, intervention)[0][1]
    for page in pages:
        assert editor_client.get(page).context["lacking"] == []
        assert restore(editor_client, page).status_code == 302

    intervention.refresh_from_db()
    assert intervention.entity == stays
    assert list(event.partners.all()) == [stays]
    assert list(told.values()) == [[("del", "Gone (deleted since)")]]


def test_version_that_is_stored_has_nothing_to_restore(editor_client):
    event = EventFactory()

    assert "Nothing differs from what is stored now." in editor_client.get(version(event, 0)).text


def test_restore_that_is_pressed_twice_is_done_once(editor_client):
    event = EventFactory(title="The first title")
    page = version(event, back=0)
    edit(editor_client, event, title_en="The second title")
    seen = editor_client.get(page).context["seen"]
    editor_client.post(page, {"seen": seen})
    number = event.history.count()

    again = editor_client.post(page, {"seen": seen}, follow=True)

    assert "Nothing differs from what is stored now." in again.text
    assert event.history.count() == number


def test_only_who_may_change_restores_and_only_a_version_of_the_record(
    viewer_client, editor_client
):
    event, other = EventFactory(), EventFactory()
    event.title_en = "Another"
    event.save()
    page = version(event)
    of_other = step_of(event, "restore", other.history.first().history_id)
    key = event.history.first().history_id
    event.history.filter(history_id=key).update(history_type="-")

    assert viewer_client.get(page).status_code == 403
    assert viewer_client.post(page).status_code == 403
    assert page not in viewer_client.get(history_of(event)).text
    for nowhere in (of_other, step_of(event, "restore", key), step_of(event, "restore", 0)):
        assert editor_client.get(nowhere).status_code == 404
        assert editor_client.post(nowhere).status_code == 404


@pytest.mark.parametrize(
    "factory",
    [GrantProjectFactory, KnowledgeProductFactory, InterventionFactory, OrganisationFactory],
)
def test_version_of_every_kind_is_brought_back(editor_client, factory):
    name = "name_en" if factory is OrganisationFactory else "title_en"
    record = factory(**{name.removesuffix("_en"): "The first words"})
    page = version(record, back=0)
    edit(editor_client, record, **{name: "The second words"})

    assert restore(editor_client, page).status_code == 302

    record.refresh_from_db()
    assert getattr(record, name) == "The first words"


# Nobody changes what was told --------------------------------------------------------------------


def test_no_page_of_the_back_office_changes_a_history():
    names = {str(name) for name in get_resolver().reverse_dict} | {
        str(url.name)
        for model_admin in admin.site._registry.values()
        for url in model_admin.get_urls()
    }

    assert not [name for name in names if name.endswith("_simple_history")]
    assert not [model for model in admin.site._registry if issubclass(model, HistoricalChanges)]
    assert LogEntry not in admin.site._registry


def test_a_hand_made_post_to_a_history_changes_nothing(administrator_client):
    event = EventFactory(title="The first title")
    line = event.history.first()
    address = history_of(event)

    for page in (address, f"{address}{line.history_id}/"):
        administrator_client.post(page, {"title_en": "Mine", "history_change_reason": "Mine"})

    line.refresh_from_db()
    assert (line.title_en, line.history_change_reason) == ("The first title", None)
    assert event.history.count() == 1
