"""The whole data set as one file: what is in it, what explains it, what must not be in it."""

import csv
import hashlib
import json
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import jsonschema
import pytest
from django.utils import translation

from acpmigration.open_data.licence import licence
from acpmigration.open_data.registry import data_sets
from acpmigration.open_data.whole.archive import Archive
from acpmigration.pages.models import Text
from acpmigration.reference.enums import Component
from tests.factories.reference import TypologyFactory
from tests.factories.technical_assistance import InterventionFactory
from tests.open_data.worlds import HIDDEN, some_of_each

DAY = date(2019, 5, 8)
LANGUAGES = ("en", "fr", "pt", "es")
SCHEMA = json.loads((Path(__file__).parent / "datapackage.json").read_text(encoding="utf-8"))
READ = {
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "string": str,
}

pytestmark = pytest.mark.django_db


def written(*languages: str) -> bytes:
    return b"".join(Archive(DAY, languages or ("en",)).stream())


def unpacked(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def files(db):
    some_of_each()
    return unpacked(written(*LANGUAGES))


def test_it_holds_every_kind_in_every_language_and_what_explains_it(files):
    data = {
        f"data/{language}/{data_set.name}.{ending}"
        for language in LANGUAGES
        for data_set in data_sets()
        for ending in ("csv", "json")
    }
    papers = {
        name.format(language)
        for language in LANGUAGES
        for name in ("README-{}.txt", "LICENCE-{}.txt", "codebook/codebook-{}.csv")
    } | {f"codebook/codebook-{language}.html" for language in LANGUAGES}

    assert set(files) == data | papers | {"datapackage.json"}
    assert list(files)[-1] == "datapackage.json"


def test_its_descriptor_is_a_data_package(files):
    jsonschema.validate(json.loads(files["datapackage.json"]), SCHEMA)


def test_the_descriptor_says_of_each_file_what_it_is(files):
    for resource in json.loads(files["datapackage.json"])["resources"]:
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if resource["format"] == "json":
            assert resource["rows"] == len(json.loads(content)["records"])
        else:
            lines = list(csv.DictReader(StringIO(content.decode(), newline="")))
            assert resource["rows"] == len(lines)


def test_every_cell_is_of_the_type_that_the_descriptor_names(files):
    seen = set()
    for resource in json.loads(files["datapackage.json"])["resources"]:
        if resource["format"] != "csv":
            continue
        fields = resource["schema"]["fields"]
        text = files[resource["path"]].decode()
        headings, *lines = csv.reader(StringIO(text, newline=""))
        assert headings == [field["name"] for field in fields]
        for line in lines:
            for field, cell in zip(fields, line, strict=True):
                if cell:
                    READ[field["type"]](cell)
                    seen.add(field["type"])
                    assert cell in field.get("constraints", {}).get("enum", [cell])
    assert {"string", "boolean", "datetime"} <= seen


def test_the_keys_that_the_descriptor_names_are_of_one_line_each(files):
    # As in the Action's own data: "capacity-building" is a word of both components.
    for component in Component:
        TypologyFactory(component=component, slug="of-both")

    files = unpacked(written("en"))

    for resource in json.loads(files["datapackage.json"])["resources"]:
        if resource["format"] != "csv":
            continue
        schema = resource["schema"]
        lines = list(csv.DictReader(StringIO(files[resource["path"]].decode(), newline="")))
        unique = [
            [field["name"]]
            for field in schema["fields"]
            if field.get("constraints", {}).get("unique")
        ]
        for key in (schema["primaryKey"], *unique):
            keys = [tuple(line[name] for name in key) for line in lines]
            assert len(set(keys)) == len(keys) > 0
            assert all(all(each) for each in keys)


def test_nothing_of_what_is_not_public_is_in_it(files):
    assert [name for name, content in files.items() if HIDDEN.encode() in content] == []


def test_the_codebook_explains_every_column_in_its_language(files):
    for language in LANGUAGES:
        book = list(csv.DictReader(StringIO(files[f"codebook/codebook-{language}.csv"].decode())))
        columns = {(row["table"], row["column"]) for row in book}
        assert columns == {(each.name, name) for each in data_sets() for name in each.columns}
        assert all(row["meaning"] for row in book)
        page = files[f"codebook/codebook-{language}.html"].decode()
        assert f'<html lang="{language}">' in page
        assert page.count('<th scope="row">') == len(columns)


def test_texts_are_in_the_language_of_their_folder():
    InterventionFactory(published=True, title_en="Title", title_fr="Titre")

    files = unpacked(written("en", "fr"))

    assert b"Title" in files["data/en/interventions.csv"]
    assert b"Titre" in files["data/fr/interventions.csv"]


def test_the_same_data_make_the_same_bytes_in_whatever_language_it_is_asked(db):
    some_of_each()
    first = written()
    with translation.override("fr"):
        second = written()

    assert first == second


def test_the_licence_has_one_name_in_all_languages():
    Text.objects.create(key="licence/name", title_en="CC0-1.0", title_fr="CC-BY-4.0")

    with translation.override("fr"):
        assert licence()["name"] == "CC0-1.0"


def test_an_address_that_leads_nowhere_is_no_link_to_the_licence():
    Text.objects.create(key="licence/name", title_en="CC0-1.0")
    Text.objects.create(key="licence/address", title_en="javascript:alert(1)")

    assert licence()["address"] == "https://spdx.org/licenses/CC0-1.0.html"


def test_staff_edit_the_licence():
    assert licence()["name"] == "CC-BY-4.0"
    Text.objects.create(key="licence/name", title_en="CC0-1.0")
    Text.objects.create(key="licence/address", title_en="https://example.org/zero")
    Text.objects.create(key="licence/words", title_en="No rights", body_en="<p>Do as you like.</p>")

    files = unpacked(written())
    package = json.loads(files["datapackage.json"])

    assert package["licenses"] == [
        {"name": "CC0-1.0", "path": "https://example.org/zero", "title": "No rights"}
    ]
    assert files["LICENCE-en.txt"].decode() == (
        "No rights\nCC0-1.0\nhttps://example.org/zero\n\nDo as you like.\n"
    )


def test_it_says_in_each_language_how_to_cite_it(files):
    for language in LANGUAGES:
        readme = files[f"README-{language}.txt"].decode()
        assert "2019-05-08. https://testserver/open-data/" in readme
