"""Topics of a project, which shares one with the intervention that it is tied to."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from acpmigration.accounts.models import User
from acpmigration.reference.models import Topic
from acpmigration.topics import add_topic, remove_topic
from nsa_grants.domain.rules import require_agreement
from nsa_grants.models import GrantProject


@transaction.atomic
def add_topic_of_grant(*, record: GrantProject, topic: Topic, by: User) -> GrantProject:
    """:raises Refusal: as for any record, or if it would no longer agree with its intervention."""
    return _agreeing(add_topic, record=record, topic=topic, by=by)


@transaction.atomic
def remove_topic_of_grant(*, record: GrantProject, topic: Topic, by: User) -> GrantProject:
    """:raises Refusal: as for any record, or if it would no longer agree with its intervention."""
    return _agreeing(remove_topic, record=record, topic=topic, by=by)


def _agreeing(change: Callable[..., Any], **told: Any) -> GrantProject:
    changed: GrantProject = change(**told)
    require_agreement(
        kind=changed.kind,
        country=changed.country,
        regional_organisation=changed.regional_organisation,
        region=changed.region,
        countries=changed.countries.all(),
        topics=changed.topics.all(),
        intervention=changed.intervention,
    )
    return changed
