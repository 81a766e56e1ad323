import pytest
from django.core.management import CommandError, call_command

from dashboard.management.commands import prepare_demo
from tests.factories.technical_assistance import InterventionFactory


@pytest.fixture
def stamp(settings, tmp_path, db):
    """Where the demo remembers what it loaded into this test's database."""
    settings.VAR_DIR = tmp_path
    path = prepare_demo.stamp_of_database()
    path.parent.mkdir()
    return path


def test_a_real_site_is_never_filled_with_samples(settings, db):
    settings.DEMO = False

    with pytest.raises(CommandError, match="on a demo site only"):
        call_command("prepare_demo")


def test_what_was_loaded_is_not_loaded_again(stamp):
    InterventionFactory()
    stamp.write_text("the digest")

    assert prepare_demo.is_loaded("the digest", stamp) is True


def test_fixtures_that_changed_are_loaded_again(stamp):
    InterventionFactory()
    stamp.write_text("an older digest")

    assert prepare_demo.is_loaded("the digest", stamp) is False


def test_a_database_that_was_dropped_is_loaded_again(stamp):
    stamp.write_text("the digest")

    assert prepare_demo.is_loaded("the digest", stamp) is False


def test_a_folder_that_was_deleted_is_no_trouble(stamp):
    InterventionFactory()

    assert prepare_demo.is_loaded("the digest", stamp) is False


def test_each_database_has_a_stamp_of_its_own(stamp, monkeypatch):
    monkeypatch.setitem(prepare_demo.connection.settings_dict, "NAME", "another")

    assert prepare_demo.stamp_of_database() != stamp
