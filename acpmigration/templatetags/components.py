"""Drawings, numbers and frames that templates use without loading anything."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, cast

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from acpmigration import icons, navigation
from acpmigration.dates import DatedFact
from acpmigration.region_map import ELSEWHERE
from acpmigration.region_map import places as drawn_places

register = template.Library()

DRAWN = "drawings of this page"
TONE_ICONS = {"info": "note", "good": "done", "warn": "warn", "bad": "warn"}


def _drawn(context: Context) -> dict[str, str]:
    """The symbols a page has used so far, by id.

    Kept at the bottom of the render context, which parents, includes and blocks share.
    """
    root = cast("dict[str, Any]", context.render_context.dicts[0])
    return cast("dict[str, str]", root.setdefault(DRAWN, {}))


@register.simple_tag(takes_context=True)
def icon(context: Context, name: str, default: str = "") -> SafeString:
    """An icon beside words; ``default`` stands in where rows that staff add have no drawing.

    :raises KeyError: if neither is drawn.
    """
    shown = name if not default or icons.has_drawing(name) else default
    shown = icons.SAME_AS.get(shown, shown)
    symbol = f'<symbol id="i-{shown}" viewBox="0 0 24 24">{icons.drawing(shown)}</symbol>'
    _drawn(context)[f"i-{shown}"] = symbol
    return format_html(
        '<svg class="icon" width="20" height="20" aria-hidden="true"><use href="#i-{}"/></svg>',
        shown,
    )


@register.simple_tag(takes_context=True)
def path(context: Context, stage: int | None, done: bool = False) -> SafeString:
    """The small path: the stage under way, or all four behind. It stands beside its words."""
    closed = icons.STAGES if done else (stage or 1) - 1
    is_open = not done and stage is not None
    key = f"p-{closed}{'-open' if is_open else ''}"
    drawing = icons.path_drawing(closed, is_open=is_open)
    _drawn(context)[key] = f'<symbol id="{key}" viewBox="0 0 94 14">{drawing}</symbol>'
    return format_html(
        '<svg class="path" width="94" height="14" aria-hidden="true"><use href="#{}"/></svg>', key
    )


@register.simple_tag(takes_context=True)
def bar(context: Context, done: int, live: int, most: int) -> SafeString:
    """A bar of completed and ongoing on the scale of its chart. Its numbers stand beside it."""
    if live:
        _drawn(context)["hatch"] = icons.HATCH
    first, second = _share(done, most), _share(live, most)
    solid = f'<rect class="bar-done" width="{first}" height="12"/>' if done else ""
    hatched = f'<rect class="bar-live" x="{first}" width="{second}" height="12"/>' if live else ""
    return mark_safe(  # noqa: S308  # made of numbers only
        f'<svg class="bar" width="100%" height="12" aria-hidden="true">{solid}{hatched}</svg>'
    )


@register.simple_tag(takes_context=True)
def sprite(context: Context) -> SafeString:
    """The drawings that this page used, once each. Stands at the end of ``body``."""
    if not (symbols := _drawn(context)):
        return SafeString("")
    return mark_safe(  # noqa: S308  # our own drawings
        f'<svg class="sprite" width="0" height="0" aria-hidden="true">{"".join(symbols.values())}'
        "</svg>"
    )


@register.inclusion_tag("components/region_map.html")
def region_map(regions: Iterable[Any]) -> dict[str, Any]:
    """The dot map. Each region: slug, name, link and figures, the first of which is drawn."""
    regions = list(regions)
    return {"regions": regions, "places": drawn_places(regions), "elsewhere": ELSEWHERE}


@register.simple_block_tag(takes_context=True)
def note(context: Context, content: str, title: str, tone: str = "info") -> SafeString:
    """A message on the state of the page or record; tones: info, good, warn, bad."""
    return format_html(
        '<div class="note" data-tone="{}">{}<div><h2>{}</h2>{}</div></div>',
        tone,
        icon(context, TONE_ICONS[tone]),
        title,
        content,
    )


@register.simple_block_tag
def callout(content: str, title: str) -> SafeString:
    """One side fact of a public page ("Did you know?"), never a warning."""
    return format_html('<div class="call"><h3>{}</h3>{}</div>', title, content)


@register.simple_block_tag
def scroll(content: str, label: str) -> SafeString:
    """A box for a wide table: it scrolls sideways, takes the focus and has a name."""
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>', label, content
    )


@register.simple_tag(takes_context=True)
def again(context: Context, name: str) -> str:
    """What the block ``name`` of this page holds, a second time."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return block.render(context) if block else ""


@register.simple_tag(takes_context=True)
def menu(context: Context) -> list[navigation.Entry]:
    request = context.get("request")
    return navigation.menu(request.path if request else "")


@register.simple_tag
def foot() -> list[tuple[str, list[navigation.Entry]]]:
    return navigation.foot()


@register.simple_tag(takes_context=True)
def languages(context: Context) -> list[navigation.Language]:
    request = context.get("request")
    return navigation.languages(request) if request else []


@register.simple_tag
def page_numbers(page: Page[Any]) -> Iterator[int | str]:
    """Numbers of pages to link around the one shown, with ``…`` for what is left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def number(value: int) -> str:
    """A number as people of the page's language write it: 80,000 or 80 000."""
    return number_format(value, force_grouping=True)


@register.filter(expects_localtime=True)
def day(value: date) -> str:
    """A day as people of the page's language write it: 8 May 2019; of a moment, the clock's."""
    return str(DatedFact.on(value))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}".rstrip("0").rstrip(".") + "%" if whole else "0%"
