"""Reading the text and the cover of an edition: whatever the file, the rest goes on."""

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image

from knowledge.domain.reading import read_edition
from knowledge.models import Edition, EditionText
from tests.factories.files import pdf, sent
from tests.factories.knowledge import EditionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def tall(document):
    document.pages[0].MediaBox = [0, 0, 200, 14_400]


def test_a_page_of_odd_measures_costs_neither_the_text_nor_the_other_editions():
    odd = EditionFactory(file=ContentFile(pdf(tall), "odd.pdf"))
    other = EditionFactory()

    call_command("read_editions")

    assert set(EditionText.objects.values_list("edition", flat=True)) == {odd.pk, other.pk}
    assert not Edition.objects.unread().exists()


def test_a_file_that_is_gone_is_named_and_the_others_are_read(capsys):
    gone, other = EditionFactory(), EditionFactory()
    gone.file.storage.delete(gone.file.name)

    call_command("read_editions")

    assert EditionText.objects.get().edition == other
    assert f"{gone.file.name} is missing" in capsys.readouterr().err


def test_another_file_has_another_reading_and_takes_the_old_cover_along(media):
    edition = EditionFactory()
    read_edition(edition=edition)
    edition.product.refresh_from_db()
    first = edition.product.cover.name

    edition.file = sent(pdf(lambda document: document.add_blank_page()), "other.pdf")
    edition.save()
    assert list(Edition.objects.unread()) == [edition]
    read_edition(edition=edition)

    edition.product.refresh_from_db()
    assert edition.product.cover.name != first
    assert EditionText.objects.get().read_from == edition.file.name


def test_a_reading_of_a_file_that_was_replaced_meanwhile_changes_nothing():
    edition = EditionFactory()
    stale = Edition.objects.get(pk=edition.pk)
    edition.file = sent(pdf(lambda document: document.add_blank_page()), "other.pdf")
    edition.save()
    # The old file is removed after the commit, which a test never reaches.
    read_edition(edition=stale)

    edition.product.refresh_from_db()
    assert not EditionText.objects.exists()
    assert not edition.product.cover


def test_a_reading_of_a_file_whose_product_was_deleted_meanwhile_keeps_nothing():
    edition = EditionFactory()
    stale = Edition.objects.get(pk=edition.pk)
    edition.product.delete()

    read_edition(edition=stale)

    assert not EditionText.objects.exists()


def test_the_cover_comes_from_the_english_edition(media):
    french = EditionFactory(language="fr")
    english = EditionFactory(product=french.product, language="en")

    read_edition(edition=french)
    french.product.refresh_from_db()
    assert not french.product.cover

    read_edition(edition=english)
    french.product.refresh_from_db()
    assert french.product.is_cover_drawn
    with french.product.cover.open() as file, Image.open(file) as drawn:
        assert drawn.size == (french.product.cover_width, french.product.cover_height)
