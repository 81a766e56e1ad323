"""What is done to drafts moves no version: an ETag tells everybody whether something changed."""

from datetime import UTC, datetime

import pytest
from django.db import models

from acpmigration import data_version
from acpmigration.publication import publish, unpublish
from acpmigration.search.indexing import refresh
from acpmigration.shown_rows import condition
from knowledge.models import Edition, Event, KnowledgeProduct
from nsa_grants.models import GrantProject
from technical_assistance.models import (
    AssistanceRequest,
    Intervention,
    Stage,
    StageDocument,
)
from tests.factories.knowledge import (
    EditionFactory,
    EventFactory,
    KnowledgeProductFactory,
    RecommendationFactory,
    UseFactory,
)
from tests.factories.nsa_grants import (
    GrantLinkFactory,
    GrantPictureFactory,
    GrantProjectFactory,
    QuoteFactory,
    ReachFactory,
)
from tests.factories.reference import CountryFactory, OrganisationFactory, TopicFactory
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    InterventionFactory,
    PartnershipFactory,
    PictureFactory,
    ProgressEntryFactory,
    StageDocumentFactory,
)

AT = datetime(2026, 5, 4, 10, tzinfo=UTC)
PUBLISHED = {
    Intervention: InterventionFactory,
    AssistanceRequest: AssistanceRequestFactory,
    GrantProject: GrantProjectFactory,
    KnowledgeProduct: KnowledgeProductFactory,
    Event: EventFactory,
}

pytestmark = pytest.mark.django_db


class Rows:
    """One of each kind, all public or all drafts, and what may be tied to them."""

    def __init__(self, *, published: bool) -> None:
        shown = {"published": published}
        self.topic, self.organisation = TopicFactory(), OrganisationFactory()
        self.country = CountryFactory()
        self.intervention = InterventionFactory(**shown)
        self.request = AssistanceRequestFactory(**shown)
        self.grant = GrantProjectFactory(**shown)
        self.product = KnowledgeProductFactory(**shown)
        self.event = EventFactory(**shown)
        self.said = RecommendationFactory(**shown)
        self.document = StageDocumentFactory(
            stage=self.intervention.stages.get(kind=1), public=True
        )
        self.reach = ReachFactory(grant=self.grant)


CHANGES = {
    "saved": lambda r: r.intervention.save(),
    "updated": lambda r: Intervention.objects.update(title_en="Another"),
    "of a request": lambda r: r.request.save(),
    "of a grant": lambda r: GrantProject.objects.update(summary_en="Another"),
    "of a product": lambda r: r.product.save(),
    "of an event": lambda r: Event.objects.bulk_update([r.event], ["place"]),
    "of a recommendation": lambda r: r.said.save(),
    "stage": lambda r: r.intervention.stages.update(due_on="2026-01-01"),
    "topic": lambda r: r.intervention.topics.add(r.topic),
    "country": lambda r: r.request.countries.add(r.country),
    "partner": lambda r: PartnershipFactory(
        intervention=r.intervention, organisation=r.organisation
    ),
    "picture": lambda r: PictureFactory(intervention=r.intervention),
    "entry": lambda r: ProgressEntryFactory(
        intervention=r.intervention, note="Said.", is_public=True, by=r.intervention_by
    ),
    "document": lambda r: StageDocument.objects.filter(pk=r.document.pk).update(title="Another"),
    "document gone": lambda r: r.document.delete(),
    "reach": lambda r: r.reach.delete(),
    "quote": lambda r: QuoteFactory(grant=r.grant),
    "link": lambda r: GrantLinkFactory(grant=r.grant),
    "grant's picture": lambda r: GrantPictureFactory(grant=r.grant),
    "edition": lambda r: EditionFactory(product=r.product),
    "use": lambda r: UseFactory(product=r.product),
    "between two": lambda r: r.product.interventions.add(r.intervention),
    "discussed": lambda r: r.event.products_discussed.add(r.product),
    "recommended": lambda r: r.said.grants.add(r.grant),
    "found": lambda r: refresh(r.intervention, r.grant, r.product, r.event),
}


