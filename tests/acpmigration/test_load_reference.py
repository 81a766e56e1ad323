"""``load_reference``: all or nothing, twice the same, and what staff edited stays."""

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from acpmigration.accounts.models import User
from acpmigration.pages.models import Text
from acpmigration.reference.models import (
    Country,
    CountryName,
    OACPSRegion,
    Organisation,
    Region,
    RegionalOrganisation,
    SDGTarget,
    Topic,
    Typology,
)

FIXTURES = settings.BASE_DIR / "fixtures"
IN_ORDER = [
    "reference_regions",
    "reference_countries",
    "reference_country_names",
    "reference_organisations",
    "reference_subjects",
    "reference_texts_figures",
    "reference_texts_home",
    "reference_texts_iati",
    "reference_texts_licence",
    "reference_texts_pages",
    "reference_texts_stages",
]
MODELS = [
    Region,
    OACPSRegion,
    Country,
    Organisation,
    RegionalOrganisation,
    Topic,
    Typology,
    SDGTarget,
    Text,
]
CARIBBEAN = """
- model: reference.region
  fields: {slug: caribbean, name_en: Caribbean}
"""


def load(**options) -> str:
    said = io.StringIO()
    call_command("load_reference", stdout=said, **options)
    return said.getvalue()


def stored() -> dict[str, list]:
    """Every row of the reference data with everything in it, histories too."""
    tables = [*MODELS, *(model.history.model for model in MODELS)]
    tables += [CountryName, RegionalOrganisation.members.through, SDGTarget.topics.through]
    return {table._meta.label: list(table.objects.order_by("pk").values()) for table in tables}


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    settings.FIXTURE_DIRS = [tmp_path]
    return tmp_path


@pytest.fixture
def reference(db: None) -> None:
    load()


def test_loading_twice_changes_nothing(reference):
    before = stored()

    said = load()

    assert stored() == before
    assert " 249 kept" in said


def test_rows_enter_the_history_in_the_system_users_name(reference):
    first = Topic.objects.get(slug="visas").history.get()

    assert first.history_user == User.objects.system()
    assert first.history_type == "+"


def test_what_staff_edited_is_kept(reference):
    Topic.objects.filter(slug="visas").update(name_en="Visas and mobility")
    Topic.objects.filter(slug="som").delete()

    load()

    assert Topic.objects.get(slug="visas").name == "Visas and mobility"
    assert Topic.objects.get(slug="som").name == "Smuggling of migrants"


def test_overwriting_puts_back_what_differs_and_remembers_it(reference):
    Text.objects.filter(key="page/about").update(title_fr="Autre titre", version=3)
    RegionalOrganisation.objects.get(acronym="MSG").members.clear()

    load(overwrite=True)

    about = Text.objects.get(key="page/about")
    assert (about.title_fr, about.version) == ("À propos de l’Action", 4)
    assert about.history.first().history_user == User.objects.system()
    assert RegionalOrganisation.objects.get(acronym="MSG").members.count() == 4
    assert Text.objects.get(key="page/contact").version == 0


def test_overwriting_what_is_the_same_changes_nothing(reference):
    before = stored()

    load(overwrite=True)

    assert stored() == before


@pytest.mark.parametrize(
    "broken",
    [
        "- model: reference.topic\n  fields: {slug: nameless}\n",
        "- model: reference.country\n  fields: {slug: x, name_en: X, eligibility: member}\n",
        "- model: reference.country\n  fields: {slug: x, name_en: X, region: [atlantis]}\n",
        "- model: reference.topic\n  fields: {slug: x, name_en: X, colour: red}\n",
        "- model: reference.continent\n  fields: {slug: x}\n",
        "- model: [unclosed\n",
        "no rows at all",
        "- model: reference.region\n  fields: {slug: b, name_en: B, position: many}\n",
        "\x80",
    ],
)
@pytest.mark.django_db
def test_a_fixture_that_fails_leaves_the_database_as_it_was(folder, broken):
    (folder / "reference_regions.yaml").write_text(CARIBBEAN, encoding="utf-8")
    (folder / "reference_zz.yaml").write_text(broken, encoding="latin-1")

    with pytest.raises(
        CommandError, match=r"(?s)^reference_zz\.yaml: .*Nothing was loaded"
    ) as refused:
        load()

    assert "reference_zz.yaml: . " not in str(refused.value)
    assert not Region.objects.exists()
    assert not Region.history.exists()


@pytest.mark.django_db
def test_a_folder_without_fixtures_is_said(folder):
    with pytest.raises(CommandError, match="There are no reference fixtures"):
        load()


@pytest.mark.django_db
def test_loaddata_makes_the_same_rows():
    call_command("loaddata", *IN_ORDER, verbosity=0)

    said = load(overwrite=True)

    assert "0 new, 0 changed, 249 kept" in said
    assert Topic.objects.values_list("name", flat=True).get(slug="visas") == "Visas"
    assert {line.split(": ")[1][:17] for line in said.splitlines()} == {"0 new, 0 changed,"}


@pytest.mark.django_db
def test_the_maker_turns_tables_into_fixtures_that_load(folder):
    states = folder / "states.csv"
    states.write_text(
        "iso2,name_en,name_fr,name_pt,name_es,formal_name_en,action_region,acp_region,"
        "latitude,longitude\n"
        "HT,Haiti,Haïti,Haiti,Haití,Haiti,Caribbean,Caribbean,19.07,-72.78\n"
        "SS,South Sudan,Soudan du Sud,Sudão do Sul,Sudán del Sur,,East & Horn of Africa,,7.3,30.3\n"
        "MV,Maldives,Maldives,Maldivas,Maldivas,,,,4.18,73.51\n",
        encoding="utf-8",
    )
    organisations = folder / "organisations.csv"
    organisations.write_text(
        "acronym,name_en,name_fr,action_region,member_iso2\n"
        "CARICOM,Caribbean Community (CARICOM),Communauté des Caraïbes,Caribbean,HT MS\n",
        encoding="utf-8",
    )
    shutil.copy(FIXTURES / "reference_regions.yaml", folder)
    command = [sys.executable, FIXTURES / "make_reference.py", "--states", states]
    command += ["--organisations", organisations, "--into", folder]

    subprocess.run(command, check=True)  # noqa: S603
    load()

    assert Country.objects.count() == 249
    assert list(Country.objects.eligible().order_by("iso2").values_list("iso2", "eligibility")) == [
        ("HT", "member"),
        ("SS", "could_request"),
    ]
    assert Country.objects.get(iso2="NO").m49 == "578"
    caricom = RegionalOrganisation.objects.get()
    assert (str(caricom), caricom.members.count()) == ("Caribbean Community (CARICOM)", 2)
