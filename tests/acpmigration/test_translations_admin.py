"""Translations in the back-office: in lists, on the board, and side by side with the original."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from acpmigration.pages.domain.translations import note_words
from acpmigration.pages.models import Text, Translation
from acpmigration.reference.models import Topic
from technical_assistance.models import Intervention
from tests.factories.reference import CountryFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory
from tests.technical_assistance.back_office import typed

pytestmark = pytest.mark.django_db

BOARD = "/admin/translations/"
TOPICS = "/admin/reference/topic/"
SEE_NOW = "What visitors see now"


def make_topic(name="Visas", **words):
    topic = TopicFactory(name_en=name, **words)
    note_words(topic)
    return topic


def make_old(**words):
    topic = make_topic(name_fr="Visas", **words)
    return rename(topic, "Travel visas")


def rename(topic, name):
    topic.name_en = name
    topic.save()
    note_words(topic)
    return topic


def make_intervention(**given):
    record = InterventionFactory(**given)
    note_words(record)
    return record


def page_of(record, language="fr"):
    return f"{BOARD}{record._meta.label_lower}/{record.pk}/{language}/"


def state(record, language="fr"):
    return Translation.objects.about(record).get(language=language).state


def listed(response):
    return [row["record"] for row in response.context["rows"]]


def send(client, record, *, language="fr", press="_save", query="", **words):
    """Open the page, write into it, and press a button."""
    address = f"{page_of(record, language)}{query}"
    form = client.get(address).context["form"]
    sent = typed_of(form) | words
    return client.post(address, sent | {press: "1", "read": read_on(client, address)})


def typed_of(form):
    return {box.html_name: box.value() or "" for box in form}


def read_on(client, address):
    return client.get(address).context["read"]


# Lists -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_says_how_translations_stand_in_a_fixed_number_of_queries(
    editor_client, count, django_assert_num_queries
):
    for _number in range(count):
        make_topic()
    editor_client.get(TOPICS)

    # Session, user, two counts, the rows, and all their translations.
    with django_assert_num_queries(6):
        response = editor_client.get(TOPICS)

    assert response.text.count('data-translation="missing"') == 3 * count
    assert response.text.count("French: missing") >= count


def test_a_list_is_narrowed_down_to_what_a_language_lacks(editor_client):
    missing, old = make_topic("Without French"), make_old()
    done = make_topic("Done", name_fr="Fait")

    found = {
        value: [*editor_client.get(TOPICS, {"translation": value}).context["cl"].result_list]
        for value in ("fr-missing", "fr-out_of_date", "fr-lacking", "fr-translated", "xx-missing")
    }

    assert found == {
        "fr-missing": [missing],
        "fr-out_of_date": [old],
        "fr-lacking": [missing, old],
        "fr-translated": [missing, old, done],
        "xx-missing": [missing, old, done],
    }


def test_a_list_and_a_record_lead_to_the_translations(editor_client):
    topic = make_topic()

    on_list = editor_client.get(TOPICS).context["list_tools"]
    on_record = editor_client.get(f"{TOPICS}{topic.pk}/change/").context["record_tools"]

    assert f"{BOARD}?kind=reference.topic" in [tool.address for tool in on_list]
    addresses = [tool.address for tool in on_record]
    assert [page_of(topic, code) for code in ("fr", "pt", "es")] == [
        address for address in addresses if address.startswith(BOARD)
    ]


def test_saving_a_record_notes_its_translations(editor_client):
    topic = make_topic()
    page = f"{TOPICS}{topic.pk}/change/"
    sent = typed(editor_client.get(page)) | {"name_fr": "Visas"}

    editor_client.post(page, sent)

    assert state(topic) == "translated"


# The board ---------------------------------------------------------------------------------------


def test_the_board_shows_first_what_visitors_see_now(editor_client):
    draft = make_intervention(title="A draft")
    public = make_intervention(title="A public one", published=True)
    topic = make_topic()
    make_topic("Done", name_fr="a", name_pt="b", name_es="c")

    response = editor_client.get(BOARD)

    assert listed(response)[-1] == draft
    assert {public, topic} <= set(listed(response)[:-1])
    assert "Done" not in response.text


def test_the_board_tells_what_is_noted_where_a_language_is_new(editor_client):
    topic = make_topic()
    Translation.objects.about(topic).filter(language="es").delete()

    [row] = editor_client.get(BOARD).context["rows"]

    assert [shown["code"] for shown in row["states"]] == ["en", "fr", "pt"]


def test_the_board_is_filtered_by_kind_language_and_state(editor_client):
    old, missing = make_old(), make_topic("Other")
    make_intervention()
    kind = {"kind": "reference.topic"}

    found = [
        listed(editor_client.get(BOARD, kind | asked))
        for asked in (
            {},
            {"state": "out_of_date"},
            {"state": "missing", "language": "fr"},
            {"state": "translated"},
            {"state": "nonsense", "language": "xx", "p": "x"},
        )
    ]

    assert found == [[old, missing], [old], [missing], [], [old, missing]]


@pytest.mark.parametrize(
    ("asked", "least"),
    [
        ({}, 12),
        ({"language": "fr"}, 10),
        ({"kind": "reference.topic"}, 10),
        ({"kind": "reference.topic", "language": "pt", "state": "missing"}, 8),
    ],
)
def test_each_number_of_the_board_is_that_of_the_records_at_its_link(editor_client, asked, least):
    make_old()
    make_topic("Other")
    make_topic("Done", name_fr="a", name_pt="b", name_es="c")
    make_intervention(title_fr="Un titre")

    response = editor_client.get(BOARD, asked)

    cells = [
        cell
        for table in ("by_language", "by_kind")
        for line in response.context[table]
        for cell in line["cells"]
        if cell["number"]
    ]
    assert len(cells) >= least
    behind = {
        cell["link"]: editor_client.get(f"{BOARD}?{cell['link']}").context["page"].paginator.count
        for cell in cells
    }
    assert {cell["link"]: cell["number"] for cell in cells} == behind


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_takes_a_fixed_number_of_queries(editor_client, count, django_assert_num_queries):
    for _number in range(count):
        make_topic()
    editor_client.get(BOARD)

    # Session, user, counts of two sorts, number of rows, the rows, and of their kind the records
    # and states.
    with django_assert_num_queries(8):
        response = editor_client.get(BOARD)

    assert len(listed(response)) == count


def test_an_empty_board_says_so(viewer_client):
    assert "Nothing waits to be translated here." in viewer_client.get(BOARD).text


# Side by side ------------------------------------------------------------------------------------


def test_a_translation_is_written_beside_the_original(editor_client, editor):
    topic = make_topic(description_en="Who may travel.")

    response = send(editor_client, topic, name_fr="Visas", description_fr="Qui peut voyager.")

    assert response.status_code == 302
    stored = Topic.objects.get()
    assert (stored.name_fr, stored.description_fr) == ("Visas", "Qui peut voyager.")
    assert (stored.name_en, stored.name_pt) == ("Visas", None)
    assert state(topic) == "translated"
    assert stored.history.first().history_user == editor
    assert LogEntry.objects.get().object_id == str(topic.pk)


def test_a_record_with_a_version_gets_the_next(editor_client):
    record = make_intervention(published=True)
    before = Intervention.objects.get().version

    send(editor_client, record, title_fr="Un titre")

    stored = Intervention.objects.get()
    assert (stored.version, stored.title_fr) == (before + 1, "Un titre")
    assert stored.published_at == record.published_at


def test_rich_text_is_made_harmless(editor_client):
    text = Text.objects.create(key="page/about", title_en="About", body_en="<p>Words</p>")
    note_words(text)

    send(editor_client, text, body_fr="<p>Mots</p><script>alert(1)</script>")

    assert Text.objects.get().body_fr == "<p>Mots</p>"


def test_what_is_too_long_is_said_at_the_field_and_kept(editor_client):
    topic = make_topic()

    response = send(editor_client, topic, name_fr="x" * 101, description_fr="Qui peut voyager.")

    assert list(response.context["form"].errors) == ["name_fr"]
    assert "Qui peut voyager." in response.text
    assert "Nothing was changed yet." in response.text
    assert Topic.objects.get().name_fr is None


def test_the_second_of_two_translators_is_shown_the_firsts_words(editor_client):
    topic = make_topic()
    sent = typed_of(editor_client.get(page_of(topic)).context["form"])
    send(editor_client, topic, name_fr="Le premier")

    response = editor_client.post(page_of(topic), sent | {"name_fr": "Le second"})

    assert "Le premier" in response.text
    assert "Le second" in response.text
    assert Topic.objects.get().name_fr == "Le premier"


def test_an_older_translation_shows_what_has_changed_of_the_original(editor_client):
    topic = make_old()

    response = editor_client.get(page_of(topic))

    assert "<ins>Travel" in response.text
    assert "changed since it was translated" in response.text
    assert 'name="_right"' in response.text


def test_an_original_whose_past_nobody_kept_is_shown_as_it_is(editor_client):
    topic = make_old()
    Topic.history.all().delete()

    response = editor_client.get(page_of(topic))

    assert "What it said before is not kept." in response.text
    assert "<ins>" not in response.text


def test_a_translation_is_called_right_still(editor_client, editor):
    topic = make_old()

    send(editor_client, topic, press="_right")

    found = Translation.objects.about(topic).get(language="fr")
    assert (found.state, found.confirmed_by) == ("translated", editor)
    assert "Found to be right still by" in editor_client.get(page_of(topic)).text


def test_what_was_typed_comes_back_when_the_translation_cannot_be_called_right(editor_client):
    topic = make_old(description_en="Who?", description_fr="Qui ?")
    address = page_of(topic)
    form = editor_client.get(address).context["form"]
    sent = typed_of(form) | {"description_fr": "Qui donc ?", "_right": "1", "read": "something"}

    response = editor_client.post(address, sent)

    assert "The original was changed meanwhile" in response.text
    assert "Qui donc ?" in response.text
    assert Topic.objects.get().description_fr == "Qui ?"
    assert state(topic) == "out_of_date"


def test_what_is_not_old_cannot_be_called_right_still(editor_client):
    topic = make_topic(name_fr="Visas")

    response = send(editor_client, topic, press="_right")

    assert "This translation is not older than the original." in response.text


def test_one_translation_leads_to_the_next(editor_client):
    first, second, third = (make_topic(name) for name in ("One", "Two", "Three"))
    query = "?kind=reference.topic&state=missing"

    after_second = send(editor_client, second, press="_next", query=query, name_fr="Deux")
    after_third = send(editor_client, third, press="_next", query=query, name_fr="Trois")
    after_first = send(editor_client, first, press="_next", query=query, name_fr="Un")

    assert after_second["Location"] == f"{page_of(third)}{query}"
    assert after_third["Location"] == f"{page_of(first)}{query}"
    assert after_first["Location"] == f"{BOARD}{query.replace('&', '&language=fr&')}"


def test_the_page_leads_to_what_visitors_see(editor_client):
    public, draft = make_intervention(published=True), make_intervention()

    assert f'href="/fr/interventions/{public.slug}/"' in editor_client.get(page_of(public)).text
    response = editor_client.get(page_of(draft))
    assert SEE_NOW not in response.text
    assert "It has no public page now." in response.text


def test_a_viewer_reads_and_writes_nothing(viewer_client):
    topic = make_topic(name_fr="Les visas")

    response = viewer_client.get(page_of(topic))
    refused = viewer_client.post(page_of(topic), {"name_fr": "Autre"})

    assert "Les visas" in response.text
    assert 'type="submit"' not in response.text.partition('id="content-main"')[2]
    assert refused.status_code == 403
    assert Topic.objects.get().name_fr == "Les visas"


@pytest.mark.parametrize(
    "address",
    [
        "reference.topic/0/fr/",
        "reference.topic/99999999999999999999/fr/",
        "reference.topic/x/fr/",
        "reference.topic/{pk}/en/",
        "reference.topic/{pk}/de/",
        "accounts.user/1/fr/",
        "nothing/1/fr/",
    ],
)
def test_what_is_not_translated_has_no_page(editor_client, address):
    topic = make_topic()

    assert editor_client.get(BOARD + address.format(pk=topic.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_side_by_side_takes_a_fixed_number_of_queries(
    editor_client, count, django_assert_max_num_queries
):
    topic = make_topic(name_fr="Visas")
    for number in range(count):
        rename(topic, f"Visas {number}")
    CountryFactory()
    editor_client.get(page_of(topic))

    with django_assert_max_num_queries(9):
        editor_client.get(page_of(topic))


def test_an_original_is_shown_as_text(editor_client):
    topic = make_topic("<script>alert(1)</script>", name_fr="<b>x</b>")
    rename(topic, "<script>alert(2)</script>")

    for address in (page_of(topic), BOARD, TOPICS):
        assert "<script>alert" not in editor_client.get(address).text


def test_the_addresses_have_names():
    assert reverse("admin:translations") == BOARD
