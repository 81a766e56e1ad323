"""Rules about one row that the database holds, each with the sentence that a user reads."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# What a filter's address says for "not stated".
RESERVED_SLUG = "not-stated"
# Names are filled in by Django: one rule, one name per model.
NAME = "%(app_label)s_%(class)s_{}"


def one_of(field: str, choices: type[models.Choices]) -> models.CheckConstraint:
    """Hold ``choices=`` true in the database too; empty only where the enum has an empty value."""
    return models.CheckConstraint(
        name=NAME.format(f"{field}_listed"),
        condition=Q(**{f"{field}__in": choices.values}),
        violation_error_message=_("Choose one of the listed values."),
    )


def one_of_or_null(field: str, choices: type[models.Choices]) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=NAME.format(f"{field}_listed"),
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__in": choices.values}),
        violation_error_message=_("Choose one of the listed values."),
    )


def exactly_one(first: str, second: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=NAME.format(f"{first}_or_{second}"),
        condition=Q(**{f"{first}__isnull": True}) ^ Q(**{f"{second}__isnull": True}),
        violation_error_message=_("Name either one country or one regional organisation."),
    )


def together(first: str, second: str) -> models.CheckConstraint:
    """Both are known or neither is."""
    return models.CheckConstraint(
        name=NAME.format(f"{first}_with_{second}"),
        condition=(
            Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
            | Q(**{f"{first}__isnull": False, f"{second}__isnull": False})
        ),
        violation_error_message=_("These two belong together: fill in both or neither."),
    )


def in_order(earlier: str, later: str) -> models.CheckConstraint:
    """Hold ``earlier`` ≤ ``later`` where both are known."""
    return models.CheckConstraint(
        name=NAME.format(f"{earlier}_to_{later}"),
        condition=(
            Q(**{f"{earlier}__isnull": True})
            | Q(**{f"{later}__isnull": True})
            | Q(**{f"{earlier}__lte": F(later)})
        ),
        violation_error_message=_("The end is before the beginning."),
    )


def dated(fact: str) -> models.CheckConstraint:
    """Hold a dated fact: unknown, "by" a day, or from one day to another that is not before it."""
    earliest, latest = f"{fact}_from", f"{fact}_until"
    return models.CheckConstraint(
        name=NAME.format(f"{fact}_dated"),
        condition=(
            Q(**{f"{earliest}__isnull": True})
            | Q(**{f"{latest}__isnull": False, f"{earliest}__lte": F(latest)})
        ),
        violation_error_message=_("The end is missing or before the beginning."),
    )


def not_reserved(field: str, *words: str) -> models.CheckConstraint:
    """Keep a slug from what addresses mean otherwise: "not stated" in filters, or ``words``."""
    reserved = Q(**{f"{field}__in": words}) if words else Q(**{field: RESERVED_SLUG})
    return models.CheckConstraint(
        name=NAME.format(f"{field}_not_reserved"),
        condition=~reserved,
        violation_error_message=_("This word is reserved: choose another."),
    )


def required(field: str) -> models.CheckConstraint:
    """Refuse null and empty: modeltranslation makes even the English column nullable."""
    return models.CheckConstraint(
        name=NAME.format(f"{field}_required"),
        condition=Q(**{f"{field}__isnull": False}) & ~Q(**{field: ""}),
        violation_error_message=_("Fill this in, in English at least."),
    )
