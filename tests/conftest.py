"""What tests of every app use: people, their browsers, rows of reference, whole databases."""

import gc
import socketserver
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_migrate
from django.http import HttpRequest
from django.test import Client
from django.utils import translation
from hypothesis import settings

from acpmigration import append_only
from acpmigration.accounts import sessions
from acpmigration.accounts.models import SYSTEM_EMAIL, User
from tests.clamd import served
from tests.emptying import row_by_row
from tests.factories.accounts import UserFactory, make_system_user
from tests.factories.reference import RegionFactory
from tests.migrated import as_beginning
from tests.open_data import iati
from tests.smtp import MailServer, mail_server

HERE = Path(__file__).parent
# Begun first: a worker that met one of them last would work on while the others wait for it.
SLOW = [
    *("test_access.py", "test_admin_odd_content.py", "dashboard/test_every_figure.py"),
    *("dashboard/test_freshness.py", "technical_assistance/test_admin_odd_content.py"),
    *("browser/test_admin.py", "browser/test_public_pages.py", "browser/test_layout.py"),
]

# How long one example takes says how busy the machine is, and nothing of the rule.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

# Tests leave little to collect: looking for it less often takes a tenth off their time.
gc.set_threshold(200_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.relative_to(HERE).as_posix() not in SLOW)
    # Left out, not skipped: a skipped test says that something is missing which could be there.
    missing = {
        name
        for name, is_there in {
            "postgresql": connection.vendor == "postgresql",
            "schemas": iati.are_there,
        }.items()
        if not is_there
    }
    out = [item for item in items if missing & {mark.name for mark in item.iter_markers()}]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Where pytest-django lets a project say how its test database begins."""
    with as_beginning():
        yield


def restore_system_user(using: str, **kwargs: object) -> None:
    """A transactional test ends by emptying the tables, which takes a migration's row away too."""
    if User._meta.db_table not in connection.introspection.table_names():
        return
    if not User.objects.using(using).filter(email=SYSTEM_EMAIL).exists():
        make_system_user()


@pytest.fixture(scope="session", autouse=True)
def _restored_after_flush() -> Iterator[None]:
    post_migrate.connect(restore_system_user, dispatch_uid="tests.restore_system_user")
    with row_by_row():
        yield
    post_migrate.disconnect(dispatch_uid="tests.restore_system_user")


@pytest.fixture(autouse=True)
def _log_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """Django empties the tables after a transactional test, which the log's triggers refuse.

    Emptying sends ``post_migrate``, which installs them again.
    """
    marker = request.node.get_closest_marker("django_db")
    transactional = (marker and marker.kwargs.get("transaction")) or (
        {"transactional_db", "live_server"} & set(request.fixturenames)
    )
    if not transactional:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    append_only.remove()


def pass_second_factor(request: HttpRequest, user: User, **kwargs: object) -> None:
    """Whom a test logs in by force has shown a code too; who comes by the form has not."""
    if "REQUEST_METHOD" in request.META:
        return
    now = time.time()
    request.session[sessions.BEGAN] = request.session[sessions.SEEN] = now
    request.user = user
    sessions.note_second_factor(request)


@pytest.fixture(scope="session", autouse=True)
def _forced_logins_are_whole() -> Iterator[None]:
    user_logged_in.connect(pass_second_factor, dispatch_uid="tests.pass_second_factor")
    yield
    user_logged_in.disconnect(dispatch_uid="tests.pass_second_factor")


@pytest.fixture(autouse=True)
def _nobody_has_tried_before() -> Iterator[None]:
    """What counts attempts outlives a test, and other workers may count in the same cache."""
    cache.key_prefix = uuid4().hex
    yield
    cache.key_prefix = ""


@pytest.fixture(autouse=True)
def _starts_in_english() -> Iterator[None]:
    """A request leaves its language active in the thread."""
    with translation.override("en"):
        yield


@pytest.fixture
def administrator(db: None) -> User:
    return UserFactory(administrator=True, email="administrator@example.org")


@pytest.fixture
def editor(db: None) -> User:
    return UserFactory(editor=True, email="editor@example.org")


@pytest.fixture
def viewer(db: None) -> User:
    return UserFactory(viewer=True, email="viewer@example.org")


@pytest.fixture
def coordinator(db: None) -> User:
    """Of the Caribbean."""
    return UserFactory(
        coordinator=True,
        email="coordinator@example.org",
        regions=[RegionFactory(slug="caribbean")],
    )


@pytest.fixture
def coordinator_elsewhere(db: None) -> User:
    """Of the Pacific."""
    return UserFactory(
        coordinator=True,
        email="coordinator-elsewhere@example.org",
        regions=[RegionFactory(slug="pacific")],
    )


@pytest.fixture
def expert_person(db: None) -> User:
    """Somebody without a role: an expert is whoever has a row in the roster."""
    return UserFactory(email="expert@example.org")


@pytest.fixture
def system_user(db: None) -> User:
    return User.objects.system()


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def administrator_client(administrator: User) -> Client:
    return logged_in(administrator)


@pytest.fixture
def editor_client(editor: User) -> Client:
    return logged_in(editor)


@pytest.fixture
def viewer_client(viewer: User) -> Client:
    return logged_in(viewer)


@pytest.fixture
def coordinator_client(coordinator: User) -> Client:
    return logged_in(coordinator)


@pytest.fixture
def coordinator_elsewhere_client(coordinator_elsewhere: User) -> Client:
    return logged_in(coordinator_elsewhere)


@pytest.fixture
def expert_client(expert_person: User) -> Client:
    return logged_in(expert_person)


@pytest.fixture
def reference(db: None) -> None:
    """The reference rows of a new production site, loaded within the test's own transaction."""
    call_command("load_reference", verbosity=0)


@pytest.fixture
def media(settings, tmp_path: Path) -> Callable[[], list[str]]:
    """An empty folder for files; call it for the names of what is stored there."""
    settings.MEDIA_ROOT = settings.SENDFILE_ROOT = tmp_path
    return lambda: sorted(
        str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()
    )


@pytest.fixture(autouse=True)
def _files_are_made_of_the_own_data(settings, tmp_path_factory) -> None:
    """A rolled-back test and the next one may count their changes to the same number."""
    settings.MADE_ROOT = tmp_path_factory.getbasetemp() / f"made-{uuid4().hex}"


@pytest.fixture
def smtp(settings) -> Iterator[MailServer]:
    """A mail server that takes what the portal sends, until it is told otherwise."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        yield server


@pytest.fixture
def scanner(settings) -> Iterator[socketserver.BaseServer]:
    """A virus scanner that flags the harmless file that every scanner flags."""
    with served(socketserver.TCPServer, ("127.0.0.1", 0)) as server:
        settings.CLAMD = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield server
