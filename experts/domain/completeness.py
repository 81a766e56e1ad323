"""What a profile still lacks: what it cannot be sent without, and what would help to be found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from experts.enums import Standing
from experts.models import Expert

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass(frozen=True)
class Missing:
    """One answer that is not there; ``part`` names the page of the form that asks for it."""

    part: str
    sentence: "str | Promise"


@dataclass(frozen=True)
class Wanted:
    part: str
    sentence: "str | Promise"
    is_there: Callable[[Expert], bool]


ABOUT, SKILLS, EXPERIENCE, EDUCATION, AVAILABILITY = (
    "about-you",
    "skills",
    "experience",
    "education",
    "availability",
)


def _names_the_government(expert: Expert) -> bool:
    return expert.standing != Standing.OFFICIAL or expert.government_id is not None


NEEDED = (
    Wanted(ABOUT, _("Write your full name."), lambda e: bool(e.name.strip())),
    Wanted(
        ABOUT, _("Choose your gender, or that you prefer not to say."), lambda e: bool(e.gender)
    ),
    Wanted(ABOUT, _("Choose your nationality."), lambda e: e.nationality_id is not None),
    Wanted(ABOUT, _("Choose the country you live in."), lambda e: e.residence_id is not None),
    Wanted(ABOUT, _("Write a phone number."), lambda e: bool(e.phone)),
    Wanted(ABOUT, _("Say whether you are an official or independent."), lambda e: bool(e.standing)),
    Wanted(ABOUT, _("Name the government you work for."), _names_the_government),
    Wanted(SKILLS, _("Name at least one language."), lambda e: bool(e.languages.all())),
    Wanted(SKILLS, _("Choose at least one topic."), lambda e: bool(e.topics.all())),
    Wanted(EXPERIENCE, _("Write your years of work in migration."), lambda e: e.years is not None),
    Wanted(
        EXPERIENCE,
        _("Say whether you have worked with national authorities of an ACP country."),
        lambda e: e.with_authorities is not None,
    ),
    Wanted(
        EXPERIENCE,
        _("Say whether you have worked in international settings."),
        lambda e: e.international is not None,
    ),
    Wanted(EDUCATION, _("Choose your highest degree."), lambda e: e.degree is not None),
)

HELPFUL = (
    Wanted(SKILLS, _("The kinds of work you do"), lambda e: bool(e.typologies.all())),
    Wanted(
        EXPERIENCE,
        _("The ACP countries you have worked in"),
        lambda e: bool(e.countries_worked.all()),
    ),
    Wanted(EDUCATION, _("Certificates of courses"), lambda e: bool(e.certificates.strip())),
    Wanted(EDUCATION, _("Past assignments"), lambda e: bool(e.past_assignments.all())),
    Wanted(AVAILABILITY, _("When you are available"), lambda e: e.available_from is not None),
    Wanted(AVAILABILITY, _("Whether you can travel"), lambda e: e.can_travel is not None),
    Wanted(AVAILABILITY, _("Your CV"), lambda e: bool(e.cv)),
)


def needed_by(expert: Expert) -> list[Missing]:
    """What the profile cannot be sent without."""
    return _missing(expert, NEEDED)


def helpful_to(expert: Expert) -> list[Missing]:
    """What may come later, and helps to be found."""
    return _missing(expert, HELPFUL)


def is_part_done(expert: Expert, part: str) -> bool:
    return all(missing.part != part for missing in needed_by(expert))


def is_part_told(expert: Expert, part: str) -> bool:
    """Whether nothing that the part needs is missing and something is said there."""
    said = any(one.is_there(expert) for one in (*NEEDED, *HELPFUL) if one.part == part)
    says_days = part == AVAILABILITY and expert.days_a_month is not None
    return is_part_done(expert, part) and (said or says_days)


def _missing(expert: Expert, wanted: tuple[Wanted, ...]) -> list[Missing]:
    return [Missing(one.part, one.sentence) for one in wanted if not one.is_there(expert)]
