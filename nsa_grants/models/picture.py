"""Pictures of the projects."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.illustration import Illustration
from nsa_grants.models.grant_project import GrantProject

if TYPE_CHECKING:
    from acpmigration.permissions import Person


class GrantPictureQuerySet(models.QuerySet["GrantPicture"]):
    def visible_to(self, user: "Person") -> Self:
        own = GrantProject.objects.visible_to(user).order_by()
        return self.filter(grant__in=own.values("pk"))


class GrantPicture(Illustration):
    grant = models.ForeignKey(
        GrantProject, models.CASCADE, verbose_name=_("grant project"), related_name="pictures"
    )

    objects = GrantPictureQuerySet.as_manager()

    class Meta(Illustration.Meta):
        pass

    def get_absolute_url(self) -> str:
        return reverse("nsa_grants:picture", args=[self.pk])
