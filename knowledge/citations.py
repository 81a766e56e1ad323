"""A product as others cite it: in the style of the American Psychological Association, BibTeX, RIS.

APA 7th edition: Author. (Date). *Title* (Reference). Publisher. Address. Without an author the
title comes first, and a publisher who is the author is not said twice. Months are English, as the
style asks.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from acpmigration.dates import DatedFact
from acpmigration.languages import DocumentLanguage
from knowledge.enums import ProductKind
from knowledge.models import KnowledgeProduct

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces even after a backslash: a single one would never end its field.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: rf"\{sign}" for sign in "&%$#_"},
}
# APA names this many authors; of more than these the first ones and the last.
APA_AUTHORS = 20
BIBTEX_KINDS = {
    ProductKind.THEMATIC_PUBLICATION: "book",
    ProductKind.GOOD_PRACTICES: "book",
    ProductKind.REPORT: "techreport",
}
RIS_KINDS = {
    ProductKind.THEMATIC_PUBLICATION: "BOOK",
    ProductKind.GOOD_PRACTICES: "BOOK",
    ProductKind.REPORT: "RPRT",
    ProductKind.ARTICLE: "NEWS",
}


@dataclass(frozen=True)
class Citation:
    """The parts of every style; ``authors`` are (family, given) or (whole name, "")."""

    slug: str
    kind: str
    title: str
    authors: list[tuple[str, str]]
    publisher: str
    issued: DatedFact | None
    isbn: str
    reference: str
    address: str

    @property
    def apa(self) -> str:
        title = self.title + (f" ({self.reference})" if self.reference else "")
        date = f"({self._apa_date()})"
        authors = self._apa_authors()
        publisher = "" if self.authors == [(self.publisher, "")] else self.publisher
        said = [authors, date, title, publisher] if authors else [title, date, publisher]
        parts = [part if part.endswith((".", "?", "!")) else f"{part}." for part in said if part]
        return " ".join([*parts, self.address])

    @property
    def bibtex(self) -> str:
        is_report = self._bibtex_kind == "techreport"
        publisher = "institution" if is_report else "publisher"
        fields = {
            "author": " and ".join(_bibtex_author(author) for author in self.authors),
            "title": f"{{{_bibtex(self.title)}}}",
            publisher: _bibtex(self.publisher),
            "year": self.year,
            "isbn": _bibtex(self.isbn),
            # Of a book, a number would be that within a series.
            "number" if is_report else "note": _bibtex(self.reference),
            "url": self.address,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        if self.month:
            # A name that BibTeX writes out in the style's language.
            lines.append(f"  month = {MONTHS[self.month - 1][:3].lower()},")
        return "\n".join([f"@{self._bibtex_kind}{{{self.slug},", *lines, "}", ""])

    @property
    def ris(self) -> str:
        return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in self._ris()) + "ER  - \r\n"

    @property
    def year(self) -> str:
        return str(self.issued.latest.year) if self.issued else ""

    @property
    def month(self) -> int | None:
        """Known where the issue is dated to a month or a day."""
        if not self.issued or self.issued.earliest is None:
            return None
        first, last = self.issued.earliest, self.issued.latest
        return last.month if (first.year, first.month) == (last.year, last.month) else None

    @property
    def _bibtex_kind(self) -> str:
        return BIBTEX_KINDS.get(ProductKind(self.kind), "misc")

    def _apa_authors(self) -> str:
        *others, last = [_apa_author(*author) for author in self.authors] or [""]
        if len(others) >= APA_AUTHORS:
            return ", ".join([*others[: APA_AUTHORS - 1], f". . . {last}"])
        return ", ".join([*others, f"& {last}"]) if others else last

    def _apa_date(self) -> str:
        if not self.issued:
            return "n.d."
        return f"{self.year}, {MONTHS[self.month - 1]}" if self.month else self.year

    def _ris(self) -> Iterable[tuple[str, str]]:
        yield "TY", RIS_KINDS.get(ProductKind(self.kind), "GEN")
        for family, given in self.authors:
            yield "AU", f"{family}, {given}" if given else family
        said = [
            ("TI", self.title),
            ("PB", self.publisher),
            ("PY", self.year),
            ("DA", f"{self.year}/{self.month:02}//" if self.month else ""),
            ("SN", self.isbn),
            ("M1", self.reference),
            ("UR", self.address),
        ]
        yield from ((tag, value) for tag, value in said if value)


def citation_of(
    product: KnowledgeProduct, address: str, languages: Collection[str] = ()
) -> Citation:
    """``address`` is that of the product's page, in full; ``languages`` those of its editions."""
    return Citation(
        slug=product.slug,
        kind=product.kind,
        title=_line(_title(product, languages)),
        authors=[_author(line) for line in product.author_lines],
        publisher=_line(product.publisher),
        issued=product.issued,
        isbn=product.isbn,
        reference=_line(product.reference),
        address=address,
    )


def _title(product: KnowledgeProduct, languages: Collection[str]) -> str:
    """In the language of an edition, the reader's if there is one: a work is cited as it is."""
    own = get_language()
    for language in (
        [own] if own in languages else [each for each in DocumentLanguage if each in languages]
    ):
        if title := getattr(product, f"title_{language}", ""):
            return str(title)
    return str(product.title)


def _author(line: str) -> tuple[str, str]:
    family, comma, given = line.partition(",")
    return (family.strip(), given.strip()) if comma else (_line(line), "")


def _apa_author(family: str, given: str) -> str:
    """``Jean-Paul K.`` becomes ``J.-P. K.``"""
    initials = [
        "-".join(f"{part[0]}." for part in name.split("-") if part)
        for name in re.split(r"[\s.,]+", given)
    ]
    written = " ".join(filter(None, initials))
    return f"{family}, {written}" if written else family


def _bibtex_author(author: tuple[str, str]) -> str:
    family, given = map(_bibtex, author)
    # Braces keep the name of an organisation from being taken apart.
    if not given:
        return f"{{{family}}}"
    return ", ".join(
        f"{{{part}}}" if re.search(r",|\sand\s", part, re.IGNORECASE) else part
        for part in (family, given)
    )


def _bibtex(text: str) -> str:
    return "".join(BIBTEX_ESCAPES.get(letter, letter) for letter in _line(text))


def _line(text: str) -> str:
    """One line: a line end would begin another field."""
    return " ".join(text.split())
