"""Whether the public may see a record: the pair that every published model has, and its words."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import NAME, together
from acpmigration.permissions import edits_everything, sees_everything

if TYPE_CHECKING:
    from acpmigration.permissions import Person

TITLE_MISSING = _("The title is missing, in English at least.")
SUMMARY_MISSING = _("The summary is missing, in English at least.")
SAMPLE_PREFIX = "sample-"


def publication() -> list[models.BaseConstraint]:
    """What the database holds of every published model: list it among its constraints."""
    return [
        together("published_at", "published_by"),
        together("ready_at", "ready_by"),
        together("publish_on", "scheduled_by"),
        together("unpublished_at", "unpublished_by"),
        models.CheckConstraint(
            name=NAME.format("public_or_on_its_way"),
            condition=Q(published_at__isnull=True)
            | Q(ready_at__isnull=True, publish_on__isnull=True, unpublished_at__isnull=True),
            violation_error_message=_("What is public does not wait to be."),
        ),
    ]


def drafts_by(*order: str, name: str) -> models.Index:
    """What the public does not see is mostly little: lists of it need not read all the rest."""
    return models.Index(fields=order, condition=Q(published_at__isnull=True), name=name)


class PublicationState(models.TextChoices):
    """How far a record is on its way to the public: one word for the four pairs of columns."""

    PUBLISHED = "yes", _("public")
    SCHEDULED = "scheduled", _("to be published on a day")
    READY = "ready", _("ready")
    TAKEN_BACK = "taken-back", _("taken back")
    DRAFT = "no", _("draft")


# The first that is true says it: a record that was taken back may be ready again.
STATES: dict[str, Q] = {
    PublicationState.PUBLISHED: Q(published_at__isnull=False),
    PublicationState.SCHEDULED: Q(publish_on__isnull=False),
    PublicationState.READY: Q(ready_at__isnull=False),
    PublicationState.TAKEN_BACK: Q(unpublished_at__isnull=False),
}


class PublishedQuerySet(models.QuerySet[Any]):
    """Words of a model whose drafts belong to staff."""

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def taken_back(self) -> Self:
        """What the public saw once, and does not see now."""
        return self.filter(unpublished_at__isnull=False)

    def in_publication_state(self, state: str) -> Self:
        rows = self
        for earlier, condition in STATES.items():
            if earlier == state:
                return rows.filter(condition)
            rows = rows.exclude(condition)
        return rows

    def due_on(self, day: date) -> Self:
        """What somebody wants the public to see from this day or an earlier one on."""
        return self.filter(publish_on__lte=day)

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
    # Columns of which no public page tells: of a change of them alone readers hear nothing.
    internal: ClassVar[frozenset[str]] = frozenset()
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
    # A draft of which an editor says that nothing is missing any more.
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True, editable=False)
    ready_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("said to be ready by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # The day, in Brussels, from whose first minutes on the public sees it.
    publish_on = models.DateField(_("to be published on"), null=True, blank=True, editable=False)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("scheduled by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # Whoever has its address is told that it was public once.
    unpublished_at = models.DateTimeField(
        _("taken back from the public"), null=True, blank=True, editable=False
    )
    unpublished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("taken back by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    # For readers: pages, feeds and data tell it, so that what is internal leaves it as it is.
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def publication_state(self) -> PublicationState:
        columns = (self.published_at, self.publish_on, self.ready_at, self.unpublished_at)
        for state, column in zip(STATES, columns, strict=True):
            if column is not None:
                return PublicationState(state)
        return PublicationState.DRAFT

    @property
    def is_on_its_way(self) -> bool:
        """Public, or said to lack nothing that it needs to be."""
        return self.is_published or self.ready_at is not None or self.publish_on is not None

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
