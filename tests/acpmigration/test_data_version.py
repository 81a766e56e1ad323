from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from acpmigration import data_version
from acpmigration.pages.models import Text
from acpmigration.reference.models import Region, RegionalOrganisation, SDGTarget, Topic
from experts.models import Consent, Expert, ReleaseFigure, RosterRelease, RosterSettings
from technical_assistance.models import FollowUp
from tests.factories.accounts import UserFactory
from tests.factories.experts import ConsentTextFactory, ExpertFactory
from tests.factories.reference import (
    CountryFactory,
    RegionalOrganisationFactory,
    RegionFactory,
    SDGTargetFactory,
    TopicFactory,
)
from tests.factories.technical_assistance import FollowUpFactory

pytestmark = pytest.mark.django_db

AT = datetime(2019, 5, 8, 12, tzinfo=UTC)


def save():
    Topic.objects.get().save()


def update():
    Topic.objects.update(position=7)


def bulk_create():
    Topic.objects.bulk_create([Topic(slug="visas", name_en="Visas")])


def bulk_update():
    topic = Topic.objects.get()
    topic.position = 3
    Topic.objects.bulk_update([topic], ["position"])


def delete_one():
    Topic.objects.get().delete()


def delete_many():
    Region.objects.filter(slug="empty").delete()


def many_to_many():
    RegionalOrganisation.objects.get().members.add(CountryFactory())


def many_to_many_in_bulk():
    links = SDGTarget.topics.through
    target, topic = SDGTarget.objects.get(), Topic.objects.get()
    links.objects.bulk_create([links(sdgtarget=target, topic=topic)])


def raw_sql():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reference_topic SET position = 9")


def text_of_a_page():
    Text.objects.create(key="page/about", title_en="About")


@pytest.fixture
def _rows():
    TopicFactory(slug="thb")
    SDGTargetFactory()
    RegionalOrganisationFactory()
    RegionFactory(slug="empty")


@pytest.mark.usefixtures("_rows")
@pytest.mark.parametrize(
    "change",
    [
        save,
        update,
        bulk_create,
        bulk_update,
        delete_one,
        delete_many,
        many_to_many,
        many_to_many_in_bulk,
        raw_sql,
        text_of_a_page,
    ],
)
def test_every_kind_of_write_moves_the_version(change):
    before = data_version.version()

    change()

    assert data_version.version() != before


@pytest.mark.usefixtures("_rows")
def test_what_is_rolled_back_does_not_move_the_version():
    before = data_version.version()

    with transaction.atomic():
        update()
        transaction.set_rollback(True)

    assert data_version.version() == before


@pytest.mark.usefixtures("_rows")
def test_reading_and_writing_what_no_public_page_shows_leaves_the_version():
    promised = FollowUpFactory()
    before = data_version.version()

    list(Topic.objects.all())
    UserFactory()
    FollowUp.objects.filter(pk=promised.pk).update(text="Call again.")

    assert data_version.version() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda by: RosterRelease.objects.create(as_of=date(2019, 5, 8), made_at=AT, made_by=by),
        lambda by: ReleaseFigure.objects.update(value=7),
        lambda by: RosterSettings.objects.create(pk=1, is_open=False),
        lambda by: ConsentTextFactory(version=2),
    ],
)
def test_what_pages_tell_of_the_roster_moves_the_version(change, editor):
    release = RosterRelease.objects.create(as_of=date(2019, 4, 1), made_at=AT, made_by=editor)
    ReleaseFigure.objects.create(release=release, table="total", value=6)
    before = data_version.version()

    change(editor)

    assert data_version.version() != before


def test_nothing_that_a_person_does_in_the_roster_moves_the_version():
    text, country = ConsentTextFactory(), CountryFactory()
    before = data_version.version()

    expert = ExpertFactory(active=True, nationality=country, languages={"fr": 3})
    Expert.objects.update(name="Changed")
    Consent.objects.create(expert=expert, text=text, given_at=AT)
    expert.countries_worked.add(country)
    expert.languages.all().delete()
    Consent.objects.all().delete()
    expert.delete()

    assert data_version.version() == before


def test_reading_the_version_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        data_version.version()


def test_every_public_model_is_counted_but_what_no_page_reads_and_no_history():
    tables = set(data_version.public_tables())

    assert {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in data_version.PUBLIC and "history" not in model.__name__.lower()
        if not model.__name__.startswith("Historical")
    } - tables == data_version.NEVER_SHOWN
    assert {table for table in tables if table.startswith("experts_")} == data_version.SHOWN
    assert "reference_sdgtarget_topics" in tables
    assert not [table for table in tables if "historical" in table]


def test_installing_again_moves_the_version_and_nothing_else():
    before = data_version.version()

    data_version.install()
    data_version.install()

    assert data_version.version() != before
    Region.objects.create(slug="once", name_en="Once")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM data_change")
        rows = cursor.fetchone()[0]
    assert rows == 1 if connection.vendor == "sqlite" else rows >= 3


@pytest.mark.usefixtures("_rows")
def test_pruning_leaves_one_row_and_a_version_never_seen_before():
    seen = {data_version.version()}
    for position in range(3):
        Topic.objects.update(position=position)
        seen.add(data_version.version())

    call_command("prune_data_version")
    after = data_version.version()

    assert after.startswith("1.")
    if connection.vendor == "postgresql":
        assert after not in seen
    Topic.objects.update(position=9)
    assert data_version.version() not in {*seen, after}


@pytest.mark.django_db(transaction=True)
def test_triggers_outlive_the_emptying_of_all_tables():
    call_command("flush", interactive=False, verbosity=0)
    before = data_version.version()

    RegionFactory()

    assert data_version.version() != before
