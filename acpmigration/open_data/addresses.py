"""Addresses as they stand in data, which travels without the page it came from: whole ones."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

API = "/api/v1/"


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def record_address(kind: str, slug: str) -> str:
    """The address of one record in the API; ``kind`` is the name of its data set."""
    return in_language(absolute(f"{API}{kind}/{slug}/"))


def in_language(address: str) -> str:
    """The address of data in the language that is active; English needs no word for it."""
    language = get_language() or settings.LANGUAGE_CODE
    if language == settings.LANGUAGE_CODE:
        return address
    return f"{address}{'&' if '?' in address else '?'}lang={language}"


def list_address(kind: str) -> str:
    return in_language(absolute(reverse(f"api:{kind}-list")))
