"""What a watchdog asks: is the process alive, and can it serve?"""

import logging
import shutil
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from acpmigration.pages.models import OutgoingMail
from acpmigration.reference.models import Region

MAIL_IS_LATE_AFTER = timedelta(hours=1)
MIN_FREE_BYTES = 200_000_000

logger = logging.getLogger(__name__)


@login_not_required
def is_alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@login_not_required
def is_ready(request: HttpRequest) -> JsonResponse:
    """Say which part fails and nothing more: the address is open to everybody."""
    found = {name: _holds(check) for name, check in CHECKS.items()}
    status = HTTPStatus.OK if all(found.values()) else HTTPStatus.SERVICE_UNAVAILABLE
    said = {name: "ok" if ok else "failed" for name, ok in found.items()}
    # A mail server that is down is no reason to send visitors away.
    said["mail"] = "ok" if _holds(has_no_late_mail) else "late"
    return JsonResponse(said, status=status)


def has_rows() -> bool:
    """Read a real table: an emptied database answers ``SELECT 1`` too."""
    return Region.objects.exists()


def has_all_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def has_free_disk() -> bool:
    folder = next(each for each in (settings.MEDIA_ROOT, settings.BASE_DIR) if each.exists())
    return shutil.disk_usage(folder).free >= MIN_FREE_BYTES


def has_no_late_mail() -> bool:
    return not OutgoingMail.objects.late(since=timezone.now() - MAIL_IS_LATE_AFTER).exists()


CHECKS: dict[str, Callable[[], bool]] = {
    "database": has_rows,
    "migrations": has_all_migrations,
    "disk": has_free_disk,
}


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, OSError):
        logger.exception("Not ready.", extra={"check": check.__name__})
        return False
