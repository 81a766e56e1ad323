"""What search engines should know, in four languages: a module ``sitemaps`` in each app says."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

# Section -> its sitemap.
SITEMAPS: dict[str, "type[Sitemap[Any]]"] = {}


class Addresses(Sitemap):  # type: ignore[type-arg]
    """Base of all sections: each address names the same page in the other languages."""

    i18n = True
    alternates = True
    x_default = True


class NamedPages(Addresses):
    """Pages that exist once, by the names of their addresses."""

    names: tuple[str, ...] = ()

    def items(self) -> list[str]:
        return list(self.names)

    def location(self, item: Any) -> str:
        return reverse(item)


def register(section: str, sitemap: "type[Sitemap[Any]]") -> None:
    """Make a section of published items known; called by an app's module ``sitemaps``.

    :raises ValueError: if another sitemap has that name already.
    """
    if SITEMAPS.setdefault(section, sitemap) is not sitemap:
        raise ValueError(section)
