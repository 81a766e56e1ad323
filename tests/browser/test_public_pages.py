"""Every kind of public page on a first visit: accessible, quiet, small, without cookies."""

from functools import cache
from urllib.parse import urlsplit

import pytest

from tests.browser.places import PUBLIC
from tests.browser.visits import first_visit

# What the browser itself says of a page that answers 404.
OF_A_MISSING_PAGE = "the server responded with a status of 404"


@pytest.fixture(scope="session")
def visited(browser, portal):
    """One visit serves all that is asked of a page."""
    return cache(lambda path: first_visit(browser, portal.url + path))


@pytest.mark.parametrize("path", PUBLIC)
def test_page_breaks_no_rule_of_accessibility(visited, path):
    assert visited(path).broken_rules == []


@pytest.mark.parametrize("path", PUBLIC)
def test_page_asks_this_host_alone_and_at_most_five_times(visited, portal, path):
    assert visited(path).hosts == {urlsplit(portal.url).netloc}
    # Covers are weighed apart: a list shows those that are in sight.
    assert len([each for each in visited(path).requests if "/covers/" not in each]) <= 5


@pytest.mark.parametrize("path", PUBLIC)
def test_page_reports_no_error_and_breaks_no_policy(visited, path):
    assert [line for line in visited(path).reported if OF_A_MISSING_PAGE not in line] == []


@pytest.mark.parametrize("path", PUBLIC)
def test_page_sets_no_cookie(visited, path):
    assert visited(path).cookies == []
