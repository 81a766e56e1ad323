from io import BytesIO

import pytest
from django.core.files.base import ContentFile, File
from django.urls import reverse
from openpyxl import load_workbook

from acpmigration.pages.models import AuditEvent
from acpmigration.reference.enums import Component
from acpmigration.reference.models import Organisation
from acpmigration.spreadsheets import reading
from acpmigration.spreadsheets.admin_lists import SpreadsheetAdmin
from acpmigration.spreadsheets.sheets import sheet_of
from knowledge.models import Event
from tests.factories.experts import DeploymentFactory
from tests.factories.knowledge import EventFactory
from tests.factories.reference import OrganisationFactory, TopicFactory, TypologyFactory
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db

LISTS = {
    "organisations": "reference_organisation",
    "countries": "reference_country",
    "requests": "technical_assistance_assistancerequest",
    "interventions": "technical_assistance_intervention",
    "grants": "nsa_grants_grantproject",
    "products": "knowledge_knowledgeproduct",
    "events": "knowledge_event",
    "deployments": "experts_deployment",
}
EVENTS = reverse("admin:knowledge_event_changelist")
INTERVENTIONS = reverse("admin:technical_assistance_intervention_export_xlsx")


def table(response) -> list[list]:
    page = load_workbook(BytesIO(b"".join(response.streaming_content))).worksheets[0]
    return [[cell.value for cell in row] for row in page]


def test_the_list_goes_out_as_it_is_filtered_and_searched(viewer_client):
    visas = TopicFactory()
    shown = EventFactory(title="A seminar in Accra")
    shown.topics.set([visas])
    EventFactory(title="A seminar elsewhere")
    EventFactory(title="Another in Accra")

    page = viewer_client.get(EVENTS, {"topics__id__exact": visas.pk, "q": "accra"})
    (address,) = [t.address for t in page.context["list_tools"] if t.label == "Export as XLSX"]
    head, *rows = table(viewer_client.get(address))

    assert head[:2] == ["Slug", "Title (English)"]
    assert [row[0] for row in rows] == [shown.slug]


def test_a_csv_file_opens_as_text_in_any_program(viewer_client):
    EventFactory(title="=1+1", place="+32 2", participants=12, summary_en="a;=b")

    response = viewer_client.get(reverse("admin:knowledge_event_export_csv"))
    text = b"".join(response.streaming_content).decode()

    assert text.startswith('\ufeff"Slug","Title (English)"')
    assert ',"\'=1+1",' in text
    assert ',"\'+32 2",' in text
    assert ",12," in text
    assert ',"a;=b",' in text
    assert response["Content-Disposition"].startswith('attachment; filename="events-')


def test_a_workbook_has_texts_and_numbers_and_no_formulas(viewer_client):
    EventFactory(title="=1+1", participants=12)

    response = viewer_client.get(reverse("admin:knowledge_event_export_xlsx"))
    page = load_workbook(BytesIO(b"".join(response.streaming_content))).worksheets[0]

    cells = {page.cell(1, c.column).value: c for c in page[2] if c.value is not None}
    assert (cells["Title (English)"].value, cells["Title (English)"].data_type) == ("=1+1", "s")
    assert (cells["Participants"].value, cells["Participants"].data_type) == (12, "n")
    assert "f" not in {cell.data_type for row in page for cell in row}


@pytest.fixture
def most_is_two(monkeypatch):
    monkeypatch.setattr(SpreadsheetAdmin, "most_in_a_workbook", 2)


def test_of_a_very_long_list_csv_is_offered_instead_of_a_workbook(viewer_client, most_is_two):
    visas = TopicFactory()
    for event in EventFactory.create_batch(3):
        event.topics.set([visas])
    asked = {"topics__id__exact": visas.pk}

    page = viewer_client.get(reverse("admin:knowledge_event_export_xlsx"), asked)
    file = viewer_client.get(page.context["csv"])

    assert "The list has 3 records. A workbook holds at most 2 of them" in page.text
    assert f'href="{page.context["csv"]}"' in page.text
    assert len(b"".join(file.streaming_content).splitlines()) == 4
    Event.objects.first().delete()
    assert len(table(viewer_client.get(reverse("admin:knowledge_event_export_xlsx"), asked))) == 3


