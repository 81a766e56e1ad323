"""What the description of the API allows, and what it does not, sent to all that reads."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from acpmigration.open_data.description import FILE
from tests.open_data.test_kinds import KINDS

# Of many cases a few each time; the seeds differ, so that they add up.
EXAMPLES = 8
# Which slugs there are is for rows to say, so that a string that is described may be refused.
NOT_SAID = [positive_data_acceptance]

reading = schemathesis.openapi.from_path(FILE).include(method="GET")
application = get_wsgi_application()


@pytest.fixture(scope="module", autouse=True)
def _rows(django_db_setup, django_db_blocker):
    """One of each kind, so that answers have something to hold; taken back after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        for make, _queries in KINDS.values():
            make()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module", autouse=True)
def _connection_stays():
    """The rows are in a transaction, which ends with the connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@reading.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.django_db
def test_every_answer_is_one_that_is_described(case):
    case.call_and_validate(
        app=application, headers={"Host": "testserver"}, excluded_checks=NOT_SAID
    )
