from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import factory

from acpmigration.reference.models import Country, Topic, Typology
from experts import models
from experts.enums import (
    ConsentKey,
    Degree,
    DeploymentState,
    ExpertState,
    Gender,
    Level,
    ReleaseTable,
    SpokenLanguage,
    Standing,
)
from technical_assistance.enums import StageKind
from tests.factories.accounts import UserFactory
from tests.factories.base import RecordFactory
from tests.factories.reference import CountryFactory
from tests.factories.technical_assistance import InterventionFactory

SENT = datetime(2019, 3, 4, 9, 30, tzinfo=UTC)
CONFIRMED = datetime(2019, 3, 11, 10, 0, tzinfo=UTC)


class ExpertFactory(RecordFactory):
    """A draft with no answers; the traits give it a state, ``told`` all its answers."""

    class Meta:
        model = models.Expert

    class Params:
        told = factory.Trait(
            name=factory.Sequence("Expert {}".format),
            gender=Gender.WOMAN,
            nationality=factory.SubFactory(CountryFactory),
            residence=factory.SelfAttribute("nationality"),
            phone="+678 22345",
            standing=Standing.INDEPENDENT,
            years=12,
            with_authorities=True,
            international=True,
            degree=Degree.MASTER,
            degree_subject="Migration studies",
            certificates="Course on migration law",
            available_from=date(2019, 6, 1),
            days_a_month=10,
            can_travel=True,
        )
        received = factory.Trait(
            told=True, state=ExpertState.RECEIVED, submitted_at=SENT, state_since=SENT
        )
        under_review = factory.Trait(received=True, state=ExpertState.UNDER_REVIEW)
        correction_asked = factory.Trait(received=True, state=ExpertState.CORRECTION_ASKED)
        declined = factory.Trait(received=True, state=ExpertState.DECLINED)
        active = factory.Trait(
            received=True,
            state=ExpertState.ACTIVE,
            confirmed_at=CONFIRMED,
            state_since=CONFIRMED,
            active_until=date(2020, 6, 11),
        )
        expired = factory.Trait(received=True, state=ExpertState.EXPIRED, confirmed_at=CONFIRMED)
        paused = factory.Trait(active=True, paused_at=CONFIRMED)

    user = factory.SubFactory(UserFactory)
    state_since = SENT
    changed_at = SENT

    @factory.post_generation
    def topics(self: models.Expert, create: bool, given: Iterable[Topic] | None, **_: Any) -> None:
        if create and given:
            self.topics.set(given)

    @factory.post_generation
    def typologies(
        self: models.Expert, create: bool, given: Iterable[Typology] | None, **_: Any
    ) -> None:
        if create and given:
            self.typologies.set(given)

    @factory.post_generation
    def countries_worked(
        self: models.Expert, create: bool, given: Iterable[Country] | None, **_: Any
    ) -> None:
        if create and given:
            self.countries_worked.set(given)

    @factory.post_generation
    def languages(
        self: models.Expert, create: bool, given: dict[str, int] | None, **_: Any
    ) -> None:
        """``languages={"fr": Level.FLUENT}``."""
        for language, level in (given or {}).items() if create else ():
            ExpertLanguageFactory(expert=self, language=language, level=level)


class ExpertLanguageFactory(RecordFactory):
    class Meta:
        model = models.ExpertLanguage

    language = SpokenLanguage.ENGLISH
    level = Level.FLUENT


class ConsentTextFactory(RecordFactory):
    class Meta:
        model = models.ConsentText
        django_get_or_create = ["key", "language", "version"]

    key = ConsentKey.ROSTER
    language = "en"
    version = 1
    body = "I agree."
    in_force_from = datetime(2019, 1, 1, tzinfo=UTC)


class DeploymentFactory(RecordFactory):
    """A planned one; ``invited=True`` and ``agreed=True`` for what follows."""

    class Meta:
        model = models.Deployment

    class Params:
        invited = factory.Trait(
            state=DeploymentState.INVITED,
            invited_at=CONFIRMED,
            invited_by=factory.SelfAttribute("made_by"),
        )
        agreed = factory.Trait(invited=True, state=DeploymentState.AGREED, answered_at=CONFIRMED)

    intervention = factory.SubFactory(InterventionFactory)
    expert = factory.SubFactory(ExpertFactory, active=True)
    stage = StageKind.BASELINE_ASSESSMENT
    starts_on = date(2019, 4, 1)
    ends_before = date(2019, 4, 15)
    days = 10
    made_at = CONFIRMED
    made_by = factory.SubFactory(UserFactory, editor=True)


class RosterReleaseFactory(RecordFactory):
    """``figures={("topic", "visas"): 12}``; the total is ``("total", "")``."""

    class Meta:
        model = models.RosterRelease

    as_of = date(2019, 5, 8)
    made_at = datetime(2019, 5, 8, 12, tzinfo=UTC)
    made_by = factory.SubFactory(UserFactory, editor=True)

    @factory.post_generation
    def figures(
        self: models.RosterRelease,
        create: bool,
        given: dict[tuple[str, str], int] | None,
        **_: Any,
    ) -> None:
        for (table, key), value in (given or {}).items() if create else ():
            ReleaseFigureFactory(release=self, table=table, key=key, value=value)


class ReleaseFigureFactory(RecordFactory):
    class Meta:
        model = models.ReleaseFigure

    table = ReleaseTable.TOTAL
    value = 331


class ShortlistFactory(RecordFactory):
    class Meta:
        model = models.Shortlist

    intervention = factory.SubFactory(InterventionFactory)
    stage = StageKind.BASELINE_ASSESSMENT
    made_at = CONFIRMED
    made_by = factory.SubFactory(UserFactory, editor=True)

    @factory.post_generation
    def topics(
        self: models.Shortlist, create: bool, given: Iterable[Topic] | None, **_: Any
    ) -> None:
        if create and given:
            self.topics.set(given)

    @factory.post_generation
    def typologies(
        self: models.Shortlist, create: bool, given: Iterable[Typology] | None, **_: Any
    ) -> None:
        if create and given:
            self.typologies.set(given)


class ChoiceFactory(RecordFactory):
    class Meta:
        model = models.Choice

    shortlist = factory.SubFactory(ShortlistFactory)
    expert = factory.SubFactory(ExpertFactory, active=True)
    reason = "Worked on this before."
    at = CONFIRMED
    by = factory.SubFactory(UserFactory, editor=True)


class ConsentFactory(RecordFactory):
    class Meta:
        model = models.Consent

    expert = factory.SubFactory(ExpertFactory, active=True)
    text = factory.SubFactory(ConsentTextFactory)
    given_at = SENT
