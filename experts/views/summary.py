"""A profile in words, grouped as the pages of the form are, each with the way to change it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from acpmigration.dates import DatedFact
from acpmigration.reference.models import Country, Topic, Typology
from experts.forms.parts import PARTS, Part
from experts.models import Expert


@dataclass(frozen=True)
class Line:
    label: str
    words: str


@dataclass(frozen=True)
class Section:
    part: Part
    lines: list[Line]


def summary_of(expert: Expert) -> list[Section]:
    lines = (
        _about(expert),
        _skills(expert),
        _experience(expert),
        _education(expert),
        _free(expert),
    )
    return [Section(part, of_part) for part, of_part in zip(PARTS, lines, strict=True)]


def _about(expert: Expert) -> list[Line]:
    lines = [
        Line(_("Full name"), expert.name),
        Line(_("Gender"), expert.get_gender_display()),
        Line(_("Nationality"), str(expert.nationality or "")),
        Line(_("Country you live in"), str(expert.residence or "")),
        Line(_("Phone"), expert.phone),
        Line(_("Official or independent"), expert.get_standing_display()),
    ]
    if expert.government:
        lines.append(Line(_("Government you work for"), str(expert.government)))
    return lines


def _skills(expert: Expert) -> list[Line]:
    return [
        Line(_("Topics"), _joined(Topic.objects.filter(experts=expert).in_order())),
        Line(_("Kinds of work"), _joined(Typology.objects.filter(experts=expert).in_order())),
        Line(_("Languages"), _joined(expert.languages.best_first())),
    ]


def _experience(expert: Expert) -> list[Line]:
    return [
        Line(_("Years of work in migration"), "" if expert.years is None else str(expert.years)),
        Line(_("With national authorities"), _told(expert.with_authorities)),
        Line(_("In international settings"), _told(expert.international)),
        Line(_("ACP countries"), _joined(Country.objects.filter(experts=expert).by_name())),
    ]


def _education(expert: Expert) -> list[Line]:
    degree = expert.get_degree_display() if expert.degree is not None else ""
    past = [
        " – ".join(
            str(part)
            for part in (one.title, one.client, one.place, _years(one.first_year, one.last_year))
            if part
        )
        for one in expert.past_assignments.latest_first()
    ]
    return [
        Line(
            _("Highest degree"), ", ".join(part for part in (degree, expert.degree_subject) if part)
        ),
        Line(_("Certificates"), expert.certificates),
        Line(_("Past assignments"), "\n".join(past)),
    ]


def _free(expert: Expert) -> list[Line]:
    since = str(DatedFact.on(expert.available_from)) if expert.available_from else ""
    return [
        Line(_("Available from"), since),
        Line(_("Days a month"), str(expert.days_a_month or "")),
        Line(_("Can travel"), _told(expert.can_travel)),
        Line(_("CV"), _("sent") if expert.cv else ""),
    ]


def _joined(rows: Iterable[object]) -> str:
    return ", ".join(str(row) for row in rows)


def _told(value: bool | None) -> str:
    if value is None:
        return ""
    return _("yes") if value else _("no")


def _years(first: int, last: int | None) -> str:
    return str(first) if last in (None, first) else f"{first}–{last}"
