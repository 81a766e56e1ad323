"""The drawings, numbers and frames that every page is made of."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils.translation import override

pytestmark = pytest.mark.static

COMPONENTS = sorted((settings.BASE_DIR / "templates" / "components").glob("*.html"))


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def figure(value: int = 62, **more: object) -> SimpleNamespace:
    return SimpleNamespace(
        name="interventions-implemented",
        value=value,
        label="interventions",
        definition="Ongoing or completed.",
        link="/interventions/",
        **more,
    )


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_component_says_what_it_is_and_takes(component: Path):
    first = component.read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith("{# ")
    assert "Takes: " in first


def test_icon_is_drawn_once_in_the_sprite_however_often_it_is_used():
    page = drawn('{% icon "search" %}{% icon "search" %}{% sprite %}')

    assert page.count('href="#i-search"') == 2
    assert page.count('<symbol id="i-search"') == 1


def test_icons_of_included_components_are_in_the_sprite_of_the_page():
    page = drawn(
        '{% include "components/tag.html" with status="completed" label="Completed" only %}'
        "{% sprite %}"
    )

    assert '<symbol id="i-check"' in page


def test_sprite_of_a_page_without_drawings_is_empty():
    assert drawn("{% sprite %}") == ""


def test_sprites_of_two_pages_do_not_mix():
    template = Template("{% if first %}{% icon 'search' %}{% endif %}{% sprite %}")
    template.render(Context({"first": True}))

    assert template.render(Context()) == ""


def test_icon_without_a_drawing_is_a_mistake():
    with pytest.raises(KeyError):
        drawn('{% icon "no-such-icon" %}')


def test_icon_of_a_row_that_staff_added_falls_back():
    assert 'href="#i-other"' in drawn('{% icon "a-new-topic" default="other" %}')


@pytest.mark.parametrize(
    ("stage", "done", "full", "half", "open_"),
    [(None, False, 0, 0, 4), (1, False, 0, 1, 3), (3, False, 2, 1, 1), (4, True, 4, 0, 0)],
)
def test_path_shows_stages_behind_under_way_and_ahead(
    stage: int | None, done: bool, full: int, half: int, open_: int
):
    page = drawn("{% path stage done %}{% sprite %}", stage=stage, done=done)

    assert page.count('r="6.5" fill="var(--done)"') == full
    assert page.count('fill="var(--live)"') == half
    assert page.count('fill="none"') == open_


def test_bar_is_drawn_to_scale_in_any_language():
    with override("fr"):
        page = drawn("{% bar 1 2 16 %}{% sprite %}")

    assert '<rect class="bar-done" width="6.25%" height="12"/>' in page
    assert '<rect class="bar-live" x="6.25%" width="12.5%" height="12"/>' in page
    assert 'id="hatch"' in page


def test_bar_without_ongoing_needs_no_hatch():
    assert "hatch" not in drawn("{% bar 3 0 3 %}{% sprite %}")


def test_bar_of_an_empty_chart_has_no_parts():
    assert "<rect" not in drawn("{% bar 0 0 0 %}")


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "80,000"), ("fr", "80\xa0000"), ("pt", "80.000")]
)
def test_number_is_written_as_the_language_does(language: str, shown: str):
    with override(language):
        assert drawn("{{ value|number }}", value=80_000).replace("\u202f", "\xa0") == shown


def test_day_is_written_as_the_language_does():
    assert drawn("{{ value|day }}", value=date(2019, 5, 8)) == "8 May 2019"


def test_figure_shows_a_grouped_number_and_carries_the_plain_one():
    page = render_to_string("components/figure.html", {"figure": figure(80_000)})

    assert 'data-figure="interventions-implemented" data-value="80000"' in page
    assert 'href="/interventions/">80,000 <span>interventions</span>' in page


def test_figure_on_people_says_so():
    page = render_to_string("components/figure.html", {"figure": figure(is_statistic=True)})

    assert 'data-figure-kind="statistic"' in page


def test_bare_figure_keeps_its_label_for_readers_who_listen():
    page = render_to_string("components/figure.html", {"figure": figure(), "bare": True})

    assert '<span class="vh">interventions</span>' in page


def test_region_that_is_not_drawn_stands_in_the_list_of_the_map():
    regions = [
        SimpleNamespace(slug="pacific", name="Pacific", link="/p/", figures=[figure(9)]),
        SimpleNamespace(slug="new", name="A new region", link="/n/", figures=[figure(1)]),
    ]

    page = drawn("{% region_map regions %}", regions=regions)

    drawing, listed = page.split("</svg>")
    assert 'data-region="pacific"' in drawing
    assert 'data-region="new"' not in drawing
    assert 'data-region="new"><a href="/n/">A new region</a>' in listed


def test_long_name_on_the_map_breaks_near_its_middle():
    region = SimpleNamespace(
        slug="east-horn-of-africa", name="East and Horn of Africa", link="/", figures=[figure()]
    )

    page = drawn("{% region_map regions %}", regions=[region])

    assert ">East and Horn</tspan>" in page
    assert ">of Africa</tspan>" in page


def test_note_has_the_icon_of_its_tone_and_escapes_its_title():
    page = drawn("{% note title tone='good' %}<p>Text</p>{% endnote %}", title="a < b")

    assert '<div class="note" data-tone="good">' in page
    assert 'href="#i-done"' in page
    assert "<h2>a &lt; b</h2><p>Text</p>" in page


def test_note_of_an_unknown_tone_is_a_mistake():
    with pytest.raises(KeyError):
        drawn("{% note 'Title' tone='loud' %}{% endnote %}")


def test_callout_holds_what_it_wraps():
    page = drawn("{% callout 'Did you know?' %}<p>{{ text }}</p>{% endcallout %}", text="<b>")

    assert page == '<div class="call"><h3>Did you know?</h3><p>&lt;b&gt;</p></div>'


def test_callout_needs_its_end():
    with pytest.raises(TemplateSyntaxError):
        Template("{% callout 'Did you know?' %}")


def test_scroll_box_takes_the_focus_and_has_a_name():
    page = drawn("{% scroll 'Interventions' %}<table></table>{% endscroll %}")

    assert page == (
        '<div class="scroll" tabindex="0" role="region" aria-label="Interventions">'
        "<table></table></div>"
    )


def test_again_repeats_what_the_page_put_in_a_block():
    page = drawn('{% extends "base.html" %}{% block title %}A & {{ b }}{% endblock %}', b="<b>")

    assert "<title>A & &lt;b&gt; – ACP-EU Migration Action</title>" in page
    assert '<meta property="og:title" content="A & &lt;b&gt;">' in page


def test_again_of_a_page_without_parents_is_empty():
    assert drawn('{% again "title" %}') == ""


def test_pager_links_the_pages_around_the_one_shown():
    numbers = drawn(
        "{% page_numbers page as numbers %}{{ numbers|join:' ' }}",
        page=Paginator(range(240), 24).page(5),
    )

    assert numbers == "1 … 4 5 6 … 10"
