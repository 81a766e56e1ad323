"""What the database refuses to hold twice; SQLite names the columns of it."""

import pytest
from django.db import IntegrityError, connection, transaction

from technical_assistance.models import (
    AssistanceRequest,
    Intervention,
    Stage,
)
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    InterventionFactory,
    PartnershipFactory,
    ProgressEntryFactory,
)

pytestmark = pytest.mark.django_db

# Of a longer name PostgreSQL keeps and tells the beginning.
LONGEST_NAME = 63

LED = [(Intervention, InterventionFactory), (AssistanceRequest, AssistanceRequestFactory)]


def refuses(columns, name, write):
    """SQLite tells the columns of a plain index only, PostgreSQL the name."""
    said = name[:LONGEST_NAME] if connection.vendor == "postgresql" else columns
    with pytest.raises(IntegrityError, match=said), transaction.atomic():
        write()


def test_an_intervention_has_each_stage_once():
    intervention = InterventionFactory()

    refuses(
        "technical_assistance_stage.intervention_id, technical_assistance_stage.kind",
        "technical_assistance_stage_unique",
        lambda: Stage.objects.create(intervention=intervention, kind=1),
    )


def test_a_partner_is_listed_once_in_each_role():
    partner = PartnershipFactory()

    refuses(
        "technical_assistance_partnership.intervention_id, "
        "technical_assistance_partnership.organisation_id, technical_assistance_partnership.role",
        "technical_assistance_partnership_unique",
        lambda: PartnershipFactory(
            intervention=partner.intervention, organisation=partner.organisation
        ),
    )


def test_a_code_is_given_once_and_any_number_have_none():
    InterventionFactory(code="TA/028/2016")
    InterventionFactory.create_batch(2, code="")

    refuses(
        "technical_assistance_intervention.code",
        "technical_assistance_intervention_code",
        lambda: InterventionFactory(code="TA/028/2016"),
    )


@pytest.mark.parametrize(("model", "factory"), LED)
def test_a_slug_is_given_once(model, factory):
    factory(slug="cabo-verde")

    column = f"{model._meta.db_table}.slug"
    refuses(column, f"{model._meta.db_table}_slug", lambda: factory(slug="cabo-verde"))


def test_an_intervention_is_opened_by_one_request():
    request = AssistanceRequestFactory(accepted=True)

    refuses(
        "technical_assistance_assistancerequest.intervention_id",
        "technical_assistance_assistancerequest_intervention_id",
        lambda: AssistanceRequestFactory(
            state="accepted", intervention=request.intervention, country=request.country
        ),
    )


def test_a_key_makes_one_entry():
    entry = ProgressEntryFactory()

    refuses(
        "technical_assistance_progressentry.idempotency_key",
        "technical_assistance_progressentry_idempotency_key",
        lambda: ProgressEntryFactory(
            intervention=entry.intervention, idempotency_key=entry.idempotency_key
        ),
    )


def test_an_entry_is_corrected_once():
    entry = ProgressEntryFactory()
    ProgressEntryFactory(intervention=entry.intervention, corrects=entry)

    refuses(
        "technical_assistance_progressentry.corrects_id",
        "technical_assistance_progressentry_corrects_id",
        lambda: ProgressEntryFactory(intervention=entry.intervention, corrects=entry),
    )
