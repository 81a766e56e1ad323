"""Ordering by what a reader sees of a translated field."""

from django.db.models import CharField, F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language


def shown(field: str) -> Coalesce:
    """The text in the active language, the English one where it is missing.

    modeltranslation falls back on attributes only, not in ``order_by`` and annotations.
    """
    language = (get_language() or "en").split("-")[0]
    return Coalesce(
        NullIf(f"{field}_{language}", Value("")), F(f"{field}_en"), output_field=CharField()
    )
