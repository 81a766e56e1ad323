"""Who can be made responsible for an intervention."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from acpmigration.accounts.enums import Role
from acpmigration.accounts.models import User
from acpmigration.reference.models import Region


class CoordinatorForm(forms.Form):
    coordinator = forms.ModelChoiceField(
        User.objects.filter(role=Role.COORDINATOR, is_active=True).order_by("name", "email"),
        label=_("Regional coordinator"),
    )


def coordinators_of(region: Region | None) -> QuerySet[User]:
    coordinators = User.objects.filter(role=Role.COORDINATOR, is_active=True)
    return coordinators.filter(regions=region).order_by("name", "email")
