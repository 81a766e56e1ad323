"""Numbers of people as everybody may read them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from acpmigration.reference.enums import Precision
from nsa_grants.domain.people import FEWEST_TOLD, Number, numbers_to_tell
from nsa_grants.enums import ReachKind, Sex
from nsa_grants.models import Reach


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
    return [_people(number) for number in numbers_to_tell(rows)]


def _people(number: Number) -> People:
    row = number.row
    return People(
        number=_fewer() if number.is_few else number_format(row.value, force_grouping=True),
        label=_counted(row),
        precision=""
        if number.is_few or row.precision == Precision.COUNTED
        else row.get_precision_display(),
        source=row.source,
        parts=[_part(part) for part in number.parts],
        is_reached=row.kind == ReachKind.REACHED,
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
