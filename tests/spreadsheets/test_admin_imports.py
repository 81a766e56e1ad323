"""The pages of imports, from the file to taking it back, without a script."""

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from openpyxl import load_workbook

from acpmigration.reference.models import Organisation
from acpmigration.spreadsheets.enums import BatchState
from acpmigration.spreadsheets.models import ImportBatch, ImportRow
from acpmigration.spreadsheets.sheets import sheet_of
from tests.factories.files import openxml
from tests.factories.reference import OrganisationFactory
from tests.spreadsheets.files import sent, xlsx
from tests.spreadsheets.importing import HEADINGS, carried_out, names, read

pytestmark = pytest.mark.usefixtures("media")

BRING_IN = "/admin/spreadsheets/importbatch/bring-in/organisations/"


def page_of(batch: ImportBatch, name: str = "change") -> str:
    return reverse(f"admin:spreadsheets_importbatch_{name}", args=[batch.pk])


def send(client, *rows, name: str = "organisations.xlsx", content: bytes = b""):
    content = content or xlsx(*rows, headings=HEADINGS)
    return client.post(BRING_IN, {"file": sent(content, name)})


def test_a_file_is_brought_in_read_confirmed_and_taken_back(editor_client):
    OrganisationFactory(slug="labour", name_en="Labour", short_name="ML")

    answer = send(editor_client, ["", "Justice", None], ["labour", "Labour", "MoL"])
    batch = ImportBatch.objects.get()
    assert answer["Location"] == page_of(batch)
    page = editor_client.get(page_of(batch)).text
    assert "1 record is added" in page
    assert "1 record is changed" in page
    assert "<del>ML</del> → <ins>MoL</ins>" in page
    assert names() == ["Labour"]

    page = editor_client.post(page_of(batch, "confirm"), follow=True).text
    assert "carried out" in page
    assert sorted(Organisation.objects.values_list("name_en", "short_name")) == [
        ("Justice", ""),
        ("Labour", "MoL"),
    ]

    page = editor_client.post(page_of(batch, "take_back"), follow=True).text
    assert "taken back" in page
    assert list(Organisation.objects.values_list("name_en", "short_name")) == [("Labour", "ML")]


def test_each_button_sends_the_token_of_its_page(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    batch = read(editor, ["", "Justice"])

    for verb in ("confirm", "take_back"):
        page = client.get(page_of(batch)).text
        form = page.partition(f'action="{page_of(batch, verb)}"')[2].partition("</form>")[0]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
        answer = client.post(page_of(batch, verb), {"csrfmiddlewaretoken": token})
        assert answer.status_code == 302

    assert names() == []


def test_confirm_pressed_twice_says_so_and_shows_the_result(editor_client, editor):
    batch = read(editor, ["", "Justice"])

    editor_client.post(page_of(batch, "confirm"))
    page = editor_client.post(page_of(batch, "confirm"), follow=True)

    assert "Already imported: editor@example.org confirmed it on" in page.text
    assert page.redirect_chain == [(page_of(batch), 302)]
    assert names() == ["Justice"]


def test_a_refused_row_says_where_why_and_what_may_be_meant(editor_client):
    send(editor_client, ["", "Justice"], ["", None, "X"])

    batch = ImportBatch.objects.get()
    page = editor_client.get(page_of(batch) + "?outcome=refused").text
    assert "1 row was refused, so nothing is imported" in page
    assert "<strong>B3</strong>" in page
    row = batch.rows.get(number=3)
    row.problems[0]["proposals"] = ["Kenya", "<b>"]
    row.save()
    page = editor_client.get(page_of(batch) + "?outcome=refused").text
    assert "Did you mean: “Kenya”, “&lt;b&gt;”?" in page
    assert "Justice" not in page
    assert "Import these records" not in page


def test_refused_rows_go_out_with_their_reasons_as_text(editor_client, editor):
    batch = read(editor, ["", "Justice"], ["", None, "=1+1"])
    ImportRow.objects.filter(number=3).update(cells={"short_name": "=1+1", "name_en": None})

    answer = editor_client.get(page_of(batch, "refused"))
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows())

    assert [cell.value for cell in rows[0]] == ["Why", "Name (English)", "Short name"]
    assert len(rows) == 2
    assert rows[1][0].value.startswith("C3 The cell has a formula")
    assert (rows[1][2].value, rows[1][2].data_type) == ("=1+1", "s")


def test_a_long_text_of_a_refused_row_goes_out_whole(editor_client, editor):
    text = "x" * 32_600
    batch = read(editor, ["", text])

    answer = editor_client.get(page_of(batch, "refused"))
    sheet = load_workbook(io.BytesIO(answer.content)).active

    assert sheet["B2"].value is None
    assert sheet["C2"].value == text