def test_nobody_is_noted_for_what_was_not_taken_out(editor_client, most_is_two):
    DeploymentFactory.create_batch(3)

    editor_client.get(reverse("admin:experts_deployment_export_xlsx"))

    assert not AuditEvent.objects.filter(event="experts.deployments-exported").exists()


def test_an_impossible_filter_leads_back_to_the_list(viewer_client):
    TopicFactory.create_batch(2)

    response = viewer_client.get(
        reverse("admin:knowledge_event_export_xlsx"), {"topics__id__exact": "x"}, follow=True
    )

    assert response.redirect_chain == [(EVENTS, 302)]
    assert "nothing was exported" in response.text


@pytest.mark.parametrize(("kind", "name"), LISTS.items())
def test_every_list_has_its_tools(editor_client, kind, name):
    page = editor_client.get(reverse(f"admin:{name}_changelist"))

    labels = [str(tool.label) for tool in page.context["list_tools"]]
    assert [label for label in labels if label in ("Export as XLSX", "Import", "Template")] == [
        "Export as XLSX",
        "Import",
        "Template",
    ]


def test_who_only_reads_may_export_and_not_import(viewer_client):
    page = viewer_client.get(EVENTS)

    labels = [str(tool.label) for tool in page.context["list_tools"]]
    assert {"Export as XLSX", "Export as CSV"} <= set(labels)
    assert not {"Import", "Template"} & set(labels)


@pytest.mark.parametrize("kind", LISTS)
def test_a_template_is_read_as_an_empty_sheet(editor_client, kind):
    TopicFactory()
    response = editor_client.get(reverse(f"admin:{LISTS[kind]}_template"))
    content = b"".join(response.streaming_content)
    book = load_workbook(BytesIO(content))
    sheet = sheet_of(kind)

    page = book.worksheets[0]
    assert [cell.value for cell in page[1]] == [column.header for column in sheet.columns]
    listed = [column for column in sheet.columns if column.choices()]
    assert len(page.data_validations.dataValidation) == len(listed)
    assert page["A1"].comment is not None
    found = reading.survey(File(ContentFile(content), name="t.xlsx"), "t.xlsx", sheet)
    assert found.total == 0


@pytest.mark.parametrize(
    ("kind", "component"),
    [("interventions", Component.TECHNICAL_ASSISTANCE), ("grants", Component.GRANTS)],
)
def test_a_template_offers_no_topic_and_no_typology_that_was_retired(
    editor_client, editor, kind, component
):
    for make, of in ((TopicFactory, {}), (TypologyFactory, {"component": component})):
        make(**of, name=f"{make.__name__} in use")
        make(**of, name="Given up", retired_at="2019-01-01T00:00Z", retired_by=editor)

    response = editor_client.get(reverse(f"admin:{LISTS[kind]}_template"))
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))

    offered = {head: rest for head, *rest in book["Lists"].iter_cols(values_only=True)}
    assert [name for name in offered["Topics"] if name] == ["TopicFactory in use"]
    assert [name for name in offered["Typologies"] if name] == ["TypologyFactory in use"]


def test_whoever_takes_deployments_out_is_written_down(editor_client, editor):
    deployment = DeploymentFactory()

    head, row = table(editor_client.get(reverse("admin:experts_deployment_export_xlsx")))

    assert row[head.index("Expert")] == deployment.expert.reference
    assert deployment.expert.name not in str(row)
    events = AuditEvent.objects.filter(event="experts.deployments-exported")
    assert [event.actor for event in events] == [editor.pk]


@pytest.mark.parametrize("count", [2, 6])
def test_an_export_takes_a_fixed_number_of_queries(
    editor_client, count, django_assert_max_num_queries
):
    for intervention in InterventionFactory.create_batch(count):
        intervention.topics.set([TopicFactory()])

    with django_assert_max_num_queries(25):
        rows = table(
            editor_client.get(reverse("admin:technical_assistance_intervention_export_xlsx"))
        )

    assert len(rows) == count + 1


def test_names_of_two_rows_go_out_as_their_keys(viewer_client):
    for slug in ("one", "two"):
        OrganisationFactory(slug=slug, name="The same")
    event = EventFactory()
    event.partners.set(Organisation.objects.all())

    head, row = table(viewer_client.get(reverse("admin:knowledge_event_export_xlsx")))

    assert row[head.index("Partners")] == "one; two"
