"""Who can be made responsible for an intervention."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.reference.models import Region


def coordinators() -> QuerySet[User]:
    return User.objects.filter(role=Role.COORDINATOR, is_active=True).order_by("name", "email")


def coordinators_of(region: Region | None) -> QuerySet[User]:
    """Nobody where there is no region: those without one are responsible for nothing."""
    return User.objects.none() if region is None else coordinators().filter(regions=region)


class CoordinatorForm(forms.Form):
    coordinator = forms.ModelChoiceField(coordinators(), label=_("Regional coordinator"))