def test_there_is_no_file_of_refused_rows_where_none_was_refused(editor_client, editor):
    batch = read(editor, ["", "Justice"])

    assert editor_client.get(page_of(batch, "refused")).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"slug,name\n", "organisations.pdf", "does not end in .xlsx or .csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.xlsx", "has a password or is of"),
        (b"<html></html>", "page.xlsx", "What is in this file is not what its name ends in."),
        (b"slug\0name\n", "zero.csv", "This file is not text."),
        (openxml(".xlsx", extra=[("xl/vbaProject.bin", b"x")]), "macro.xlsx", "contains macros"),
        (openxml(".xlsx"), "nothing.xlsx", "This file is damaged, or no workbook."),
        (xlsx(["a"], headings=["Colour"]), "other.xlsx", "No row with headings was found"),
        (b"colour\nred\n", "other.csv", "No row with headings was found"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(
    editor_client, media, content, name, said
):
    answer = send(editor_client, content=content, name=name)

    assert answer.status_code == 200
    assert said in " ".join(answer.context["form"].errors["file"])
    assert said in answer.text
    assert (ImportBatch.objects.count(), media()) == (0, [])


def test_no_file_is_said_beside_the_field(editor_client):
    answer = editor_client.post(BRING_IN)

    assert answer.context["form"].errors == {"file": ["This field is required."]}


def test_a_long_import_shows_how_far_it_is_and_looks_again_by_itself(editor_client, editor):
    batch = read(editor, ["", "Justice"])
    ImportBatch.objects.update(state=BatchState.READING, done=200, total=5000)

    answer = editor_client.get(page_of(batch))

    assert answer["Refresh"] == "3"
    assert "200 of 5000 rows are read." in answer.text
    assert "Import these records" not in answer.text
    assert not editor_client.get(page_of(batch) + "?still").has_header("Refresh")


def test_a_long_file_waits_for_a_worker(editor_client):
    send(editor_client, *[["", f"Organisation {number}"] for number in range(301)])

    batch = ImportBatch.objects.get()
    assert (batch.state, batch.total, batch.done) == (BatchState.WAITING, 301, 0)


def test_the_original_file_comes_back_under_a_name_that_deceives_nobody(editor_client):
    content = xlsx(["", "Justice"], headings=HEADINGS)
    send(editor_client, content=content, name="list\u202exslx.exe.xlsx")
    batch = ImportBatch.objects.get()

    answer = editor_client.get(page_of(batch, "file"))

    assert b"".join(answer) == content
    assert answer["Content-Disposition"] == f'attachment; filename="organisations-{batch.pk}.xlsx"'
    assert "sandbox" in answer["Content-Security-Policy"]


def test_an_import_is_discarded_and_the_list_says_so(editor_client, editor):
    batch = read(editor, ["", "Justice"])

    page = editor_client.post(page_of(batch, "discard"), follow=True)

    assert "The import was discarded; its file is gone." in page.text
    assert ImportBatch.objects.count() == 0


def test_what_cannot_be_done_is_said_on_the_page_of_the_import(editor_client, editor):
    batch = carried_out(editor, ["", "Justice"])

    page = editor_client.post(page_of(batch, "discard"), follow=True)

    assert "Already imported" in page.text


def test_what_is_too_old_is_not_offered_to_be_taken_back(editor_client, editor):
    batch = carried_out(editor, ["", "Justice"], at=timezone.now() - timedelta(days=31))

    assert "Take the whole import back" not in editor_client.get(page_of(batch)).text


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_a_fixed_number_of_queries(
    editor_client, editor, count, django_assert_max_num_queries
):
    batch = read(editor, *[["", f"Organisation {number}"] for number in range(count)])
    for _number in range(count - 1):
        read(editor, ["", "Justice"])

    with django_assert_max_num_queries(10):
        editor_client.get(page_of(batch))
    with django_assert_max_num_queries(14):
        editor_client.get(reverse("admin:spreadsheets_importbatch_changelist"))


def test_the_pages_of_what_may_be_imported_name_columns_and_rules(editor_client):
    assert BRING_IN in editor_client.get("/admin/spreadsheets/importbatch/bring-in/").text

    page = editor_client.get(BRING_IN).text

    assert "Name (English)" in page
    assert "<code>name_fr</code>" in page


def test_the_page_of_an_import_tells_all_rules_of_each_column(editor_client):
    sheet = sheet_of("interventions")

    page = editor_client.get(BRING_IN.replace("organisations", sheet.key)).text

    cells = re.findall(r"<code>(\w+)</code></td>\s*<td>(.*?)</td>", page)
    assert dict(cells) == {column.key: escape(" ".join(column.rules())) for column in sheet.columns}
    assert "Several may be named, with “;” between them." in dict(cells)["topics"]
    assert "The status follows from the log" in dict(cells)["status"]


@pytest.mark.parametrize("query", ["?p=x", "?p=99", "?outcome=none", "?outcome=new&p=0"])
def test_an_address_that_means_nothing_shows_the_import(editor_client, editor, query):
    batch = read(editor, ["", "Justice"])

    assert editor_client.get(page_of(batch) + query).status_code == 200
