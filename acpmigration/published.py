"""Whether the public may see a record: the pair that every published model has, and its words."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acpmigration.permissions import edits_everything, sees_everything

if TYPE_CHECKING:
    from acpmigration.permissions import Person

TITLE_MISSING = _("The title is missing, in English at least.")
SUMMARY_MISSING = _("The summary is missing, in English at least.")
SAMPLE_PREFIX = "sample-"


class PublishedQuerySet(models.QuerySet[Any]):
    """Words of a model whose drafts belong to staff."""

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: "Person") -> Self:
        """The rows that this person may read; drafts are for staff."""
        return self.all() if sees_everything(user) else self.published()

    def editable_by(self, user: "Person") -> Self:
        return self.all() if edits_everything(user) else self.none()

    def latest_first(self) -> Self:
        return self.order_by("-updated_at", "-pk")


class Published(models.Model):
    """What is a draft until somebody publishes it; the model has a ``slug``."""

    # What every public page of the record needs: column -> what to say where it is empty.
    needed: ClassVar[dict[str, str | Promise]] = {}
    # Slugs at whose addresses other pages stand; the model's ``not_reserved`` refuses them.
    reserved_slugs: ClassVar[tuple[str, ...]] = ()

    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("published by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_sample(self) -> bool:
        """An example that completes the demonstration, never a fact."""
        return self.slug.startswith(SAMPLE_PREFIX)  # type: ignore[attr-defined]

    @property
    def lacking(self) -> list[str | Promise]:
        """What is missing to be published, a sentence each."""
        return [
            sentence
            for column, sentence in self.needed.items()
            if not (getattr(self, column) or "").strip()
        ]


class Sourced(models.Model):
    """What tells its readers where it is known from; register ``source_note`` for translation."""

    sources = models.TextField(
        _("sources"),
        blank=True,
        help_text=_("Where this is known from, one source a line. Public."),
    )
    source_note = models.TextField(
        _("note on the sources"),
        blank=True,
        help_text=_("What is inferred or doubtful, and from what. Public."),
    )

    class Meta:
        abstract = True

    @property
    def source_lines(self) -> list[str]:
        return self.sources.splitlines()
