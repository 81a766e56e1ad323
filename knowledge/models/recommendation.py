"""What the Dialogue recommends: where the communication cycle ends, and begins again."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import dated, required
from acpmigration.dates import DatedFact
from acpmigration.published import Published, PublishedQuerySet, Sourced, publication
from acpmigration.reference.models import Topic
from knowledge.models.product import KnowledgeProduct
from nsa_grants.models import GrantProject
from technical_assistance.models import Intervention


class RecommendationQuerySet(PublishedQuerySet):
    def for_list(self) -> Self:
        """With the public records that fed each, in three more queries."""
        return self.select_related("topic").prefetch_related(
            models.Prefetch("interventions", Intervention.objects.published().by_title()),
            models.Prefetch("grants", GrantProject.objects.published().by_title()),
            models.Prefetch("products", KnowledgeProduct.objects.published().by_title()),
        )

    def in_order(self) -> Self:
        return self.order_by("topic__position", "position", "pk")


class Recommendation(Published, Sourced):
    """A recommendation of the ACP-EU Dialogue on one topic, and the records that fed it."""

    needed: ClassVar = {"text_en": _("The text is missing, in English at least.")}

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    topic = models.ForeignKey(
        Topic, models.PROTECT, verbose_name=_("topic"), related_name="recommendations"
    )
    text = models.TextField(_("text"), help_text=_("What is recommended, and by whom."))
    endorsed_from = models.DateField(_("endorsed, earliest"), null=True, blank=True)
    endorsed_until = models.DateField(_("endorsed, latest"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    interventions = models.ManyToManyField(
        Intervention, verbose_name=_("interventions"), blank=True, related_name="recommendations"
    )
    grants = models.ManyToManyField(
        GrantProject, verbose_name=_("grant projects"), blank=True, related_name="recommendations"
    )
    products = models.ManyToManyField(
        KnowledgeProduct, verbose_name=_("products"), blank=True, related_name="recommendations"
    )

    # Added by modeltranslation.
    text_en: str | None

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            dated("endorsed"),
            *publication(),
            required("text_en"),
        ]

    def __str__(self) -> str:
        return self.text[:120]

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        """Its place in the list of its topic; ``topic`` has to be fetched along."""
        return f"{reverse('knowledge:recommendation-list')}?topic={self.topic.slug}#{self.slug}"

    @property
    def endorsed(self) -> DatedFact | None:
        return DatedFact.from_columns(self.endorsed_from, self.endorsed_until)
