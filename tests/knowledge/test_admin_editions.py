"""The back-office of Component 3: editions, their files and the covers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from knowledge.models import Edition, KnowledgeProduct
from tests.factories.files import pdf, picture
from tests.factories.knowledge import (
    EditionFactory,
    KnowledgeProductFactory,
    UseFactory,
)
from tests.technical_assistance.back_office import change_page, said, step_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def sent_pdf(name="another.pdf", pages=2):
    def add_pages(document):
        for _page in range(pages - 1):
            document.add_blank_page()

    return SimpleUploadedFile(name, pdf(add_pages), "application/pdf")


def errors_of_part(response, number=0):
    return response.context["inline_admin_formsets"][number].formset.errors


def test_edition_is_added_with_its_pages_and_read_after_the_commit(
    editor_client, django_capture_on_commit_callbacks
):
    product = KnowledgeProductFactory()
    page = change_page(product)
    changes = {"editions-0-language": "fr", "editions-0-file": sent_pdf(pages=3)}

    with django_capture_on_commit_callbacks(execute=True):
        response = editor_client.post(page, typed(editor_client.get(page), **changes))

    assert response.status_code == 302
    edition = Edition.objects.get()
    assert (edition.language, edition.pages, edition.size > 0) == ("fr", 3, True)
    assert edition.reading.read_from == str(edition.file)
    product.refresh_from_db()
    assert product.is_cover_drawn


def test_address_of_an_edition_stays_when_its_file_is_replaced(
    editor_client, client, media, django_capture_on_commit_callbacks
):
    edition = EditionFactory(product__published=True)
    address, old = edition.get_absolute_url(), str(edition.file)
    page = change_page(edition.product)

    with django_capture_on_commit_callbacks(execute=True):
        changes = {"editions-0-file": sent_pdf(pages=4)}
        editor_client.post(page, typed(editor_client.get(page), **changes))

    edition.refresh_from_db()
    assert edition.get_absolute_url() == address
    assert (edition.pages, str(edition.file) != old) == (4, True)
    assert edition.reading.read_from == str(edition.file)
    assert client.get(address).status_code == 200
    assert old not in media()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"editions-0-url": "https://example.org/", "editions-0-file": sent_pdf()},
            "either a file",
        ),
        ({"editions-0-format": "web", "editions-0-file": sent_pdf()}, "not a file"),
        ({"editions-0-format": "epub", "editions-0-file": sent_pdf()}, "not that of the file"),
        ({"editions-0-variant": "light"}, "either a file"),
        (
            {"editions-0-file": SimpleUploadedFile("x.pdf", b"<html>", "application/pdf")},
            "PDF",
        ),
    ],
)
def test_edition_is_refused_where_it_contradicts_itself(editor_client, media, changes, said):
    product = KnowledgeProductFactory()
    page = change_page(product)

    refused = editor_client.post(
        page, typed(editor_client.get(page), **{"editions-0-language": "en"} | changes)
    )

    assert said in str(errors_of_part(refused))
    assert not Edition.objects.exists()
    assert media() == []


def test_edition_of_one_language_and_format_is_listed_once(editor_client):
    edition = EditionFactory()
    page = change_page(edition.product)
    changes = {"editions-1-language": "en", "editions-1-file": sent_pdf()}

    refused = editor_client.post(page, typed(editor_client.get(page), **changes))

    assert "give it a variant" in str(errors_of_part(refused))
    assert Edition.objects.count() == 1


def test_own_cover_takes_the_place_of_a_drawn_one_and_is_left_out_again(
    editor_client, django_capture_on_commit_callbacks
):
    edition = EditionFactory()
    product, page = edition.product, change_page(edition.product)
    own = SimpleUploadedFile("cover.jpg", picture(), "image/jpeg")
    editor_client.post(page, typed(editor_client.get(page), cover=own))
    product.refresh_from_db()
    assert product.cover
    assert not product.is_cover_drawn

    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(page, typed(editor_client.get(page), is_cover_left_out="on"))

    product.refresh_from_db()
    assert product.cover
    assert product.is_cover_drawn


def test_another_cover_and_none_exclude_each_other(editor_client):
    page = change_page(KnowledgeProductFactory())
    own = SimpleUploadedFile("cover.jpg", picture(), "image/jpeg")

    refused = editor_client.post(
        page, typed(editor_client.get(page), cover=own, is_cover_left_out="on")
    )

    form = refused.context["adminform"].form
    assert form.errors["is_cover_left_out"] == ["Choose one: another cover, or none."]
    assert "Choose the files again: a browser does not keep them." in said(refused)


def test_product_is_no_extract_of_itself(editor_client):
    product = KnowledgeProductFactory()
    page = change_page(product)

    refused = editor_client.post(page, typed(editor_client.get(page), extract_of=product.pk))

    assert "extract_of" in refused.context["adminform"].form.errors


def test_preview_of_a_draft_has_its_files_and_its_cover(viewer_client, client):
    edition = EditionFactory()
    product = edition.product
    product.cover.save("cover.jpg", SimpleUploadedFile("cover.jpg", picture()))

    preview = viewer_client.get(step_of(product, "preview"))

    for name, key in (("edition", edition.pk), ("cover", product.pk)):
        address = reverse(f"admin:knowledge_knowledgeproduct_{name}", args=[key])
        assert address in preview.text
        assert viewer_client.get(address).status_code == 200
    assert "This is a draft" in preview.text
    assert client.get(edition.get_absolute_url()).status_code == 404


def test_who_looks_after_a_file_is_no_download(editor_client):
    edition = EditionFactory(product__published=True)

    address = reverse("admin:knowledge_knowledgeproduct_edition", args=[edition.pk])
    editor_client.get(address)

    assert edition.downloads.total() == 0


def test_history_tells_of_editions_and_uses(editor_client):
    use = UseFactory()
    page = change_page(use.product)
    editor_client.post(page, typed(editor_client.get(page), **{"uses-0-where_en": "A compact"}))

    history = editor_client.get(
        reverse("admin:knowledge_knowledgeproduct_history", args=[use.product_id])
    )

    assert "A compact" in history.text


def test_viewer_reads_and_changes_nothing(viewer_client):
    product = EditionFactory().product
    page = change_page(product)

    shown = viewer_client.get(page)

    assert 'type="file"' not in shown.text
    assert viewer_client.post(page, {"title_en": "Mine"}).status_code == 403
    assert not KnowledgeProduct.objects.filter(title_en="Mine").exists()


def test_drawn_cover_and_text_go_with_the_file_that_they_were_read_from(
    editor_client, client, django_capture_on_commit_callbacks
):
    product = KnowledgeProductFactory(published=True)
    page = change_page(product)
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"editions-0-language": "en", "editions-0-file": sent_pdf()}
        editor_client.post(page, typed(editor_client.get(page), **sent))
    product.refresh_from_db()
    drawn = reverse("knowledge:cover", args=[product.pk])
    assert product.is_cover_drawn
    assert client.get(drawn).status_code == 200

    gone = {"editions-0-DELETE": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(page, typed(editor_client.get(page), **gone))

    product.refresh_from_db()
    assert not product.cover
    assert client.get(drawn).status_code == 404


def test_file_gives_way_to_a_page_elsewhere(editor_client, django_capture_on_commit_callbacks):
    edition = EditionFactory(product=KnowledgeProductFactory())
    page = change_page(edition.product)
    elsewhere = {
        "editions-0-is_file_left_out": "on",
        "editions-0-format": "web",
        "editions-0-url": "https://example.org/book",
    }

    with django_capture_on_commit_callbacks(execute=True):
        answered = editor_client.post(page, typed(editor_client.get(page), **elsewhere))

    assert answered.status_code == 302
    edition.refresh_from_db()
    assert (edition.file, edition.url, edition.size, edition.pages) == (
        "",
        "https://example.org/book",
        0,
        None,
    )


def test_another_file_and_none_contradict_each_other(editor_client):
    edition = EditionFactory(product=KnowledgeProductFactory())
    page = change_page(edition.product)
    both = {"editions-0-is_file_left_out": "on", "editions-0-file": sent_pdf()}

    refused = editor_client.post(page, typed(editor_client.get(page), **both))

    assert errors_of_part(refused)[0]["is_file_left_out"] == ["Choose one: another file, or none."]
