"""The one stylesheet of the public pages."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from acpmigration import stylesheet

pytestmark = pytest.mark.static

STYLES = sorted((settings.BASE_DIR / "static" / "css").rglob("*.css"))


def test_stylesheet_is_within_its_budget():
    assert len(gzip.compress(stylesheet.stylesheet().encode(), 6)) <= 12_000


def test_layers_are_declared_before_their_rules_and_print_comes_last():
    css = stylesheet.stylesheet()

    assert css.startswith("@layer reset,tokens,base,layout,components,pages,print;@layer reset{")
    assert css.rindex("@layer ") == css.index("@layer print{")


def test_style_guide_is_left_out_of_what_readers_load():
    assert ".guide" not in stylesheet.stylesheet()


def test_minified_keeps_the_space_that_means_something():
    css = stylesheet.minified('/* a */ .a  .b { width: calc(1px + 2px) ; content: "x" }\n')

    assert css == '.a .b{width:calc(1px + 2px);content:"x"}'


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.stem)
def test_styles_use_no_ids_no_force_and_no_other_host(style: Path):
    css = re.sub(r"/\*.*?\*/", "", style.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert "!important" not in css
    assert "://" not in css
    assert not re.search(r"(^|[\s,}>])#[a-z-]+[^;{]*\{", css)


@pytest.mark.parametrize("style", [s for s in STYLES if s.parent.name == "components"])
def test_component_style_has_the_name_of_its_template(style: Path):
    folder = settings.BASE_DIR / "templates" / "components"
    tags = {"note", "callout"}

    assert style.stem in tags or (folder / f"{style.stem}.html").exists()


def test_main_writes_the_stylesheet_and_leaves_the_same_one_alone(tmp_path, monkeypatch):
    target = tmp_path / "css" / "site.css"
    monkeypatch.setattr(stylesheet, "TARGET", target)

    stylesheet.main()
    written = target.stat().st_mtime_ns
    stylesheet.main()

    assert target.read_text(encoding="utf-8") == stylesheet.stylesheet()
    assert target.stat().st_mtime_ns == written


def test_main_replaces_a_stylesheet_that_is_out_of_date(tmp_path, monkeypatch):
    target = tmp_path / "site.css"
    target.write_text("old", encoding="utf-8")
    monkeypatch.setattr(stylesheet, "TARGET", target)

    stylesheet.main()

    assert target.read_text(encoding="utf-8") == stylesheet.stylesheet()
