"""What is read from an edition's file: its text for the search, and a cover where none is given."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from acpmigration.commits import after_commit
from acpmigration.search.indexing import refresh
from acpmigration.uploads.pdf import output_of
from knowledge.enums import Format
from knowledge.models import Edition, EditionText, KnowledgeProduct

READING = Path(__file__).with_name("edition_reading.py")
# Its own limit is on the time it works; this one is for a machine that is busy otherwise.
PATIENCE_IN_SECONDS = 30


def read_later(edition: Edition) -> None:
    """Read the file once its row is committed: reading takes seconds, and nobody waits for a lock.

    ``read_editions`` reads what was left out, when a server was stopped in between.
    """
    after_commit(read_edition, edition=edition)


def draw_cover_later(product: KnowledgeProduct) -> None:
    """Read the first PDF of a product again that has lost its cover, once this is committed."""
    first = (
        Edition.objects.filter(product=product, format=Format.PDF).with_file().in_order().first()
    )
    if first:
        read_later(first)


@transaction.atomic
def forget_what_was_read(*, product: KnowledgeProduct, editions: list[Edition]) -> None:
    """Keep no text of these editions' former files, and no cover drawn from a file that is gone."""
    EditionText.objects.filter(edition__in=editions).delete()
    if product.is_cover_drawn:
        product.cover, product.cover_width, product.cover_height = "", 0, 0
        product.is_cover_drawn = False
        product.save_without_historical_record()
        draw_cover_later(product)


def read_edition(*, edition: Edition) -> None:
    """Keep the text of the file, and its first page as cover where the product has no other.

    A file that cannot be read, or that is no PDF, is noted with no text: it is not tried again.

    :raises FileNotFoundError: if the file is gone.
    """
    stored = str(edition.file)
    text, picture = _read(edition)
    product = KnowledgeProduct.objects.filter(pk=edition.product_id).first()
    # Drawn before the row is locked: a picture takes seconds, and others want to write.
    drawn = _drawn(picture) if picture and product and _gives_cover(edition, product) else None
    with transaction.atomic():
        held = KnowledgeProduct.objects.select_for_update()
        product = held.filter(pk=edition.product_id).first()
        if product is None or not Edition.objects.filter(pk=edition.pk, file=stored).exists():
            # Deleted meanwhile, or replaced: the other file has its own reading.
            return
        EditionText.objects.update_or_create(
            edition=edition, defaults={"read_from": stored, "text": text}
        )
        if drawn and _gives_cover(edition, product):
            _put_cover(product, drawn)
        refresh(product)


def _read(edition: Edition) -> tuple[str, bytes]:
    if edition.format != Format.PDF:
        return "", b""
    with edition.file.open() as file:
        line, _separator, picture = output_of(READING, file, PATIENCE_IN_SECONDS).partition(b"\n")
    return (json.loads(line) if line else ""), picture


def _gives_cover(edition: Edition, product: KnowledgeProduct) -> bool:
    """The English one before others, the first of a language before its variants."""
    if product.cover and not product.is_cover_drawn:
        return False
    files = Edition.objects.filter(product=product, format=Format.PDF).with_file()
    first = files.in_order().first()
    return first is not None and first.pk == edition.pk


def _drawn(picture: bytes) -> KnowledgeProduct | None:
    """A product that is not stored and has the cover, which is; none for a page of odd measures.

    A cover that no row takes in the end is removed by ``sweep_uploads``.
    """
    drawn = KnowledgeProduct()
    try:
        drawn.cover.save("cover.png", ContentFile(picture), save=False)
    except ValidationError:
        return None
    return drawn


def _put_cover(product: KnowledgeProduct, drawn: KnowledgeProduct) -> None:
    product.cover = drawn.cover.name
    product.cover_width, product.cover_height = drawn.cover_width, drawn.cover_height
    product.is_cover_drawn = True
    product.save_without_historical_record()
