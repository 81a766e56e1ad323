"""Rows of Component 1 as they would be stored; what the log says of them is made by the domain.

For rows that agree with a log use ``opened`` and the domain functions.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import factory
from django.core.files.base import ContentFile

from acpmigration.accounts.models import User
from acpmigration.dates import DatedFact
from acpmigration.reference.models import Country, Organisation, RegionalOrganisation
from technical_assistance import models
from technical_assistance.domain.requests import accept_request, receive_request
from technical_assistance.enums import (
    DocumentKind,
    RequestState,
    StageKind,
    StageState,
    Status,
    Verb,
)
from tests.factories.accounts import UserFactory
from tests.factories.base import RecordFactory
from tests.factories.files import pdf, picture
from tests.factories.reference import (
    CountryFactory,
    OrganisationFactory,
    RegionalOrganisationFactory,
)

PUBLISHED_AT = datetime(2019, 5, 8, 12, tzinfo=UTC)
TODAY = date(2019, 5, 8)


class LedFactory(RecordFactory):
    """What a new country leads; ``regional=True`` for a regional organisation."""

    class Meta:
        abstract = True

    class Params:
        published = factory.Trait(
            published_at=PUBLISHED_AT, published_by=factory.SubFactory(UserFactory, editor=True)
        )
        regional = factory.Trait(
            country=None, regional_organisation=factory.SubFactory(RegionalOrganisationFactory)
        )

    country = factory.SubFactory(CountryFactory)
    regional_organisation = None

    @factory.post_generation
    def countries(
        self: models.Intervention, create: bool, extracted: Iterable[Country] | None, **kwargs: Any
    ) -> None:
        """The lead country is always covered."""
        if create:
            lead = [self.country] if self.country else []
            self.countries.set([*lead, *(extracted or [])])

    @factory.post_generation
    def topics(self: models.Intervention, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted:
            self.topics.set(extracted)


class InterventionFactory(LedFactory):
    """An ongoing draft in its first stage; ``stage=StageKind.…`` for a later one."""

    class Meta:
        model = models.Intervention

    class Params:
        completed = factory.Trait(status=Status.COMPLETED)
        cancelled = factory.Trait(status=Status.CANCELLED)

    slug = factory.Sequence("intervention-{}".format)
    title = factory.Sequence("Intervention {}".format)
    summary = "What was done."

    @factory.post_generation
    def typologies(self: models.Intervention, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted:
            self.typologies.set(extracted)

    @factory.post_generation
    def stage(
        self: models.Intervention, create: bool, extracted: StageKind | None, **kwargs: Any
    ) -> None:
        """Make the four stages, finished up to the one in progress."""
        if not create:
            return
        reached = extracted or StageKind.CONCEPT_NOTE
        if self.status == Status.COMPLETED:
            reached = len(StageKind) + 1
        for kind in StageKind:
            state = StageState.STARTED if kind == reached else StageState.NOT_STARTED
            StageFactory(
                intervention=self,
                kind=kind,
                state=StageState.FINISHED if kind < reached else state,
            )


class StageFactory(RecordFactory):
    class Meta:
        model = models.Stage

    kind = StageKind.CONCEPT_NOTE


class AssistanceRequestFactory(LedFactory):
    """A request that was received; the traits decide it."""

    class Meta:
        model = models.AssistanceRequest

    class Params:
        under_review = factory.Trait(state=RequestState.UNDER_REVIEW)
        declined = factory.Trait(state=RequestState.DECLINED, reason="Not a topic.")
        withdrawn = factory.Trait(state=RequestState.WITHDRAWN, reason="Not needed any more.")
        merged = factory.Trait(
            state=RequestState.MERGED,
            reason="The same matter.",
            merged_into=factory.SubFactory(
                "tests.factories.technical_assistance.AssistanceRequestFactory"
            ),
        )
        accepted = factory.Trait(
            state=RequestState.ACCEPTED,
            intervention=factory.SubFactory(
                InterventionFactory,
                country=factory.SelfAttribute("..country"),
                regional_organisation=factory.SelfAttribute("..regional_organisation"),
            ),
        )

    slug = factory.Sequence("request-{}".format)


class ProgressEntryFactory(RecordFactory):
    class Meta:
        model = models.ProgressEntry

    intervention = factory.SubFactory(InterventionFactory)
    verb = Verb.NOTE
    by = factory.SubFactory(UserFactory, editor=True)


class PartnershipFactory(RecordFactory):
    class Meta:
        model = models.Partnership

    intervention = factory.SubFactory(InterventionFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class StageDocumentFactory(RecordFactory):
    """``public=True`` for one that everybody may read."""

    class Meta:
        model = models.StageDocument

    class Params:
        public = factory.Trait(is_public=True)

    stage = factory.LazyFunction(lambda: InterventionFactory().stages.get(kind=1))
    kind = DocumentKind.OTHER
    title = factory.Sequence("Document {}".format)
    language = "en"
    file = factory.LazyFunction(lambda: ContentFile(pdf(), name="typed by somebody.pdf"))


class PictureFactory(RecordFactory):
    class Meta:
        model = models.Picture

    intervention = factory.SubFactory(InterventionFactory)
    image = factory.LazyFunction(lambda: ContentFile(picture(), name="typed by somebody.jpg"))
    alternative_text = "People at a desk"
    credit = "© IOM 2017"


class FollowUpFactory(RecordFactory):
    class Meta:
        model = models.FollowUp

    intervention = factory.SubFactory(InterventionFactory)
    text = "Send the report."
    owner = factory.SubFactory(UserFactory, editor=True)


def opened(
    *,
    by: User,
    lead: Country | RegionalOrganisation | None = None,
    entity: Organisation | None = None,
    when: DatedFact | None = None,
    title: str = "Remittances in Samoa",
) -> models.Intervention:
    """Receive and accept a request, as the domain does."""
    request = receive_request(
        lead=lead or CountryFactory(), entity=entity, by=by, when=None, today=TODAY
    )
    return accept_request(request=request, title=title, by=by, when=when, today=TODAY)
