"""What was asked for."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from acpmigration.constraints import dated, exactly_one, in_order, one_of
from acpmigration.dates import DatedFact
from acpmigration.published import drafts_by, publication
from acpmigration.reference.models import Country, Organisation, Topic
from acpmigration.uploads import DocumentField
from technical_assistance.enums import RequestState
from technical_assistance.models.intervention import Intervention
from technical_assistance.models.lead import Led, LedQuerySet

REASONED = RequestState.with_reason()


class AssistanceRequestQuerySet(LedQuerySet):
    def for_list(self) -> Self:
        """All that a line of the list shows, in one more query."""
        return (
            self.with_lead()
            .select_related("intervention", "entity")
            .prefetch_related(models.Prefetch("topics", Topic.objects.in_order()))
        )

    def for_page(self) -> Self:
        """All that a request's own page shows."""
        return (
            self.for_list()
            .select_related("merged_into")
            .prefetch_related(models.Prefetch("countries", Country.objects.by_name()))
        )

    def waiting_first(self) -> Self:
        """Those without a decision, the oldest first; then the latest decisions."""
        waits = models.Q(state__in=RequestState.undecided())
        since = models.Case(models.When(waits, then=models.F("received_until")))
        return self.order_by(
            models.Case(models.When(waits, then=0), default=1),
            since.asc(nulls_last=True),
            models.F("decided_until").desc(nulls_last=True),
            "-pk",
        )

    def newest_first(self) -> Self:
        return self.order_by(models.F("received_until").desc(nulls_last=True), "-pk")

    def longest_waiting_first(self) -> Self:
        """Those whose day is not known come last."""
        return self.order_by(models.F("received_until").asc(nulls_last=True), "pk")


class AssistanceRequest(Led):
    """What a government or regional organisation asked the Action for."""

    internal: ClassVar = frozenset({"letter", "sources"})

    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    entity = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name=_("requesting entity"),
        null=True,
        blank=True,
        related_name="assistance_requests",
        help_text=_("The ministry, agency or secretariat that asked, where it is known."),
    )
    countries = models.ManyToManyField(
        Country, verbose_name=_("countries covered"), blank=True, related_name="assistance_requests"
    )
    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="assistance_requests"
    )
    letter = DocumentField(_("letter"), folder="letters", help_text=_("Internal: never shown."))
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("Where this is known from, one source a line.")
    )

    state = models.CharField(
        _("state"),
        max_length=20,
        choices=RequestState,
        default=RequestState.RECEIVED,
        editable=False,
    )
    received_from = models.DateField(_("received, from"), null=True, blank=True, editable=False)
    received_until = models.DateField(_("received, until"), null=True, blank=True, editable=False)
    decided_from = models.DateField(_("decided, from"), null=True, blank=True, editable=False)
    decided_until = models.DateField(_("decided, until"), null=True, blank=True, editable=False)
    reason = models.TextField(
        _("reason"), blank=True, editable=False, help_text=_("Internal: never shown.")
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
        related_name="merged_requests",
    )
    intervention = models.OneToOneField(
        Intervention,
        models.PROTECT,
        verbose_name=_("intervention"),
        null=True,
        blank=True,
        editable=False,
        related_name="request",
    )

    objects = AssistanceRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("assistance request")
        verbose_name_plural = _("assistance requests")
        indexes = [
            models.Index(fields=["state"], name="request_by_state"),
            models.Index(fields=["received_until"], name="request_by_day"),
            drafts_by("id", name="request_drafts"),
        ]
        constraints = [
            exactly_one("country", "regional_organisation"),
            *publication(),
            one_of("state", RequestState),
            dated("received"),
            dated("decided"),
            in_order("received_from", "decided_until"),
            models.CheckConstraint(
                name="technical_assistance_assistancerequest_accepted_opens",
                condition=models.Q(state=RequestState.ACCEPTED, intervention__isnull=False)
                | ~models.Q(state=RequestState.ACCEPTED) & models.Q(intervention__isnull=True),
                violation_error_message=_(
                    "A request is accepted exactly when it has opened an intervention."
                ),
            ),
            models.CheckConstraint(
                name="technical_assistance_assistancerequest_merged_into_another",
                condition=models.Q(state=RequestState.MERGED, merged_into__isnull=False)
                | ~models.Q(state=RequestState.MERGED) & models.Q(merged_into__isnull=True),
                violation_error_message=_("A merged request names the one it was merged into."),
            ),
            models.CheckConstraint(
                name="technical_assistance_assistancerequest_merged_elsewhere",
                condition=models.Q(merged_into__isnull=True)
                | ~models.Q(merged_into=models.F("pk")),
                violation_error_message=_("A request cannot be merged into itself."),
            ),
            models.CheckConstraint(
                name="technical_assistance_assistancerequest_reasoned",
                condition=~models.Q(state__in=REASONED) | ~models.Q(reason=""),
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead} ({self.slug})"

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def is_undecided(self) -> bool:
        return self.state in RequestState.undecided()

    @property
    def received(self) -> DatedFact | None:
        return DatedFact.from_columns(self.received_from, self.received_until)

    @property
    def decided(self) -> DatedFact | None:
        return DatedFact.from_columns(self.decided_from, self.decided_until)

    @property
    def shown_decision(self) -> DatedFact | None:
        """When it was decided, for what is told elsewhere: once the public may see the request."""
        return self.decided if self.is_published else None

    @property
    def shown_intervention(self) -> Intervention | None:
        """The intervention it opened, once the public may see that."""
        opened = self.intervention
        return opened if opened and opened.is_published else None

    @property
    def letter_name(self) -> str:
        """The name under which the letter is saved: ours, never what somebody once typed."""
        return f"{self.slug}.{str(self.letter).rpartition('.')[2].lower()}"
