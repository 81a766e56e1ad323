"""What browser tests use: a served demo, Debian's chromium, log-ins."""

import fcntl
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.phone import codes_around_now
from tests.browser.portal import Portal, copy_of, prepare, serving
from tests.migrated import copied_to

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def prepared_folder(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    """The demo's records, loaded once for all workers: whoever comes second waits for the first."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / f"demo-{testrun_uid}"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            folder.mkdir()
            copied_to(folder / "db.sqlite3")
            prepare(folder)
    return folder


@pytest.fixture(scope="session")
def portal(prepared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The demo for all tests that only read."""
    folder = copy_of(prepared_folder, tmp_path_factory.mktemp("read"))
    with serving(folder) as served:
        yield served


@pytest.fixture
def own_portal(prepared_folder: Path, tmp_path: Path) -> Iterator[Portal]:
    """A demo of the test's own, for tests that change records."""
    with serving(copy_of(prepared_folder, tmp_path)) as served:
        yield served


@pytest.fixture(scope="session")
def base_url(portal: Portal) -> str:
    """Lets ``page.goto("/interventions/")`` reach the demo that all tests read."""
    return portal.url


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": CHROMIUM, "args": FLAGS}


def log_in_as(page: Page, where: Portal, who: str) -> None:
    """Log in with what the demo has printed, the code of the phone too, and wait for the page."""
    login = where.logins[who]
    page.goto(f"{where.url}/accounts/login/")
    page.get_by_label("E-mail address").fill(login["email"])
    page.get_by_label("Password").fill(login["password"])
    page.get_by_role("button", name="Log in").click()
    if "totp" in login:
        show_code(page, login["totp"])
    page.wait_for_url(re.compile(r"/(admin|accounts|coordination|experts/me|experts/register)/$"))


def show_code(page: Page, secret: str) -> None:
    """Type a code that was not used yet: each works once."""
    for code in codes_around_now(secret):
        page.get_by_label("Code").fill(code)
        # The address is looked at once the answer is there.
        with page.expect_navigation():
            page.get_by_role("button", name="Log in").click()
        if not page.url.endswith("/accounts/2fa/authenticate/"):
            return
    raise AssertionError("All codes of this moment are used.")


@pytest.fixture
def log_in(page: Page) -> Callable[[Portal, str], None]:
    """Log the test's page in: ``log_in(own_portal, "editor")``."""
    return partial(log_in_as, page)


@pytest.fixture(scope="session")
def expert_state(browser: Browser, portal: Portal) -> Any:
    """Cookies of an expert who is logged in to the demo that all tests read."""
    context = browser.new_context()
    log_in_as(context.new_page(), portal, "expert")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="session")
def editor_state(browser: Browser, portal: Portal) -> Any:
    """Cookies of an editor who is logged in to the demo that all tests read."""
    context = browser.new_context()
    log_in_as(context.new_page(), portal, "editor")
    state = context.storage_state()
    context.close()
    return state