@pytest.fixture
def rows_of(editor):
    def made(*, published: bool) -> Rows:
        rows = Rows(published=published)
        rows.intervention_by = editor
        return rows

    return made


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_done_to_a_draft_does_not_move_the_version(rows_of, media, change):
    rows = rows_of(published=False)
    before = data_version.version()

    change(rows)

    assert data_version.version() == before


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_same_done_to_what_is_public_moves_it(rows_of, media, change):
    rows = rows_of(published=True)
    before = data_version.version()

    change(rows)

    assert data_version.version() != before


@pytest.mark.parametrize("model", PUBLISHED)
def test_making_and_deleting_a_draft_does_not_move_the_version(model):
    # Rows of other tables that come with it, such as its country, are seen.
    own = {"country": CountryFactory()} if hasattr(model, "country") else {}
    before = data_version.version()

    PUBLISHED[model](**own)
    made = data_version.version()
    model.objects.all().delete() if model is not Intervention else _delete_interventions()

    assert {made, data_version.version()} == {before}


def _delete_interventions():
    Stage.objects.all().delete()
    Intervention.objects.all().delete()


@pytest.mark.parametrize("model", PUBLISHED)
def test_to_become_public_and_to_be_taken_back_moves_it(editor, model):
    row = PUBLISHED[model]()
    seen = [data_version.version()]

    public = publish(record=row, by=editor, at=AT)
    seen.append(data_version.version())
    unpublish(record=public, by=editor, at=AT)
    seen.append(data_version.version())

    assert len(set(seen)) == 3


@pytest.mark.parametrize("model", PUBLISHED)
def test_one_public_row_among_drafts_moves_it(model):
    PUBLISHED[model](), PUBLISHED[model](published=True), PUBLISHED[model]()
    before = data_version.version()

    model.objects.update(version=7)

    assert data_version.version() != before


def test_what_ties_a_public_record_to_a_draft_is_not_seen(editor):
    shown, draft = KnowledgeProductFactory(published=True), InterventionFactory()
    before = data_version.version()

    shown.interventions.add(draft)
    tied = data_version.version()
    publish(record=draft, by=editor, at=AT)

    assert tied == before
    assert data_version.version() != before


def test_what_is_internal_of_a_public_record_is_not_seen(editor, media):
    shown = InterventionFactory(published=True)
    stage = shown.stages.get(kind=1)
    before = data_version.version()

    internal = StageDocumentFactory(stage=stage)
    ProgressEntryFactory(intervention=shown, note="Only for us.", by=editor)
    kept = data_version.version()
    StageDocument.objects.filter(pk=internal.pk).update(is_public=True)
    shown_now = data_version.version()
    StageDocument.objects.filter(pk=internal.pk).update(is_public=False)

    assert kept == before
    assert len({before, shown_now, data_version.version()}) == 3


def test_a_part_that_moves_to_a_public_record_is_seen(media):
    edition = EditionFactory()
    shown = KnowledgeProductFactory(published=True)
    before = data_version.version()

    Edition.objects.filter(pk=edition.pk).update(product=shown)
    moved = data_version.version()
    Edition.objects.filter(pk=edition.pk).update(product=KnowledgeProductFactory())

    assert len({before, moved, data_version.version()}) == 3


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (TopicFactory._meta.model, ""),
        (Intervention, 'r."published_at" IS NOT NULL'),
        (
            StageDocument,
            (
                'r."is_public" AND EXISTS (SELECT 1 FROM "technical_assistance_stage" AS r_stage '
                'WHERE r_stage."id" = r."stage_id" AND EXISTS (SELECT 1 FROM '
                '"technical_assistance_intervention" AS r_stage_intervention WHERE '
                'r_stage_intervention."id" = r_stage."intervention_id" AND '
                'r_stage_intervention."published_at" IS NOT NULL))'
            ),
        ),
    ],
)
def test_what_is_asked_of_a_row(model: type[models.Model], expected):
    assert condition(model, "r", '"{}"'.format) == expected
