"""What pages say of the people in the roster."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _

from acpmigration.pages.models import Text
from acpmigration.reference.models import Region, Topic
from experts.enums import Gender, ReleaseTable, SpokenLanguage
from experts.figures.dots import Dots, drawn
from experts.models import ReleaseFigure, RosterRelease
from experts.models.release import MERGED

# Facet of a release's figures -> group -> people, as ``acpmigration.facets`` counts them.
Found = Mapping[str, Mapping[str, int]]

PREFIX = "experts/"
AS_OF = f"{PREFIX}as-of"
WOMAN, MAN = Gender.WOMAN.value, Gender.MAN.value


@dataclass(frozen=True)
class Statistic:
    """A number on people: its link leads to what it means, for there is no list of them."""

    name: str
    value: int
    label: str
    link: str
    definition: str = ""
    is_statistic: bool = True


@dataclass(frozen=True)
class Part:
    """One part of the whole, with its share of it in per cent."""

    key: str
    label: str
    total: Statistic
    share: int


@dataclass(frozen=True)
class Bar:
    label: str
    total: Statistic
    link: str = ""
    region: str = ""
    topic: str = ""
    note: str = ""


@dataclass(frozen=True)
class Table:
    """Bars for the component ``chart``."""

    name: str
    title: str
    rows: list[Bar]
    definition: str
    note: str
    unit: str
    has_parts: bool = False
    total: None = None

    @property
    def most(self) -> int:
        return max((row.total.value for row in self.rows), default=0)


@dataclass(frozen=True)
class People:
    """One release, ready to show."""

    as_of: date
    registered: Statistic
    split: list[Part]
    dots: Dots | None
    by_topic: Table
    by_region: Table
    by_language: Table

    @property
    def tables(self) -> list[Table]:
        return [self.by_topic, self.by_region, self.by_language]

    @classmethod
    def of(
        cls,
        found: Found,
        *,
        texts: Mapping[str, Text],
        regions: Iterable[Region],
        topics: Iterable[Topic],
    ) -> "People | None":
        """Make of what ``arms`` found; None while nothing has been told of anybody."""
        total = found.get(f"{PREFIX}{ReleaseTable.TOTAL}", {}).get("")
        if not total:
            return None
        words = _Words(texts)
        split = _split(_cells(found, ReleaseTable.GENDER), total, words)
        parts = {part.key: part.total.value for part in split}
        return cls(
            as_of=date.fromisoformat(next(iter(found[AS_OF]))),
            registered=words.statistic(
                "experts-registered", total, _("experts have currently registered")
            ),
            split=split,
            dots=drawn(parts) if set(parts) == {MAN, WOMAN} else None,
            by_topic=_by_topic(_cells(found, ReleaseTable.TOPIC), topics, words),
            by_region=_by_region(_cells(found, ReleaseTable.REGION), regions, words),
            by_language=_by_language(_cells(found, ReleaseTable.LANGUAGE), words),
        )


def arms(day: date) -> list[Any]:
    """Name the figures of the last release on that day, as arms of a page's one union."""
    last = Subquery(RosterRelease.objects.as_of(day).values("pk")[:1])
    facet = Concat(Value(PREFIX), F("table"), output_field=CharField())
    figures = ReleaseFigure.objects.filter(release=last).values(facet=facet, facet_value=F("key"))
    release = RosterRelease.objects.filter(pk=last).values(
        facet=Value(AS_OF), facet_value=Cast("as_of", CharField())
    )
    return [figures.annotate(n=F("value")), release.annotate(n=Value(0))]


class _Words:
    """Titles and definitions, which staff edit."""

    def __init__(self, texts: Mapping[str, Text]) -> None:
        self.texts = texts
        self.definitions = reverse("pages:how-we-count")

    def statistic(self, name: str, value: int, label: str, *, of: str = "") -> Statistic:
        link = f"{self.definitions}#{slugify(f'figure/{of or name}')}"
        return Statistic(name, value, label, link, self.definition(of or name))

    def title(self, name: str, otherwise: str) -> str:
        text = self.texts.get(f"figure/{name}")
        return text.title if text else otherwise

    def definition(self, name: str) -> str:
        text = self.texts.get(f"figure/{name}")
        return text.plain_body if text else ""


def _cells(found: Found, table: ReleaseTable) -> Mapping[str, int]:
    return found.get(f"{PREFIX}{table.value}", {})


def _split(cells: Mapping[str, int], total: int, words: _Words) -> list[Part]:
    """Men and women, with those who said neither where they are told; empty if it is withheld."""
    if not {WOMAN, MAN} <= set(cells):
        return []
    labels = {MAN: _("Men"), WOMAN: _("Women"), MERGED: _("Another, or not said")}
    keys = [key for key in labels if key in cells]
    shares = _shares([cells[key] for key in keys], total)
    return [
        Part(
            key,
            labels[key],
            words.statistic(
                f"experts-by-gender-{key}", cells[key], _("experts"), of="experts-by-gender"
            ),
            share,
        )
        for key, share in zip(keys, shares, strict=True)
    ]


def _shares(values: list[int], total: int) -> list[int]:
    """Whole per cents that add up to a hundred: the largest remainders are rounded up."""
    exact = [100 * value / total for value in values]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda n: shares[n] - exact[n])
    for number in by_remainder[: 100 - sum(shares)]:
        shares[number] += 1
    return shares


def _by_topic(cells: Mapping[str, int], topics: Iterable[Topic], words: _Words) -> Table:
    rows = [
        (t.slug, str(t), {"link": t.get_absolute_url(), "topic": t.slug})
        for t in topics
        if t.slug in cells or not t.is_retired
    ]
    return _table("experts-by-topic", _("By topic"), cells, rows, words)


def _by_region(cells: Mapping[str, int], regions: Iterable[Region], words: _Words) -> Table:
    rows = [(r.slug, str(r), {"link": r.get_absolute_url(), "region": r.slug}) for r in regions]
    return _table("experts-by-region", _("By region of experience"), cells, rows, words)


def _by_language(cells: Mapping[str, int], words: _Words) -> Table:
    """Of the many languages only those that are told are named; the rare ones stand last."""
    names = {key: capfirst(str(label)) for key, label in SpokenLanguage.choices}
    told = sorted((key for key in cells if key in names), key=lambda key: -cells[key])
    rows: list[tuple[str, str, dict[str, str]]] = [(key, names[key], {}) for key in told]
    if MERGED in cells:
        rows.append((MERGED, _("Other languages"), {}))
    return _table("experts-by-language", _("By language"), cells, rows, words)


def _table(
    name: str,
    title: str,
    cells: Mapping[str, int],
    rows: Iterable[tuple[str, str, dict[str, str]]],
    words: _Words,
) -> Table:
    bars, withheld = [], []
    for key, label, more in rows:
        if key in cells:
            number = words.statistic(f"{name}-{key}", cells[key], label, of=name)
            bars.append(Bar(label, number, **more))
        else:
            withheld.append(label)
    notes = [_("An expert can stand in several rows.")]
    if withheld:
        kept = _("Not shown, as too few people are in or outside of the group: %(groups)s.")
        notes.append(kept % {"groups": ", ".join(withheld)})
    return Table(
        name=name,
        title=words.title(name, title),
        rows=bars,
        definition=words.definition(name),
        note=" ".join(notes),
        unit=_("Experts"),
    )
