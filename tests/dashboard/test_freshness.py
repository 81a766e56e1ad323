"""A second view is never stale: whatever changes, and however, the next answer is another one."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import F, Model
from django.urls import reverse
from django.utils import timezone

from acpmigration import data_version
from acpmigration.pages.models import Text
from acpmigration.publication import publish, unpublish
from acpmigration.reference.models import FormerOrganisation
from acpmigration.search.models import Document
from dashboard.models import ChosenStory, DataRelease
from experts.models import RosterSettings
from technical_assistance.enums import StageKind
from technical_assistance.models import Intervention, ProgressEntry
from tests.dashboard.reading import Page
from tests.factories import experts as roster
from tests.factories import knowledge as component3
from tests.factories import nsa_grants as component2
from tests.factories import reference
from tests.factories import technical_assistance as component1
from tests.factories.dashboard import DataReleaseFactory
from tests.technical_assistance.acting import attach, complete
from tests.technical_assistance.back_office import change_page, step_of, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

HOME, LIST, DETAIL = "/", "/interventions/", "/interventions/shown/"
PAGES = [HOME, LIST, DETAIL]
KEY = "5d3ab4c8-0c4e-4a8c-9d0a-0d8b8f0b1a11"


def stage_that_is_missing() -> Model:
    intervention = component1.InterventionFactory()
    intervention.stages.filter(kind=StageKind.TECHNICAL_ASSISTANCE).delete()
    return component1.StageFactory.build(
        intervention=intervention, kind=StageKind.TECHNICAL_ASSISTANCE
    )


def part(factory: type[component1.RecordFactory], **more: Callable[[], Model]) -> Model:
    """A row, not yet stored, of an intervention that is."""
    intervention = component1.InterventionFactory()
    return factory.build(intervention=intervention, **{name: make() for name, make in more.items()})


# A row of each model that public pages read, not yet stored.
NEW: dict[str, Callable[[], Model]] = {
    "region": reference.RegionFactory.build,
    "oacpsregion": reference.OACPSRegionFactory.build,
    "country": lambda: reference.CountryFactory.build(region=reference.RegionFactory()),
    "organisation": reference.OrganisationFactory.build,
    "regionalorganisation": lambda: reference.RegionalOrganisationFactory.build(
        organisation=reference.OrganisationFactory(kind="regional_organisation"),
        region=reference.RegionFactory(),
    ),
    "formerorganisation": lambda: FormerOrganisation(
        slug="former", organisation=reference.OrganisationFactory()
    ),
    "chosenstory": lambda: ChosenStory(intervention=component1.InterventionFactory()),
    "datarelease": lambda: DataReleaseFactory.build(made_by=component1.UserFactory(editor=True)),
    "topic": reference.TopicFactory.build,
    "typology": reference.TypologyFactory.build,
    "sdgtarget": reference.SDGTargetFactory.build,
    "document": lambda: Document(kind="x", object_id=9, language="en", title="Words"),
    "text": lambda: Text(key="page/about", title_en="About"),
    "intervention": lambda: component1.InterventionFactory.build(
        country=reference.CountryFactory()
    ),
    "assistancerequest": lambda: component1.AssistanceRequestFactory.build(
        country=reference.CountryFactory()
    ),
    "stage": stage_that_is_missing,
    "stagedocument": lambda: component1.StageDocumentFactory.build(
        stage=component1.InterventionFactory().stages.get(kind=1)
    ),
    "progressentry": lambda: part(component1.ProgressEntryFactory, by=component1.UserFactory),
    "partnership": lambda: part(
        component1.PartnershipFactory, organisation=reference.OrganisationFactory
    ),
    "picture": lambda: part(component1.PictureFactory),
    "grantproject": lambda: component2.GrantProjectFactory.build(
        country=reference.CountryFactory()
    ),
    **{
        name: lambda factory=factory: factory.build(grant=component2.GrantProjectFactory())
        for name, factory in {
            "grantpicture": component2.GrantPictureFactory,
            "grantlink": component2.GrantLinkFactory,
            "quote": component2.QuoteFactory,
            "reach": component2.ReachFactory,
        }.items()
    },
    "event": component3.EventFactory.build,
    "knowledgeproduct": component3.KnowledgeProductFactory.build,
    "edition": lambda: component3.EditionFactory.build(
        product=component3.KnowledgeProductFactory()
    ),
    "use": lambda: component3.UseFactory.build(product=component3.KnowledgeProductFactory()),
    "recommendation": lambda: component3.RecommendationFactory.build(
        topic=reference.TopicFactory()
    ),
    "rosterrelease": lambda: roster.RosterReleaseFactory.build(
        made_by=component1.UserFactory(editor=True)
    ),
    "releasefigure": lambda: roster.ReleaseFigureFactory.build(
        release=roster.RosterReleaseFactory()
    ),
    "rostersettings": lambda: RosterSettings(pk=1),
    "consenttext": roster.ConsentTextFactory.build,
}
COUNTED = set(data_version.public_tables())
LINKS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.auto_created and model._meta.db_table in COUNTED
]


@pytest.fixture
def shown(editor):
    """An intervention whose page is visited."""
    intervention = component1.opened(by=editor)
    Intervention.objects.filter(pk=intervention.pk).update(slug="shown", summary_en="What.")
    intervention.refresh_from_db()
    publish(record=intervention, by=editor, at=component1.PUBLISHED_AT)
    return intervention


@pytest.fixture
def changes(client, shown):
    """Carry something out; tell whether the pages are others for whoever has seen them."""

    def carried_out(change: Callable[[], object], pages: list[str] = PAGES) -> bool:
        seen = {page: client.get(page)["ETag"] for page in pages}
        change()
        answers = [client.get(page, headers={"if-none-match": etag}) for page, etag in seen.items()]
        return {answer.status_code for answer in answers} <= {200, 404, 410} and not (
            {answer.headers.get("ETag") for answer in answers} & set(seen.values())
        )

    return carried_out


def test_the_table_holds_every_public_model():
    models = [model for model in apps.get_models() if model._meta.db_table in COUNTED]

    assert {model._meta.model_name for model in models} == set(NEW)


# Each page is asked for under the version of the same data: one stands for all where many
# rows are changed.
@pytest.mark.parametrize("name", NEW)
def test_rows_written_past_every_form_are_seen(changes, name):
    row = NEW[name]()
    rows = type(row)._base_manager

    assert changes(lambda: rows.bulk_create([row]), [DETAIL])
    if isinstance(row, ProgressEntry | DataRelease):
        return  # The database lets nobody change it again.
    same = rows.filter(pk=rows.order_by("-pk").first().pk)
    field = next(f.attname for f in row._meta.concrete_fields if not f.primary_key)
    assert changes(lambda: same.update(**{field: F(field)}), [DETAIL])
    assert changes(lambda: same.get().save(), [DETAIL])
    assert changes(same.delete, [DETAIL])


@pytest.mark.parametrize("links", LINKS, ids=lambda links: links._meta.db_table)
def test_what_is_linked_and_unlinked_is_seen(changes, links):
    one, other = (f for f in links._meta.fields if f.is_relation)
    row = NEW[one.related_model._meta.model_name]()
    row.save()
    chosen = NEW[other.related_model._meta.model_name]()
    chosen.save()
    pair = {one.attname: row.pk, other.attname: chosen.pk}

    assert changes(lambda: links.objects.bulk_create([links(**pair)]), [DETAIL])
    assert changes(links.objects.filter(**pair).delete, [DETAIL])
    manager = next(f.name for f in row._meta.many_to_many if f.remote_field.through is links)
    assert changes(lambda: getattr(row, manager).add(chosen), [DETAIL])
    assert changes(lambda: getattr(row, manager).set([]), [DETAIL])


def test_what_an_editor_types_stands_on_the_next_page(client, editor_client, changes, shown):
    page = change_page(shown)
    sent = typed(editor_client.get(page), title_en="Another title")

    assert changes(lambda: editor_client.post(page, sent))
    assert Page(client.get(DETAIL).text).one("h1").text == "Another title"
    assert "Another title" in client.get(LIST).text


def test_what_an_editor_says_of_a_region_stands_on_the_next_page(
    client, editor_client, changes, shown
):
    page = change_page(shown.country.region)
    sent = typed(editor_client.get(page), name_en="The seven seas")

    assert changes(lambda: editor_client.post(page, sent))
    assert all("The seven seas" in client.get(address).text for address in PAGES)


def test_a_step_of_the_back_office_is_counted_on_the_next_page(
    client, editor_client, changes, shown
):
    cancel = {"key": KEY, "when": "2019-05-08", "reason": "No longer wanted."}

    assert changes(lambda: editor_client.post(step_of(shown, "cancel"), cancel))
    assert Page(client.get(HOME).text).values["interventions-implemented"] == 0


def test_what_the_domain_does_is_seen(client, changes, shown, editor):
    attach(shown, StageKind.CONCEPT_NOTE)

    assert changes(lambda: complete(shown, StageKind.CONCEPT_NOTE, editor))
    assert changes(lambda: unpublish(record=shown, by=editor, at=timezone.now()))
    assert client.get(DETAIL).status_code == 410
    assert Page(client.get(LIST).text).count == 0


@pytest.mark.parametrize(
    "command",
    [
        ["load_reference"],
        ["load_portfolio", str(settings.BASE_DIR / "fixtures" / "documented.yaml")],
    ],
    ids=lambda command: command[0],
)
def test_what_a_command_loads_is_seen(changes, command, request):
    if command[0] == "load_portfolio":
        request.getfixturevalue("reference")

    assert changes(lambda: call_command(*command, verbosity=0))


def test_a_search_finds_what_a_command_indexes_anew(client, changes, shown):
    Document.objects.all().delete()
    search = f"{reverse('technical_assistance:intervention-list')}?q=remittances"
    assert Page(client.get(search).text).count == 0

    assert changes(lambda: call_command("rebuild_search", verbosity=0))
    assert Page(client.get(search).text).count == 1
