"""Read a page as those do who rely on its markup: figures, numbers of results, links, headings."""

import json
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from django.http import QueryDict

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source"}


class Element(NamedTuple):
    tag: str
    attributes: dict[str, str]
    text: str


class Figure(NamedTuple):
    name: str
    value: int
    link: str


class Page(HTMLParser):
    """All elements of a page in their order, each with the text that stands in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[int, str]] = []
        self.begun: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(html)
        self.close()
        self.elements = [
            Element(tag, attributes, " ".join("".join(text).split()))
            for tag, attributes, text in self.begun
        ]

    def handle_starttag(self, tag, attrs):
        self.begun.append((tag, {name: value or "" for name, value in attrs}, []))
        if tag not in VOID:
            self.open.append((len(self.begun) - 1, tag))

    def handle_startendtag(self, tag, attrs):
        self.begun.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[1] != tag:
            pass

    def handle_data(self, data):
        for position, _tag in self.open:
            self.begun[position][2].append(data)

    def all(self, tag: str = "", **attributes: str | None) -> list[Element]:
        """Return the elements of a tag that have the attributes; ``None`` stands for any value.

        ``data_figure`` is ``data-figure``; ``class_`` has to be one of the element's classes.
        """
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if (not tag or element.tag == tag)
            and all(_has(element, name, value) for name, value in wanted.items())
        ]

    def one(self, tag: str = "", **attributes: str | None) -> Element:
        (found,) = self.all(tag, **attributes)
        return found

    def structured(self, kind: str) -> dict[str, Any]:
        """The one record of this type of schema.org."""
        said = [json.loads(each.text) for each in self.all("script", type="application/ld+json")]
        (found,) = [each for each in said if each["@type"] == kind]
        return found

    @property
    def figures(self) -> list[Figure]:
        """The figures that lead to a list: those on people have none."""
        return [
            Figure(found["data-figure"], int(found["data-value"]), found["href"])
            for found in (element.attributes for element in self.all("a", data_figure=None))
            if found.get("data-figure-kind") != "statistic"
        ]

    @property
    def values(self) -> dict[str, int]:
        return {figure.name: figure.value for figure in self.figures}

    @property
    def count(self) -> int:
        return int(self.one(data_count=None).attributes["data-count"])

    @property
    def links(self) -> list[str]:
        return [element.attributes["href"] for element in self.all("a", href=None)]


def _has(element: Element, name: str, value: str | None) -> bool:
    there = element.attributes.get(name)
    if there is None or value is None:
        return there is not None and value is None
    return value in there.split() if name == "class" else value == there


def selection_of(link: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return what a link selects: the same for two links that differ in the order of filters."""
    parts = urlsplit(link)
    return parts.path, tuple(sorted(parse_qsl(parts.query)))


def parameters_of(link: str) -> QueryDict:
    return QueryDict(urlsplit(link).query)
