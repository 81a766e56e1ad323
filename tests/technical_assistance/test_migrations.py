"""The tables can be taken away and made again, on both databases."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from technical_assistance.models import ProgressEntry
from tests.factories.technical_assistance import ProgressEntryFactory

TABLE = ProgressEntry._meta.db_table


@pytest.mark.django_db(transaction=True)
def test_component_1_is_taken_away_and_made_again():
    ProgressEntryFactory()

    call_command("migrate", "technical_assistance", "zero", verbosity=0)
    without = connection.introspection.table_names()
    call_command("migrate", verbosity=0)

    assert TABLE not in without
    entry = ProgressEntryFactory()
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        entry.delete()
