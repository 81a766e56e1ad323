"""Joins the files of ``static/css`` into the one stylesheet that a public page loads.

``python -m acpmigration.stylesheet`` writes ``var/build/css/site.css``; ``make`` does it before
serving and testing. The file is never committed: the sources are.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "static" / "css"
TARGET = ROOT / "var" / "build" / "css" / "site.css"

LAYERS = "@layer reset,tokens,base,layout,components,pages,print;"
FIRST = ("reset", "tokens", "base", "layout")
# Loaded by its own page only, so that no reader pays for it.
APART = "styleguide"


def sources() -> list[Path]:
    """The files in the order of their layers."""
    parts = [
        *sorted((SOURCE / "components").glob("*.css")),
        *sorted((SOURCE / "pages").glob("*.css")),
    ]
    return [
        *(SOURCE / f"{name}.css" for name in FIRST),
        *(path for path in parts if path.stem != APART),
        SOURCE / "print.css",
    ]


def minified(css: str) -> str:
    """Take comments and needless space away; strings and ``calc()`` keep theirs."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*", r"\1", css)
    css = re.sub(r":\s+", ":", css)
    return css.replace(";}", "}").strip()


def stylesheet() -> str:
    return LAYERS + "".join(minified(path.read_text(encoding="utf-8")) for path in sources())


def main() -> None:
    """Write the stylesheet, unless the one that is there is the same."""
    css = stylesheet()
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == css:
        return
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(css, encoding="utf-8")


if __name__ == "__main__":
    main()
