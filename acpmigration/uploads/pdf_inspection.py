"""Looks into a PDF that may be hostile; ``pdf.py`` runs it as a program of its own.

Takes the PDF on standard input, answers one word and the number of pages. A file that makes the
parser grow, loop or crash takes this process down, never the portal.
"""

import contextlib
import io
import re
import resource
import sys
from collections.abc import Iterator

import pikepdf

MEMORY = 512 * 1024 * 1024
SECONDS = 4

FINE = "fine"
ENCRYPTED = "encrypted"
ACTIVE = "active"
ATTACHMENTS = "attachments"
BROKEN = "broken"

ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
ACTIVE_VALUES = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/RichMedia",
    "/RichMediaExecute",
    "/3D",
}
# What is done by itself, and where it may not lead: to another file or host.
OPENING_KEYS = {"/OpenAction", "/AA"}
REACHING_VALUES = {"/URI", "/GoToR"}
ATTACHING_KEYS = {"/EF", "/EmbeddedFiles", "/Collection"}
ATTACHING_VALUES = {"/EmbeddedFile", "/FileAttachment", "/GoToE"}
# The keys under which an object says what it is or does.
SAYING = {"/S", "/Subtype", "/Type"}

# Behind the last line another kind of file may begin.
LAST_LINE = b"%%EOF"
BLANK = b"\0\t\n\f\r "

NAMES = ACTIVE_KEYS | ACTIVE_VALUES | ATTACHING_KEYS | ATTACHING_VALUES | OPENING_KEYS
# The parser writes names out plainly, whatever escapes the file uses.
SUSPICIOUS = re.compile(b"(?:%s)(?![A-Za-z0-9])" % "|".join(sorted(NAMES)).encode())


def inspect(content: bytes) -> str:
    """Return what is wrong with the PDF, or ``FINE`` and its number of pages."""
    if not content.rstrip(BLANK).endswith(LAST_LINE):
        return BROKEN
    try:
        # Damaged files are not mended: readers differ in what they make of them.
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            if pdf.is_encrypted:
                return ENCRYPTED
            if not len(pdf.pages):
                return BROKEN
            pages = len(pdf.pages)
            found = set(findings(pdf))
            # What could not be read was passed over, with all that may be in it.
            if pdf.get_warnings():
                return BROKEN
    except pikepdf.PasswordError:
        return ENCRYPTED
    except (pikepdf.PdfError, ArithmeticError, LookupError, RuntimeError, TypeError, ValueError):
        return BROKEN
    verdict = next((verdict for verdict in (ACTIVE, ATTACHMENTS) if verdict in found), FINE)
    return f"{verdict} {pages}"


def findings(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Search all objects, those too that no page leads to."""
    for numbered in pdf.objects:
        inner = numbered.stream_dict if isinstance(numbered, pikepdf.Stream) else numbered
        # Text may hold such a name as well: a look at the object itself decides.
        if isinstance(inner, pikepdf.Object) and SUSPICIOUS.search(inner.unparse(resolved=True)):
            yield from findings_within(inner)


def findings_within(numbered: pikepdf.Object) -> Iterator[str]:
    unread = [numbered]
    while unread:
        current = unread.pop()
        if isinstance(current, pikepdf.Dictionary):
            yield from findings_in_keys(current)
            children = [current[key] for key in current.keys()]  # noqa: SIM118 - no Mapping
        else:
            children = list(current) if isinstance(current, pikepdf.Array) else []
        # Numbered objects have their own turn.
        unread += [c for c in children if isinstance(c, pikepdf.Object) and not c.is_indirect]


def findings_in_keys(dictionary: pikepdf.Dictionary) -> Iterator[str]:
    keys = set(dictionary.keys())
    said = {str(dictionary[key]) for key in SAYING & keys}
    reaching = any(reaches_out(dictionary[key]) for key in OPENING_KEYS & keys)
    if keys & ACTIVE_KEYS or said & ACTIVE_VALUES or reaching:
        yield ACTIVE
    if keys & ATTACHING_KEYS or said & ATTACHING_VALUES:
        yield ATTACHMENTS


def reaches_out(action: pikepdf.Object, depth: int = 3) -> bool:
    """Whether an action, one that follows it, or one of several leads out of the file."""
    if isinstance(action, pikepdf.Array):
        return any(reaches_out(one, depth - 1) for one in action) if depth else False
    if not isinstance(action, pikepdf.Dictionary) or not depth:
        return False
    if str(action.get("/S", "")) in REACHING_VALUES:
        return True
    return any(reaches_out(action[key], depth - 1) for key in action.keys())  # noqa: SIM118


def limit_this_process() -> None:
    # Not every system lets a process limit its memory; time is limited by the caller as well.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MEMORY // 8,
        png_max_memory=MEMORY // 8,
        run_length_max_memory=MEMORY // 8,
        tiff_max_memory=MEMORY // 8,
        parser_max_container_size=1_000_000,
    )


if __name__ == "__main__":
    limit_this_process()
    sys.stdout.write(inspect(sys.stdin.buffer.read()))
