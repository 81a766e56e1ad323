"""Which rows a person sees and changes."""

import pytest
from django.contrib.auth.models import AnonymousUser

from technical_assistance.models import AssistanceRequest, Intervention, StageDocument
from tests.factories.accounts import UserFactory
from tests.factories.reference import (
    CountryFactory,
    RegionalOrganisationFactory,
    RegionFactory,
)
from tests.factories.technical_assistance import (
    AssistanceRequestFactory,
    InterventionFactory,
    StageDocumentFactory,
)

MODELS = [(Intervention, InterventionFactory), (AssistanceRequest, AssistanceRequestFactory)]


def person(request, who):
    return AnonymousUser() if who == "anonymous" else request.getfixturevalue(who)


@pytest.fixture
def rows(request, coordinator):
    """Of each model: published or not, in the coordinator's Caribbean or in no such place."""

    def make(factory):
        caribbean = RegionFactory(slug="caribbean")
        here = {"country": CountryFactory(region=caribbean)}
        ours = {
            "regional": True,
            "regional_organisation": RegionalOrganisationFactory(region=caribbean),
        }
        return {
            "published here": factory(published=True, **here),
            "draft here": factory(**here),
            "draft of an organisation here": factory(**ours),
            "published elsewhere": factory(published=True),
            "draft elsewhere": factory(),
            "draft of several regions": factory(
                regional=True, regional_organisation=RegionalOrganisationFactory(region=None)
            ),
        }

    return make


EVERYTHING = {
    "published here",
    "draft here",
    "draft of an organisation here",
    "published elsewhere",
    "draft elsewhere",
    "draft of several regions",
}
PUBLISHED = {"published here", "published elsewhere"}
OWN = {"published here", "draft here", "draft of an organisation here"}
SEEN = {
    "anonymous": PUBLISHED,
    "expert_person": PUBLISHED,
    "coordinator": PUBLISHED | OWN,
    "coordinator_elsewhere": PUBLISHED,
    "viewer": EVERYTHING,
    "editor": EVERYTHING,
    "administrator": EVERYTHING,
}
CHANGED = {
    "anonymous": set(),
    "expert_person": set(),
    "coordinator": OWN,
    "coordinator_elsewhere": set(),
    "viewer": set(),
    "editor": EVERYTHING,
    "administrator": EVERYTHING,
}


@pytest.mark.parametrize(("model", "factory"), MODELS)
@pytest.mark.parametrize(("who", "seen"), SEEN.items())
def test_each_sees_what_is_published_and_the_drafts_of_their_own(
    request, rows, model, factory, who, seen
):
    made = rows(factory)

    visible = set(model.objects.visible_to(person(request, who)))

    assert {name for name, row in made.items() if row in visible} == seen


@pytest.mark.parametrize(("model", "factory"), MODELS)
@pytest.mark.parametrize(("who", "changed"), CHANGED.items())
def test_each_changes_what_belongs_to_them(request, rows, model, factory, who, changed):
    made = rows(factory)

    editable = set(model.objects.editable_by(person(request, who)))

    assert {name for name, row in made.items() if row in editable} == changed


@pytest.mark.parametrize(("model", "factory"), MODELS)
@pytest.mark.parametrize("role", ["administrator", "editor", "viewer", "coordinator"])
def test_whoever_was_switched_off_sees_what_everybody_sees(rows, model, factory, role):
    made = rows(factory)
    former = UserFactory(**{role: True}, is_active=False, regions=[RegionFactory(slug="caribbean")])

    assert set(model.objects.visible_to(former)) == {made[name] for name in PUBLISHED}
    assert not model.objects.editable_by(former).exists()


DOCUMENTS_SEEN = {
    "anonymous": {"public of published"},
    "expert_person": {"public of published"},
    "coordinator": {"public of published", "internal of published", "public of draft"},
    "coordinator_elsewhere": {"public of published"},
    "viewer": {"public of published", "internal of published", "public of draft"},
    "editor": {"public of published", "internal of published", "public of draft"},
}


@pytest.mark.parametrize(("who", "seen"), DOCUMENTS_SEEN.items())
def test_a_document_is_seen_with_its_intervention_and_if_internal_by_its_people(
    request, rows, who, seen
):
    made = rows(InterventionFactory)
    public = made["published here"].stages.first()
    documents = {
        "public of published": StageDocumentFactory(stage=public, public=True),
        "internal of published": StageDocumentFactory(stage=public),
        "public of draft": StageDocumentFactory(
            stage=made["draft here"].stages.first(), public=True
        ),
    }

    visible = set(StageDocument.objects.visible_to(person(request, who)))

    assert {name for name, row in documents.items() if row in visible} == seen
