"""Joins the files of ``static/css`` into the one stylesheet that a public page loads.

Pages with a form of ours load a second one, so that whoever only reads does not pay for it.
``python -m acpmigration.stylesheet`` writes both to ``var/build/css``; ``make`` does it before
serving and testing. The file is never committed: the sources are.
"""

import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "static" / "css"
TARGET = ROOT / "var" / "build" / "css" / "site.css"

LAYERS = "@layer reset,tokens,base,layout,components,pages,print;"
FIRST = ("reset", "tokens", "base", "layout")
# What pages with a form need beside the rest.
FORMS = frozenset({"account", "errors", "expert", "field", "forms", "messages", "steps"})
# Loaded by its own page only.
APART = FORMS | {"styleguide"}


def parts() -> list[Path]:
    return [
        *sorted((SOURCE / "components").glob("*.css")),
        *sorted((SOURCE / "pages").glob("*.css")),
    ]


def sources() -> list[Path]:
    """The files of the site's stylesheet in the order of their layers."""
    return [
        *(SOURCE / f"{name}.css" for name in FIRST),
        *(path for path in parts() if path.stem not in APART),
        SOURCE / "print.css",
    ]


def minified(css: str) -> str:
    """Take comments and needless space away; strings and ``calc()`` keep theirs."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*", r"\1", css)
    css = re.sub(r":\s+", ":", css)
    return css.replace(";}", "}").strip()


def joined(paths: Iterable[Path]) -> str:
    return LAYERS + "".join(minified(path.read_text(encoding="utf-8")) for path in paths)


def stylesheet() -> str:
    return joined(sources())


def stylesheet_of_forms() -> str:
    return joined(path for path in parts() if path.stem in FORMS)


def main() -> None:
    write(stylesheet(), TARGET)
    write(stylesheet_of_forms(), TARGET.with_name("forms.css"))


def write(css: str, target: Path) -> None:
    """Write a stylesheet, unless the one that is there is the same."""
    if target.exists() and target.read_text(encoding="utf-8") == css:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(css, encoding="utf-8")


if __name__ == "__main__":
    main()
