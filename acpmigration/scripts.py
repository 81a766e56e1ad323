"""Joins the modules of ``static/js/coordination`` into one script for each kind of page.

``python -m acpmigration.scripts`` writes ``var/build/js/*.js``; ``make`` does it before serving
and testing. On a slow link each file costs more than what is in it. The files are never committed:
the sources are.
"""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "static" / "js" / "coordination"
TARGET = ROOT / "var" / "build" / "js"

# The name of what is written, and the module that it begins with.
JOINED = {
    "workspace.js": "workspace",
    "workspace-worker.js": "worker",
    "leaving.js": "leaving",
}
# What its page or another script asks of a joined one by name.
EXPORTED = {"workspace-worker.js": "start"}

IMPORT = re.compile(r'^import (?:\{[^}]*\} from )?"\./(\w+)\.js";\n', re.MULTILINE)
COMMENT_OR_INDENT = re.compile(r"^\s*(?://.*)?", re.MULTILINE)
NAMED = re.compile(r"^(?:export )?(?:const|let|function|class) (\w+|\{[^}]*\})", re.MULTILINE)


class SameNameError(Exception):
    """Two modules that are joined name something alike."""


def modules(name: str) -> list[str]:
    """A module and all that it stands on, the lowest first."""
    found: dict[str, None] = {}
    for other in IMPORT.findall(_text(name)):
        found |= dict.fromkeys(modules(other))
    return [*found, name]


def joined(name: str, exported: str = "") -> str:
    """One script of a module and all that it stands on, without comments.

    :raises SameNameError: if what it holds would not be told apart.
    """
    texts = [_text(part) for part in modules(name)]
    names = Counter(found for text in texts for found in NAMED.findall(text))
    if twice := [found for found, count in names.items() if count > 1]:
        raise SameNameError(f"{name}.js: {', '.join(twice)}")
    script = "".join(_bare(text) for text in texts)
    return f"{script}export {{ {exported} }};\n" if exported else script


def _text(name: str) -> str:
    return (SOURCE / f"{name}.js").read_text(encoding="utf-8")


def _bare(text: str) -> str:
    lines = COMMENT_OR_INDENT.sub("", IMPORT.sub("", text)).splitlines()
    return "".join(f"{line.removeprefix('export ')}\n" for line in lines if line)


def main() -> None:
    """Write the scripts, unless those that are there are the same."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for file, name in JOINED.items():
        script = joined(name, EXPORTED.get(file, ""))
        target = TARGET / file
        if not target.exists() or target.read_text(encoding="utf-8") != script:
            target.write_text(script, encoding="utf-8")


if __name__ == "__main__":
    main()
