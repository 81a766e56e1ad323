"""The fixtures themselves: a transactional test leaves the next one what migrations made."""

import pytest
from django.db import connection

from acpmigration.accounts.models import User
from technical_assistance.models import ProgressEntry


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_emptied_tables_get_their_system_user_and_triggers_back(turn):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT COUNT(*) FROM pg_trigger WHERE tgname = %s", ["progress_entry_is_final"]
            )
        else:
            cursor.execute(
                "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
                [ProgressEntry._meta.db_table],
            )
        found = cursor.fetchone()[0]

    assert found > 0
    assert User.objects.system().is_active is False
