"""The message catalogues, without system gettext: Babel reads, merges, proves and compiles them.

``python -m acpmigration.messages extract`` brings ``locale/*/LC_MESSAGES/django.po`` up to date,
``compile`` writes what Django reads, ``check`` names what is missing. English is the language of
the sources and has no catalogue.
"""

import re
import sys
import warnings
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_calls
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation import TranslatorCommentWarning
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("fr", "pt", "es")
PACKAGES = (
    "acpmigration",
    "technical_assistance",
    "nsa_grants",
    "experts",
    "knowledge",
    "dashboard",
)
TEMPLATES = "templates"
TEMPLATE_SUFFIXES = (".html", ".txt", ".xml", ".svg")

# Function -> the arguments that are messages; "c" is the context.
CALLS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# What a translation has to keep: both kinds of placeholders, and tags.
KEPT = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?[a-z]+\d?")
HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: acpmigration\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""

# Context and (singular) text.
Key = tuple[str | None, str]


def catalogue_path(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def sources(root: Path) -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path
    for path in sorted((root / TEMPLATES).rglob("*")):
        if path.suffix in TEMPLATE_SUFFIXES:
            yield path


def as_python(path: Path) -> bytes:
    """What Babel's Python extractor understands of a source file.

    :raises TranslatorCommentWarning: if a comment for translators would be lost where it stands.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        with warnings.catch_warnings():
            warnings.simplefilter("error", TranslatorCommentWarning)
            text = templatize(text, origin=str(path))
        # A template's indentation means nothing to Python, whose tokenizer would stumble over it.
        text = "\n".join(line.lstrip() for line in text.splitlines())
    return text.encode()


def collect(root: Path = ROOT) -> Catalog:
    """Return every message of the sources, with the files that say it."""
    catalogue = Catalog(charset="utf-8")
    for path in sources(root):
        found = extract_calls(
            "python",
            BytesIO(as_python(path)),
            keywords=CALLS,
            comment_tags=("Translators:",),
            strip_comment_tags=False,
        )
        for _line, message, comments, context in found:
            catalogue.add(
                message,
                locations=[(path.relative_to(root).as_posix(), 0)],
                auto_comments=comments,
                context=context,
            )
    return catalogue


def load(root: Path, language: str) -> Catalog:
    """Read a catalogue, an empty one if there is none yet.

    :raises PoFileError: if the file is not well formed.
    """
    path = catalogue_path(root, language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8", abort_invalid=True)


def written(catalogue: Catalog) -> bytes:
    """The file of a catalogue: in the order of its messages, without lines or dates that drift."""
    body = BytesIO()
    write_po(body, catalogue, sort_output=True, omit_header=True, include_lineno=False)
    header = HEADER.format(language=catalogue.locale, plural_forms=catalogue.plural_forms)
    return header.encode() + body.getvalue()


def extract(root: Path = ROOT) -> list[str]:
    """Bring every catalogue up to date with the sources; what nobody says any more is dropped."""
    template = collect(root)
    for language in LANGUAGES:
        catalogue = load(root, language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        path = catalogue_path(root, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue))
    return []


def compile_catalogues(root: Path = ROOT) -> list[str]:
    """Write the ``.mo`` files that are older than their sources, none of a faulty catalogue."""
    faults: list[str] = []
    for language in LANGUAGES:
        path = catalogue_path(root, language)
        target = path.with_suffix(".mo")
        if not path.exists() or (
            target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns
        ):
            continue
        try:
            catalogue = load(root, language)
        except PoFileError as error:
            faults.append(f"{language}: {error}")
            continue
        wrong = [fault for each in messages(catalogue) for fault in malformed(each, catalogue)]
        if wrong:
            faults += [f"{language}: {fault}" for fault in wrong]
            continue
        half_written = target.with_suffix(".mo.new")
        with half_written.open("wb") as file:
            write_mo(file, catalogue)
        half_written.replace(target)
    return faults


def check(root: Path = ROOT) -> list[str]:
    """Name every message that is missing, empty, doubtful, left over or lost a placeholder."""
    said = {key(message) for message in messages(collect(root))}
    faults: list[str] = []
    for language in LANGUAGES:
        try:
            catalogue = load(root, language)
        except PoFileError as error:
            faults.append(f"{language}: {error}")
            continue
        known = {key(message) for message in messages(catalogue)}
        faults += [f"{language}: missing: {shown(each)}" for each in ordered(said - known)]
        faults += [f"{language}: left over: {shown(each)}" for each in ordered(known - said)]
        for message in messages(catalogue):
            faults += [f"{language}: {fault}" for fault in incomplete(message, catalogue)]
    return faults


def incomplete(message: Message, catalogue: Catalog) -> list[str]:
    if not all(forms(message.string)):
        return [f"not translated: {shown(key(message))}"]
    if message.fuzzy:
        return [f"marked as doubtful: {shown(key(message))}"]
    return malformed(message, catalogue)


def malformed(message: Message, catalogue: Catalog) -> list[str]:
    """Compare what is translated with its source: what must be kept, and Babel's own checks."""
    faults = [f"{error}: {shown(key(message))}" for error in message.check(catalogue)]
    allowed = [sorted(set(KEPT.findall(text))) for text in forms(message.id)]
    for text in filter(None, forms(message.string)):
        if sorted(set(KEPT.findall(text))) not in allowed:
            faults.append(f"placeholders or tags differ: {text!r} for {shown(key(message))}")
        if text.endswith("\n") != forms(message.id)[-1].endswith("\n"):
            faults.append(f"line end differs: {text!r} for {shown(key(message))}")
    return faults


def forms(text: str | Iterable[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def messages(catalogue: Catalog) -> Iterator[Message]:
    """The messages without the header."""
    return (message for message in catalogue if message.id)


def key(message: Message) -> Key:
    return message.context, forms(message.id)[0]


def ordered(keys: set[Key]) -> list[Key]:
    return sorted(keys, key=lambda each: (each[1], each[0] or ""))


def shown(each: Key) -> str:
    context, text = each
    return f"{text!r} ({context})" if context else repr(text)


COMMANDS = {"extract": extract, "compile": compile_catalogues, "check": check}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        sys.stderr.write(f"Say what to do: {', '.join(COMMANDS)}.\n")
        return 2
    faults = COMMANDS[arguments[0]]()
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
