"""What was written down of what was learned, and where it was used."""

from collections.abc import Callable
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import dated, one_of, required
from acpmigration.dates import DatedFact
from acpmigration.published import (
    TITLE_MISSING,
    Published,
    PublishedQuerySet,
    Sourced,
    drafts_by,
    publication,
)
from acpmigration.reference.models import Country, Region, Topic
from acpmigration.translated import shown
from acpmigration.uploads import PictureField
from knowledge.enums import ProductKind
from knowledge.models.event import Event
from nsa_grants.models import GrantProject
from technical_assistance.models import Intervention

SHELF = 6


class KnowledgeProductQuerySet(PublishedQuerySet):
    def publications(self) -> Self:
        """Thematic publications and good practices: the five covers of the factsheet."""
        return self.filter(kind__in=ProductKind.publications())

    def shelf(self) -> Self:
        """The covers of the factsheet, with ``first_topic``, the slug of a topic or ``None``."""
        topics = Topic.objects.filter(products=OuterRef("pk")).in_order().values("slug")[:1]
        chosen = self.published().publications().annotate(first_topic=Subquery(topics))
        return chosen.newest_first()[:SHELF]

    def for_list(self) -> Self:
        """All that a line of the list shows, in two more queries."""
        return self.prefetch_related(
            models.Prefetch("topics", Topic.objects.in_order()), "editions"
        )

    def for_page(self) -> Self:
        """What a product's own page shows, but for the thread, in six more queries."""
        return self.select_related("extract_of").prefetch_related(
            models.Prefetch("topics", Topic.objects.in_order()),
            models.Prefetch("regions", Region.objects.in_order()),
            models.Prefetch("countries", Country.objects.by_name()),
            "editions",
            "uses",
        )

    def newest_first(self) -> Self:
        """By the day they were issued; those without a date come last."""
        return self.order_by(F("issued_until").desc(nulls_last=True), "-pk")

    def by_title(self) -> Self:
        return self.order_by(shown("title"), "pk")


class KnowledgeProduct(Published, Sourced):
    """A publication, handout, article, guide or report; its files are its editions."""

    needed: ClassVar = {
        "title_en": TITLE_MISSING,
        "abstract_en": _("The abstract is missing, in English at least."),
    }

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=30, choices=ProductKind)
    title = models.CharField(_("title"), max_length=250)
    abstract = models.TextField(
        _("abstract"), blank=True, help_text=_("What a reader learns, in a few sentences.")
    )
    authors = models.TextField(
        _("authors"),
        blank=True,
        help_text=_(
            "One a line: “Family name, Given names” for a person, "
            "the full name for an organisation."
        ),
    )
    publisher = models.CharField(
        _("publisher"), max_length=200, blank=True, help_text=_("Who issued it, for citations.")
    )
    issued_from = models.DateField(_("issued, earliest"), null=True, blank=True)
    issued_until = models.DateField(_("issued, latest"), null=True, blank=True)
    isbn = models.CharField(_("ISBN"), max_length=20, blank=True)
    reference = models.CharField(
        _("reference"), max_length=60, blank=True, help_text=_("The issuer's own, such as ENG0625.")
    )
    licence = models.CharField(
        _("licence"), max_length=100, blank=True, help_text=_("Such as CC BY-NC 4.0.")
    )

    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="products"
    )
    regions = models.ManyToManyField(
        Region, verbose_name=_("regions"), blank=True, related_name="products"
    )
    countries = models.ManyToManyField(
        Country, verbose_name=_("countries"), blank=True, related_name="products"
    )
    extract_of = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("extract of"),
        null=True,
        blank=True,
        related_name="extracts",
        help_text=_("The publication that a knowledge piece is taken from."),
    )
    interventions = models.ManyToManyField(
        Intervention,
        verbose_name=_("interventions it grew out of"),
        blank=True,
        related_name="products",
    )
    grants = models.ManyToManyField(
        GrantProject,
        verbose_name=_("grant projects it grew out of"),
        blank=True,
        related_name="products",
    )
    events = models.ManyToManyField(
        Event, verbose_name=_("events it grew out of"), blank=True, related_name="products"
    )

    cover = PictureField(
        _("cover"),
        folder="covers",
        columns=("cover_width", "cover_height"),
        blank=True,
        help_text=_("Left empty, the first page of a PDF edition is the cover."),
    )
    cover_width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    cover_height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    is_cover_drawn = models.BooleanField(
        _("the cover was drawn from a PDF"), editable=False, default=False
    )

    # Annotated by KnowledgeProductQuerySet.shelf().
    first_topic: str | None

    # Added by modeltranslation.
    title_en: str | None
    abstract_en: str | None

    # Added by simple_history.
    save_without_historical_record: Callable[[], None]

    objects = KnowledgeProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("knowledge product")
        verbose_name_plural = _("knowledge products")
        indexes = [
            models.Index(fields=["issued_until", "id"], name="product_by_day"),
            drafts_by("issued_until", "id", name="product_drafts"),
        ]
        constraints = [
            one_of("kind", ProductKind),
            dated("issued"),
            models.CheckConstraint(
                name="knowledge_knowledgeproduct_extract_of_another",
                condition=Q(extract_of__isnull=True) | ~Q(extract_of=F("pk")),
                violation_error_message=_("A product is no extract of itself."),
            ),
            *publication(),
            required("title_en"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def get_absolute_url(self) -> str:
        return reverse("knowledge:product-detail", args=[self.slug])

    @property
    def shown_source(self) -> "KnowledgeProduct | None":
        """What it is an extract of, once the public may see that."""
        source = self.extract_of
        return source if source and source.is_published else None

    @property
    def issued(self) -> DatedFact | None:
        return DatedFact.from_columns(self.issued_from, self.issued_until)

    @property
    def author_lines(self) -> list[str]:
        return [line.strip() for line in self.authors.splitlines() if line.strip()]


class Use(models.Model):
    """Where a product was taken up, such as a thematic paper of the Global Compact."""

    product = models.ForeignKey(
        KnowledgeProduct, models.CASCADE, verbose_name=_("product"), related_name="uses"
    )
    where = models.CharField(
        _("where it was used"), max_length=300, help_text=_("By whom and in what.")
    )
    used_from = models.DateField(_("used, earliest"), null=True, blank=True)
    used_until = models.DateField(_("used, latest"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("use")
        verbose_name_plural = _("uses")
        constraints = [dated("used"), required("where_en")]

    def __str__(self) -> str:
        return self.where

    @property
    def used(self) -> DatedFact | None:
        return DatedFact.from_columns(self.used_from, self.used_until)
