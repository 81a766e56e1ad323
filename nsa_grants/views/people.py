"""Numbers of people as everybody may read them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from acpmigration.reference.enums import Precision
from nsa_grants.enums import ReachKind, Sex
from nsa_grants.models import Reach

# A smaller number of people could tell who they are.
FEWEST_TOLD = 5


@dataclass(frozen=True)
class People:
    """A number of people as everybody may read it; ``parts`` are by sex, a few words each."""

    number: str
    label: str
    precision: str
    source: str
    parts: list[str]
    is_reached: bool

    @property
    def sentence(self) -> str:
        said = _("%(number)s %(people)s") % {"number": self.number, "people": self.label}
        return f"{said}, {self.precision}" if self.precision else said


def people(rows: Iterable[Reach]) -> list[People]:
    """The numbers of people of a project, those reached first."""
    by_kind: dict[str, dict[str, Reach]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, {})[row.sex] = row
    told = (
        _told(by_kind[kind]) for kind in (ReachKind.REACHED, ReachKind.TARGET) if kind in by_kind
    )
    return [each for some in told for each in some]


def _told(rows: dict[str, Reach]) -> list[People]:
    """One number with its parts; where there is no whole, each part by itself."""
    whole = rows.get(Sex.ALL)
    parts = [rows[sex] for sex in (Sex.WOMEN, Sex.MEN) if sex in rows]
    if whole:
        return [_people(whole, [_part(row) for row in parts] if _can_part(whole, parts) else [])]
    return [_people(row, []) for row in parts] if _all_told(parts) else []


def _can_part(whole: Reach, parts: list[Reach]) -> bool:
    """Whether no part is too small, nor what can be reckoned from the others."""
    rest = whole.value - sum(row.value for row in parts)
    is_complete = len(parts) == len((Sex.WOMEN, Sex.MEN)) and rest <= 0
    return _all_told([whole, *parts]) and (is_complete or rest >= FEWEST_TOLD)


def _all_told(rows: list[Reach]) -> bool:
    return all(row.value >= FEWEST_TOLD for row in rows)


def _people(row: Reach, parts: list[str]) -> People:
    is_few = row.value < FEWEST_TOLD
    is_reached = row.kind == ReachKind.REACHED
    return People(
        number=_fewer() if is_few else number_format(row.value, force_grouping=True),
        label=_counted(row),
        precision=""
        if is_few or row.precision == Precision.COUNTED
        else row.get_precision_display(),
        source=row.source,
        parts=parts,
        is_reached=is_reached,
    )


def _fewer() -> str:
    return _("fewer than %(number)s") % {"number": FEWEST_TOLD}


def _counted(row: Reach) -> str:
    if row.sex == Sex.ALL:
        return row.get_kind_display()
    words = {
        (ReachKind.REACHED, Sex.WOMEN): _("women and girls reached"),
        (ReachKind.REACHED, Sex.MEN): _("men and boys reached"),
        (ReachKind.TARGET, Sex.WOMEN): _("women and girls to be reached"),
        (ReachKind.TARGET, Sex.MEN): _("men and boys to be reached"),
    }
    return words[ReachKind(row.kind), Sex(row.sex)]


def _part(row: Reach) -> str:
    return _("%(number)s %(people)s") % {
        "number": number_format(row.value, force_grouping=True),
        "people": row.get_sex_display(),
    }
