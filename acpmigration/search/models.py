"""The index: what can be found of every record, in every language of the site."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

TITLE_LENGTH = 300


class DocumentQuerySet(models.QuerySet["Document"]):
    def of(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def public(self) -> Self:
        return self.filter(is_public=True)

    def read_in(self, language: str) -> Self:
        return self.filter(language=language)


class Document(models.Model):
    """What readers of one language can find of one record."""

    kind = models.CharField(_("kind"), max_length=40)
    object_id = models.PositiveBigIntegerField(_("record"))
    language = models.CharField(_("language of the reader"), max_length=2)
    is_public = models.BooleanField(_("public"), default=False)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    title_language = models.CharField(_("language of the title"), max_length=2)

    # Tokens of the analyser, by weight: what the engines index.
    title_words = models.TextField(editable=False)
    summary_words = models.TextField(editable=False)
    body_words = models.TextField(editable=False)
    fingerprint = models.CharField(max_length=32, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("search document")
        verbose_name_plural = _("search documents")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "language"], name="search_document_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} ({self.language})"


class FruitlessSearch(models.Model):
    """Words for which visitors found nothing, counted by day; nothing about who looked."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=2)
    words = models.CharField(_("words"), max_length=100)
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "language", "words"], name="search_fruitlesssearch_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.language})"
