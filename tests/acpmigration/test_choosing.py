"""Rows of long tables are named by typing, where no script looks them up."""

import pytest
from django.urls import reverse

from knowledge.models import Event
from tests.factories.knowledge import EventFactory
from tests.factories.reference import OrganisationFactory
from tests.factories.technical_assistance import InterventionFactory
from tests.technical_assistance.back_office import change_page, form_errors, typed


@pytest.fixture
def interior(db):
    return OrganisationFactory(name="Ministry of the Interior", slug="interior")


@pytest.fixture
def labour(db):
    return OrganisationFactory(name="Ministry of Labour", slug="labour")


def test_whoever_has_no_scripts_finds_a_field_to_type_a_name_in(editor_client, interior):
    shown = editor_client.get(change_page(InterventionFactory(entity=interior))).text

    field = shown.partition('name="entity-named"')[0].rpartition("<noscript>")[2]
    assert "Or type a part of its name:" in field


@pytest.mark.parametrize("words", ["interior", "MINISTRY OF THE INTERIOR", "  the interior "])
def test_what_is_found_once_is_chosen(editor_client, interior, labour, words):
    record = InterventionFactory(entity=labour)
    page = change_page(record)

    sent = editor_client.post(page, typed(editor_client.get(page), **{"entity-named": words}))

    record.refresh_from_db()
    assert (sent.status_code, record.entity) == (302, interior)


def test_a_whole_name_is_chosen_among_others_that_hold_it(editor_client, interior):
    short = OrganisationFactory(name="Interior", slug="short")
    record = InterventionFactory(entity=None)
    page = change_page(record)

    editor_client.post(page, typed(editor_client.get(page), **{"entity-named": "interior"}))

    record.refresh_from_db()
    assert record.entity == short


def test_what_fits_several_is_refused_and_they_are_offered(editor_client, interior, labour):
    OrganisationFactory(name="Port authority", slug="port")
    record = InterventionFactory(entity=None)
    page = change_page(record)

    shown = editor_client.post(
        page, typed(editor_client.get(page), **{"entity-named": "ministry", "title_en": "Kept"})
    )

    assert form_errors(shown)["entity"] == [
        "Several are found by “ministry”: choose one in the list, or type more of the name."
    ]
    select = shown.text.partition('<select name="entity"')[2].partition("</select>")[0]
    assert f'value="{interior.pk}"' in select
    assert f'value="{labour.pk}"' in select
    assert "Port authority" not in select
    assert 'value="Kept"' in shown.text


def test_what_is_found_nowhere_is_refused_and_stays_typed(editor_client, labour):
    record = InterventionFactory(entity=labour)
    page = change_page(record)

    shown = editor_client.post(
        page, typed(editor_client.get(page), **{"entity-named": "<Fisheries>"})
    )

    assert form_errors(shown)["entity"] == ["Nothing is found by “<Fisheries>”."]
    assert 'name="entity-named" value="&lt;Fisheries&gt;"' in shown.text
    record.refresh_from_db()
    assert record.entity == labour


def test_a_number_that_is_typed_is_no_key(editor_client, interior):
    record = InterventionFactory(entity=None)
    page = change_page(record)
    typing = typed(editor_client.get(page), **{"entity-named": str(interior.pk)})

    shown = editor_client.post(page, typing)

    assert "entity" in form_errors(shown)
    record.refresh_from_db()
    assert record.entity is None


def test_several_are_added_to_those_that_are_chosen(editor_client, interior, labour):
    port = OrganisationFactory(name="Port authority", slug="port")
    event = EventFactory()
    event.partners.add(port)
    page = reverse("admin:knowledge_event_change", args=[event.pk])

    typing = typed(editor_client.get(page), **{"partners-named": "interior; labour;"})
    sent = editor_client.post(page, typing)

    assert sent.status_code == 302
    assert set(Event.objects.get().partners.all()) == {port, interior, labour}


def test_each_of_several_that_is_unclear_is_told(editor_client, interior, labour):
    event = EventFactory()
    page = reverse("admin:knowledge_event_change", args=[event.pk])

    typing = typed(editor_client.get(page), **{"partners-named": "ministry; Zzz; labour; Yyy"})
    shown = editor_client.post(page, typing)

    assert form_errors(shown)["partners"] == [
        "Several are found by “ministry”: choose one in the list, or type more of the name.",
        "Nothing is found by “Zzz”.",
        "Nothing is found by “Yyy”.",
    ]
    assert 'name="partners-named" value="Zzz; Yyy"' in shown.text
    assert event.partners.count() == 0


def test_the_other_organisation_of_a_merge_is_named_by_typing(editor_client, interior, labour):
    page = reverse("admin:reference_organisation_choose", args=[interior.pk])

    compared = editor_client.get(page, {"other": "", "other-named": "labour"})
    unclear = editor_client.get(page, {"other": "", "other-named": "ministry"})

    assert compared.url == reverse(
        "admin:reference_organisation_merge", args=[interior.pk, labour.pk]
    )
    assert "Several are found by “ministry”" in unclear.text
