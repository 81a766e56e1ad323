"""What stands at the public address of a record that was taken back: that it was, and no more."""

from datetime import UTC, datetime

import pytest

from acpmigration.publication import publish, unpublish
from tests.factories.knowledge import EventFactory, KnowledgeProductFactory
from tests.factories.nsa_grants import GrantProjectFactory
from tests.factories.technical_assistance import InterventionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

# In Brussels it is the 9th.
AT = datetime(2019, 5, 8, 22, 30, tzinfo=UTC)
WORDS = "Zanzibari words of the record"
FACTORIES = [InterventionFactory, GrantProjectFactory, KnowledgeProductFactory, EventFactory]


def taken_back(factory, by):
    record = factory(title=WORDS, slug="taken", published=True)
    return unpublish(record=record, by=by, at=AT, reason="Zanzibari reason")


@pytest.mark.parametrize("factory", FACTORIES)
@pytest.mark.parametrize(
    ("prefix", "day"), [("", "9 May 2019"), ("/fr", "9 mai 2019"), ("/es", "9 de mayo de 2019")]
)
def test_page_says_that_it_was_taken_back_and_when(client, editor, factory, prefix, day):
    record = taken_back(factory, editor)

    answer = client.get(f"{prefix}{record.get_absolute_url()}")

    assert answer.status_code == 410
    assert day in answer.text
    assert "Zanzibari" not in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    assert f'href="{prefix}/search/"' in answer.text


@pytest.mark.parametrize("factory", FACTORIES)
def test_page_is_the_same_for_all_and_kept_by_its_etag(client, editor, editor_client, factory):
    address = taken_back(factory, editor).get_absolute_url()

    answer, to_editor = client.get(address), editor_client.get(address)

    assert answer.content == to_editor.content
    assert answer["Cache-Control"] == "no-cache"
    again = client.get(address, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("factory", FACTORIES)
def test_what_was_never_public_does_not_exist(client, factory):
    draft = factory(title=WORDS, slug="never")

    answer = client.get(draft.get_absolute_url())

    assert answer.status_code == 404
    assert "Zanzibari" not in answer.text


@pytest.mark.parametrize("factory", FACTORIES)
def test_what_is_public_again_is_read_again(client, editor, factory):
    record = taken_back(factory, editor)
    publish(record=record, by=editor, at=AT)

    assert client.get(record.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("factory", FACTORIES)
def test_neither_sitemap_nor_search_nor_list_knows_it(client, editor, factory):
    record = taken_back(factory, editor)

    for address in ("/sitemap.xml", "/search/?q=Zanzibari", record.get_absolute_url() + "../"):
        page = client.get(address).text
        assert record.get_absolute_url() not in page
        assert WORDS not in page
