"""Joins the files of ``static/css`` into the one stylesheet that a public page loads.

``python -m acpmigration.stylesheet`` writes ``var/build/css/site.css``, and ``embed.css`` for the
frames of other sites; ``make`` does it before serving and testing. The files are never committed:
the sources are.
"""

import re
from collections.abc import Iterable
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


def embed_sources() -> list[Path]:
    """What a figure or a map needs that stands alone."""
    parts = (SOURCE / "components" / f"{name}.css" for name in ("legend", "state_map"))
    return [SOURCE / "tokens.css", *parts, SOURCE / "framed.css"]


def minified(css: str) -> str:
    """Take comments and needless space away; strings and ``calc()`` keep theirs."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*", r"\1", css)
    css = re.sub(r":\s+", ":", css)
    return css.replace(";}", "}").strip()


def stylesheet(paths: Iterable[Path] | None = None) -> str:
    """The stylesheet of a public page, or of these files."""
    chosen = sources() if paths is None else paths
    return LAYERS + "".join(minified(path.read_text(encoding="utf-8")) for path in chosen)


def main() -> None:
    """Write the stylesheets, unless those that are there are the same."""
    embed = TARGET.with_name("embed.css")
    for target, css in ((TARGET, stylesheet()), (embed, stylesheet(embed_sources()))):
        if target.exists() and target.read_text(encoding="utf-8") == css:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(css, encoding="utf-8")


if __name__ == "__main__":
    main()
