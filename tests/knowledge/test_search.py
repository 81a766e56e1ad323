"""What products are found by."""

import pytest

from acpmigration.search.indexing import refresh
from knowledge.enums import ProductKind
from knowledge.models import EditionText
from knowledge.search import products_naming
from tests.factories.knowledge import EditionFactory, KnowledgeProductFactory
from tests.factories.reference import CountryFactory, RegionFactory, TopicFactory
from tests.factories.technical_assistance import InterventionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def product():
    product = KnowledgeProductFactory(
        published=True,
        title="Sending money home",
        abstract="Corridors compared.",
        authors="Diop, Awa",
        reference="ENG0625",
        kind=ProductKind.HANDOUT,
        topics=[TopicFactory(name="Remittances")],
        regions=[RegionFactory(name="Caribbean")],
        countries=[CountryFactory(name="Haiti")],
    )
    for language, text in (("en", "The hawala of Mogadishu"), ("fr", "Les passeports perdus")):
        edition = EditionFactory(product=product, language=language)
        EditionText.objects.create(edition=edition, read_from="x", text=text)
    refresh(product)
    return product


@pytest.mark.parametrize("language", ["", "/fr"])
@pytest.mark.parametrize(
    "words",
    ["money", "corridors", "diop", "ENG0625", "remittances", "caribbean", "haiti", "hawala"],
)
def test_a_product_is_found_by(client, product, language, words):
    lines = client.get(f"{language}/knowledge/", {"q": words}).context["lines"]

    assert [line["title"] for line in lines] == [product.title]


@pytest.mark.parametrize("language", ["", "/fr"])
def test_the_text_of_a_file_is_found_by_readers_of_any_language(client, product, language):
    assert client.get(f"{language}/knowledge/", {"q": "passeports"}).context["lines"]


def test_a_kind_is_found_by_its_words(client, product):
    KnowledgeProductFactory(published=True, kind=ProductKind.GUIDE)

    [line] = client.get("/knowledge/", {"q": "dissemination"}).context["lines"]

    assert line["title"] == product.title


def test_what_names_a_row_of_the_reference_data_is_known(product):
    for row in (product.topics.get(), product.regions.get(), product.countries.get()):
        assert list(products_naming([row])) == [product]
    assert not products_naming([TopicFactory()]).exists()
    assert not products_naming([InterventionFactory()]).exists()
