"""The log is final: the database refuses, whichever way it is asked."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from acpmigration import append_only
from technical_assistance.models import Intervention, ProgressEntry
from tests.factories.technical_assistance import InterventionFactory, ProgressEntryFactory

TABLE = ProgressEntry._meta.db_table


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def save(entry):
    entry.note = "Changed."
    entry.save()


WAYS = {
    "save": save,
    "delete": lambda entry: entry.delete(),
    "update of rows": lambda entry: ProgressEntry.objects.update(note="Changed."),
    "update in bulk": lambda entry: ProgressEntry.objects.bulk_update([entry], ["note"]),
    "delete of rows": lambda entry: ProgressEntry.objects.all().delete(),
    "raw update": lambda entry: sql(f"UPDATE {TABLE} SET note = 'Changed.'"),  # noqa: S608
    "raw delete": lambda entry: sql(f"DELETE FROM {TABLE}"),  # noqa: S608
}


def refuses(change, entry):
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        change(entry)


@pytest.mark.django_db
@pytest.mark.parametrize("change", WAYS.values(), ids=WAYS.keys())
def test_an_entry_is_never_changed_or_deleted(change):
    entry = ProgressEntryFactory(note="As it was.")

    refuses(change, entry)

    assert ProgressEntry.objects.get(pk=entry.pk).note == "As it was."


@pytest.mark.django_db
def test_an_intervention_with_a_log_is_not_deleted():
    entry = ProgressEntryFactory()

    with pytest.raises(ProtectedError, match=r"ProgressEntry\.intervention"):
        entry.intervention.delete()

    assert Intervention.objects.filter(pk=entry.intervention.pk).exists()


@pytest.mark.django_db
def test_installing_again_changes_nothing():
    entry = ProgressEntryFactory()

    append_only.install()
    append_only.install()

    refuses(WAYS["save"], entry)


@pytest.mark.django_db
def test_a_test_can_take_them_away_and_put_them_back():
    entry = ProgressEntryFactory()

    append_only.remove()
    save(entry)
    append_only.install()

    refuses(WAYS["save"], entry)


@pytest.mark.django_db(transaction=True)
def test_after_the_tables_were_emptied_the_log_is_final_again():
    ProgressEntryFactory()
    append_only.remove()

    call_command("flush", verbosity=0, interactive=False)

    assert not ProgressEntry.objects.exists()
    entry = ProgressEntryFactory(intervention=InterventionFactory())
    refuses(WAYS["raw delete"], entry)
