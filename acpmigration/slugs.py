"""Slugs are made once and never changed, the same in all languages."""

from collections.abc import Iterable

from django.db import models
from django.utils.text import slugify


def free_slug(model: type[models.Model], *words: str, reserved: Iterable[str] = ()) -> str:
    """Make a slug that no other row has; ``reserved`` are the addresses of other pages."""
    wanted = slugify(" ".join(words))[:90].strip("-") or "record"
    rows = model._base_manager.filter(slug__startswith=wanted)
    taken = {*rows.values_list("slug", flat=True), *reserved}
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug
