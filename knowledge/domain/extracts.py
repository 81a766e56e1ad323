"""What a knowledge piece is taken from."""

from django.utils.translation import gettext_lazy as _

from knowledge.models import KnowledgeProduct

TAKEN_FROM_THIS = _("That one is taken from this product, at first or second hand.")


def is_extract_of_itself(product: KnowledgeProduct, extract_of: KnowledgeProduct | None) -> bool:
    """Whether it would be taken from itself, at first or second hand."""
    above, met = extract_of, set()
    while above and product.pk and above.pk not in met:
        if above.pk == product.pk:
            return True
        met.add(above.pk)
        above = above.extract_of
    return False
