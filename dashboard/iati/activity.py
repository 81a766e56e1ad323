"""An activity as IATI sees it, whatever it is here: all that the file says of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from dashboard.iati.narratives import Narratives


@dataclass(frozen=True)
class Party:
    """An organisation; ``ref`` and ``type`` are empty where nobody knows them."""

    name: Narratives
    type: str = ""
    ref: str = ""


@dataclass(frozen=True)
class ActivityDate:
    """A day of a type; ``said`` is empty where it is known to the day."""

    type: str
    day: date
    said: Narratives = ()


@dataclass(frozen=True)
class Place:
    """A country that is reached; its point is somewhere inside it."""

    iso2: str
    name: Narratives
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True)
class Coded:
    """A code of a vocabulary; ``said`` is asked for where the vocabulary is ours."""

    code: str
    vocabulary: str
    said: Narratives = ()


@dataclass(frozen=True)
class Subject:
    """What a topic is in IATI: a purpose code, and a tag in its own words."""

    sector: str
    tag: Coded


@dataclass(frozen=True)
class Document:
    address: str
    format: str
    title: Narratives
    category: str
    language: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Value:
    """A number, or words where it is none; ``dimension`` says of whom, where not of all."""

    value: str
    comment: Narratives
    dimension: tuple[str, str] | None = None


@dataclass(frozen=True)
class Result:
    """What came of it from ``first`` to ``last``."""

    type: str
    measure: str
    title: Narratives
    first: date
    last: date
    targets: Sequence[Value] = ()
    actuals: Sequence[Value] = ()


@dataclass(frozen=True)
class Activity:
    identifier: str
    hierarchy: int
    reporter: Party
    title: Narratives
    # Type -> text.
    descriptions: Sequence[tuple[str, Narratives]]
    # Role -> organisation.
    parties: Sequence[tuple[str, Party]]
    status: str
    dates: Sequence[ActivityDate]
    scope: str
    countries: dict[Place, Decimal]
    # Only where no country is named: it is the whole then.
    region: Coded | None
    # Purpose code -> share.
    sectors: dict[str, Decimal]
    updated_at: datetime | None = None
    code: str = ""
    tags: Sequence[Coded] = ()
    aid_type: str = ""
    finance_type: str = ""
    documents: Sequence[Document] = ()
    # Kind of relation -> identifier.
    related: Sequence[tuple[str, str]] = field(default=())
    results: Sequence[Result] = ()
