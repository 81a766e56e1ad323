"""Showing what stands in records: markup, missing translations, data for machines."""

import json
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from acpmigration.richtext import shown_safely
from acpmigration.translated import falls_back

register = template.Library()

# As Django's json_script: what could end the element or open a comment is written as an escape.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.filter
def richtext(html: str | None) -> SafeString:
    return shown_safely(html)


@register.filter
def source_link(line: str) -> SafeString:
    """A line on a source; only an address written in full, at its end, is a link."""
    words, separator, address = line.rpartition("https://")
    if not separator or " " in address:
        return conditional_escape(line)
    return format_html('{}<a href="{}">{}</a>', words, separator + address, address)


register.filter(falls_back)


@register.simple_tag(takes_context=True)
def structured_trail(context: Context) -> SafeString | str:
    """The way to the page, as the breadcrumb shows it, where the page has one."""
    request, steps = context["request"], context.get("trail")
    if not steps:
        return ""
    listed = [
        {"@type": "ListItem", "position": position, "name": str(step["label"])}
        | ({"item": request.build_absolute_uri(step["link"])} if step.get("link") else {})
        for position, step in enumerate(steps, start=1)
    ]
    return structured_data(
        {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": listed,
        }
    )


@register.simple_tag
def structured_data(data: dict[str, Any]) -> SafeString:
    """JSON-LD for search engines: data that no browser runs, so a strict policy lets it stand."""
    written = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))  # noqa: S308
