"""The words in which pages tell of products and events."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from acpmigration.dates import DatedFact
from acpmigration.languages import DocumentLanguage
from acpmigration.previews import Files
from acpmigration.reference.enums import Precision
from acpmigration.translated import language_of
from acpmigration.uploads import renditions
from knowledge.models import Edition, Event, KnowledgeProduct


def product_line(product: KnowledgeProduct) -> dict[str, Any]:
    """A product as ``components/result.html`` takes it."""
    languages = [language_name(edition) for edition in product.editions.all()]
    formats = [str(edition.get_format_display()) for edition in product.editions.all()]
    return {
        "link": product.get_absolute_url(),
        "title": product.title,
        "title_language": language_of(product, "title"),
        "kind": capfirst(product.get_kind_display()),
        "place": str(product.issued or ""),
        "topics": product.topics.all(),
        "is_sample": product.is_sample,
        "cover": cover(product),
        "facts": [", ".join(dict.fromkeys(told)) for told in (languages, formats) if told],
    }


def cover_of_preview(product: KnowledgeProduct, files: Files) -> dict[str, Any]:
    """That of a draft has no public address."""
    drawn = cover(product)
    if drawn["picture"]:
        link = files("cover", product.pk)
        drawn["picture"] = replace(drawn["picture"], src=link, sources=[])
    return drawn


def cover(product: KnowledgeProduct, topic: str | None = None) -> dict[str, Any]:
    """A product's cover as ``components/cover.html`` takes it; ``topic`` where it is known."""
    if topic is None:
        topic = next((each.slug for each in product.topics.all()), "")
    address = reverse("knowledge:cover", args=[product.pk])
    return {
        "picture": renditions.shown(address, "", product.cover_width, product.cover_height)
        if product.cover
        else None,
        "title": product.title,
        "kind": capfirst(product.get_kind_display()),
        "topic": topic,
    }


def language_name(edition: Edition) -> str:
    """The language in its own words."""
    if edition.language == DocumentLanguage.OTHER:
        return str(_("another language"))
    return capfirst(get_language_info(edition.language)["name_local"])


def editions_by_language(
    editions: Iterable[Edition], files: Files | None = None
) -> list[dict[str, Any]]:
    """Every edition with what it costs to fetch, by language; the page's product is known.

    A preview says where it has its files.
    """
    found: dict[str, dict[str, Any]] = {}
    order = list(DocumentLanguage)
    by_language = sorted(
        editions, key=lambda e: (order.index(DocumentLanguage(e.language)), e.variant, e.format)
    )
    for edition in by_language:
        group = found.setdefault(
            edition.language,
            {"language": edition.language, "name": language_name(edition), "editions": []},
        )
        group["editions"].append(
            {
                "link": files("edition", edition.pk)
                if files and edition.file
                else edition.get_absolute_url(),
                "format": edition.get_format_display(),
                "variant": edition.variant.replace("-", " "),
                "size": filesizeformat(edition.size) if edition.file else "",
                "pages": pages_words(edition.pages) if edition.pages else "",
                "is_elsewhere": bool(edition.url),
            }
        )
    return list(found.values())


def pages_words(number: int) -> str:
    return ngettext("%(n)d page", "%(n)d pages", number) % {"n": number}


def event_line(event: Event) -> dict[str, Any]:
    """An event as ``components/result.html`` takes it."""
    return {
        "link": event.get_absolute_url(),
        "title": event.title,
        "title_language": language_of(event, "title"),
        "kind": capfirst(event.get_kind_display()),
        "region": event.country.region if event.country else None,
        "place": place_of(event),
        "topics": event.topics.all(),
        "is_sample": event.is_sample,
        "facts": [days_of(event)],
    }


def place_of(event: Event) -> str:
    return ", ".join(filter(None, [event.place, str(event.country or "")]))


def days_of(event: Event) -> str:
    """When it was, as precisely as it is known; empty where nothing is."""
    starts, ends = event.starts, event.ends
    if not starts or not ends or starts == ends:
        return str(starts or ends or "")
    first, last = starts.earliest, ends.latest
    if first and _is_day(starts) and _is_day(ends) and _is_within_a_month(first, last):
        return f"{first.day}–{ends}"
    return _("%(start)s to %(end)s") % {"start": starts, "end": ends}


def _is_within_a_month(first: date, last: date) -> bool:
    """All four languages write both days before it, but the first of a month has its own way."""
    return first.day > 1 and (first.year, first.month) == (last.year, last.month)


def _is_day(fact: DatedFact) -> bool:
    return fact.earliest == fact.latest


def participants_of(event: Event) -> str:
    if event.participants is None:
        return ""
    words = {
        Precision.COUNTED: "%(number)s",
        Precision.ESTIMATE: _("about %(number)s"),
        Precision.AT_LEAST: _("over %(number)s"),
    }
    return str(words[Precision(event.participants_precision)]) % {"number": event.participants}


def topic_values(topics: Iterable[Any]) -> list[dict[str, str]]:
    return [{"label": t.name, "link": t.get_absolute_url(), "topic": t.slug} for t in topics]


def facts(*rows: tuple[str, list[dict[str, str]]]) -> list[dict[str, Any]]:
    """The facts beside the text; what nothing is known of is left out."""
    return [{"term": term, "values": values} for term, values in rows if values]


def words(*texts: object) -> list[dict[str, str]]:
    return [{"label": str(text)} for text in texts if text]


def filtered(url_name: str, label: str, query: str) -> dict[str, str]:
    return {"label": label, "link": f"{reverse(url_name)}?{query}"}
