"""The files and outside pages in which a product can be read."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import one_of
from acpmigration.languages import DocumentLanguage
from acpmigration.uploads import EditionField
from knowledge.enums import Format
from knowledge.models.product import KnowledgeProduct

if TYPE_CHECKING:
    from acpmigration.permissions import Person


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, user: "Person") -> Self:
        own = KnowledgeProduct.objects.visible_to(user).order_by()
        return self.filter(product__in=own.values("pk"))

    def with_file(self) -> Self:
        return self.exclude(file="")

    def unread(self) -> Self:
        """Those whose present file nothing has been read from yet: text and cover are missing."""
        read = EditionText.objects.filter(edition=OuterRef("pk"), read_from=OuterRef("file"))
        return self.with_file().exclude(Exists(read))

    def in_order(self) -> Self:
        return self.order_by("language", "variant", "format", "pk")


class Edition(models.Model):
    """A product in one language, format and variant: a file here, or a page elsewhere.

    Its address names these three, so that it stays when the file is replaced.
    """

    product = models.ForeignKey(
        KnowledgeProduct, models.CASCADE, verbose_name=_("product"), related_name="editions"
    )
    language = models.CharField(_("language"), max_length=5, choices=DocumentLanguage)
    format = models.CharField(_("format"), max_length=10, choices=Format, default=Format.PDF)
    variant = models.SlugField(
        _("variant"),
        max_length=40,
        blank=True,
        help_text=_("Tells two of one language and format apart, such as: light, summary."),
    )
    file = EditionField(_("file"), folder="editions", size_field="size", pages_field="pages")
    url = models.URLField(
        _("page elsewhere"), max_length=500, blank=True, help_text=_("Instead of a file.")
    )
    size = models.PositiveIntegerField(_("size in bytes"), editable=False, default=0)
    pages = models.PositiveIntegerField(_("pages"), editable=False, null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "language", "format", "variant"],
                name="knowledge_edition_unique",
                violation_error_message=_(
                    "This language and format are listed already: give it a variant."
                ),
            ),
            one_of("language", DocumentLanguage),
            one_of("format", Format),
            models.CheckConstraint(
                name="knowledge_edition_file_or_url",
                condition=Q(file="") ^ Q(url=""),
                violation_error_message=_("Give either a file or the address of a page elsewhere."),
            ),
            models.CheckConstraint(
                name="knowledge_edition_format_of_file",
                condition=Q(file="")
                | Q(format=Format.PDF, file__iendswith=".pdf")
                | Q(format=Format.EPUB, file__iendswith=".epub"),
                violation_error_message=_("The format is not that of the file."),
            ),
            models.CheckConstraint(
                name="knowledge_edition_web_is_elsewhere",
                condition=~Q(format=Format.WEB) | Q(file=""),
                violation_error_message=_("A web page has an address, not a file."),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(
            filter(None, [self.get_language_display(), self.get_format_display(), self.variant])
        )

    def get_absolute_url(self) -> str:
        """Where it is downloaded or read; ``product`` has to be fetched along."""
        if self.url:
            return self.url
        return reverse("knowledge:edition-download", args=[self.product.slug, self.file_name])

    @property
    def file_name(self) -> str:
        """The last part of its address, and the name under which it is saved: ``fr-light.pdf``."""
        name = f"{self.language}-{self.variant}" if self.variant else self.language
        return f"{self.product.slug}-{name}.{self.format}"


class EditionText(models.Model):
    """What stands in an edition's file, for the search; apart, for it may be long."""

    edition = models.OneToOneField(
        Edition, models.CASCADE, verbose_name=_("edition"), related_name="reading"
    )
    # The stored file that was read: another one has another random name.
    read_from = models.CharField(_("read from"), max_length=200, editable=False)
    text = models.TextField(_("text"), editable=False, blank=True)

    class Meta:
        verbose_name = _("text of an edition")
        verbose_name_plural = _("texts of editions")

    def __str__(self) -> str:
        return self.read_from


class EditionDownloadsQuerySet(models.QuerySet["EditionDownloads"]):
    def total(self) -> int:
        return self.aggregate(n=models.Sum("number", default=0))["n"]


class EditionDownloads(models.Model):
    """How often an edition was fetched on a day. Nothing is kept of who fetched it."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, verbose_name=_("edition"), related_name="downloads"
    )
    on = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("downloads"), default=0)

    objects = EditionDownloadsQuerySet.as_manager()

    class Meta:
        verbose_name = _("downloads of a day")
        verbose_name_plural = _("downloads by day")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "on"], name="knowledge_editiondownloads_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.number}"
