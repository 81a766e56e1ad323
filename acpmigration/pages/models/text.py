"""The words that staff edit."""

from html import unescape

from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import required
from acpmigration.richtext import RichTextField


class TextQuerySet(models.QuerySet["Text"]):
    def get_by_natural_key(self, key: str) -> "Text":
        return self.get(key=key)

    def under(self, *prefixes: str) -> dict[str, "Text"]:
        """Fetch the texts whose key begins with one of ``prefixes``, in one query: key -> text."""
        wanted = models.Q()
        for prefix in prefixes:
            wanted |= models.Q(key__startswith=prefix)
        return {text.key: text for text in self.filter(wanted)}


class Text(models.Model):
    """A page, a definition or a label that staff edit in four languages.

    Keys are paths: ``page/about``, ``figure/interventions-implemented``, ``stage/1/public``.
    """

    key = models.CharField(_("key"), max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=200)
    body = RichTextField(_("text"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = TextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [required("key"), required("title_en")]

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    @property
    def plain_body(self) -> str:
        """The text for where no markup can stand."""
        return unescape(strip_tags(self.body or ""))
