"""Who can be made responsible for an intervention."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.permissions import EDITORS
from acpmigration.reference.models import Region
from technical_assistance.models import Intervention


def coordinators() -> QuerySet[User]:
    return User.objects.filter(role=Role.COORDINATOR, is_active=True).order_by("name", "email")


def coordinators_of(region: Region | None) -> QuerySet[User]:
    """Nobody where there is no region: those without one are responsible for nothing."""
    return User.objects.none() if region is None else coordinators().filter(regions=region)


def owners_for(intervention: Intervention) -> QuerySet[User]:
    """Who can promise something for it: the region's coordinators and the editors."""
    here = Q(pk__in=coordinators_of(intervention.region).order_by().values("pk"))
    people = User.objects.filter(here | Q(role__in=EDITORS), is_active=True)
    return people.order_by("name", "email")


class CoordinatorForm(forms.Form):
    coordinator = forms.ModelChoiceField(coordinators(), label=_("Regional coordinator"))
