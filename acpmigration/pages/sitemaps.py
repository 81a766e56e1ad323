"""The foot of the site, for search engines."""

from acpmigration.pages.urls import WRITTEN
from acpmigration.sitemaps import NamedPages, register


class TextPages(NamedPages):
    names = ("pages:how-we-count", *(f"pages:{name}" for name in WRITTEN))


register("pages", TextPages)
