"""What the database itself refuses, each by the name of the constraint."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from technical_assistance.models import (
    AssistanceRequest,
    FollowUp,
    Intervention,
    Partnership,
    Picture,
    Stage,
    StageDocument,
)
from tests.factories.reference import RegionalOrganisationFactory
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    FollowUpFactory,
    InterventionFactory,
    PartnershipFactory,
    ProgressEntryFactory,
    StageDocumentFactory,
)

pytestmark = pytest.mark.django_db

# Of a longer name PostgreSQL keeps and tells the beginning.
LONGEST_NAME = 63
EARLY, LATE = date(2018, 5, 2), date(2018, 6, 4)
NOW = datetime(2019, 5, 8, tzinfo=UTC)


def refuses(name, write):
    with pytest.raises(IntegrityError, match=name[:LONGEST_NAME]), transaction.atomic():
        write()


def changed(model, **values):
    """Change the one row past the model, as a console would."""
    return lambda: model.objects.update(**values)


LED = [(Intervention, InterventionFactory), (AssistanceRequest, AssistanceRequestFactory)]


@pytest.mark.parametrize(("model", "factory"), LED)
def test_either_a_country_or_a_regional_organisation_leads(model, factory):
    factory()
    name = f"technical_assistance_{model._meta.model_name}_country_or_regional_organisation"

    refuses(name, changed(model, regional_organisation=RegionalOrganisationFactory()))
    refuses(name, changed(model, country=None))


@pytest.mark.parametrize(("model", "factory"), LED)
def test_the_moment_and_the_actor_of_publication_belong_together(model, factory, editor):
    factory()
    name = f"technical_assistance_{model._meta.model_name}_published_at_with_published_by"

    refuses(name, changed(model, published_at=NOW))
    refuses(name, changed(model, published_by=editor))


INTERVENTION = [
    ("status_listed", {"status": "sleeping"}),
    ("title_en_required", {"title_en": ""}),
    ("title_en_required", {"title_en": None}),
]


@pytest.mark.parametrize(("name", "values"), INTERVENTION)
def test_an_intervention_is_refused(name, values):
    InterventionFactory()

    refuses(f"technical_assistance_intervention_{name}", changed(Intervention, **values))


REQUEST = [
    ("state_listed", {"state": "sleeping"}),
    ("received_dated", {"received_from": LATE, "received_until": EARLY}),
    ("received_dated", {"received_from": EARLY, "received_until": None}),
    ("decided_dated", {"decided_from": LATE, "decided_until": EARLY}),
    (
        "received_from_to_decided_until",
        {"received_from": LATE, "received_until": LATE, "decided_until": EARLY},
    ),
    ("accepted_opens", {"state": "accepted"}),
    ("merged_into_another", {"state": "merged", "reason": "The same."}),
    ("reasoned", {"state": "declined"}),
    ("reasoned", {"state": "withdrawn"}),
]


@pytest.mark.parametrize(("name", "values"), REQUEST)
def test_a_request_is_refused(name, values):
    AssistanceRequestFactory()

    refuses(f"technical_assistance_assistancerequest_{name}", changed(AssistanceRequest, **values))


def test_a_request_that_is_not_accepted_has_no_intervention():
    AssistanceRequestFactory(accepted=True)

    refuses(
        "technical_assistance_assistancerequest_accepted_opens",
        changed(AssistanceRequest, state="received"),
    )


def test_a_request_that_is_not_merged_names_no_other():
    one = AssistanceRequestFactory()
    AssistanceRequestFactory()

    refuses(
        "technical_assistance_assistancerequest_merged_into_another",
        lambda: AssistanceRequest.objects.exclude(pk=one.pk).update(merged_into=one),
    )


def test_a_request_is_not_merged_into_itself():
    one = AssistanceRequestFactory()

    refuses(
        "technical_assistance_assistancerequest_merged_elsewhere",
        changed(AssistanceRequest, state="merged", reason="The same.", merged_into=one),
    )


STAGE = [
    ("kind_listed", {"kind": 5}),
    ("state_listed", {"state": "sleeping"}),
    ("started_dated", {"started_from": EARLY, "started_until": None}),
    ("started_dated", {"started_from": LATE, "started_until": EARLY}),
    (
        "finished_dated",
        {"state": "finished", "finished_from": LATE, "finished_until": EARLY},
    ),
    (
        "started_from_to_finished_until",
        {
            "state": "finished",
            "started_from": LATE,
            "started_until": LATE,
            "finished_until": EARLY,
        },
    ),
    ("waived_with_reason", {"state": "waived"}),
    ("waived_with_reason", {"waiver_reason": "Known."}),
    ("finish_only_when_finished", {"finished_from": EARLY, "finished_until": EARLY}),
    ("finish_only_when_finished", {"finished_until": EARLY}),
]


@pytest.mark.parametrize(("name", "values"), STAGE)
def test_a_stage_is_refused(name, values):
    stage = InterventionFactory().stages.get(kind=1)

    refuses(
        f"technical_assistance_stage_{name}",
        lambda: Stage.objects.filter(pk=stage.pk).update(**values),
    )


ENTRY = [
    ("verb_listed", {"verb": "sleep"}),
    ("stage_listed", {"stage": 5}),
    ("effective_dated", {"effective_from": EARLY, "effective_until": None}),
    ("effective_dated", {"effective_from": LATE, "effective_until": EARLY}),
    *[
        ("stage_where_needed", {"verb": verb})
        for verb in ["start", "complete", "waive", "reopen", "plan"]
    ],
]


@pytest.mark.parametrize(("name", "values"), ENTRY)
def test_an_entry_of_the_log_is_refused(name, values):
    intervention = InterventionFactory()

    refuses(
        f"technical_assistance_progressentry_{name}",
        lambda: ProgressEntryFactory(intervention=intervention, **values),
    )


OTHERS = [
    (PartnershipFactory, Partnership, "role_listed", {"role": "friend"}),
    (StageDocumentFactory, StageDocument, "kind_listed", {"kind": "song"}),
    (StageDocumentFactory, StageDocument, "language_listed", {"language": "xx"}),
    (StageDocumentFactory, StageDocument, "title_required", {"title": ""}),
    (FollowUpFactory, FollowUp, "text_required", {"text": ""}),
]


@pytest.mark.parametrize(("factory", "model", "name", "values"), OTHERS)
def test_what_belongs_to_an_intervention_is_refused(factory, model, name, values):
    factory()

    refuses(f"technical_assistance_{model._meta.model_name}_{name}", changed(model, **values))


@pytest.mark.parametrize("missing", ["alternative_text_en", "credit"])
def test_a_picture_without_words_is_refused(missing):
    words = {"alternative_text_en": "A workshop.", "credit": "© IOM 2017"} | {missing: ""}
    intervention = InterventionFactory()

    refuses(
        f"technical_assistance_picture_{missing}_required",
        lambda: Picture.objects.bulk_create([Picture(intervention=intervention, **words)]),
    )
