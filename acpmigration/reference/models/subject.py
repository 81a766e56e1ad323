"""What about: topics, typologies and the Sustainable Development Goals."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import not_reserved, one_of, required, together
from acpmigration.reference.enums import Component


class RetiredQuerySet(models.QuerySet[Any]):
    """Words of rows that can be given up."""

    def in_use(self) -> Self:
        """Those that are still given to records."""
        return self.filter(retired_at__isnull=True)


class Retirable(models.Model):
    """A row that is given to no record any more, and stays where it was given."""

    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("retired by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None


class TopicQuerySet(RetiredQuerySet):
    def get_by_natural_key(self, slug: str) -> "Topic":
        return self.get(slug=slug)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class Topic(Retirable):
    """A subject of the Dialogue's recommendations, such as remittances."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            not_reserved("slug"),
            required("name_en"),
            together("retired_at", "retired_by"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("dashboard:topic-detail", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class TypologyQuerySet(RetiredQuerySet):
    def get_by_natural_key(self, component: str, slug: str) -> "Typology":
        return self.get(component=component, slug=slug)

    def of(self, component: Component) -> Self:
        return self.filter(component=component)

    def in_order(self) -> Self:
        return self.order_by("component", "position", "pk")


class Typology(Retirable):
    """What kind of work it is, such as capacity building; each component has its own."""

    component = models.CharField(_("component"), max_length=30, choices=Component)
    slug = models.SlugField(_("slug"), max_length=80)
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = TypologyQuerySet.as_manager()

    class Meta:
        verbose_name = _("typology")
        verbose_name_plural = _("typologies")
        constraints = [
            models.UniqueConstraint(
                "component",
                "slug",
                name="reference_typology_unique",
                violation_error_message=_("This component already has a typology of that slug."),
            ),
            not_reserved("slug"),
            one_of("component", Component),
            required("name_en"),
            together("retired_at", "retired_by"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        return (self.component, self.slug)


class SDGTargetQuerySet(models.QuerySet["SDGTarget"]):
    def get_by_natural_key(self, code: str) -> "SDGTarget":
        return self.get(code=code)

    def in_order(self) -> Self:
        return self.order_by("goal", "position", "pk")


class SDGTarget(models.Model):
    """A target of the Sustainable Development Goals, such as 10.7."""

    code = models.CharField(_("code"), max_length=8, unique=True, help_text=_("Such as 10.7."))
    slug = models.SlugField(_("slug"), max_length=12, unique=True, help_text=_("Such as 10-7."))
    goal = models.PositiveSmallIntegerField(_("goal"))
    name = models.CharField(_("short name"), max_length=150)
    text = models.TextField(_("text of the target"), blank=True)
    topics = models.ManyToManyField(
        Topic,
        verbose_name=_("topics"),
        blank=True,
        related_name="sdg_targets",
        help_text=_("Our mapping: the topics of the Action that serve this target."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = SDGTargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("SDG target")
        verbose_name_plural = _("SDG targets")
        constraints = [
            not_reserved("slug"),
            required("name_en"),
            models.CheckConstraint(
                name="reference_sdgtarget_goal_1_to_17",
                condition=models.Q(goal__gte=1, goal__lte=17),
                violation_error_message=_("There are 17 goals."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def natural_key(self) -> tuple[str]:
        return (self.code,)
